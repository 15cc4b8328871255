"""Deciding on returns and cancellations: only what the marketplace offers for this one, once, with what each needs."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.complaints import permissions
from branddesk.complaints.models import Complaint, Decision
from branddesk.complaints.services.changing import lock, settle
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.delivery.services import outbox
from branddesk.marketplaces.ozon.client.returns import COMPENSATE, NEEDS_REASON

CHANNEL = "ozon-decision"
YES, NO = 1, -1
State, Status = Decision.State, Complaint.Status


def offered(complaint: Complaint) -> list[dict[str, object]]:
    """What the marketplace lets us do with it now: number, name, and what each needs."""
    if complaint.store is None or not complaint.store.is_connected or not complaint.is_open:
        return []
    if complaint.kind == Complaint.Kind.CANCELLATION:
        names = ((YES, _("Agree to the cancellation")), (NO, _("Refuse the cancellation")))
        return [{"id": number, "name": name, "comment": True} for number, name in names]
    return [
        {
            **action,
            "comment": action["id"] in NEEDS_REASON,
            "reasons": complaint.facts.get("reasons", []) if action["id"] in NEEDS_REASON else [],
            "amount": action["id"] == COMPENSATE,
        }
        for action in complaint.facts.get("actions", [])
    ]


@transaction.atomic
def decide(
    *,
    actor: User,
    complaint: Complaint,
    action: int,
    comment: str = "",
    reason_id: int | None = None,
    amount: Decimal | None = None,
    form_key: UUID | None = None,
) -> Decision:
    """Do one of the things that are offered. The same form sent twice does it once.

    `amount` in the currency of the order, for a part of the price that is paid back. Raises DomainError with what is
    missing, WrongStatus when it is not offered any more.
    """
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    before = made_before(Decision.objects.all(), form_key, person=actor, maker="author")
    if before is not None:
        return before
    chosen = next((each for each in offered(complaint) if each["id"] == action), None)
    if chosen is None:
        raise WrongStatus(_("The marketplace no longer offers this. Load the page again."))
    comment = comment.strip()
    _check(complaint, chosen, comment, reason_id, amount)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                complaint=complaint,
                action=action,
                name=str(chosen["name"])[:120],
                from_state=str(complaint.facts.get("state", ""))[:60],
                comment=comment,
                reason_id=reason_id if chosen.get("reasons") else None,
                amount=amount if chosen.get("amount") else None,
                author=actor,
                form_key=form_key,
            )
    except IntegrityError:
        raise WrongStatus(_("A decision is on its way already.")) from None
    outbox.owe(
        channel=CHANNEL,
        to=complaint.outside_id,
        key=f"decision:{decision.pk}",
        payload={"decision": decision.pk},
    )
    complaint.status = Status.ANSWERED
    complaint.answered_at = complaint.answered_at or clock.now()
    settle(actor, "complaint.decided", complaint, decision=decision.pk, number=action)
    return decision


def _check(
    complaint: Complaint, chosen: dict[str, object], comment: str, reason_id: int | None, amount: Decimal | None
) -> None:
    reasons = chosen.get("reasons")
    if isinstance(reasons, list) and reasons:
        if reason_id not in {reason["id"] for reason in reasons}:
            raise DomainError(_("Choose the reason."))
        if not comment:
            raise DomainError(_("Write the comment: the marketplace asks for it."))
    if len(comment) > 1000:
        raise DomainError(_("The comment is too long: 1,000 characters are taken."))
    if chosen.get("amount"):
        if amount is None or amount <= 0:
            raise DomainError(_("Write the sum that is paid back."))
        if complaint.order_value is not None and amount > complaint.order_value:
            raise DomainError(_("The sum is greater than the price of the goods."))


@transaction.atomic
def note_tried(decision_id: int) -> bool:
    """From now on it may be done. False when it is settled already."""
    decision = Decision.objects.select_for_update().get(pk=decision_id)
    if decision.state != State.WAITING:
        return False
    if decision.tried_at is None:
        decision.tried_at = clock.now()
        decision.save(update_fields=["tried_at"])
    return True


@transaction.atomic
def note_outcome(decision_id: int, *, refusal: str = "") -> None:
    """It is done; or, with a refusal, it will never be, and the complaint waits for us again."""
    decision = Decision.objects.select_for_update().select_related("complaint").get(pk=decision_id)
    if decision.state != State.WAITING:
        return
    decision.state = State.REFUSED if refusal else State.DONE
    decision.refusal, decision.settled_at = refusal[:500], clock.now()
    decision.save()
    complaint = lock(decision.complaint)
    if refusal:
        complaint.status = Status.OPEN
    else:
        complaint.facts = complaint.facts | {"actions": [], "reasons": []}
    settle(
        None, "complaint.decision-refused" if refusal else "complaint.decision-done", complaint, decision=decision.pk
    )
