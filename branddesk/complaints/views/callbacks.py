"""Call-backs: the list of those due, planning one, and keeping what was said."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.complaints import permissions
from branddesk.complaints.forms import CallbackForm, OutcomeForm
from branddesk.complaints.models import Callback
from branddesk.complaints.selectors.measures import DAYS, changes_of, measures_of
from branddesk.complaints.services import calling_back
from branddesk.complaints.views.inbox import found
from branddesk.complaints.views.voices import go_to
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of

MOST = 100
VIEWS = ("planned", "done")


@login_required
@require_safe
def callback_list(request: DeskRequest) -> HttpResponse:
    """What is planned, the next day first; or what was said, the latest first."""
    permissions.check_can_read(request.user)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "planned"
    rows = Callback.objects.visible_to(request.user).filter(state=view).select_related("complaint__brand", "person")
    order = ("due_on", "pk") if view == "planned" else ("-done_at", "-pk")
    context = {
        "rows": list(rows.order_by(*order)[:MOST]),
        "view": view,
        "form": OutcomeForm(),
        "may_work": permissions.may_work(request.user),
    }
    return render(request, "complaints/callback_list.html", context)


@login_required
@require_POST
def plan_callback(request: DeskRequest, pk: int) -> HttpResponse:
    complaint = found(request, pk)
    permissions.check_can_work(request.user, complaint.brand)
    form = CallbackForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Choose the day of the call-back."))
    calling_back.plan(actor=request.user, complaint=complaint, form_key=form_key_of(request), **form.cleaned_data)
    messages.success(request, _("The call-back is planned."))
    return go_to(request, complaint)


@login_required
@require_POST
def carry_out(request: DeskRequest, pk: int) -> HttpResponse:
    form = OutcomeForm(request.POST)
    callback = _callback(request, pk)
    permissions.check_can_work(request.user, callback.complaint.brand)
    if not form.is_valid():
        raise DomainError(_("Write what the customer said, or that nobody answered."))
    calling_back.carry_out(actor=request.user, callback=callback, **form.cleaned_data)
    messages.success(request, _("What the customer said is kept."))
    return redirect("complaints:callbacks")


@login_required
@require_POST
def drop_callback(request: DeskRequest, pk: int) -> HttpResponse:
    calling_back.drop(actor=request.user, callback=_callback(request, pk))
    messages.success(request, _("The call-back is dropped."))
    return redirect("complaints:callbacks")


@login_required
@require_safe
def measures(request: DeskRequest) -> HttpResponse:
    """How well customers are answered."""
    permissions.check_can_read(request.user)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in DAYS else 30
    by = request.GET.get("by", "")
    by = by if by in ("brand", "product", "person") else "brand"
    whole, rows = measures_of(request.user, days=days, by=by)
    context = {"whole": whole, "rows": rows, "days": days, "by": by, "spans": DAYS, "changes": changes_of(request.user)}
    return render(request, "complaints/measures.html", context)


def _callback(request: DeskRequest, pk: int) -> Callback:
    rows = Callback.objects.visible_to(request.user).select_related("complaint__brand")
    return get_object_or_404(rows, pk=pk)
