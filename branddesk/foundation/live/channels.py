"""Channels: what a page may listen to. Apps above say who may watch theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase

MayWatch = Callable[[AbstractBaseUser, str], bool]


@dataclass(frozen=True)
class Guest:
    """Somebody without an account, whom an app above knows by the session; `may_watch` takes a whole channel."""

    may_watch: Callable[[str], bool]


FindGuest = Callable[[SessionBase], Guest | None]

CHANNEL = re.compile(r"([a-z]+):([A-Za-z0-9_-]{1,64})")
MOST_AT_ONCE = 20

_watchers: dict[str, MayWatch] = {}
_guests: list[FindGuest] = []


def register(kind: str, may_watch: MayWatch) -> None:
    """Open the channels `kind:<key>`; `may_watch(person, key)` says who may listen. Called in AppConfig.ready."""
    _watchers[kind] = may_watch


def register_guests(find: FindGuest) -> None:
    """Let sessions without an account listen, when `find` knows whose they are. Called in AppConfig.ready."""
    if find not in _guests:
        _guests.append(find)


def guest_of(session: SessionBase) -> Guest | None:
    """The guest whose session this is; None for nobody known."""
    return next((guest for find in _guests if (guest := find(session)) is not None), None)


def person(user: AbstractBaseUser) -> str:
    """A person's own channel, which everyone may watch for themselves and for nobody else."""
    return f"person:{user.pk}"


def allowed(user: AbstractBaseUser, wanted: Iterable[str]) -> frozenset[str]:
    """The person's own channel, and those of the wanted ones that the person may watch."""
    return frozenset({person(user), *(channel for channel in _first(wanted) if _may_watch(user, channel))})


def allowed_to_guest(guest: Guest, wanted: Iterable[str]) -> frozenset[str]:
    """Those of the wanted channels that the guest may watch."""
    return frozenset(channel for channel in _first(wanted) if CHANNEL.fullmatch(channel) and guest.may_watch(channel))


def _first(wanted: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(wanted))[:MOST_AT_ONCE]


def _may_watch(user: AbstractBaseUser, channel: str) -> bool:
    parts = CHANNEL.fullmatch(channel)
    if parts is None:
        return False
    kind, key = parts.groups()
    may_watch = _watchers.get(kind)
    return may_watch is not None and may_watch(user, key)
