"""How a decision leaves for Ozon: never a second time without looking whether the first was carried out."""

from __future__ import annotations

from branddesk.complaints.models import Complaint, Decision
from branddesk.complaints.services import deciding
from branddesk.foundation.delivery.models import Outbound
from branddesk.marketplaces.ozon.client import returns
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.stores.sending import client_for_sending


def send(outbound: Outbound) -> str:
    """Carry one decision out."""
    decision = Decision.objects.select_related("complaint__store").get(pk=outbound.payload["decision"])
    complaint, may_be_done = decision.complaint, decision.tried_at is not None
    with client_for_sending(complaint.store) as client:
        if not deciding.note_tried(decision.pk):
            return ""
        is_there = may_be_done and _is_done(client, complaint, decision)
        result = True if is_there else _carry_out(client, complaint, decision)
    if isinstance(result, Unknown):
        raise result.error
    deciding.note_outcome(decision.pk)
    return "done"


def _is_done(client: Client, complaint: Complaint, decision: Decision) -> bool:
    if complaint.kind == Complaint.Kind.CANCELLATION:
        rows = returns.list_cancellations(client, posting_number=complaint.order_number).rows
        return any(row.id == complaint.outside_id and row.state != "ON_APPROVAL" for row in rows)
    now = returns.get_rfbs(client, str(complaint.facts["return_id"]))
    return now.state != decision.from_state or all(each.id != decision.action for each in now.actions)


def _carry_out(client: Client, complaint: Complaint, decision: Decision) -> bool | Unknown[bool]:
    if complaint.kind == Complaint.Kind.CANCELLATION:
        return returns.decide_cancellation(
            client,
            cancellation_id=complaint.outside_id,
            posting_number=complaint.order_number,
            approve=decision.action == deciding.YES,
            comment=decision.comment,
        )
    return returns.act(
        client,
        return_id=str(complaint.facts["return_id"]),
        action=decision.action,
        state=decision.from_state,
        comment=decision.comment,
        reason_id=decision.reason_id,
        compensation=decision.amount,
    )
