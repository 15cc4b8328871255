"""Call-backs: planned by a rule's proposal or by hand, carried out once or again and again."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.complaints import permissions
from branddesk.complaints.importance import script_for
from branddesk.complaints.models import Callback, Complaint
from branddesk.complaints.services.changing import lock
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify

State, Reason = Callback.State, Callback.Reason
MOST_DAYS = 366
REMINDS_FROM = 8
"""O'clock."""


@transaction.atomic
def plan(
    *,
    actor: User,
    complaint: Complaint,
    due_on: date,
    reason: str = Reason.HAND,
    script: str = "",
    repeat_days: int | None = None,
    person: User | None = None,
    form_key: UUID | None = None,
) -> Callback:
    """Return to the customer on a day. The same form sent twice plans it once; one is planned at a time."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    before = made_before(Callback.objects.all(), form_key, person=actor, maker="made_by")
    if before is not None:
        return before
    if not clock.today() <= due_on <= clock.today() + timedelta(days=MOST_DAYS):
        raise DomainError(_("Choose a day from today to a year ahead."))
    if repeat_days is not None and not 1 <= repeat_days <= MOST_DAYS:
        raise DomainError(_("It can come again after one day to a year."))
    if reason not in Reason.values:
        raise DomainError(_("Choose why the customer is called back."))
    try:
        with transaction.atomic():
            callback = Callback.objects.create(
                complaint=complaint,
                reason=reason,
                due_on=due_on,
                script=script.strip() or script_for(reason),
                repeat_days=repeat_days,
                person=person or actor,
                made_by=actor,
                form_key=form_key,
            )
    except IntegrityError:
        raise WrongStatus(_("A call-back is planned already.")) from None
    journal.record(actor, "call-back.planned", complaint, callback=callback.pk, due_on=due_on)
    return callback


@transaction.atomic
def carry_out(
    *, actor: User, callback: Callback, outcome: str, satisfaction: int | None = None, promised: str = ""
) -> Callback:
    """Keep what the customer said; one that comes again is planned anew."""
    callback = _planned(actor, callback)
    if not outcome.strip():
        raise DomainError(_("Write what the customer said, or that nobody answered."))
    if satisfaction is not None and not 1 <= satisfaction <= 5:
        raise DomainError(_("Satisfaction is 1 to 5."))
    callback.state, callback.done_at = State.DONE, clock.now()
    callback.outcome, callback.promised, callback.satisfaction = outcome.strip(), promised.strip(), satisfaction
    callback.save()
    journal.record(actor, "call-back.done", callback.complaint, callback=callback.pk, satisfaction=satisfaction or 0)
    if callback.repeat_days:
        Callback.objects.create(
            complaint=callback.complaint,
            reason=callback.reason,
            due_on=clock.today() + timedelta(days=callback.repeat_days),
            script=callback.script,
            repeat_days=callback.repeat_days,
            person=callback.person,
            made_by=actor,
        )
    return callback


@transaction.atomic
def drop(*, actor: User, callback: Callback) -> Callback:
    """Leave it be; one that comes again comes no more."""
    callback = _planned(actor, callback)
    callback.state, callback.done_at = State.DROPPED, clock.now()
    callback.save()
    journal.record(actor, "call-back.dropped", callback.complaint, callback=callback.pk)
    return callback


def tell_outcome(case: Case) -> int:
    """The case is decided: whoever works on a voice in it is to tell the customer tomorrow. Harmless twice."""
    planned = 0
    rows = Complaint.objects.filter(case=case).exclude(callbacks__reason=Reason.OUTCOME).select_related("assignee")
    for complaint in rows.exclude(callbacks__state=State.PLANNED)[:20]:
        person = complaint.assignee or case.assignee or case.created_by
        Callback.objects.create(
            complaint=complaint,
            reason=Reason.OUTCOME,
            due_on=clock.today() + timedelta(days=1),
            script=script_for(Reason.OUTCOME),
            person=person,
        )
        planned += 1
    return planned


def remind() -> int:
    """Tell whoever calls, on the day in their own time zone, from eight in the morning on. Once for each call-back."""
    near = (clock.today() - timedelta(days=2), clock.today() + timedelta(days=1))
    rows = Callback.objects.filter(state=State.PLANNED, due_on__range=near)
    told = 0
    for callback in rows.select_related("person", "complaint__brand").order_by("due_on", "pk"):
        there = clock.now().astimezone(ZoneInfo(callback.person.time_zone))
        if callback.due_on > there.date() or there.hour < REMINDS_FROM:
            continue
        notice = notify(
            person=callback.person,
            code="call-back.due",
            key=f"call-back:{callback.pk}",
            url=reverse("complaints:callbacks"),
            who=callback.complaint.customer or callback.complaint.brand.name,
        )
        told += notice is not None
    return told


def _planned(actor: User, callback: Callback) -> Callback:
    found = Callback.objects.select_for_update(of=("self",)).select_related("complaint__brand").get(pk=callback.pk)
    permissions.check_can_work(actor, found.complaint.brand)
    if found.state != State.PLANNED:
        raise WrongStatus(_("This call-back is settled already."))
    return found
