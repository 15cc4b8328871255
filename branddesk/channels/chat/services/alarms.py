"""Reminding agents of somebody who waits for an answer."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from branddesk.channels.chat import selectors
from branddesk.channels.chat.models import Conversation
from branddesk.channels.chat.services.lines import lock, refresh_lists
from branddesk.core import clock
from branddesk.notices.services import notify_each

MOST_AT_ONCE = 200


def remind_of_unanswered() -> int:
    """Tell the agent of each chat that waits too long, once per wait; of a waiting one all who take chats."""
    before = clock.now() - selectors.UNANSWERED_AFTER
    return sum(_remind(conversation) for conversation in selectors.unanswered(before)[:MOST_AT_ONCE])


@transaction.atomic
def _remind(conversation: Conversation) -> bool:
    conversation = lock(conversation)
    since = conversation.awaited_since
    if since is None or conversation.alarmed_at is not None or not conversation.is_open:
        return False
    if conversation.agent is not None:
        people = [conversation.agent]
    else:
        people = [row.agent for row in selectors.agents_there(conversation.desk)]
    notify_each(
        people=people,
        code="chat.unanswered",
        key=f"chat.unanswered:{conversation.pk}:{since:%Y%m%d%H%M%S}",
        url=reverse("chat:desk_chat", args=[conversation.key]),
        who=conversation.asker,
        topic=conversation.topic,
    )
    conversation.alarmed_at = clock.now()
    conversation.save(update_fields=["alarmed_at"])
    refresh_lists(conversation)
    return True
