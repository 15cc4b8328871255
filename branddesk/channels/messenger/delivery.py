"""How a line leaves for the cabinet: never a second time without asking whether the first arrived."""

from __future__ import annotations

from datetime import timedelta

from branddesk.channels.messenger.models import Line
from branddesk.channels.messenger.services import writing
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.transports import NotTaken, Refused, RetryLater
from branddesk.marketplaces.ozon.client import chats, errors
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.stores import ozon

SETTLES = timedelta(seconds=20)
"""Ozon may show a fresh message only after some seconds: sooner nothing is concluded from its absence."""


def send(outbound: Outbound) -> str:
    """Put one line into its conversation."""
    line = Line.objects.select_related("talk__store").get(pk=outbound.payload["line"])
    if line.tried_at is not None and clock.now() - line.tried_at < SETTLES:
        raise RetryLater(SETTLES.total_seconds(), "The last attempt is too fresh to look it up.")
    if not line.talk.store.is_connected:
        raise Refused("The store is disconnected.")
    try:
        with ozon.client_of(line.talk.store) as client:
            result = _bring(client, line)
    except errors.Limited as error:
        raise RetryLater(max(1.0, error.seconds), str(error)) from None
    except (errors.NoSubscription, errors.NoRole, errors.NotFound, errors.BadRequest, errors.Conflict) as error:
        for_good = isinstance(error, (errors.NoSubscription, errors.NoRole, errors.NotFound))
        writing.note_refused(line.pk, error.message or type(error).__name__, for_good=for_good)
        raise Refused(error.message or type(error).__name__) from None
    except (errors.OzonError, Undecipherable) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from None
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
