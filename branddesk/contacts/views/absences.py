"""Who is away, and who stands in: noted on a card's page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.contacts import permissions, services
from branddesk.contacts.forms import AbsenceForm
from branddesk.contacts.views.cards import card_page, find_contact
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.web.formats import full_day


@login_required
@require_POST
def add(request: DeskRequest, pk: int) -> HttpResponse:
    contact = find_contact(request, pk)
    permissions.check_can_change(request.user, contact)
    form = AbsenceForm(request.POST, contact=contact)
    if form.is_valid():
        try:
            absence = services.add_absence(actor=request.user, contact=contact, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            told = {"name": contact.name, "day": full_day(absence.ends_on)}
            messages.success(request, _("Noted: %(name)s is away until %(day)s.") % told)
            return redirect("contacts:edit", pk)
    return card_page(request, contact, absence=form)


@login_required
@require_POST
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the absence out that the form names; one that is gone already stays so."""
    key = request.POST.get("absence", "")
    services.drop_absence(
        actor=request.user, contact=find_contact(request, pk), absence=int(key) if key.isdecimal() else 0
    )
    messages.success(request, _("The absence is taken out."))
    return redirect("contacts:edit", pk)
