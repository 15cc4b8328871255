"""What is said by WeCom outside of cases: to a contact, and back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.wecom import permissions, selectors
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.services.sending import LONGEST_BYTES, say
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify

MOST_AN_HOUR = 60
"""Texts that one organisation sends outside of cases in an hour."""


@transaction.atomic
def write_text(*, actor: User, contact: Contact, text: str, form_key: UUID) -> Outbound:
    """Owe a contact a plain text, once per form; the answer comes back to the page of this talk.

    Raises NotAllowed, or DomainError for what cannot go.
    """
    permissions.check_can_write(actor, contact)
    app = selectors.app_of(actor.organisation)
    if app is None or not app.may_send:
        raise DomainError(_("WeCom is not connected yet. An administrator of your organisation does that."))
    text = text.strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text.encode()) > LONGEST_BYTES:
        raise DomainError(_("The text is too long for WeCom. Shorten it to about 600 characters of Chinese."))
    key = f"{selectors.key_of_talk(app, contact.wecom)}{form_key}"
    before = Outbound.objects.filter(key=key).first()
    if before is not None:
        return before
    lately = Outbound.objects.filter(key__startswith=f"{selectors.TALK}:{app.pk}:")
    if lately.filter(created_at__gte=clock.now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise DomainError(_("Your organisation has sent many texts within an hour. Go on a little later."))
    outbound = say(app=app, wecom_user=contact.wecom, text=text, key=key, language=actor.language)
    outbound.payload |= {"told_in": actor.language, "by": actor.pk}
    outbound.save(update_fields=["payload"])
    journal.record(actor, "wecom.written", contact, private={"text": text}, outbound=outbound.pk)
    return outbound


def take_answer(received: Received) -> bool:
    """Whether somebody who is not bound answers a text; then it stands in that talk, and its writer is told."""
    last = selectors.last_text_to(received.app, received.wecom_user)
    writer = User.objects.filter(pk=last.payload.get("by"), is_active=True).first() if last is not None else None
    if writer is None:
        return False
    contact = selectors.contact_of(writer, received.wecom_user)
    if contact is None:
        return False
    received.state = Received.State.TALK
    received.save(update_fields=["state"])
    with translation.override(writer.language):
        notify(
            person=writer,
            code="wecom.answered",
            url=reverse("wecom:write", query={"contact": contact.pk}),
            key=f"wecom-answered:{received.pk}",
            name=contact.name,
        )
    return True
