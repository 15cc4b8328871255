"""Answering, writing, noting, handing over and ending, from the brand's page of a case."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import selectors
from branddesk.cases.services import add_note, answer_request, close_case, reopen_case, send_message
from branddesk.cases.services import hand_over as hand_over_case
from branddesk.cases.views.fields import exhibits_of, version_of
from branddesk.cases.views.pages import find_case
from branddesk.core.enums import Side


@login_required
@require_POST
def answer(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    answer_request(
        actor=request.user,
        case=case,
        text=request.POST.get("text", ""),
        exhibits=exhibits_of(request, case),
        version=version_of(request),
        form_key=request.POST.get("form_key") or None,
    )
    messages.success(request, _("Sent. The platform has the case again."))
    return redirect("cases:detail", number)


@login_required
@require_POST
def message(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    send_message(
        actor=request.user,
        case=case,
        text=request.POST.get("text", ""),
        exhibits=exhibits_of(request, case),
        form_key=request.POST.get("form_key") or None,
    )
    return redirect("cases:detail", number)


@login_required
@require_POST
def note(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    add_note(
        actor=request.user, case=case, text=request.POST.get("text", ""), form_key=request.POST.get("form_key") or None
    )
    return redirect("cases:detail", number)


@login_required
@require_POST
def hand_over(request: DeskRequest, number: str) -> HttpResponse:
    case = find_case(request, number)
    asked = request.POST.get("assignee", "")
    person = get_object_or_404(selectors.colleagues_of(case, Side.BRAND), pk=asked if asked.isdigit() else 0)
    hand_over_case(actor=request.user, case=case, assignee=person)
    messages.success(request, _("%(number)s is now with %(name)s.") % {"number": number, "name": person.name})
    return redirect("cases:detail", number)


@login_required
@require_POST
def close(request: DeskRequest, number: str) -> HttpResponse:
    close_case(actor=request.user, case=find_case(request, number))
    messages.success(request, _("%(number)s is closed.") % {"number": number})
    return redirect("cases:detail", number)


@login_required
@require_POST
def reopen(request: DeskRequest, number: str) -> HttpResponse:
    reopen_case(actor=request.user, case=find_case(request, number), reason=request.POST.get("text", ""))
    messages.success(request, _("%(number)s is open again; the platform has been told.") % {"number": number})
    return redirect("cases:detail", number)
