"""Who asks for a page of the chat: a person, or a visitor whose address is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.chat.models import Conversation
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.watching import visitor_of
from branddesk.core.errors import DomainError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Reader, P], HttpResponseBase]


def reader_of(request: HttpRequest) -> Reader | None:
    if isinstance(request.user, User):
        return Reader(person=request.user)
    visitor = visitor_of(request.session)
    return Reader(visitor=visitor) if visitor is not None else None


def with_reader(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hands the view its reader; whoever is unknown is led to sign in."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        reader = reader_of(request)
        if reader is None:
            return redirect_to_login(request.get_full_path())
        return view(request, reader, *args, **kwargs)

    return inner


def answers_json(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As `with_reader`, for scripts: refusals are plain sentences, so that the script can show them beside the line."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        reader = reader_of(request)
        if reader is None:
            # Not a redirect: the script would follow it and take the sign-in page for an answer.
            sentence = _("You were signed out. Sign in again in a new tab; what you typed is still here.")
            return JsonResponse({"error": sentence}, status=HTTPStatus.UNAUTHORIZED)
        try:
            response = view(request, reader, *args, **kwargs)
        except Conversation.DoesNotExist:
            return JsonResponse({"error": _("There is no such chat.")}, status=HTTPStatus.NOT_FOUND)
        except DomainError as refusal:
            return JsonResponse({"error": refusal.message}, status=refusal.status_code)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return inner


def chat_of(reader: Reader, key: UUID) -> Conversation:
    rows = reader.conversations.select_related("person__organisation", "visitor", "brand", "agent", "case", "desk")
    return get_object_or_404(rows, key=key)


def number_of(text: str | None) -> int:
    """A whole number from a form or an address; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def key_of(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise DomainError(_("The page did not send the whole line. Load it again.")) from None


def no_content() -> HttpResponse:
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
