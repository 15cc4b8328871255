"""The page of what could not be sent or understood."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.channels import permissions, selectors
from branddesk.channels.services import letters
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.services.inbox import content_of

PAGE = 50
MOST_SHOWN = 20_000
"""Characters of something that came in."""


@login_required
@require_safe
def letter_list(request: DeskRequest, way: str) -> HttpResponse:
    """`way` is out or in; `?before=` goes on from a row."""
    permissions.check_can_keep_letters(request.user)
    rows: QuerySet[Model] = selectors.letters_out(request.user) if way == "out" else selectors.letters_in(request.user)
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**63 - 1))
    shown = list(rows[: PAGE + 1])
    context = {
        "rows": shown[:PAGE],
        "way": way,
        "next_before": shown[PAGE - 1].pk if len(shown) > PAGE else None,
    }
    return render(request, "channels/letters.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outbound(request: DeskRequest, pk: int) -> HttpResponse:
    """One thing that could not be sent, to be mended and sent again."""
    permissions.check_can_keep_letters(request.user)
    letter = get_object_or_404(selectors.letters_out(request.user), pk=pk)
    context = {"letter": letter, "to": letter.to, "text": letter.text}
    if request.method != "POST":
        return render(request, "channels/outbound.html", context)
    typed = {"to": request.POST.get("to", letter.to), "text": request.POST.get("text", letter.text)}
    try:
        letters.send_again(actor=request.user, outbound=letter, **typed)
    except DomainError as refusal:
        context |= {**typed, "refusal": refusal.message}
        return render(request, "channels/outbound.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("It is on its way again."))
    return redirect("channels:letters", "out")


@login_required
@require_POST
def drop_outbound(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_keep_letters(request.user)
    letter = get_object_or_404(selectors.letters_out(request.user), pk=pk)
    letters.drop_outbound(actor=request.user, outbound=letter)
    messages.success(request, _("Dropped. It can still be sent again."))
    return redirect("channels:letters", "out")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inbound(request: DeskRequest, pk: int) -> HttpResponse:
    """One thing that could not be understood; its beginning is shown as it came, as plain text."""
    permissions.check_can_keep_letters(request.user)
    letter = get_object_or_404(selectors.letters_in(request.user), pk=pk)
    if request.method == "POST":
        letters.try_again(actor=request.user, inbound=letter)
        messages.success(request, _("It is being looked at again."))
        return redirect("channels:letters", "in")
    text = content_of(letter)[:MOST_SHOWN].decode(errors="replace")
    return render(request, "channels/inbound.html", {"letter": letter, "text": text})


@login_required
@require_POST
def drop_inbound(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_keep_letters(request.user)
    letter = get_object_or_404(selectors.letters_in(request.user), pk=pk)
    letters.drop_inbound(actor=request.user, inbound=letter)
    messages.success(request, _("Dropped. It can still be tried again."))
    return redirect("channels:letters", "in")
