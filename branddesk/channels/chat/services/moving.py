"""The way of a chat: begun, taken by an agent, handed over, ended."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.channels.chat import permissions, selectors
from branddesk.channels.chat.models import OPEN, Attendance, Conversation, Side, State
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.services.lines import append, check_state, lock, note_event, required
from branddesk.channels.chat.services.transcripts import keep_in_case
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify, notify_each

MOST_OPEN = 5
"""Chats that one person may have open at once."""


@transaction.atomic
def start(
    *,
    reader: Reader,
    desk: Organisation,
    text: str,
    language: str,
    brand: Brand | None = None,
    case: Case | None = None,
    topic: str = "",
    form_key: UUID | None = None,
) -> Conversation:
    """Begin a chat with the agents of `desk`. The same form sent twice begins one."""
    person = reader.person
    if person is not None:
        permissions.check_can_ask(person)
        if before := made_before(Conversation.objects.all(), form_key, person=person, maker="person"):
            return before
    if case is not None and brand is None:
        brand = case.brand
    _check_fits(reader, desk, brand, case)
    text = required(text, _("Write your question first."))
    if reader.conversations.filter(state__in=OPEN).count() >= MOST_OPEN:
        raise DomainError(_("You have five chats open. End one of them, then begin another."))

    conversation = Conversation.objects.create(
        desk=desk,
        brand=brand,
        person=person,
        visitor=reader.visitor,
        language=language,
        topic=" ".join((topic or text).split())[:200],
        case=case,
        form_key=form_key,
    )
    journal.record(person, "chat.opened", conversation, brand=brand.pk if brand else None, desk=desk.pk)
    if case is not None:
        append_event_of_case(conversation, case)
    append(conversation, side=Side.GUEST, author=person, body=text)
    note_event(conversation, "opened")
    _tell_agents(conversation)
    return conversation


def append_event_of_case(conversation: Conversation, case: Case) -> None:
    note_event(conversation, "attached", number=case.number)


@transaction.atomic
def accept(*, actor: User, conversation: Conversation) -> Conversation:
    """Take a waiting chat. Of two agents at once one gets it, and the other is told who."""
    permissions.check_can_answer(actor)
    capacity = _hold_capacity(actor)
    conversation = lock(conversation)
    if conversation.state == State.ACTIVE and conversation.agent_id == actor.pk:
        return conversation
    if conversation.state == State.ACTIVE and conversation.agent is not None:
        raise WrongStatus(_("%(name)s has just taken this chat.") % {"name": conversation.agent.name})
    check_state(conversation, State.WAITING, _("This chat has ended meanwhile."))
    _check_room(actor, capacity)

    conversation.state, conversation.agent, conversation.accepted_at = State.ACTIVE, actor, clock.now()
    conversation.alarmed_at = None
    note_event(conversation, "accepted", name=actor.name)
    journal.record(actor, "chat.accepted", conversation)
    if conversation.person is not None and conversation.created_at < clock.now() - selectors.LONG_WAIT:
        notify(
            person=conversation.person,
            code="chat.taken",
            key=f"chat.taken:{conversation.pk}",
            url=reverse("chat:detail", args=[conversation.key]),
            by=actor.name,
            topic=conversation.topic,
        )
    return conversation


@transaction.atomic
def hand_over(*, actor: User, conversation: Conversation, to: User) -> Conversation:
    """Give the chat to another agent, or to an account manager, of the same platform; they are told."""
    permissions.check_can_answer(actor)
    if to.pk != actor.pk and not (
        to.is_active and permissions.may_answer(to) and to.organisation_id == actor.organisation_id
    ):
        raise DomainError(_("Choose somebody of your platform who answers chats."))
    capacity = _hold_capacity(to)
    conversation = lock(conversation)
    check_state(conversation, State.ACTIVE, _("Only an open chat can be handed over."))
    if conversation.agent_id == to.pk:
        return conversation
    if not permissions.is_manager(to):
        _check_room(to, capacity)

    conversation.agent = to
    if to.pk == actor.pk:
        note_event(conversation, "taken-over", name=to.name)
    else:
        code = "handed-to-manager" if permissions.is_manager(to) else "handed-over"
        note_event(conversation, code, by=actor.name, name=to.name)
        notify(
            person=to,
            code="chat.handed-over",
            url=reverse("chat:desk_chat", args=[conversation.key]),
            by=actor.name,
            who=conversation.asker,
            topic=conversation.topic,
        )
    journal.record(actor, "chat.handed-over", conversation, to=to.pk)
    return conversation


def take_over(*, actor: User, conversation: Conversation) -> Conversation:
    """Go on with a colleague's chat."""
    return hand_over(actor=actor, conversation=conversation, to=actor)


@transaction.atomic
def close(*, reader: Reader, conversation: Conversation) -> Conversation:
    """End the chat; what was said stands in its case from now on. A second time changes nothing."""
    conversation = lock(conversation)
    if not conversation.is_open:
        return conversation
    permissions.check_can_end(reader, conversation)
    conversation.state, conversation.closed_at = State.CLOSED, clock.now()
    conversation.awaited_since = None
    code = "closed-by-guest" if reader.side == Side.GUEST else "closed-by-desk"
    note_event(conversation, code, name=reader.name)
    journal.record(reader.person, "chat.closed", conversation)
    keep_in_case(conversation)
    return conversation


def _check_fits(reader: Reader, desk: Organisation, brand: Brand | None, case: Case | None) -> None:
    if desk.pk not in {each.pk for each in selectors.desks()}:
        raise DomainError(_("This platform answers no chats here. Use another way to reach it."))
    if brand is None and case is None:
        return
    person = reader.person
    if person is None or (brand is not None and not Brand.objects.visible_to(person).filter(pk=brand.pk).exists()):
        raise DomainError(_("There is no such brand. Choose one of yours."))
    if case is not None and (case.brand_id != (brand.pk if brand else None)):
        raise DomainError(_("This case belongs to another brand."))
    if case is not None and not Case.objects.visible_to(person).filter(pk=case.pk).exists():
        raise NotAllowed(_("There is no such case among yours."))


def _hold_capacity(agent: User) -> int:
    """How many chats the agent takes at once; what they take at the same moment is done one after the other."""
    row = Attendance.objects.select_for_update().filter(agent=agent).first()
    if row is None:
        row, _is_new = Attendance.objects.get_or_create(agent=agent, defaults={"seen_at": clock.now()})
    return row.capacity


def _check_room(agent: User, capacity: int) -> None:
    if agent.answered_chats.filter(state=State.ACTIVE).count() >= capacity:
        raise WrongStatus(
            _("%(name)s has %(most)d chats open, as many as were chosen. End one, or choose a higher number.")
            % {"name": agent.name, "most": capacity}
        )


def _tell_agents(conversation: Conversation) -> None:
    notify_each(
        people=[row.agent for row in selectors.agents_there(conversation.desk)],
        code="chat.waiting",
        key=f"chat.waiting:{conversation.pk}",
        url=reverse("chat:desk_chat", args=[conversation.key]),
        who=conversation.asker,
        topic=conversation.topic,
    )
