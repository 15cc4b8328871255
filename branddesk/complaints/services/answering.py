"""Answering a customer: written once, sent once, followed until it is published or refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.complaints import events, permissions, rules
from branddesk.complaints.models import Answer, Complaint
from branddesk.complaints.services.changing import lock, settle
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox

CHANNEL = "ozon-answer"
State, Status = Answer.State, Complaint.Status


@transaction.atomic
def answer(*, actor: User, complaint: Complaint, text: str, form_key: UUID | None = None) -> Answer:
    """Answer the customer through the store. The same form sent twice answers once.

    Raises DomainError with what Ozon would refuse in the words, or when an answer stands already.
    """
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    before = made_before(Answer.objects.all(), form_key, person=actor, maker="author")
    if before is not None:
        return before
    if not rules.goes_by_api(complaint):
        raise WrongStatus(_("This one is answered in the cabinet: copy the answer there and mark it as answered."))
    if complaint.is_past_window:
        raise WrongStatus(_("The marketplace takes no answer to this any more: its time is over."))
    if faults := rules.faults_of(complaint.kind, text):
        raise DomainError(" ".join(faults))
    written = _write(actor, complaint, text, State.WAITING, form_key)
    outbox.owe(
        channel=CHANNEL,
        to=complaint.outside_id,
        key=f"answer:{written.pk}",
        payload={"answer": written.pk},
        hold=timedelta(seconds=settings.SEND_HOLD_SECONDS),
    )
    _note_answered(complaint)
    settle(actor, "complaint.answered", complaint, answer=written.pk)
    return written


@transaction.atomic
def mark_answered(*, actor: User, complaint: Complaint, text: str, form_key: UUID | None = None) -> Answer:
    """Note the words that a person has put into the cabinet."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    before = made_before(Answer.objects.all(), form_key, person=actor, maker="author")
    if before is not None:
        return before
    if not text.strip():
        raise DomainError(_("Write the answer first."))
    written = _write(actor, complaint, text, State.BY_HAND, form_key)
    _note_answered(complaint)
    settle(actor, "complaint.answered-by-hand", complaint, answer=written.pk)
    return written


def _write(actor: User, complaint: Complaint, text: str, state: str, form_key: UUID | None) -> Answer:
    now = clock.now()
    try:
        with transaction.atomic():
            return Answer.objects.create(
                complaint=complaint,
                text=text.strip(),
                state=state,
                is_only=not complaint.is_conversation,
                author=actor,
                sent_at=now if state == State.BY_HAND else None,
                form_key=form_key,
            )
    except IntegrityError:
        raise WrongStatus(_("It is answered already. Only one answer is taken here.")) from None


def _note_answered(complaint: Complaint) -> None:
    complaint.status = Status.ANSWERED
    complaint.answered_at = complaint.answered_at or clock.now()


@transaction.atomic
def undo(*, actor: User, answer: Answer) -> Answer:
    """Take an answer back that has not left yet."""
    complaint = lock(answer.complaint)
    permissions.check_can_work(actor, complaint.brand)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    outbound = Outbound.objects.select_for_update().filter(key=f"answer:{answer.pk}").first()
    if not answer.may_be_undone or outbound is None or outbound.state != Outbound.State.QUEUED:
        raise WrongStatus(_("It has left already and cannot be taken back."))
    outbound.state = Outbound.State.DROPPED
    outbound.save(update_fields=["state"])
    answer.state = State.UNDONE
    answer.save(update_fields=["state"])
    complaint.status = Status.OPEN
    complaint.answered_at = _first_answer(complaint)
    settle(actor, "complaint.answer-undone", complaint, answer=answer.pk)
    return answer


def _first_answer(complaint: Complaint) -> datetime | None:
    return complaint.answers.filter(state__in=Answer.LIVE).values_list("created_at", flat=True).first()


@transaction.atomic
def note_tried(answer_id: int, after_id: str = "") -> Answer | None:
    """From now on the answer may be at the marketplace, after the chat's message `after_id`. None: taken back."""
    answer = Answer.objects.select_for_update().get(pk=answer_id)
    if answer.state != State.WAITING:
        return None
    if answer.tried_at is None:
        answer.tried_at, answer.after_id = clock.now(), after_id
        answer.save(update_fields=["tried_at", "after_id"])
    return answer


@transaction.atomic
def note_sent(answer_id: int, outside_id: str) -> None:
    """The marketplace took it: a chat's message is there at once, everything else is moderated first."""
    answer = Answer.objects.select_for_update().select_related("complaint").get(pk=answer_id)
    if answer.state != State.WAITING:
        return
    now = clock.now()
    answer.outside_id, answer.sent_at = outside_id, now
    answer.state = State.PUBLISHED if answer.complaint.kind == Complaint.Kind.CHAT else State.MODERATION
    answer.settled_at = now if answer.state == State.PUBLISHED else None
    answer.save()
    settle(None, "complaint.answer-sent", lock(answer.complaint), answer=answer.pk)


@transaction.atomic
def note_outcome(*, answer: Answer, published: bool, reason: str = "") -> None:
    """What the moderators said, or why it never left. A refused answer has the complaint wait for us again."""
    complaint = lock(answer.complaint)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.state not in (State.WAITING, State.MODERATION, State.SENT):
        return
    answer.state = State.PUBLISHED if published else State.REFUSED
    answer.reason, answer.settled_at = reason[:500], clock.now()
    answer.save()
    if not published:
        complaint.status = Status.OPEN
        complaint.answered_at = _first_answer(complaint)
    settle(None, "complaint.answer-published" if published else "complaint.answer-refused", complaint, answer=answer.pk)
    events.answer_settled.send(sender=Answer, answer=answer)
