"""The story of a case as one reader may know it: what was said, and what the journal holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.history import HAPPENINGS, Happening, Places, may_read
from branddesk.cases.models import Case, Message
from branddesk.cases.prefetched import submissions_of
from branddesk.core.enums import Side, Status
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.journal.selectors import entries_for


@dataclass(frozen=True)
class TimelineItem:
    """One line of the story, oldest first."""

    kind: str
    """message, note or event."""
    at: datetime
    actor: User | None
    text: str
    """What happened, as a sentence in the reader's language; for a message what it was (asked, decided, …)."""
    code: str
    """The journal's action, for instance `case.asked`."""
    params: Places = field(default_factory=Places)
    message: Message | None = None
    entry: Entry | None = None


def timeline(case: Case, reader: User) -> list[TimelineItem]:
    """All that the reader's side may know. The platform never learns of drafts or of notes among the brand's people."""
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    messages = {
        message.pk: message
        for message in case.messages.filter(~Q(kind=Message.Kind.NOTE) | Q(side=side))
        .select_related("author__organisation", "submission__listing")
        .prefetch_related("exhibits__blob")
    }
    entries = [entry for entry in entries_for(case) if may_read(entry, side)]
    people = {
        person.pk: person.name
        for person in User.objects.filter(pk__in={e.facts["person"] for e in entries if "person" in e.facts})
    }
    listings = {row.pk: str(row.listing) for row in submissions_of(case)}

    items: list[TimelineItem] = []
    for entry in entries:
        happening = HAPPENINGS[entry.action]
        if happening.is_quiet:
            continue
        message = messages.get(entry.facts.get("message", 0))
        item = _item(entry, happening, message, people, listings)
        before = items[-1] if items else None
        if before is not None and _goes_on(before, item):
            total = before.params["count"] + item.params["count"]  # type: ignore[operator]
            params = Places(item.params, count=total)
            items[-1] = replace(item, text=str(happening.text) % params, params=params)
        else:
            items.append(item)
            items.extend(_moved(item, entry))
    return items


def _item(
    entry: Entry, happening: Happening, message: Message | None, people: dict[int, str], listings: dict[int, str]
) -> TimelineItem:
    params = Places(
        count=entry.facts.get("count", 1),
        person=people.get(entry.facts.get("person", 0), "–"),
        listing=listings.get(entry.facts.get("submission", 0), "–"),
        reason=entry.text("reason") or "–",
        reference=entry.text("reference") or "–",
    )
    kind = "event" if message is None else "note" if message.kind == Message.Kind.NOTE else "message"
    return TimelineItem(
        kind=kind,
        at=entry.at if message is None else message.happened_at,
        actor=entry.actor,
        text=str(happening.text) % params,
        code=entry.action,
        params=params,
        message=message,
        entry=entry,
    )


def _goes_on(before: TimelineItem, item: TimelineItem) -> bool:
    """Whether the same person did the same small thing again, which reads better as one line."""
    return (
        item.kind == "event"
        and item.code == before.code
        and item.actor == before.actor
        and item.entry is not None
        and "count" in item.entry.facts
    )


def _moved(item: TimelineItem, entry: Entry) -> Iterable[TimelineItem]:
    """What a message did to the case's status, as a line of its own below it."""
    before, after = entry.facts.get("status_from"), entry.facts.get("status_to")
    if item.kind == "message" and before != after and before != Status.DRAFT and after:
        words = Places(before=Status(before).label, after=Status(after).label)
        yield replace(
            item,
            kind="event",
            at=entry.at,
            text=_("Status: %(before)s → %(after)s") % words,
            code="case.moved",
            params=words,
            message=None,
        )
