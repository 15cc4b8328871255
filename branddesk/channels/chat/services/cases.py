"""A chat and its case: attached to one that is there, or become one without typing anything again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.cases.services.drafts import attach_exhibits, change_draft, open_draft
from branddesk.channels.chat import permissions, selectors
from branddesk.channels.chat.models import Conversation, Line, Side, State
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.services.lines import lock, note_event
from branddesk.channels.chat.services.transcripts import keep_in_case
from branddesk.core import clock
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal import services as journal

LONGEST_STATEMENT = 3_000
LONGEST_SUBJECT = 160


@transaction.atomic
def attach_to_case(*, reader: Reader, conversation: Conversation, case: Case) -> Conversation:
    """Let the chat belong to a case of its brand; what was said stands there when the chat has ended, or at once."""
    conversation = lock(conversation)
    if conversation.case_id == case.pk:
        return conversation
    if conversation.case_id is not None:
        raise WrongStatus(_("This chat belongs to a case already."))
    if reader.side == Side.DESK and conversation.is_open:
        permissions.check_can_speak(reader, conversation)
    person = reader.person
    if person is None or conversation.brand_id is None or case.brand_id != conversation.brand_id:
        raise DomainError(_("Choose a case of the brand that the chat is about."))
    if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
        raise NotAllowed(_("There is no such case among yours."))

    conversation.case = case
    note_event(conversation, "attached", number=case.number)
    journal.record(person, "chat.attached", conversation, case=case.pk)
    keep_in_case(conversation)
    return conversation


@transaction.atomic
def become_case(*, actor: User, conversation: Conversation) -> Case:
    """Turn the chat into a draft of a case with its words and files, and end it. A second time gives the same case."""
    conversation = lock(conversation)
    if conversation.person_id != actor.pk or conversation.brand is None:
        raise NotAllowed(_("Only who asked can make a case of the chat, for the brand it is about."))
    if conversation.state == State.BECAME_CASE and conversation.case is not None:
        return conversation.case
    if conversation.case_id is not None:
        raise WrongStatus(_("This chat belongs to a case already."))
    permissions.check_open(conversation)
    own = conversation.lines.filter(side=Side.GUEST).order_by("seq")
    words = "\n".join(own.filter(kind=Line.Kind.TEXT).values_list("body", flat=True))
    case = draft_from(
        actor=actor, desk=conversation.desk, brand=conversation.brand, text=words, topic=conversation.topic
    )
    exhibits = list(Exhibit.objects.filter(pk__in=own.values("exhibit")))
    if exhibits:
        attach_exhibits(actor=actor, case=case, exhibits=exhibits)

    conversation.state, conversation.case, conversation.closed_at = State.BECAME_CASE, case, clock.now()
    conversation.awaited_since = None
    note_event(conversation, "became-case", number=case.number)
    journal.record(actor, "chat.became-case", conversation, case=case.pk)
    if conversation.accepted_at is not None:
        keep_in_case(conversation)
    return case


@transaction.atomic
def draft_from(
    *, actor: User, desk: Organisation, brand: Brand, text: str, topic: str = "", form_key: UUID | None = None
) -> Case:
    """A draft that says what was typed for the chat: its subject and its statement."""
    marketplace = selectors.marketplace_of(desk)
    if marketplace is None:
        raise DomainError(_("This platform answers no chats here. Use another way to reach it."))
    subject = " ".join((topic or text).split())
    case = open_draft(
        actor=actor,
        brand=brand,
        marketplace=marketplace,
        kind=CaseKind.OTHER,
        subject=_fit(subject, LONGEST_SUBJECT),
        form_key=form_key,
    )
    if not case.statement and text.strip():
        change_draft(actor=actor, case=case, statement=_fit(text.strip(), LONGEST_STATEMENT))
        case.refresh_from_db()
    return case


def _fit(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
