"""Answering one voice."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import granted_to
from branddesk.complaints import permissions
from branddesk.complaints.forms import AnswerForm, DecisionForm
from branddesk.complaints.models import Answer
from branddesk.complaints.services import answering, beginning, deciding
from branddesk.complaints.views.inbox import found, voice_page
from branddesk.complaints.views.voices import go_to
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of


@login_required
@require_POST
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the answer through the store."""
    return _take(request, pk, answering.answer, _("The answer is on its way."))


@login_required
@require_POST
def answered(request: DeskRequest, pk: int) -> HttpResponse:
    """Note what was answered in the cabinet."""
    return _take(request, pk, answering.mark_answered, _("Noted as answered in the cabinet."))


def _take(request: DeskRequest, pk: int, service: Callable[..., Answer], sentence: str) -> HttpResponse:
    complaint = found(request, pk)
    permissions.check_can_work(request.user, complaint.brand)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            service(
                actor=request.user,
                complaint=complaint,
                text=form.cleaned_data["text"],
                form_key=form_key_of(request),
            )
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, sentence)
            return go_to(request, complaint)
    return voice_page(request, complaint, form)


@login_required
@require_POST
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Do with a return or a cancellation what the marketplace offers."""
    complaint = found(request, pk)
    permissions.check_can_work(request.user, complaint.brand)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Check the sum: write it in digits, such as 500 or 499.50."))
    deciding.decide(actor=request.user, complaint=complaint, form_key=form_key_of(request), **form.cleaned_data)
    messages.success(request, _("The decision is on its way."))
    return go_to(request, complaint)


@login_required
@require_POST
def begin_chat(request: DeskRequest, pk: int) -> HttpResponse:
    """Write to the buyer of an order first."""
    complaint = found(request, pk)
    permissions.check_can_work(request.user, complaint.brand)
    text = request.POST.get("chat_text", "")
    try:
        chat = beginning.begin_chat(actor=request.user, complaint=complaint, text=text, form_key=form_key_of(request))
    except DomainError as refusal:
        return voice_page(request, complaint, chat_fault=refusal.message, chat_text=text)
    messages.success(request, _("The chat is open, and your words are on their way."))
    return redirect(f"{reverse('complaints:voice', args=[chat.pk])}?view=all")


@login_required
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an answer back that has not left yet."""
    rows = Answer.objects.filter(complaint__brand__in=granted_to(request.user)).select_related("complaint")
    taken_back = answering.undo(actor=request.user, answer=get_object_or_404(rows, pk=pk))
    messages.success(request, _("The answer is taken back."))
    return go_to(request, taken_back.complaint)
