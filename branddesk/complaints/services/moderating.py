"""Following what Ozon's moderators say of our answers."""

from __future__ import annotations

import logging
from functools import partial

from branddesk.complaints.models import Answer, Complaint
from branddesk.complaints.services import answering
from branddesk.core.encryption import Undecipherable
from branddesk.marketplaces.ozon.client import errors, questions, reviews
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import ozon
from branddesk.stores.models import Store

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
PUBLISHED, REFUSED = "PUBLISHED", frozenset({"MODERATION_FAILED", "DUPLICATE"})


def look_after_all() -> None:
    """Ask about what is in moderation, store by store. Asks Ozon, so never inside a transaction."""
    rows = Answer.objects.filter(state=Answer.State.MODERATION).select_related("complaint__store").order_by("sent_at")
    by_store: dict[Store, list[Answer]] = {}
    for answer in rows[:MOST_AT_ONCE]:
        if answer.complaint.store is not None and answer.complaint.store.is_connected:
            by_store.setdefault(answer.complaint.store, []).append(answer)
    for store, answers in by_store.items():
        try:
            with ozon.client_of(store) as client:
                for answer in answers:
                    look_after(client, answer)
        except (errors.OzonError, Undecipherable) as error:
            log.warning("moderation of store %s: %s", store.pk, type(error).__name__)


def look_after(client: Client, answer: Answer) -> None:
    """Note the outcome, if there is one by now."""
    complaint = answer.complaint
    if complaint.kind == Complaint.Kind.REVIEW:
        listed = each(partial(reviews.list_comments, client, review_id=complaint.outside_id))
        comment = next((row for row in listed if row.id == answer.outside_id), None)
        if comment is not None and comment.is_rejected:
            answering.note_outcome(answer=answer, published=False, reason=comment.deviation_reason)
        elif comment is not None and comment.is_published:
            answering.note_outcome(answer=answer, published=True)
        return
    found = each(partial(questions.list_answers, client, question_id=complaint.outside_id, sku=complaint.sku))
    row = next((row for row in found if row.id == answer.outside_id), None)
    if row is not None and row.status_publication in REFUSED:
        answering.note_outcome(answer=answer, published=False, reason=str(row.status_publication))
    elif row is not None and row.status_publication == PUBLISHED:
        answering.note_outcome(answer=answer, published=True)
