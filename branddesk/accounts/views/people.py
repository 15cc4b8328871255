"""An administrator's pages about the people of the organisation."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts import permissions, selectors
from branddesk.accounts.forms import DutiesForm, InviteForm
from branddesk.accounts.models import Invitation
from branddesk.accounts.reach import brands
from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.services import (
    change_duties,
    deactivate_person,
    invite_person,
    link_of,
    reactivate_person,
    renew_link,
    require_second_factor,
    reset_second_factor,
    withdraw_invitation,
)
from branddesk.core.form_keys import form_key_of

MADE_LINK = "made_invitation"
"""Keeps a new link for the one page that shows it."""


@login_required
@require_http_methods(["GET", "POST"])
def people(request: DeskRequest) -> HttpResponse:
    """List everybody; by POST invite one more."""
    organisation = request.user.organisation
    permissions.check_can_manage_people(request.user, organisation)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        initial={"language": request.user.language, "reach": "all"},
    )
    if request.method == "POST" and form.is_valid():
        invitation = invite_person(
            actor=request.user,
            email=form.cleaned_data["email"],
            language=form.cleaned_data["language"],
            form_key=form_key_of(request),
            **form.duties,
        )
        return _show_link(request, invitation)
    context = {
        "form": form,
        "organisation": organisation,
        "people": selectors.people_of(organisation),
        "invitations": selectors.pending_invitations_of(organisation),
        "closed": selectors.closed_invitations_of(organisation),
        "made": request.session.pop(MADE_LINK, None),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/people.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one person; by POST give them another role or other brands."""
    organisation = request.user.organisation
    person = get_object_or_404(selectors.people_of(organisation), pk=pk)
    permissions.check_can_manage_people(request.user, organisation)
    form = DutiesForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        initial={
            "role": person.role,
            "reach": "all" if person.sees_all_brands else "some",
            "brands": brands().granted_to(person),
        },
    )
    if request.method == "POST" and form.is_valid():
        person = change_duties(actor=request.user, person=person, **form.duties)
        messages.success(request, _("What %(name)s may do is saved.") % {"name": person.name})
        return redirect("accounts:people")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/person.html", {"person": person, "form": form}, status=status)


@login_required
@require_POST
def deactivate(request: DeskRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(selectors.people_of(request.user.organisation), pk=pk)
    person = deactivate_person(actor=request.user, person=person)
    messages.success(request, _("%(name)s is signed out and cannot sign in any more.") % {"name": person.name})
    return redirect("accounts:people")


@login_required
@require_POST
def reactivate(request: DeskRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(selectors.people_of(request.user.organisation), pk=pk)
    person = reactivate_person(actor=request.user, person=person)
    messages.success(
        request,
        _("%(name)s can come back: “Forgot password” on the sign-in page sets a new one.") % {"name": person.name},
    )
    return redirect("accounts:people")


@login_required
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(request.user.organisation.invitations, pk=pk)
    invitation = withdraw_invitation(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("accounts:people")


@login_required
@require_POST
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a new link of an invitation; the one before opens nothing more."""
    invitation = get_object_or_404(request.user.organisation.invitations, pk=pk)
    return _show_link(request, renew_link(actor=request.user, invitation=invitation, form_key=form_key_of(request)))


@login_required
@require_POST
def second_factor(request: DeskRequest) -> HttpResponse:
    """Require a second factor of everybody in the organisation, or no longer."""
    organisation = require_second_factor(actor=request.user, is_required=request.POST.get("required") == "yes")
    if organisation.requires_second_factor:
        messages.success(request, _("Whoever has no second factor now sets one up before anything else."))
    else:
        messages.success(request, _("A second factor is everybody's own choice now."))
    return redirect("accounts:people")


@login_required
@require_POST
def reset_factor(request: DeskRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(selectors.people_of(request.user.organisation), pk=pk)
    person = reset_second_factor(actor=request.user, person=person)
    messages.success(request, _("%(name)s's second factor is removed; they were told by mail.") % {"name": person.name})
    return redirect("accounts:person", person.pk)


def _show_link(request: DeskRequest, invitation: Invitation) -> HttpResponse:
    """Lead to the list, which shows the new link once."""
    if invitation.key:
        request.session[MADE_LINK] = {"email": invitation.email, "link": link_of(invitation)}
    messages.success(request, _("An invitation to %(email)s is on its way.") % {"email": invitation.email})
    return redirect("accounts:people")
