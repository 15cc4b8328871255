"""The list as a table to take along, for whoever asked for it."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.services import table
from branddesk.core import clock
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.lists.models import Export
from branddesk.foundation.lists.registry import table_of
from branddesk.foundation.lists.services import exports

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Begin to write the list as it stands."""
    made = exports.begin(
        actor=request.user,
        list_name="queue" if request.user.is_platform else "cases",
        query=table.filters_of(request.user, request.POST.get("query", "")[:2000]).query,
        format=request.POST.get("format", ""),
        form_key=form_key_of(request),
    )
    return redirect("cases:export_page", made.key)


@login_required
@require_safe
def export_page(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    """How far the table of any list is, and the link when it is ready."""
    made = get_object_or_404(Export, key=key, person=request.user)
    template = "cases/export.html#progress" if request.headers.get("HX-Request") else "cases/export.html"
    back = table_of(made.list).back(request.user)
    return render(request, template, {"export": made, "back": f"{back}?{made.query}"})


@login_required
@require_safe
def export_file(request: DeskRequest, key: uuid.UUID) -> HttpResponseBase:
    """The table itself, for a day and only for its owner."""
    made = get_object_or_404(Export, key=key, person=request.user, state=Export.State.DONE)
    if made.expires_at is None or made.expires_at < clock.now():
        raise Http404
    response = FileResponse(made.file.open("rb"), as_attachment=True, filename=made.file_name)
    response["Content-Type"] = TYPES[made.format]
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_POST
def stop_export(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    exports.stop(actor=request.user, export=get_object_or_404(Export, key=key, person=request.user))
    return redirect("cases:export_page", key)
