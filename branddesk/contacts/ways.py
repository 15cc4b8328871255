"""The ways to reach a contact, each filled by the channel that knows it: call, write, chat, meet.

ways.register(Way("write", _("Write"), "mail", url_of, order=20)) in the channel's AppConfig.ready. `url_of` takes the
contact and the case's number (empty outside a case) and gives an address of the desk, or nothing where the contact
cannot be reached so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.contacts import phones
from branddesk.contacts.models import Contact

UrlOf = Callable[[Contact, str], str]
MayUse = Callable[[User], bool]


def everybody(_reader: User) -> bool:
    return True


@dataclass(frozen=True)
class Way:
    key: str
    label: Promise | str
    icon: str
    url_of: UrlOf
    order: int = 100
    may_use: MayUse = everybody
    """Whether the way stands open to a reader."""


@dataclass(frozen=True)
class Step:
    """A way for one contact: the button, and where it leads."""

    key: str
    label: Promise | str
    icon: str
    url: str
    is_outside: bool
    """It leaves the desk, so that nothing of it is logged by itself."""


def _dial(contact: Contact, _case_number: str) -> str:
    return phones.dial(contact.phone, contact.extension) if contact.phone else ""


def _mailto(contact: Contact, case_number: str) -> str:
    return f"mailto:{contact.email}" + (f"?subject={case_number}" if case_number else "") if contact.email else ""


def _chat_page(contact: Contact, _case_number: str) -> str:
    return contact.chat_url


FALLBACKS = (
    Way("call", pgettext_lazy("reach a contact", "Call"), "phone", _dial, 10),
    Way("write", pgettext_lazy("reach a contact", "Write"), "mail", _mailto, 20),
    Way("chat", pgettext_lazy("reach a contact", "Chat"), "message-circle", _chat_page, 30),
)
"""What works without any channel: the reader's own telephone, mail and browser."""

_ways: dict[str, Way] = {}


def register(
    way_key: str,
    label: Promise | str,
    icon: str,
    url_of: UrlOf,
    order: int = 100,
    *,
    may_use: MayUse = everybody,
) -> None:
    """Let the contacts' pages offer this way; each key once."""
    way = Way(way_key, label, icon, url_of, order, may_use)
    if _ways.get(way_key, way) != way:
        raise ValueError(f"The way {way_key} is taken")
    _ways[way_key] = way


def steps_for(contact: Contact, case_number: str = "", *, reader: User | None = None) -> list[Step]:
    """The ways by which this contact can be reached, in order: the channels' own, else what works without them.

    Of ways that only some may use, those that the reader may.
    """
    steps = []
    fallbacks = {way.key: way for way in FALLBACKS}
    for key in {*fallbacks, *_ways}:
        for way in (_ways.get(key), fallbacks.get(key)):
            if way is None or (way.may_use is not everybody and (reader is None or not way.may_use(reader))):
                continue
            if url := way.url_of(contact, case_number):
                steps.append((way.order, Step(way.key, way.label, way.icon, url, not url.startswith("/"))))
                break
    return [step for _order, step in sorted(steps, key=lambda pair: (pair[0], pair[1].key))]
