"""The entry from the public help centre: a mail address is confirmed, then the chat begins."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from branddesk.channels.chat import selectors, services
from branddesk.channels.chat.forms import CodeForm, VisitForm
from branddesk.channels.chat.models import AddressProof, Conversation
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.services import visiting
from branddesk.channels.chat.views.asking import LONGEST_READ, OFFERED
from branddesk.channels.chat.watching import VISITOR, visitor_of
from branddesk.core.errors import DomainError
from branddesk.evidence.uploads import address_of
from branddesk.helpcenter.search import find_likely

PROOF = "chat_proof"
"""Where a session keeps which code it waits for."""


@never_cache
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """Who one is and what one asks. People of the desk are led to their own chat."""
    if request.user.is_authenticated:
        return redirect("chat:home")
    desks = selectors.desks()
    form = VisitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and desks:
        proof = services.ask_for_code(
            **form.cleaned_data,
            language=get_language() or "en",
            asked_from=address_of(request) or "",
        )
        request.session[PROOF] = proof.pk
        return redirect("chat:visit_code")
    visitor = visitor_of(request.session)
    context = {
        "form": form,
        "answering": selectors.answering(desks[0]) if desks else None,
        "wait": selectors.usual_wait(desks[0].pk) if desks else None,
        "chats": Reader(visitor=visitor).conversations[:5] if visitor is not None else [],
    }
    return render(request, "chat/visit.html", context, status=_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code from the mail. What the page says is the same whether a mail could be sent or not."""
    proof = AddressProof.objects.filter(pk=request.session.get(PROOF, 0)).first()
    if proof is None:
        return redirect("chat:visit")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, proof.pk, form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", refusal.message)
    cards = find_likely(AnonymousUser(), proof.text[:LONGEST_READ], limit=OFFERED)
    context = {"form": form, "email": proof.email, "cards": cards}
    return render(request, "chat/visit_code.html", context, status=_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail. Opening it does nothing yet, since mail programs open links by themselves."""
    known = visiting.read_token(token)
    if known is None:
        raise DomainError(_("This link is no longer valid. Ask for a new code on the help centre."))
    if request.method == "POST":
        return _enter(request, *known)
    return render(request, "chat/visit_link.html", {"token": token})


def _enter(request: HttpRequest, proof_id: int, text: str) -> HttpResponse:
    """The visitor is known from here on, and the question that was typed becomes a chat."""
    visitor, proof = services.confirm(proof_id=proof_id, code=text)
    request.session.cycle_key()
    request.session.pop(PROOF, None)
    request.session[VISITOR] = visitor.pk
    desks = selectors.desks()
    if not desks:
        return redirect("helpcenter:home")
    conversation: Conversation = services.start(
        reader=Reader(visitor=visitor), desk=desks[0], text=proof.text, language=proof.language
    )
    return redirect("chat:detail", conversation.key)


def _status(form: VisitForm | CodeForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
