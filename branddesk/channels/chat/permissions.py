"""Who asks and who answers in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.channels.chat.models import Conversation, ConversationQuerySet, Side, State, Visitor
from branddesk.channels.chat.models.talk import AGENTS
from branddesk.core.errors import NotAllowed, WrongStatus


@dataclass(frozen=True)
class Reader:
    """Who reads and writes: a person of this desk, or a visitor of the public help centre."""

    person: User | None = None
    visitor: Visitor | None = None

    @property
    def side(self) -> Side:
        return Side.DESK if self.person is not None and may_answer(self.person) else Side.GUEST

    @property
    def name(self) -> str:
        who = self.person or self.visitor
        return who.name if who is not None else ""

    @property
    def conversations(self) -> ConversationQuerySet:
        """Those that the reader may see."""
        if self.person is not None:
            return Conversation.objects.visible_to(self.person)
        return Conversation.objects.filter(visitor=self.visitor, visitor__isnull=False)


def may_answer(person: User) -> bool:
    return person.role in AGENTS and person.is_platform


def may_ask(person: User) -> bool:
    """The brands' people ask; a platform's own people answer."""
    return person.is_merchant


def check_can_answer(person: User) -> None:
    if not may_answer(person):
        raise NotAllowed(_("Chats are answered by a platform's support agents, account managers and administrators."))


def check_can_ask(person: User) -> None:
    if not may_ask(person):
        raise NotAllowed(_("Only a brand's people begin a chat here. You answer chats on your own page."))


def check_can_speak(reader: Reader, conversation: Conversation) -> None:
    """The other side hears only the one who asks and the one agent who has the chat."""
    check_open(conversation)
    if reader.side == Side.GUEST:
        return
    assert reader.person is not None
    if conversation.state == State.WAITING:
        raise WrongStatus(_("Nobody has taken this chat yet. Take it first, then write."))
    if conversation.agent_id != reader.person.pk:
        _refuse_colleague(conversation)


def check_open(conversation: Conversation) -> None:
    if not conversation.is_open:
        raise WrongStatus(_("This chat has ended. Begin a new one; what you typed stays here to be copied."))


def check_can_end(reader: Reader, conversation: Conversation) -> None:
    check_open(conversation)
    person = reader.person
    if reader.side == Side.DESK and person is not None and conversation.agent_id not in (None, person.pk):
        _refuse_colleague(conversation)


def is_manager(person: User) -> bool:
    return person.role == Role.ACCOUNT_MANAGER


def _refuse_colleague(conversation: Conversation) -> NoReturn:
    name = conversation.agent.name if conversation.agent is not None else ""
    raise NotAllowed(_("%(name)s answers this chat. Leave a note, or take the chat over first.") % {"name": name})
