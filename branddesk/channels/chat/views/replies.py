"""The texts that agents have ready."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.channels.chat import permissions, services
from branddesk.channels.chat.forms import ReplyForm
from branddesk.channels.chat.models import CannedReply
from branddesk.core.enums import Language


@login_required
@require_http_methods(["GET", "POST"])
def replies(request: DeskRequest) -> HttpResponse:
    """All of the organisation's, and a form for another."""
    permissions.check_can_answer(request.user)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.save_reply(actor=request.user, name=form.cleaned_data["name"], texts=form.texts)
        messages.success(request, _("The reply is ready for everybody who answers."))
        return redirect("chat:replies")
    return _page(request, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def reply(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_answer(request.user)
    row = _reply(request, pk)
    texts = {text.language: text.body for text in row.texts.all()}
    initial = {
        "name": row.name,
        "body_en": texts.get(Language.ENGLISH, ""),
        "body_ru": texts.get(Language.RUSSIAN, ""),
        "body_zh": texts.get(Language.CHINESE, ""),
    }
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.save_reply(actor=request.user, name=form.cleaned_data["name"], texts=form.texts, reply=row)
        messages.success(request, _("The reply is saved."))
        return redirect("chat:replies")
    return _page(request, form, row)


@login_required
@require_POST
def delete(request: DeskRequest, pk: int) -> HttpResponse:
    permissions.check_can_answer(request.user)
    services.delete_reply(actor=request.user, reply=_reply(request, pk))
    messages.success(request, _("The reply is gone."))
    return redirect("chat:replies")


def _reply(request: DeskRequest, pk: int) -> CannedReply:
    rows = CannedReply.objects.filter(organisation=request.user.organisation_id).prefetch_related("texts")
    return get_object_or_404(rows, pk=pk)


def _page(request: DeskRequest, form: ReplyForm, row: CannedReply | None) -> HttpResponse:
    rows = CannedReply.objects.filter(organisation=request.user.organisation_id).prefetch_related("texts")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "chat/replies.html", {"form": form, "rows": rows, "row": row}, status=status)
