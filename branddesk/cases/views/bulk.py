"""One change for many cases: chosen rows, or all that the list holds."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case
from branddesk.cases.services import table
from branddesk.core.form_keys import form_key_of
from branddesk.foundation.lists.models import BulkChange
from branddesk.foundation.lists.selectors import Result, result_of
from branddesk.foundation.lists.services import changes

SHOWN = 5


@login_required
@require_POST
def bulk(request: DeskRequest) -> HttpResponse:
    """Change what was chosen, then back to the list with what came of it."""
    list_name, address = ("queue", "cases:queue") if request.user.is_platform else ("cases", "cases:list")
    query = request.POST.get("query", "")[:2000]
    action = request.POST.get("action", "")
    change = changes.begin(
        actor=request.user,
        list_name=list_name,
        action=action,
        value=_value(request, action),
        keys=_keys(request, query),
        form_key=form_key_of(request),
    )
    if change.total > changes.AT_ONCE:
        return redirect("cases:bulk_change", change.key)
    changes.carry_on(change_id=change.pk)
    return redirect(f"{reverse(address)}?{query}&changed={change.key}".replace("?&", "?"))


def _keys(request: DeskRequest, query: str) -> list[int]:
    """The rows that were ticked, or all of the list; only such as the person may see."""
    if request.POST.get("all"):
        return table.keys_of(request.user, table.filters_of(request.user, query), changes.MOST_ROWS + 1)
    ticked = [int(key) for key in request.POST.getlist("case") if key.isdecimal() and len(key) < 19]
    seen = set(Case.objects.visible_to(request.user).filter(pk__in=ticked).values_list("pk", flat=True))
    return [key for key in dict.fromkeys(ticked) if key in seen]


def _value(request: DeskRequest, action: str) -> str:
    if action == "priority":
        return f"{request.POST.get('priority', '')} {request.POST.get('reason', '')}".strip()
    return request.POST.get({"assign": "person", "tag": "tag"}.get(action, "value"), "").strip()


@login_required
@require_safe
def bulk_change(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    """How far a long change is, and what came of it."""
    change = get_object_or_404(BulkChange, key=key, person=request.user)
    template = "cases/bulk_change.html#progress" if request.headers.get("HX-Request") else "cases/bulk_change.html"
    return render(request, template, _context(change) | {"list_url": _list_url(request)})


@login_required
@require_POST
def stop_bulk(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    changes.stop(actor=request.user, change=get_object_or_404(BulkChange, key=key, person=request.user))
    return redirect("cases:bulk_change", key)


@login_required
@require_POST
def undo_bulk(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    change = get_object_or_404(BulkChange, key=key, person=request.user)
    changes.undo(actor=request.user, change=change)
    if change.total > changes.AT_ONCE:
        return redirect("cases:bulk_change", key)
    query = request.POST.get("query", "")[:2000]
    return redirect(f"{_list_url(request)}?{query}&changed={key}".replace("?&", "?"))


def result_context(request: HttpRequest, list_name: str) -> dict[str, Any]:
    """What came of the change that the address names, for the list below which it is told."""
    try:
        key = uuid.UUID(request.GET.get("changed", ""))
    except ValueError:
        return {}
    change = BulkChange.objects.filter(key=key, person=request.user.pk, list=list_name).first()
    return _context(change) if change else {}


def _context(change: BulkChange) -> dict[str, Any]:
    result = result_of(change)
    return {"change": change, "result": result, "sentence": _sentence(change, result), "reasons": _reasons(result)}


def _sentence(change: BulkChange, result: Result) -> str:
    """38 changed, 2 could not be."""
    if change.undone_at:
        back = ngettext("%(n)d case is as before.", "%(n)d cases are as before.", result.undone) % {"n": result.undone}
        kept = len(result.kept)
        stays = ngettext("%(n)d stays changed.", "%(n)d stay changed.", kept) % {"n": kept}
        return f"{back} {stays}" if kept else back
    done = ngettext("%(n)d case changed.", "%(n)d cases changed.", result.changed) % {"n": result.changed}
    refused = len(result.refused)
    could_not = ngettext("%(n)d could not be.", "%(n)d could not be.", refused) % {"n": refused}
    return f"{done} {could_not}" if refused else done


def _reasons(result: Result) -> list[str]:
    """Why, with the numbers of the cases: one line for each reason."""
    by_reason: dict[str, list[str]] = {}
    for row in [*result.refused, *result.kept]:
        by_reason.setdefault(row.why, []).append(row.label)
    return [
        _("%(cases)s: %(why)s")
        % {"cases": ", ".join(labels[:SHOWN]) + ("…" if len(labels) > SHOWN else ""), "why": why}
        for why, labels in by_reason.items()
    ]


def _list_url(request: DeskRequest) -> str:
    return reverse("cases:queue" if request.user.is_platform else "cases:list")
