"""The page of what one was told."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.notices import selectors, services, ways
from branddesk.notices.forms import ChoicesForm

PAGE = 50


@login_required
@require_safe
def notice_list(request: DeskRequest) -> HttpResponse:
    """The newest notices; `?before=` goes on from one of them. htmx gets the list alone."""
    notices = selectors.notices_of(request.user)
    before = request.GET.get("before", "")
    if before.isdecimal():
        notices = notices.filter(pk__lt=min(int(before), 2**63 - 1))
    rows = list(notices[: PAGE + 1])
    context = {
        "notices": rows[:PAGE],
        "next_before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "is_first_page": not before,
        "unread": selectors.unread_count(request.user),
        "undo_moment": request.GET.get("read", ""),
    }
    template = "notices/notice_list.html#notices" if request.htmx else "notices/notice_list.html"
    return render(request, template, context)


@login_required
@require_safe
def open_notice(request: DeskRequest, pk: int) -> HttpResponse:
    """Mark the notice read and lead to what it is about."""
    notice = get_object_or_404(selectors.notices_of(request.user), pk=pk)
    notice = services.mark_read(actor=request.user, notice=notice)
    return redirect(notice.url if services.is_local(notice.url) else "notices:list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: DeskRequest) -> HttpResponse:
    """What reaches the reader on which way, and when."""
    form = ChoicesForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.change_choices(
            actor=request.user,
            choices=form.chosen,
            quiet_from=data["quiet_from"],
            quiet_until=data["quiet_until"],
            digest_at=data["digest_at"],
        )
        messages.success(request, _("Saved. It holds for what happens from now on."))
        return redirect("notices:choices")
    shown = [(way, way.addresses([request.user]).get(request.user.pk, "")) for way in ways.all_ways()]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "notices/choices.html", {"form": form, "ways": shown}, status=status)


@login_required
@require_POST
def read_all(request: DeskRequest) -> HttpResponse:
    """Mark everything read, and offer to take it back."""
    moment = services.mark_all_read(actor=request.user)
    return redirect(reverse("notices:list", query={"read": moment.isoformat()}))


@login_required
@require_POST
def unread(request: DeskRequest) -> HttpResponse:
    """Take back the last "mark all read"."""
    try:
        moment = parse_datetime(request.POST.get("moment", ""))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        return HttpResponseBadRequest(status=HTTPStatus.BAD_REQUEST)
    services.mark_unread(actor=request.user, moment=moment)
    return redirect("notices:list")
