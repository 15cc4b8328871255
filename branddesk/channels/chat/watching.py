"""Whose open pages hear of a chat."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase

from branddesk.accounts.models import User
from branddesk.channels.chat.models import Conversation, Visitor
from branddesk.channels.chat.permissions import Reader, may_answer
from branddesk.foundation.live.channels import Guest

VISITOR = "chat_visitor"
"""Where a session keeps which visitor it belongs to."""


def may_watch(person: AbstractBaseUser, key: str) -> bool:
    return isinstance(person, User) and _sees(Reader(person=person), key)


def may_watch_notes(person: AbstractBaseUser, key: str) -> bool:
    return isinstance(person, User) and may_answer(person) and _sees(Reader(person=person), key)


def may_watch_queue(person: AbstractBaseUser, key: str) -> bool:
    return isinstance(person, User) and may_answer(person) and key == str(person.organisation_id)


def may_watch_waiting(person: AbstractBaseUser, key: str) -> bool:
    """It says only that something moved in the queue, so that those who wait look at their place again."""
    return isinstance(person, User) and key.isdigit()


def visitor_of(session: SessionBase) -> Visitor | None:
    pk = session.get(VISITOR)
    return Visitor.objects.filter(pk=pk).first() if pk else None


def guest(session: SessionBase) -> Guest | None:
    """A visitor hears of their own chats and of movement in the queue."""
    visitor = visitor_of(session)
    if visitor is None:
        return None
    reader = Reader(visitor=visitor)

    def may(channel: str) -> bool:
        kind, _colon, key = channel.partition(":")
        return (kind == "chatwait" and key.isdigit()) or (kind == "chat" and _sees(reader, key))

    return Guest(may)


def _sees(reader: Reader, key: str) -> bool:
    try:
        wanted = UUID(key)
    except ValueError:
        return False
    return reader.conversations.filter(key=wanted).exists()


__all__ = ["VISITOR", "Conversation", "guest", "may_watch", "may_watch_notes", "may_watch_queue", "visitor_of"]
