"""One voice with everything around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.complaints import permissions, rules
from branddesk.complaints.importance import reasons_for
from branddesk.complaints.models import Answer, AnswerTemplate, Callback, Complaint, Decision, Picture, Utterance
from branddesk.complaints.proposals import outcome_for

DECIDED = (Complaint.Kind.RETURN, Complaint.Kind.CANCELLATION)


@dataclass(frozen=True)
class Line:
    """One thing that was said, in the order in which it was."""

    side: str
    text: str
    at: datetime
    answer: Answer | None = None


@dataclass(frozen=True)
class Opened:
    complaint: Complaint
    lines: Sequence[Line]
    pictures: Sequence[Picture]
    answers: Sequence[Answer]
    rule: rules.TextRule
    goes_by_api: bool
    may_answer: bool
    """Whether a field for an answer is offered."""
    templates: Sequence[AnswerTemplate]
    decisions: Sequence[Decision]
    callbacks: Sequence[Callback]
    important: Sequence[str]
    """Why a rule proposes a call-back, none while one is planned."""
    proposed: str
    """An answer that tells how the case ended; empty without an outcome."""


def opened(user: User, complaint: Complaint) -> Opened:
    """A voice as its page shows it, to whom it is visible."""
    answers = list(complaint.answers.select_related("author").exclude(state=Answer.State.UNDONE))
    utterances = list(complaint.utterances.all()) if complaint.is_conversation else []
    has_live = any(each.state in Answer.LIVE for each in answers)
    may_work = permissions.may_work(user)
    is_open_to_words = complaint.is_conversation or not has_live
    is_decided = complaint.kind in DECIDED and complaint.store_id is not None
    may_answer = may_work and is_open_to_words and not is_decided and not complaint.is_past_window
    return Opened(
        complaint,
        _lines(complaint, utterances, answers),
        [] if complaint.is_conversation else list(complaint.pictures.all()),
        answers,
        rules.RULES[Complaint.Kind(complaint.kind)],
        rules.goes_by_api(complaint),
        may_answer,
        templates_for(complaint) if may_answer else [],
        list(complaint.decisions.select_related("author")) if complaint.kind in DECIDED else [],
        callbacks := list(complaint.callbacks.select_related("person")),
        [] if any(each.state == Callback.State.PLANNED for each in callbacks) else reasons_for(complaint),
        outcome_for(complaint),
    )


def _lines(complaint: Complaint, utterances: Sequence[Utterance], answers: Sequence[Answer]) -> list[Line]:
    said = [Line(each.side, each.text, each.said_at) for each in utterances]
    if not said:
        said = [Line(Utterance.Side.CUSTOMER, complaint.text, complaint.received_at)]
    there = {" ".join(line.text.split()) for line in said if line.side == Utterance.Side.US}
    ours = [
        Line(Utterance.Side.US, each.text, each.sent_at or each.created_at, each)
        for each in answers
        if " ".join(each.text.split()) not in there or each.state == Answer.State.REFUSED
    ]
    return sorted([*said, *ours], key=lambda line: line.at)


def templates_for(complaint: Complaint) -> list[AnswerTemplate]:
    """Those of the brand for this kind and for all, the customer's language first."""
    rows = AnswerTemplate.objects.filter(Q(kind=complaint.kind) | Q(kind=""), brand=complaint.brand_id)
    return sorted(rows, key=lambda each: (each.language != complaint.language, each.title))


def filled(template: AnswerTemplate, complaint: Complaint) -> str:
    """The template's words with what stands in braces filled in, as far as it is known."""
    product = complaint.product.name if complaint.product else complaint.sku
    words = {"customer": complaint.customer, "product": product, "brand": complaint.brand.name}
    text = template.text
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text.replace(" ,", ",")


def colleagues(complaint: Complaint, user: User) -> list[User]:
    """Who of the reader's organisation may work on it."""
    people = User.objects.filter(
        organisation=user.organisation_id, is_active=True, role__in=permissions.WORKERS
    ).order_by("name")
    return [each for each in people if Brand.objects.visible_to(each).filter(pk=complaint.brand_id).exists()]
