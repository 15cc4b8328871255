"""Telling those who asked and went away that they were answered."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.channels.chat.models import Conversation, Line, Seat, Side
from branddesk.core import clock
from branddesk.foundation.delivery.services import send_mail
from branddesk.notices.services import notify

AWAY_AFTER = timedelta(minutes=2)


def tell_who_is_away(conversation: Conversation, line: Line) -> None:
    """A notice to a person, a mail to a visitor, once until they have read on. The mail holds no word of the chat."""
    seat = Seat.objects.filter(conversation=conversation, side=Side.GUEST).first()
    since = clock.now() - AWAY_AFTER
    seen = seat.read_at if seat is not None else conversation.created_at
    if seen > since or conversation.lines.filter(side=Side.GUEST, said_at__gt=since).exists():
        return
    key = f"chat.answered:{conversation.pk}:{seat.read_seq if seat is not None else 0}"
    url = reverse("chat:detail", args=[conversation.key])
    name = line.author.name if line.author is not None else ""
    if conversation.person is not None:
        notify(person=conversation.person, code="chat.answered", key=key, url=url, by=name, topic=conversation.topic)
    elif conversation.visitor is not None:
        visitor = conversation.visitor
        with translation.override(visitor.language):
            send_mail(
                to=visitor.email,
                subject=_("You were answered in the chat"),
                text=_("Your question in the help centre was answered. Read on here:\n%(url)s")
                % {"url": f"{settings.SITE_URL}{url}"},
                language=visitor.language,
                key=key,
            )
