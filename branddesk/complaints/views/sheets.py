"""Bringing customers' voices in with a sheet."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.complaints import permissions
from branddesk.complaints.forms import SheetForm
from branddesk.complaints.services.bringing import import_voices
from branddesk.complaints.sheet import CODE, COLUMNS
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.transfers import services as transfers
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.pages import example_sheet, state_of, wrong_rows
from branddesk.web.formats import number

EXAMPLE = {
    "text": "Через неделю перестал держать тепло",
    "rating": "2",
    "kind": "отзыв",
    "outside_id": "0192-4711",
    "customer": "Олег",
    "sku": "1571120446",
    "order_number": "73401188-0192",
    "order_value": "2890",
    "received_at": "21.11.2026",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    """Choose a sheet; it is read in the background and shown before anything comes in."""
    permissions.check_can_work(request.user)
    form = SheetForm(request.POST if request.method == "POST" else None, request.FILES or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        transfer = import_voices(
            actor=request.user, name=file.name or "sheet", form_key=form_key_of(request), **form.cleaned_data
        )
        return redirect("complaints:transfer", transfer.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    to = {"back": reverse("complaints:inbox"), "example": reverse("complaints:example")}
    return render(request, "complaints/bring.html", {"form": form, "columns": COLUMNS, "to": to}, status=status)


@login_required
@require_safe
def example(request: DeskRequest) -> HttpResponse:
    """A sheet with the right titles and one row, to be filled."""
    permissions.check_can_work(request.user)
    return example_sheet("voices.csv", COLUMNS, EXAMPLE)


@login_required
@require_safe
def transfer(request: DeskRequest, key: UUID) -> HttpResponse:
    """How far the reading is, and what each row would do. htmx asks for the state alone."""
    found = _transfer(request, key)
    state = state_of(request, found)
    own = {name: reverse(f"complaints:{name}", args=[found.key]) for name in ("cancel", "take_over", "report")}
    context = {
        **state,
        "brand": Brand.objects.filter(pk=found.scope).first(),
        "to": own | {"bring": reverse("complaints:bring"), "done": reverse("complaints:inbox")},
        "words": _words(state["wanted"]),
        "rows_template": "complaints/_transfer_rows.html",
    }
    part = "#state" if request.htmx else ""
    return render(request, f"complaints/transfer.html{part}", context)


@login_required
@require_POST
def take_over(request: DeskRequest, key: UUID) -> HttpResponse:
    found = _transfer(request, key)
    permissions.check_can_work(request.user, get_object_or_404(Brand.objects.visible_to(request.user), pk=found.scope))
    transfers.take_over(actor=request.user, transfer=found, leave_out_wrong="leave_out_wrong" in request.POST)
    return redirect("complaints:transfer", key)


@login_required
@require_POST
def cancel(request: DeskRequest, key: UUID) -> HttpResponse:
    transfers.cancel(actor=request.user, transfer=_transfer(request, key))
    messages.success(request, _("Cancelled. Nothing of the sheet was taken over."))
    return redirect("complaints:inbox")


@login_required
@require_safe
def report(request: DeskRequest, key: UUID) -> HttpResponse:
    """The wrong rows as they were written, each with what is wrong, as a sheet to mend and bring in again."""
    return wrong_rows(_transfer(request, key), COLUMNS)


def _transfer(request: DeskRequest, key: UUID) -> Transfer:
    """Only one's own, and only while one may still see the brand."""
    found = get_object_or_404(Transfer, key=key, owner=request.user, kind=CODE)
    get_object_or_404(Brand.objects.visible_to(request.user), pk=found.scope)
    return found


def _words(wanted: int) -> dict[str, str]:
    """The sentences of an import that count voices."""
    many = {"number": number(wanted)}
    return {
        "taking": ngettext("%(number)s voice is being taken over.", "%(number)s voices are being taken over.", wanted)
        % many,
        "taken": ngettext("%(number)s voice was taken over.", "%(number)s voices were taken over.", wanted) % many,
        "take": ngettext("Take over %(number)s voice", "Take over %(number)s voices", wanted) % many,
        "known": _("Every row is right, and the inbox has all of it already."),
        "see": _("See the inbox"),
    }
