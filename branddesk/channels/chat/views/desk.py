"""The page of those who answer: who waits, one's own chats, and the one that is open."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.channels.chat import permissions, selectors, services, wire
from branddesk.channels.chat.forms import HandOverForm
from branddesk.channels.chat.models import Attendance, CannedReply, Conversation, State
from branddesk.channels.chat.models.agents import CAPACITY
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.views.asking import talk
from branddesk.channels.chat.views.readers import chat_of, key_of, no_content, number_of
from branddesk.core.errors import DomainError
from branddesk.helpcenter.models import Article
from branddesk.helpcenter.search import find, find_likely

SHOWN = 50
ENDED = 10
TO_SEND = 6


@login_required
@require_safe
def desk(request: DeskRequest) -> HttpResponse:
    permissions.check_can_answer(request.user)
    return render(request, "chat/desk.html", _lists(request, None))


@login_required
@require_safe
def desk_chat(request: DeskRequest, key: UUID) -> HttpResponse:
    """One chat among the others."""
    reader = Reader(person=request.user)
    conversation = chat_of(reader, key)
    if not permissions.may_answer(request.user):
        return redirect("chat:detail", conversation.key)
    context = {**_lists(request, conversation), **talk(reader, conversation), **_about(request, conversation)}
    return render(request, "chat/desk.html", context)


@login_required
@require_POST
def attendance(request: DeskRequest) -> HttpResponse:
    """Take chats, or no more."""
    services.set_attendance(
        actor=request.user,
        is_available=request.POST.get("available") == "1",
        capacity=number_of(request.POST.get("capacity")) if request.POST.get("capacity") else None,
    )
    return redirect("chat:desk")


@login_required
@require_POST
def here(request: DeskRequest) -> HttpResponse:
    """A sign of the open page."""
    services.stay(actor=request.user)
    return no_content()


@login_required
@require_POST
def accept_chat(request: DeskRequest, key: UUID) -> HttpResponse:
    permissions.check_can_answer(request.user)
    conversation = services.accept(actor=request.user, conversation=chat_of(Reader(person=request.user), key))
    return redirect("chat:desk_chat", conversation.key)


@login_required
@require_POST
def hand_over_chat(request: DeskRequest, key: UUID) -> HttpResponse:
    """Give the chat to somebody else; without a name, take it oneself."""
    permissions.check_can_answer(request.user)
    conversation = chat_of(Reader(person=request.user), key)
    if "take" in request.POST:
        services.take_over(actor=request.user, conversation=conversation)
        return redirect("chat:desk_chat", conversation.key)
    form = HandOverForm(request.POST, conversation=conversation)
    if not form.is_valid():
        reader = Reader(person=request.user)
        context = {**_lists(request, conversation), **talk(reader, conversation), **_about(request, conversation)}
        return render(request, "chat/desk.html", {**context, "hand_over": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    services.hand_over(actor=request.user, conversation=conversation, to=form.cleaned_data["to"])
    messages.success(request, _("%(name)s has the chat now.") % {"name": form.cleaned_data["to"].name})
    return redirect("chat:desk")


@login_required
@require_safe
def articles(request: DeskRequest, key: UUID) -> HttpResponse:
    """Published articles to be sent into the chat: what fits the words, without any what fits the question."""
    permissions.check_can_answer(request.user)
    conversation = chat_of(Reader(person=request.user), key)
    words = request.GET.get("q", "").strip()[:200]
    cards = find(request.user, words) if words else []
    cards = [card for card in cards if card.article.is_published][:TO_SEND]
    cards = cards or find_likely(AnonymousUser(), words or conversation.topic, limit=TO_SEND)
    return render(request, "chat/_to_send.html", {"cards": cards, "words": words})


@login_required
@require_POST
def article(request: DeskRequest, key: UUID) -> HttpResponse:
    """Point the other side to an article."""
    permissions.check_can_answer(request.user)
    conversation = chat_of(Reader(person=request.user), key)
    found = get_object_or_404(Article.objects.visible_to(request.user), slug=request.POST.get("article", ""))
    try:
        line = services.send_article(
            actor=request.user, key=conversation.key, article=found, client_key=key_of(request.POST.get("key"))
        )
    except DomainError as refusal:
        return JsonResponse({"error": refusal.message}, status=refusal.status_code)
    return JsonResponse({"line": wire.of(line, conversation)})


def _lists(request: DeskRequest, conversation: Conversation | None) -> dict[str, Any]:
    agent = request.user
    own = list(selectors.chats_of(agent)[:SHOWN])
    attendance = Attendance.objects.filter(agent=agent).first()
    return {
        "chat": conversation,
        "waiting": list(selectors.queue_of(agent)[:SHOWN]),
        "own": own,
        "colleagues": list(selectors.colleagues_chats(agent)[:SHOWN]),
        "ended": list(selectors.ended_chats(agent)[:ENDED]),
        "attendance": attendance,
        "capacity": attendance.capacity if attendance is not None else CAPACITY,
        "channels": " ".join([f"chatqueue:{agent.organisation_id}", *(row.channel for row in own)]),
        "alarm_seconds": int(selectors.UNANSWERED_AFTER.total_seconds()),
    }


def _about(request: DeskRequest, conversation: Conversation) -> dict[str, Any]:
    is_mine = conversation.agent_id == request.user.pk and conversation.state == State.ACTIVE
    replies = CannedReply.objects.filter(organisation=request.user.organisation_id).prefetch_related("texts")
    return {
        "is_mine": is_mine,
        "hand_over": HandOverForm(conversation=conversation) if conversation.state == State.ACTIVE else None,
        "cases": list(selectors.open_cases_of(conversation, Reader(person=request.user)))
        if conversation.case_id is None
        else [],
        "replies": [_ready(reply, conversation) for reply in replies] if is_mine else [],
    }


def _ready(reply: CannedReply, conversation: Conversation) -> dict[str, str]:
    """The reply in the language of the chat, else in one that it has."""
    texts = {text.language: text.body for text in reply.texts.all()}
    body = texts.get(conversation.language) or next(iter(texts.values()), "")
    return {"name": reply.name, "body": body}
