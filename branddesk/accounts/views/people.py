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
from branddesk.accounts.forms import InviteForm, RoleForm
from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.services import (
    change_role,
    deactivate_person,
    invite_person,
    reactivate_person,
    withdraw_invitation,
)


@login_required
@require_http_methods(["GET", "POST"])
def people(request: DeskRequest) -> HttpResponse:
    """List everybody; by POST invite one more."""
    organisation = request.user.organisation
    permissions.check_can_manage_people(request.user, organisation)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        initial={"language": request.user.language},
    )
    if request.method == "POST" and form.is_valid():
        invitation = invite_person(actor=request.user, **form.cleaned_data)
        messages.success(request, _("An invitation to %(email)s is on its way.") % {"email": invitation.email})
        return redirect("accounts:people")
    context = {
        "form": form,
        "organisation": organisation,
        "people": selectors.people_of(organisation),
        "invitations": selectors.pending_invitations_of(organisation),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/people.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def person(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one person; by POST give them another role."""
    organisation = request.user.organisation
    person = get_object_or_404(selectors.people_of(organisation), pk=pk)
    permissions.check_can_manage_people(request.user, organisation)
    form = RoleForm(
        request.POST if request.method == "POST" else None, organisation=organisation, initial={"role": person.role}
    )
    if request.method == "POST" and form.is_valid():
        person = change_role(actor=request.user, person=person, role=form.cleaned_data["role"])
        messages.success(request, _("%(name)s's role is saved.") % {"name": person.name})
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
