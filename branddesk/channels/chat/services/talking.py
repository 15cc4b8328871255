"""Speaking in a chat: lines, files, articles, notes; who writes, and how far everybody has read."""

from __future__ import annotations

from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.chat import permissions
from branddesk.channels.chat.models import Conversation, Line, Seat, Side
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.services.lines import append, lock_seen, required, said_before
from branddesk.channels.chat.services.missing import tell_who_is_away
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.permissions import may_seal
from branddesk.evidence.services import seal_exhibit, share_exhibits
from branddesk.foundation.files import services as files
from branddesk.foundation.files.names import clean_filename
from branddesk.foundation.live import services as live
from branddesk.helpcenter.models import Article
from branddesk.helpcenter.selectors import best_text

VISITORS_LARGEST = 10_000_000
VISITORS_FILES = 10
"""Bytes of a file, and files in one chat, from somebody without an account."""


@transaction.atomic
def say(*, reader: Reader, key: UUID, text: str, client_key: UUID | None = None, is_note: bool = False) -> Line:
    """Say something in the chat, once per `client_key`; a note reaches only the agents.

    Raises Conversation.DoesNotExist for a chat that is not the reader's.
    """
    conversation = lock_seen(reader, key)
    if before := said_before(conversation, client_key, reader.person):
        return before
    text = required(text, _("Write something first."))
    if is_note:
        assert reader.person is not None
        permissions.check_can_answer(reader.person)
        return append(
            conversation,
            kind=Line.Kind.NOTE,
            side=Side.DESK,
            author=reader.person,
            client_key=client_key,
            body=text,
        )
    permissions.check_can_speak(reader, conversation)
    line = append(conversation, side=reader.side, author=reader.person, client_key=client_key, body=text)
    if reader.side == Side.DESK:
        tell_who_is_away(conversation, line)
    return line


@transaction.atomic
def send_file(
    *, reader: Reader, key: UUID, file: File, client_key: UUID | None = None, sealed_from: str | None = None
) -> Line:
    """Show a file in the chat. What a brand's people show is sealed in the brand's vault and shared with the desk."""
    conversation = lock_seen(reader, key)
    if before := said_before(conversation, client_key, reader.person):
        return before
    permissions.check_can_speak(reader, conversation)
    if reader.visitor is not None:
        _check_visitors_file(conversation, file)
    name = clean_filename(file.name or "")[-160:]
    exhibit = blob = None
    person, brand = reader.person, conversation.brand
    if reader.side == Side.GUEST and person is not None and brand is not None and may_seal(person, brand):
        exhibit = seal_exhibit(actor=person, brand=brand, file=file, kind=Exhibit.Kind.OTHER, sealed_from=sealed_from)
        share_exhibits(
            actor=person, exhibits=[exhibit], organisation=conversation.desk, reason=f"chat-{conversation.pk}"
        )
    else:
        blob = files.store(file)
    return append(
        conversation,
        kind=Line.Kind.FILE,
        side=reader.side,
        author=person,
        client_key=client_key,
        body=name,
        file_name=name,
        exhibit=exhibit,
        blob=blob,
    )


@transaction.atomic
def send_article(*, actor: User, key: UUID, article: Article, client_key: UUID | None = None) -> Line:
    """Point the other side to a published article, under its title in their language."""
    reader = Reader(person=actor)
    conversation = lock_seen(reader, key)
    if before := said_before(conversation, client_key, actor):
        return before
    permissions.check_can_answer(actor)
    permissions.check_can_speak(reader, conversation)
    if not article.is_published:
        raise DomainError(_("This article is not published yet, so the other side could not read it."))
    texts = list(article.texts.all())
    text = next((each for each in texts if each.language == conversation.language), None) or best_text(texts)
    return append(
        conversation,
        kind=Line.Kind.ARTICLE,
        side=Side.DESK,
        author=actor,
        client_key=client_key,
        body=text.title if text is not None else article.slug,
        data={"slug": article.slug},
    )


@transaction.atomic
def mark_read(*, reader: Reader, conversation: Conversation, seq: int) -> Seat | None:
    """The reader has seen the lines up to `seq`; the other side's pages show it. Going back changes nothing.

    Colleagues who only look leave no mark.
    """
    person = reader.person
    if reader.side == Side.DESK and (person is None or conversation.agent_id != person.pk):
        return None
    seq = min(seq, conversation.last_seq)
    seat, is_new = Seat.objects.get_or_create(
        conversation=conversation, person=person, defaults={"side": reader.side, "read_seq": seq}
    )
    if not is_new and seq <= seat.read_seq:
        return seat
    seat.read_seq, seat.read_at = seq, clock.now()
    seat.save(update_fields=["read_seq", "read_at"])
    live.announce(conversation.channel, "chat", read=seq, side=reader.side.value)
    return seat


def show_writing(*, reader: Reader, conversation: Conversation, is_writing: bool) -> None:
    """Let the other side see that somebody writes; pages forget it by themselves after some seconds."""
    permissions.check_can_speak(reader, conversation)
    live.announce(conversation.channel, "chat", writing=is_writing, side=reader.side.value, name=reader.name)


def _check_visitors_file(conversation: Conversation, file: File) -> None:
    if file.size > VISITORS_LARGEST:
        raise files.TooLarge(_("Files of up to 10 MB can be sent here. Send a smaller picture of it."))
    if conversation.lines.filter(kind=Line.Kind.FILE, side=Side.GUEST).count() >= VISITORS_FILES:
        raise DomainError(_("Ten files can be sent in one chat. Tell the agent what else there is."))


def page_of(conversation: Conversation) -> str:
    """Where the chat is read."""
    return reverse("chat:detail", args=[conversation.key])
