"""The story of a case as one reader may know it: what was said, and what the journal holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.history import HAPPENINGS, Places, may_read, sentence_of, values_of
from branddesk.cases.models import PRIVATE, Case, Message
from branddesk.cases.prefetched import submissions_of
from branddesk.core.enums import Side, Status
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.journal.selectors import bring_texts, entries_for

KINDS = {Message.Kind.NOTE: "note", Message.Kind.CONTACT: "contact"}


@dataclass(frozen=True)
class TimelineItem:
    """One line of the story, oldest first."""

    kind: str
    """message, note, contact, event, or held: said, but not sent yet."""
    at: datetime
    actor: User | None
    text: str
    """What happened, as a sentence in the reader's language; for a message what it was (asked, decided, …)."""
    code: str
    """The journal's action, for instance `case.asked`."""
    params: Places = field(default_factory=Places)
    message: Message | None = None
    entry: Entry | None = None


class Story(list[TimelineItem]):
    """A case's lines, or one page of them."""

    earlier = 0
    """Where the page before this one ends: the number of an entry; 0 when there is none."""
    is_whole = True


def timeline(case: Case, reader: User, *, most: int | None = None, before: int | None = None) -> Story:
    """What the reader's side may know. The platform never learns of drafts or of notes among the brand's people.

    With `most` only so many entries of the journal are read: the last ones, or those before the entry `before`.
    """
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    story = Story()
    rows = entries_for(case).prefetch_related(None)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows if most is None else reversed(rows.order_by("-seq")[: most + 1]))
    said = case.messages.filter(~Q(kind__in=PRIVATE) & Q(leaves_at=None) | Q(side=side))
    if most is not None and len(found) > most:
        del found[0]
        story.earlier = found[0].seq
    story.is_whole = not story.earlier and before is None
    if not story.is_whole:
        told = {entry.facts["message"] for entry in found if "message" in entry.facts}
        said = said.filter(Q(pk__in=told) | Q(leaves_at__isnull=False) if before is None else Q(pk__in=told))
    messages = {
        message.pk: message
        for message in said.select_related("author__organisation", "submission__listing").prefetch_related(
            Prefetch("exhibits", Exhibit.objects.select_related("blob"))
        )
    }
    entries = [entry for entry in found if may_read(entry, side)]
    # What was said stands in the messages; only reasons and references are read from the journal.
    bring_texts(entries, besides="text")
    people = {
        person.pk: person.name
        for person in User.objects.filter(pk__in={e.facts["person"] for e in entries if "person" in e.facts})
    }
    listings = {row.pk: row.label for row in submissions_of(case)}
    others = {entry.facts["other"] for entry in entries if "other" in entry.facts}
    numbers = dict(Case.objects.visible_to(reader).filter(pk__in=others).values_list("pk", "number"))

    for entry in entries:
        happening = HAPPENINGS[entry.action]
        if happening.is_quiet or entry.facts.get("other", 0) not in {0, *numbers}:
            continue
        message = messages.get(entry.facts.get("message", 0))
        item = _item(entry, message, people, listings, numbers)
        last = story[-1] if story else None
        if last is not None and _goes_on(last, item):
            total = last.params["count"] + item.params["count"]  # type: ignore[operator]
            params = Places(item.params, count=total)
            story[-1] = replace(item, text=str(happening.text) % params, params=params)
        else:
            story.append(item)
            story.extend(_moved(item, entry))
    story.extend(_held(message) for message in messages.values() if message.is_held)
    return story


def _item(
    entry: Entry, message: Message | None, people: dict[int, str], listings: dict[int, str], numbers: dict[int, str]
) -> TimelineItem:
    params = Places(
        values_of(entry),
        person=people.get(entry.facts.get("person", 0), "–"),
        listing=listings.get(entry.facts.get("submission", 0), "–"),
        other=numbers.get(entry.facts.get("other", 0), "–"),
    )
    kind = "event" if message is None else KINDS.get(Message.Kind(message.kind), "message")
    return TimelineItem(
        kind=kind,
        at=entry.at if message is None else message.happened_at,
        actor=entry.actor,
        text=sentence_of(entry, params),
        code=entry.action,
        params=params,
        message=message,
        entry=entry,
    )


def _held(message: Message) -> TimelineItem:
    """What is on its way to the other side and may still be taken back; the journal does not have it yet."""
    return TimelineItem(
        kind="held", at=message.happened_at, actor=message.author, text="", code="case.held", message=message
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
