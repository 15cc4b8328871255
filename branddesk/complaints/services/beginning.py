"""Writing to a buyer first: a chat about an order, which Ozon opens for three days after its payment or delivery."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.complaints import permissions, rules, search
from branddesk.complaints.models import Answer, Complaint
from branddesk.complaints.services import answering
from branddesk.complaints.windows import answer_until
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal
from branddesk.marketplaces.ozon.client import chats, errors
from branddesk.marketplaces.ozon.client.transport import Unknown
from branddesk.stores import ozon

PATIENCE, ATTEMPTS = 5.0, 2
"""While somebody waits, trouble is better told than sat out."""
WRITES = frozenset({"PREMIUM_PLUS", "PREMIUM_PRO"})
"""Subscriptions with which Ozon lets sellers write to buyers."""
KINDS = frozenset({Complaint.Kind.RETURN, Complaint.Kind.CANCELLATION})


def may_begin(complaint: Complaint) -> bool:
    """Whether a chat with this buyer can be offered: there is an order, and the subscription, if known, opens it."""
    store = complaint.store
    if complaint.kind not in KINDS or not complaint.order_number or store is None or not store.is_connected:
        return False
    return not store.subscription or store.subscription in WRITES


def begin_chat(*, actor: User, complaint: Complaint, text: str, form_key: UUID | None = None) -> Complaint:
    """Open a chat about the complaint's order and say the first words. Asks Ozon, so never inside a transaction.

    Gives the chat as a voice of its own. A chat that is open already is gone on with; the same form sent twice says the
    words once. Raises DomainError with what Ozon says, such as that the three days are over.
    """
    permissions.check_can_work(actor, complaint.brand)
    if not may_begin(complaint):
        raise WrongStatus(_("No chat can be begun from here."))
    if faults := rules.faults_of(Complaint.Kind.CHAT, text):
        raise DomainError(" ".join(faults))
    with transaction.atomic():
        before = made_before(Answer.objects.all(), form_key, person=actor, maker="author")
    if before is not None:
        return before.complaint
    number = _open(complaint)
    with transaction.atomic():
        chat = _chat(actor, complaint, number)
        answering.answer(actor=actor, complaint=chat, text=text, form_key=form_key)
    return chat


def _open(complaint: Complaint) -> str:
    assert complaint.store is not None
    try:
        with ozon.client_of(complaint.store, patience=PATIENCE, attempts=ATTEMPTS) as client:
            number = chats.start_chat(
                client, posting_number=complaint.order_number, order_number=complaint.order_number.rsplit("-", 1)[0]
            )
            if isinstance(number, Unknown):
                number = number.look_up() or ""
    except errors.OzonError as error:
        sentence = error.sentence.in_(get_language() or "")
        raise DomainError(f"{sentence} {error.message}".strip()) from None
    except Undecipherable:
        raise DomainError(_("The store's key cannot be read any more. Replace it on the store's page.")) from None
    if not number:
        raise DomainError(_("Ozon did not say whether the chat is open. Try again in a minute."))
    return number


def _chat(actor: User, complaint: Complaint, number: str) -> Complaint:
    now = clock.now()
    until = answer_until(Complaint.Kind.CHAT, now)
    chat, is_new = Complaint.objects.get_or_create(
        store=complaint.store,
        kind=Complaint.Kind.CHAT,
        outside_id=number,
        defaults={
            "brand": complaint.brand,
            "source": Complaint.Source.MARKETPLACE,
            "product": complaint.product,
            "sku": complaint.sku,
            "customer": complaint.customer,
            "language": complaint.language,
            "order_number": complaint.order_number,
            "order_value": complaint.order_value,
            "currency": complaint.currency,
            "received_at": now,
            "due_at": until.at,
            "assignee": actor,
            "case": complaint.case,
            "created_by": actor,
        },
    )
    if is_new:
        search.index(chat)
        journal.record(actor, "complaint.chat-begun", chat, brand=chat.brand_id, about=complaint.pk)
    return chat
