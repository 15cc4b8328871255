"""Answers of a platform that stand elsewhere on this desk already, offered where one is recorded word for word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from branddesk.accounts.models import User
from branddesk.cases.models import Submission
from branddesk.core.enums import Side


@dataclass(frozen=True)
class Offer:
    """What the platform's people said about one submission on another way."""

    key: str
    text: str
    said_at: datetime
    language: str
    speaker: str
    url: str
    """Where it stands on the desk."""


Find = Callable[[User, Submission], Sequence[Offer]]

_sources: dict[str, Find] = {}


def register(code: str, find: Find) -> None:
    """Offer what `find` gives for a reader and a submission. Called in `AppConfig.ready`."""
    _sources[code] = find


def offers_for(reader: User, submission: Submission) -> list[Offer]:
    """The newest first, without what is recorded already."""
    found = [offer for find in _sources.values() for offer in find(reader, submission)]
    if not found:
        return []
    recorded = set(submission.messages.filter(side=Side.PLATFORM).values_list("body", flat=True))
    return sorted((each for each in found if each.text not in recorded), key=lambda each: each.said_at, reverse=True)


def offer_of(reader: User, submission: Submission, key: str) -> Offer | None:
    """The one with this key, as an address names it."""
    return next((each for each in offers_for(reader, submission) if each.key == key), None) if key else None
