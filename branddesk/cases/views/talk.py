"""Answering, writing, noting, taking back, handing over and ending, from the pages of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import returning, selectors
from branddesk.cases.models import Case
from branddesk.cases.panels.talking import Typed
from branddesk.cases.services import (
    add_note,
    answer_request,
    reopen_case,
    send_message,
    stop_writing,
    take_back,
)
from branddesk.cases.services import hand_over as hand_over_case
from branddesk.cases.services.changing import did_before
from branddesk.cases.views import pages, platform
from branddesk.cases.views.fields import keep_for_return, typed_in, until_it_leaves, version_of
from branddesk.cases.views.pages import find_case
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of


def _say(
    request: DeskRequest, number: str, box: str, act: Callable[[Case, Typed], object], done: str = ""
) -> HttpResponse:
    """Let `act` say what was typed. A refusal shows the page anew, with the text where it was."""
    case = find_case(request, number)
    typed = typed_in(request, case, box)
    try:
        act(case, typed)
    except NotAllowed:
        raise
    except DomainError as refusal:
        typed = replace(typed, sentence=refusal.message)
        page = platform.case_page if request.user.is_platform else pages.case_page
        return page(request, find_case(request, number), status=refusal.status_code, typed=typed)
    stop_writing(actor=request.user, case=case)
    if done:
        messages.success(request, until_it_leaves() or done)
    return redirect("cases:detail", number)


@login_required
@require_POST
def answer(request: DeskRequest, number: str) -> HttpResponse:
    def act(case: Case, typed: Typed) -> object:
        return answer_request(
            actor=request.user,
            case=case,
            text=typed.text,
            exhibits=typed.exhibits,
            version=version_of(request),
            form_key=form_key_of(request),
        )

    return _say(request, number, "answer", act, done=_("Sent. The platform has the case again."))


@login_required
@require_POST
def message(request: DeskRequest, number: str) -> HttpResponse:
    def act(case: Case, typed: Typed) -> object:
        return send_message(
            actor=request.user, case=case, text=typed.text, exhibits=typed.exhibits, form_key=form_key_of(request)
        )

    return _say(request, number, "message", act, done=_("Sent."))


@login_required
@require_POST
def note(request: DeskRequest, number: str) -> HttpResponse:
    def act(case: Case, typed: Typed) -> object:
        return add_note(
            actor=request.user, case=case, text=typed.text, exhibits=typed.exhibits, form_key=form_key_of(request)
        )

    return _say(request, number, "note", act)


@login_required
@require_POST
def reopen(request: DeskRequest, number: str) -> HttpResponse:
    def act(case: Case, typed: Typed) -> object:
        return reopen_case(
            actor=request.user,
            case=case,
            reason=typed.text,
            exhibits=typed.exhibits,
            version=version_of(request),
            form_key=form_key_of(request),
        )

    done = _("%(number)s is open again; the platform has been told.") % {"number": number}
    return _say(request, number, "reopen", act, done=done)


@login_required
@require_POST
def unsend(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Take back what was sent a moment ago; its text stands in the composer again."""
    case = find_case(request, number)
    if not did_before(request.user, case, "case.taken-back", message=pk):
        side = Side.PLATFORM if request.user.is_platform else Side.BRAND
        message = get_object_or_404(case.messages.filter(side=side), pk=pk)
        taken = take_back(actor=request.user, message=message)
        keep_for_return(request, case, taken)
        messages.success(request, _("Taken back. Nobody on the other side has seen it."))
        elsewhere = returning.page_of((taken.effect or {})["action"], case)
        if elsewhere is not None:
            return _go(request, elsewhere)
    return redirect(reverse("cases:detail", args=[number], query={"back": "1"}) + "#talk")


def _go(request: DeskRequest, address: str) -> HttpResponse:
    """To a page of its own, also from a part of a page."""
    response = redirect(address)
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(headers={"HX-Redirect": response.url})


@login_required
@require_POST
def hand_over(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    asked = request.POST.get("assignee", "")
    person = get_object_or_404(selectors.colleagues_of(case, Side.BRAND), pk=asked if asked.isdigit() else 0)
    hand_over_case(actor=request.user, case=case, assignee=person)
    messages.success(request, _("%(number)s is now with %(name)s.") % {"number": number, "name": person.name})
    return redirect("cases:detail", number)
