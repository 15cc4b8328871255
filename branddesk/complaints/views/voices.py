"""What can be done with one voice, beside answering it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.complaints import permissions
from branddesk.complaints.forms import VoiceForm
from branddesk.complaints.models import Complaint
from branddesk.complaints.selectors.inbox import next_after, read_filters
from branddesk.complaints.services import casing, taking, working
from branddesk.complaints.views.inbox import found
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of


def go_to(request: DeskRequest, complaint: Complaint | None) -> HttpResponse:
    """Back to the inbox as it stood, with this voice open."""
    query = read_filters(request.POST.dict()).query
    url = reverse("complaints:voice", args=[complaint.pk]) if complaint else reverse("complaints:inbox")
    return redirect(f"{url}?{query}")


def go_on(request: DeskRequest, complaint: Complaint) -> HttpResponse:
    """To what stands behind it in the list."""
    return go_to(request, next_after(request.user, read_filters(request.POST.dict()), complaint))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Type or paste what a customer said where the desk cannot hear."""
    permissions.check_can_work(request.user)
    form = VoiceForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = taking.write_down(actor=request.user, form_key=form_key_of(request), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is in the inbox."))
            return redirect("complaints:voice", complaint.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "complaints/new.html", {"form": form}, status=status)


@login_required
@require_POST
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Take it, or put it back for everybody."""
    asked = request.POST.get("person", "")
    people = User.objects.filter(organisation=request.user.organisation_id)
    person = get_object_or_404(people, pk=int(asked)) if asked.isdecimal() else None
    complaint = working.assign(actor=request.user, complaint=found(request, pk), person=person)
    return go_to(request, complaint)


@login_required
@require_POST
def finish(request: DeskRequest, pk: int) -> HttpResponse:
    complaint = found(request, pk)
    working.finish(actor=request.user, complaint=complaint)
    messages.success(request, _("Set aside without an answer."))
    return go_on(request, complaint)


@login_required
@require_POST
def take_up_again(request: DeskRequest, pk: int) -> HttpResponse:
    return go_to(request, working.take_up_again(actor=request.user, complaint=found(request, pk)))


@login_required
@require_POST
def wish(request: DeskRequest, pk: int) -> HttpResponse:
    asked = request.POST.get("says", "")
    return go_to(request, working.say_wish(actor=request.user, complaint=found(request, pk), wish=asked))


@login_required
@require_POST
def case(request: DeskRequest, pk: int) -> HttpResponse:
    """Draft a case from it."""
    drafted = casing.open_case(
        actor=request.user,
        complaint=found(request, pk),
        kind=request.POST.get("kind", ""),
        form_key=form_key_of(request),
    )
    return redirect("cases:detail", drafted.number)
