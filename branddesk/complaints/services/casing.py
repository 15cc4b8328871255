"""From a customer's voice to a case, without typing it again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from branddesk.accounts.models import User
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case
from branddesk.cases.services import change_draft, open_draft
from branddesk.complaints import events, permissions
from branddesk.complaints.models import Complaint
from branddesk.complaints.services.changing import lock, settle
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError
from branddesk.stores.models import Marketplace

KINDS = (CaseKind.QUALITY, CaseKind.COMPLAINT)
LONGEST_SUBJECT = 100
MATTERS = {
    Complaint.Kind.REVIEW: "review",
    Complaint.Kind.QUESTION: "question",
    Complaint.Kind.CHAT: "chat",
    Complaint.Kind.RETURN: "return",
}


@transaction.atomic
def open_case(*, actor: User, complaint: Complaint, kind: str, form_key: UUID | None = None) -> Case:
    """Draft a case that holds the customer's words, the order and the product. Once for each voice."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if complaint.case is not None:
        return complaint.case
    if kind not in KINDS:
        raise DomainError(_("Choose what the case is about."))
    marketplace = marketplace_of(complaint)
    case = open_draft(
        actor=actor,
        brand=complaint.brand,
        marketplace=marketplace,
        kind=kind,
        subject=_subject(complaint),
        form_key=form_key,
    )
    with override(marketplace.language):
        case = change_draft(actor=actor, case=case, details=details_of(kind, [complaint]))
    complaint.case = case
    complaint.assignee = complaint.assignee or actor
    settle(actor, "complaint.case-opened", complaint, case=case.number)
    events.case_opened.send(sender=Case, case=case)
    return case


def marketplace_of(complaint: Complaint) -> Marketplace:
    """Where it was said; without a store, the desk's first marketplace, which the draft can change."""
    if complaint.store is not None:
        return complaint.store.marketplace
    marketplace = Marketplace.objects.order_by("pk").first()
    if marketplace is None:
        raise DomainError(_("No marketplace is set up on this desk. Ask whoever runs it."))
    return marketplace


def _subject(complaint: Complaint) -> str:
    product = complaint.product.name if complaint.product else complaint.sku
    words = f"{product}: {complaint.first_words}" if product else complaint.first_words
    return words[:LONGEST_SUBJECT]


def details_of(kind: str, complaints: list[Complaint]) -> dict[str, str]:
    """Answers to the questions of this kind of case, as a person would have typed them."""
    first = complaints[0]
    quotes = "\n\n".join(each.text.strip() for each in complaints if each.text.strip())
    skus = " ".join(dict.fromkeys(each.sku for each in complaints if each.sku))
    numbers = " ".join(dict.fromkeys(each.order_number for each in complaints if each.order_number))
    day = first.received_at.date().isoformat()
    if kind == CaseKind.QUALITY:
        matter = "return_disputed" if first.kind == Complaint.Kind.RETURN else "claims"
        typed = {"matter": matter, "complaint": quotes, "notice": _number(first)}
    else:
        typed = {
            "matter": MATTERS.get(Complaint.Kind(first.kind), ""),
            "number": _number(first),
            "quote": quotes,
        }
    typed |= {"happened_on": day, "skus": skus, "orders": numbers}
    limits = {question.code: question.limit for question in kind_of(kind).questions}
    return {code: text[: limits[code]] for code, text in typed.items() if text and code in limits}


def _number(complaint: Complaint) -> str:
    return str(complaint.facts.get("number") or complaint.outside_id or complaint.first_words)[:120]
