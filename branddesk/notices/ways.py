"""The ways on which people are told besides the page. Upper apps add theirs in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from branddesk.accounts.models import User
from branddesk.notices.models import Mode, Notice
from branddesk.notices.texts import Kind


@dataclass(frozen=True)
class Way:
    """One way of telling people."""

    key: str
    label: Promise | str
    icon: str
    addresses: Callable[[Collection[User]], Mapping[int, str]]
    """Where each of these people can be told, by their keys; whoever has no address is not in it."""
    owe: Callable[[User, str, str, Sequence[Notice]], None]
    """Owe the person at the address, under the key, these notices as one message, in the caller's transaction.

    Called with the person's language and time zone active."""
    usual: Mapping[Kind, Mode] = field(default_factory=dict)
    """What holds for whoever has chosen nothing; a kind that is not named is not told."""
    how_to_join: Promise | str = ""
    """A sentence for whoever has no address there, and the page where to give one."""
    join_url_name: str = ""


_ways: dict[str, Way] = {}


def register(way: Way) -> None:
    if _ways.get(way.key, way) != way:
        raise ValueError(f"There is another way {way.key} already")
    _ways[way.key] = way


def all_ways() -> Iterator[Way]:
    yield from _ways.values()


def find(key: str) -> Way | None:
    return _ways.get(key)
