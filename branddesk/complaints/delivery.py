"""How an answer leaves for Ozon: never a second time without asking whether the first arrived."""

from __future__ import annotations

from datetime import timedelta

from branddesk.complaints.models import Answer, Complaint
from branddesk.complaints.services import answering
from branddesk.core import clock
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.transports import RetryLater
from branddesk.marketplaces.ozon.client import chats, questions, reviews
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.stores.sending import client_for_sending

SETTLES = timedelta(seconds=20)
"""Ozon may show a fresh answer only after some seconds: sooner nothing is concluded from its absence."""


def send(outbound: Outbound) -> str:
    """Put one answer before the customer. Gives its number at Ozon."""
    before = Answer.objects.select_related("complaint__store").get(pk=outbound.payload["answer"])
    may_be_there = before.tried_at is not None
    if may_be_there and before.tried_at is not None and clock.now() - before.tried_at < SETTLES:
        raise RetryLater(SETTLES.total_seconds(), "The last attempt is too fresh to look it up.")
    with client_for_sending(before.complaint.store) as client:
        result = _bring(client, before.complaint, before, may_be_there=may_be_there)
    if isinstance(result, Unknown):
        raise result.error
    answering.note_sent(before.pk, result)
    return result


def _bring(client: Client, complaint: Complaint, answer: Answer, *, may_be_there: bool) -> str | Unknown[str]:
    if may_be_there and (number := _find(client, complaint, answer)):
        return number
    is_first_chat = complaint.kind == Complaint.Kind.CHAT and not may_be_there
    after_id = chats.newest_message(client, complaint.outside_id) if is_first_chat else ""
    if answering.note_tried(answer.pk, after_id) is None:
        return answer.outside_id
    return _write(client, complaint, answer)


def _find(client: Client, complaint: Complaint, answer: Answer) -> str | None:
    match complaint.kind:
        case Complaint.Kind.REVIEW:
            return reviews.find_comment(client, review_id=complaint.outside_id, text=answer.text)
        case Complaint.Kind.QUESTION:
            return questions.find_answer(client, question_id=complaint.outside_id, sku=complaint.sku, text=answer.text)
        case _:
            return chats.find_message(client, chat_id=complaint.outside_id, text=answer.text, since=answer.after_id)


def _write(client: Client, complaint: Complaint, answer: Answer) -> str | Unknown[str]:
    match complaint.kind:
        case Complaint.Kind.REVIEW:
            return reviews.create_comment(client, review_id=complaint.outside_id, text=answer.text, is_done=True)
        case Complaint.Kind.QUESTION:
            return questions.create_answer(
                client, question_id=complaint.outside_id, sku=complaint.sku, text=answer.text
            )
        case _:
            return chats.send_message(client, chat_id=complaint.outside_id, text=answer.text)
