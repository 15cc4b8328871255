"""Templates for answers: their list, one of them, throwing one away."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.complaints import permissions
from branddesk.complaints.forms import TemplateForm
from branddesk.complaints.models import AnswerTemplate
from branddesk.complaints.services import templates as services
from branddesk.core.form_keys import form_key_of


@login_required
@require_safe
def template_list(request: DeskRequest) -> HttpResponse:
    permissions.check_can_read(request.user)
    rows = AnswerTemplate.objects.visible_to(request.user).select_related("brand")
    context = {"rows": list(rows), "may_work": permissions.may_work(request.user)}
    return render(request, "complaints/template_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: DeskRequest) -> HttpResponse:
    permissions.check_can_work(request.user)
    form = TemplateForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        services.keep_template(actor=request.user, form_key=form_key_of(request), **form.cleaned_data)
        messages.success(request, _("The template is kept."))
        return redirect("complaints:templates")
    return _page(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_work(request.user)
    template = get_object_or_404(AnswerTemplate.objects.visible_to(request.user), pk=pk)
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=template, reader=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_template(actor=request.user, template=template, **form.cleaned_data)
        messages.success(request, _("The template is saved."))
        return redirect("complaints:templates")
    return _page(request, form, template)


@login_required
@require_POST
def throw_away(request: DeskRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(AnswerTemplate.objects.visible_to(request.user), pk=pk)
    services.throw_away_template(actor=request.user, template=template)
    messages.success(request, _("The template is thrown away."))
    return redirect("complaints:templates")


def _page(request: DeskRequest, form: TemplateForm, template: AnswerTemplate | None = None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "complaints/template.html", {"form": form, "template": template}, status=status)
