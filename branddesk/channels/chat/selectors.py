"""Questions about chats: who answers, how long one waits, what a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Q, QuerySet

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case
from branddesk.channels.chat.models import Attendance, Conversation, Line, Seat, Side, State
from branddesk.channels.chat.models.agents import SEEN_FOR
from branddesk.channels.chat.models.talk import AGENTS
from branddesk.channels.chat.permissions import Reader, may_answer
from branddesk.channels.models import TranslatorSetting
from branddesk.channels.sources import Source
from branddesk.contacts.selectors import Entry, contacts_for, present_manager
from branddesk.core import clock
from branddesk.core.enums import Route
from branddesk.stores.models import Marketplace
from branddesk.stores.selectors import working_hours_of

LEAST_WAITS = 5
"""Of fewer chats nothing is said about the wait."""
MOST_WAITS = 30
WAITS_SINCE = timedelta(days=7)
LONG_WAIT = timedelta(minutes=2)
MOST_LINES = 500
"""How many lines one answer holds; the page asks on."""
UNANSWERED_AFTER = timedelta(seconds=90)


def marketplaces_with_chat() -> QuerySet[Marketplace]:
    """Where a platform works on this desk, and so answers here."""
    rows = Marketplace.objects.filter(route=Route.DESK, operator__isnull=False)
    return rows.select_related("operator", "calendar").order_by("pk")


def desks() -> list[Organisation]:
    """The platforms that answer chats here."""
    found = {row.operator_id: row.operator for row in marketplaces_with_chat() if row.operator is not None}
    return list(found.values())


def marketplace_of(desk: Organisation) -> Marketplace | None:
    return next((row for row in marketplaces_with_chat() if row.operator_id == desk.pk), None)


def agents_of(desk: Organisation) -> QuerySet[User]:
    """Everybody of the platform who answers chats."""
    return User.objects.filter(organisation=desk, role__in=AGENTS, is_active=True).select_related("organisation")


@dataclass(frozen=True)
class Successor:
    """Somebody who may get a chat handed over."""

    person: User
    entry: Entry | None
    """Their card, where they are an account manager of the chat's brand."""
    takes_chats: bool
    """They sit at the page of the chats now."""


def successors(conversation: Conversation) -> list[Successor]:
    """Who can go on with the chat: whoever is the brand's account manager now, its other managers, then the others."""
    there = {row.agent_id for row in agents_there(conversation.desk)}
    people = [person for person in agents_of(conversation.desk) if person.pk != conversation.agent_id]
    entries = _managers(conversation)
    present = present_manager(entries)
    first = present.person_id if present is not None else None
    by_person = {entry.contact.person_id: entry for entry in entries}
    found = [Successor(person, by_person.get(person.pk), person.pk in there) for person in people]
    order = list(by_person)

    def place(row: Successor) -> tuple[bool, bool, int, bool, str]:
        number = order.index(row.person.pk) if row.entry is not None else 0
        return row.person.pk != first, row.entry is None, number, not row.takes_chats, row.person.name

    return sorted(found, key=place)


def _managers(conversation: Conversation) -> list[Entry]:
    """The account managers' cards of the chat's brand on its platform; none for a chat about no brand."""
    marketplace = marketplace_of(conversation.desk)
    if conversation.brand is None or marketplace is None:
        return []
    return [entry for entry in contacts_for(conversation.brand, marketplace) if entry.contact.is_manager]


def agents_there(desk: Organisation) -> list[Attendance]:
    """Those who take chats and sit there."""
    rows = Attendance.objects.filter(is_available=True, seen_at__gt=clock.now() - SEEN_FOR, agent__in=agents_of(desk))
    return list(rows.select_related("agent__organisation").order_by("agent__name"))


@dataclass(frozen=True)
class Answering:
    """Whether somebody answers at this moment."""

    is_open: bool
    """Within the platform's working hours."""
    agents: int
    opens_at: datetime | None
    """When the working hours begin, where they do not run."""

    @property
    def is_answered(self) -> bool:
        return self.agents > 0


def answering(desk: Organisation) -> Answering:
    now = clock.now()
    marketplace = marketplace_of(desk)
    agents = len(agents_there(desk))
    if marketplace is None:
        return Answering(False, agents, None)
    hours = working_hours_of(marketplace)
    if hours.is_open(now):
        return Answering(True, agents, None)
    return Answering(False, agents, hours.add_working_time(now, 1 / 60) - timedelta(minutes=1))


def position_of(conversation: Conversation) -> int:
    """The place in the queue, from 1; 0 where it does not wait."""
    if conversation.state != State.WAITING:
        return 0
    before = Q(created_at__lt=conversation.created_at) | Q(created_at=conversation.created_at, pk__lt=conversation.pk)
    return Conversation.objects.filter(before, desk=conversation.desk_id, state=State.WAITING).count() + 1


@dataclass(frozen=True)
class Wait:
    """How long those who were taken last had waited: half of them no longer than this."""

    minutes: int
    chats: int


def usual_wait(desk_id: int) -> Wait | None:
    """The median of the last waits; None where there were too few to say."""
    taken = Conversation.objects.filter(desk=desk_id, accepted_at__gt=clock.now() - WAITS_SINCE)
    waits = taken.order_by("-accepted_at").values_list(F("accepted_at") - F("created_at"), flat=True)[:MOST_WAITS]
    seconds = [wait.total_seconds() for wait in waits]
    if len(seconds) < LEAST_WAITS:
        return None
    return Wait(max(1, round(median(seconds) / 60)), len(seconds))


def lines_for(reader: Reader, conversation: Conversation, *, after: int = 0) -> list[Line]:
    """The lines above `after` that the reader may read, in order; notes only for those who answer."""
    rows = conversation.lines.filter(seq__gt=after)
    if reader.side == Side.GUEST:
        rows = rows.exclude(kind=Line.Kind.NOTE)
    return list(rows.select_related("author", "exhibit__blob", "blob").order_by("seq")[:MOST_LINES])


def read_up_to(conversation: Conversation, side: Side) -> int:
    """How far the other side than `side` has read."""
    seats = Seat.objects.filter(conversation=conversation).exclude(side=side).order_by("-read_seq")
    return seats.values_list("read_seq", flat=True).first() or 0


def queue_of(agent: User) -> QuerySet[Conversation]:
    """Who waits for the agent's platform, the longest first."""
    rows = Conversation.objects.filter(desk=agent.organisation_id, state=State.WAITING)
    return _with_people(rows).order_by("created_at", "pk")


def chats_of(agent: User) -> QuerySet[Conversation]:
    """What the agent has open, those who wait for an answer first."""
    rows = Conversation.objects.filter(agent=agent, state=State.ACTIVE)
    return _with_people(rows).order_by(F("awaited_since").asc(nulls_last=True), "-last_line_at")


def colleagues_chats(agent: User) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(desk=agent.organisation_id, state=State.ACTIVE).exclude(agent=agent)
    return _with_people(rows).order_by("-last_line_at")


def ended_chats(agent: User) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(desk=agent.organisation_id).exclude(state__in=[State.WAITING, State.ACTIVE])
    return _with_people(rows).order_by("-closed_at", "-pk")


def unanswered(before: datetime) -> QuerySet[Conversation]:
    """Chats whose asker waits since before this moment, and nobody was reminded yet."""
    rows = Conversation.objects.filter(state__in=[State.WAITING, State.ACTIVE], alarmed_at=None)
    return rows.filter(awaited_since__lt=before).order_by("awaited_since")


def open_cases_of(conversation: Conversation, reader: Reader) -> QuerySet[Case]:
    """Cases of the chat's brand to which the reader may attach it, the latest first."""
    if reader.person is None or conversation.brand_id is None:
        return Case.objects.none()
    rows = Case.objects.visible_to(reader.person).filter(brand=conversation.brand_id, closed_at=None)
    return rows.order_by("-last_event_at")[:20]


def _with_people(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return rows.select_related("person__organisation", "visitor", "brand", "agent", "case")


def chats_of_case(case: Case) -> QuerySet[Conversation]:
    """The chats that belong to the case."""
    return _with_people(Conversation.objects.filter(case=case)).order_by("-created_at")


def source_of_line(reader: User, number: int) -> Source | None:
    """What was said in a line, to be translated, where the reader may read it."""
    kinds = [Line.Kind.TEXT, Line.Kind.NOTE] if may_answer(reader) else [Line.Kind.TEXT]
    rows = Line.objects.filter(kind__in=kinds, conversation__in=Conversation.objects.visible_to(reader))
    line = rows.filter(pk=number).first()
    return Source(line.body) if line is not None else None


def translator_of(reader: Reader) -> TranslatorSetting | None:
    """The service that the reader's organisation chose; visitors have none."""
    if reader.person is None:
        return None
    return TranslatorSetting.objects.filter(organisation=reader.person.organisation_id, is_on=True).first()
