"""Asking again: the dated promises of a case, made and kept from its page."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import asking
from branddesk.cases.models import FollowUp
from branddesk.cases.services import ask_again, change_follow_up, drop_follow_up, plan_follow_up
from branddesk.cases.views.pages import find_case
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.web import formats


def _find(request: DeskRequest, number: str, pk: int) -> FollowUp:
    case = find_case(request, number)
    found = get_object_or_404(FollowUp, pk=pk, case=case)
    found.case = case
    return found


def _back(request: DeskRequest, number: str) -> HttpResponse:
    """To where the form stood: the start page, or the case."""
    if request.POST.get("from") == "start":
        return redirect("workplace:start")
    return redirect(f"{reverse('cases:detail', args=[number])}#follow-ups")


@login_required
@require_POST
def plan(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    follow_up = plan_follow_up(actor=request.user, case=case, due_on=_day(request))
    messages.success(request, _("You will be reminded on %(day)s.") % {"day": formats.day_of_week(follow_up.due_on)})
    return _back(request, number)


@login_required
@require_POST
def change(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Another day, typed or put off by a button; other words; or the prepared words in another language."""
    follow_up = _find(request, number, pk)
    put_off = asking.snoozed(follow_up.case, request.POST.get("until", ""))
    if put_off is not None:
        changed = change_follow_up(actor=request.user, follow_up=follow_up, due_on=put_off)
    elif "prepare" in request.POST:
        changed = change_follow_up(actor=request.user, follow_up=follow_up, text="", language=request.POST["prepare"])
    else:
        changed = change_follow_up(
            actor=request.user, follow_up=follow_up, due_on=_day(request), text=_own_words(request, follow_up)
        )
    if changed.due_on != follow_up.due_on:
        messages.success(request, _("Put off to %(day)s.") % {"day": formats.day_of_week(changed.due_on)})
    return _back(request, number)


@login_required
@require_POST
def ask(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    follow_up = _find(request, number, pk)
    ask_again(
        actor=request.user,
        follow_up=follow_up,
        text=request.POST.get("text", ""),
        form_key=form_key_of(request),
    )
    messages.success(
        request,
        _("%(number)s: noted that you asked again.") % {"number": number}
        if follow_up.case.by_cabinet
        else _("%(number)s: the question is sent.") % {"number": number},
    )
    return _back(request, number)


@login_required
@require_POST
def drop(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    drop_follow_up(actor=request.user, follow_up=_find(request, number, pk))
    return _back(request, number)


def _own_words(request: DeskRequest, follow_up: FollowUp) -> str:
    """What was typed, unless it is what the desk prepares anyway: that stays to be prepared on the day."""
    typed = request.POST.get("text", "").strip().replace("\r\n", "\n")
    return "" if typed == asking.prepared_text(follow_up.case, asking.language_of(follow_up)) else typed


def _day(request: DeskRequest) -> date:
    try:
        day = parse_date(request.POST.get("due_on", ""))
    except ValueError:
        day = None
    if day is None:
        raise DomainError(_("Choose a day."))
    return day
