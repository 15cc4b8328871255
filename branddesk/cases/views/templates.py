"""Prepared texts of one's organisation: three languages side by side, with their places checked while one writes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions, services
from branddesk.cases.forms_terms import TemplateForm
from branddesk.cases.models import ReplyTemplate
from branddesk.cases.selectors.templates import FIELDS, unknown_fields
from branddesk.cases.terms import states, topics
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal.histories import in_words
from branddesk.foundation.journal.revisions import Revision, newest_seq, revisions_of


@login_required
@require_safe
def template_list(request: DeskRequest) -> HttpResponse:
    permissions.check_can_keep_templates(request.user)
    rows = ReplyTemplate.objects.filter(organisation=request.user.organisation).prefetch_related("texts")
    return render(request, "cases/terms/templates.html", {"rows": rows.order_by("-is_active", "name")})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    permissions.check_can_keep_templates(request.user)
    return _editor(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    return _editor(request, _template(request, pk))


def _editor(request: DeskRequest, template: ReplyTemplate | None) -> HttpResponse:
    seen = newest_seq(_revisions(template)) if template else 0
    initial = {**(states.of_template(template) if template else {}), "seen": seen}
    form = TemplateForm(request.POST or None, initial=initial)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.save_template(
                    actor=request.user,
                    template=template,
                    name=data["name"],
                    kind=data["kind"],
                    texts=form.texts,
                    seen=data["seen"],
                )
            except NotAllowed:
                raise
            except DomainError as refusal:
                form.refuse(refusal, seen)
                status = refusal.status_code
            else:
                messages.success(request, _("The template is saved."))
                return redirect("terms:templates")
    context = {"form": form, "template": template, "fields": list(FIELDS)}
    return render(request, "cases/terms/template.html", context, status=status)


@login_required
@require_POST
def check(request: DeskRequest) -> HttpResponse:
    """The places of a text that nothing fills, while it is being written."""
    permissions.check_can_keep_templates(request.user)
    text = next((request.POST[name] for name in request.POST if name.startswith("text_")), "")
    return render(request, "cases/terms/_unknown.html", {"unknown": unknown_fields(text)})


@login_required
@require_POST
def retire(request: DeskRequest, pk: int) -> HttpResponse:
    template = services.retire_template(actor=request.user, template=_template(request, pk))
    messages.success(request, _("“%(name)s” is no longer offered. Saving it brings it back.") % {"name": template.name})
    return redirect("terms:templates")


@login_required
@require_http_methods(["GET", "POST"])
def history(request: DeskRequest, pk: int) -> HttpResponse:
    """Who changed what; by POST put a state back."""
    template = _template(request, pk)
    revisions = _revisions(template)
    if request.method == "POST":
        _restore(request, template, revisions)
        messages.success(request, _("It is put back."))
        return redirect(request.path)
    topic = topics.TEMPLATE
    context = {
        "rows": in_words(revisions, topic.labels, topic.titles, wording=topic.wording),
        "title": template.name,
        "back": reverse("terms:template", args=[pk]),
    }
    return render(request, "cases/terms/history.html", context)


def _restore(request: DeskRequest, template: ReplyTemplate, revisions: list[Revision]) -> None:
    state = next((row.after for row in revisions if str(row.seq) == request.POST.get("seq")), None)
    if state is None:
        raise DomainError(_("The words of this change were erased, so there is nothing to restore."))
    texts = {language: state[field] for language, field in states.TEMPLATE_TEXTS.items()}
    services.save_template(actor=request.user, template=template, name=state["name"], kind=state["kind"], texts=texts)


def _revisions(template: ReplyTemplate) -> list[Revision]:
    return revisions_of(template, topics.TEMPLATE.prefix)


def _template(request: DeskRequest, pk: int) -> ReplyTemplate:
    permissions.check_can_keep_templates(request.user)
    rows = ReplyTemplate.objects.filter(organisation=request.user.organisation).prefetch_related("texts")
    return get_object_or_404(rows, pk=pk)
