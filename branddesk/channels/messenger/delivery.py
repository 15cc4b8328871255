"""How a line leaves for the cabinet: never a second time without asking whether the first arrived."""

from __future__ import annotations

from datetime import timedelta

from branddesk.channels.messenger.models import Line
from branddesk.channels.messenger.services import writing
from branddesk.core import clock
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.transports import RetryLater
from branddesk.marketplaces.ozon.client import chats, errors
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.stores.sending import client_for_sending

SHUT = (errors.NoSubscription, errors.NoRole, errors.NotFound)
"""This conversation takes no messages from the key."""
SETTLES = timedelta(seconds=20)
"""Ozon may show a fresh message only after some seconds: sooner nothing is concluded from its absence."""


def send(outbound: Outbound) -> str:
    """Put one line into its conversation."""
    line = Line.objects.select_related("talk__store").get(pk=outbound.payload["line"])
    if line.tried_at is not None and clock.now() - line.tried_at < SETTLES:
        raise RetryLater(SETTLES.total_seconds(), "The last attempt is too fresh to look it up.")
    with client_for_sending(line.talk.store) as client:
        try:
            result = _bring(client, line)
        except SHUT as error:
            writing.note_shut(line.pk, error.message or type(error).__name__)
            raise
    if isinstance(result, Unknown):
        raise result.error
    writing.note_sent(line.pk)
    return result


def _bring(client: Client, line: Line) -> str | Unknown[str]:
    chat_id = line.talk.outside_id
    if line.tried_at is not None:
        if number := chats.find_message(client, chat_id=chat_id, text=line.text, since=line.after_id):
            return number
    elif writing.note_tried(line.pk, chats.newest_message(client, chat_id)) is None:
        return line.outside_id
    return chats.send_message(client, chat_id=chat_id, text=line.text)
