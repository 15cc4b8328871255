"""Themes: their list, one of them, and what people change about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.complaints import permissions
from branddesk.complaints.forms import ImprovementForm
from branddesk.complaints.models import Improvement, Theme
from branddesk.complaints.selectors import themes as selectors
from branddesk.complaints.services import grouping
from branddesk.complaints.views.inbox import found
from branddesk.complaints.views.voices import go_to
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of


@login_required
@require_safe
def theme_list(request: DeskRequest) -> HttpResponse:
    permissions.check_can_read(request.user)
    closed = "closed" in request.GET
    context = {"rows": selectors.themes_of(request.user, closed=closed), "closed": closed}
    return render(request, "complaints/theme_list.html", context)


@login_required
@require_safe
def theme(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_read(request.user)
    chosen = _theme(request, pk)
    if chosen.merged_into_id is not None:
        return redirect("complaints:theme", chosen.merged_into_id)
    others = [row.theme for row in selectors.themes_of(request.user) if row.theme.brand_id == chosen.brand_id]
    context = {
        "theme": chosen,
        "row": selectors.counted(chosen),
        "weeks": selectors.weeks_of(chosen),
        "effects": selectors.effects_of(chosen),
        "voices": selectors.latest_of(chosen),
        "others": [each for each in others if each.pk != chosen.pk],
        "form": ImprovementForm(reader=request.user),
        "may_work": permissions.may_work(request.user),
    }
    return render(request, "complaints/theme.html", context)


@login_required
@require_safe
def theme_brief(request: DeskRequest, pk: int) -> HttpResponse:
    """How often the trouble comes, beside a voice; loaded by itself, so that the inbox waits for nothing."""
    permissions.check_can_read(request.user)
    chosen = _theme(request, pk)
    context = {"counted": selectors.counted(chosen), "weeks": selectors.weeks_of(chosen)}
    return render(request, "complaints/_theme.html", context)


@login_required
@require_POST
def rename_theme(request: DeskRequest, pk: int) -> HttpResponse:
    grouping.rename(actor=request.user, theme=_theme(request, pk), name=request.POST.get("name", ""))
    return redirect("complaints:theme", pk)


@login_required
@require_POST
def merge_theme(request: DeskRequest, pk: int) -> HttpResponse:
    asked = request.POST.get("into", "")
    into = get_object_or_404(Theme.objects.visible_to(request.user), pk=int(asked) if asked.isdecimal() else 0)
    grouping.merge(actor=request.user, theme=_theme(request, pk), into=into)
    messages.success(request, _("The two themes are one now."))
    return redirect("complaints:theme", into.pk)


@login_required
@require_POST
def close_theme(request: DeskRequest, pk: int) -> HttpResponse:
    chosen = grouping.set_closed(actor=request.user, theme=_theme(request, pk), closed="again" not in request.POST)
    messages.success(request, _("The theme is off the list.") if chosen.closed_at else _("The theme is back."))
    return redirect("complaints:themes")


@login_required
@require_POST
def theme_case(request: DeskRequest, pk: int) -> HttpResponse:
    case = grouping.open_case(
        actor=request.user,
        theme=_theme(request, pk),
        kind=request.POST.get("kind", ""),
        form_key=form_key_of(request),
    )
    return redirect("cases:detail", case.number)


@login_required
@require_POST
def improve(request: DeskRequest, pk: int) -> HttpResponse:
    chosen = _theme(request, pk)
    permissions.check_can_work(request.user, chosen.brand)
    form = ImprovementForm(request.POST, reader=request.user)
    if not form.is_valid():
        raise DomainError(" ".join(str(each) for errors in form.errors.values() for each in errors))
    grouping.improve(actor=request.user, theme=chosen, form_key=form_key_of(request), **form.cleaned_data)
    messages.success(request, _("Noted. Its effect is counted once it is done."))
    return redirect("complaints:theme", pk)


@login_required
@require_POST
def finish_improvement(request: DeskRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(Improvement, pk=pk, theme__in=Theme.objects.visible_to(request.user))
    grouping.finish_improvement(actor=request.user, task=task)
    return redirect("complaints:theme", task.theme_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a voice into another theme, or into none."""
    complaint, asked = found(request, pk), request.POST.get("into_theme", "")
    if request.method != "POST":
        permissions.check_can_work(request.user, complaint.brand)
        rows = selectors.themes_of(request.user, brand=complaint.brand.slug)
        return render(request, "complaints/place.html", {"voice": complaint, "themes": rows})
    chosen = _theme(request, int(asked)) if asked.isdecimal() else None
    return go_to(request, grouping.place(actor=request.user, complaint=complaint, theme=chosen))


def _theme(request: DeskRequest, pk: int) -> Theme:
    return get_object_or_404(Theme.objects.visible_to(request.user).select_related("brand", "case"), pk=pk)
