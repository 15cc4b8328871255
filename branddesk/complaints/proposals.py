"""Answers that the desk proposes: how a case ended, told to the customer in the customer's language."""

from __future__ import annotations

from branddesk.complaints.models import Complaint
from branddesk.core.enums import Status
from branddesk.marketplaces.words import Phrase

HELLO = Phrase("{customer}, здравствуйте! ", "{customer}，您好！", "Hello {customer}, ")
OUTCOMES = {
    Status.GRANTED: Phrase(
        "Площадка приняла наше обращение по вашему случаю. Спасибо, что написали: это помогло.",
        "平台已支持我们就您反映的问题提交的申请。感谢您的反馈，对我们很有帮助。",
        "the marketplace has accepted our request about your matter. Thank you for writing: it helped.",
    ),
    Status.PARTLY: Phrase(
        "Площадка частично приняла наше обращение по вашему случаю. С остальным мы продолжаем разбираться.",
        "平台已部分支持我们就您反映的问题提交的申请，其余部分我们仍在跟进。",
        "the marketplace has accepted our request about your matter in part. We go on with the rest.",
    ),
    Status.REFUSED: Phrase(
        "Площадка пока не приняла наше обращение по вашему случаю. Мы поможем сами: напишите, как вам удобнее.",
        "平台暂未支持我们就您反映的问题提交的申请。我们会自行协助处理，请告诉我们您希望的方式。",
        "the marketplace has not accepted our request about your matter so far. We help you ourselves: tell us how.",
    ),
}


def outcome_for(complaint: Complaint) -> str:
    """How the case of these words ended, as an answer to be changed; empty while it has not."""
    phrase = OUTCOMES.get(Status(complaint.case.status)) if complaint.case else None
    if phrase is None:
        return ""
    language = complaint.language
    hello = HELLO.in_(language).format(customer=complaint.customer) if complaint.customer else ""
    text = phrase.in_(language)
    return hello + (text if hello or not text[0].islower() else text[0].upper() + text[1:])
