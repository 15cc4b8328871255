"""The start page: what waits for me."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions
from branddesk.notices.models import Notice
from branddesk.workplace.selectors import fortnight_of, waiting_for


@login_required
def start(request: DeskRequest) -> HttpResponse:
    if request.user.is_platform:
        return redirect("cases:queue")
    context = {
        "waiting": waiting_for(request.user),
        "fortnight": fortnight_of(request.user),
        "notices": Notice.objects.filter(person=request.user)[:6],
        "may_open_case": permissions.may_open_case(request.user),
    }
    return render(request, "workplace/start.html", context)
