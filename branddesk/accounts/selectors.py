"""Questions about people."""

from __future__ import annotations

from django.db import models

from branddesk.accounts.models import Invitation, Organisation, Role, User


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Everybody of the organisation, those who still work here first."""
    return User.objects.filter(organisation=organisation).order_by("-is_active", "name", "pk")


def pending_invitations_of(organisation: Organisation) -> models.QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, the newest first; expired ones too, to be sent anew."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None).select_related(
        "invited_by"
    )


def administrators_of(organisation: Organisation) -> models.QuerySet[User]:
    return User.objects.filter(organisation=organisation, role=Role.ADMINISTRATOR, is_active=True)


def demo_people() -> models.QuerySet[User]:
    """Everybody whom one click signs in as, merchants first; only the demo may ask."""
    return User.objects.filter(is_active=True).select_related("organisation").order_by("organisation__kind", "pk")
