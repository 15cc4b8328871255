"""Channels: what a page may listen to. Apps above say who may watch theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from django.contrib.auth.models import AbstractBaseUser

MayWatch = Callable[[AbstractBaseUser, str], bool]

CHANNEL = re.compile(r"([a-z]+):([A-Za-z0-9_-]{1,64})")
MOST_AT_ONCE = 20

_watchers: dict[str, MayWatch] = {}


def register(kind: str, may_watch: MayWatch) -> None:
    """Open the channels `kind:<key>`; `may_watch(person, key)` says who may listen. Called in AppConfig.ready."""
    _watchers[kind] = may_watch


def person(user: AbstractBaseUser) -> str:
    """A person's own channel, which everyone may watch for themselves and for nobody else."""
    return f"person:{user.pk}"


def allowed(user: AbstractBaseUser, wanted: Iterable[str]) -> frozenset[str]:
    """The person's own channel, and those of the wanted ones that the person may watch."""
    others = list(dict.fromkeys(wanted))[:MOST_AT_ONCE]
    return frozenset({person(user), *(channel for channel in others if _may_watch(user, channel))})


def _may_watch(user: AbstractBaseUser, channel: str) -> bool:
    parts = CHANNEL.fullmatch(channel)
    if parts is None:
        return False
    kind, key = parts.groups()
    may_watch = _watchers.get(kind)
    return may_watch is not None and may_watch(user, key)
