"""Questions about people."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models

from branddesk.accounts.models import Invitation, Organisation, Role, User
from branddesk.core import clock

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Everybody of the organisation, those who still work here first, with whether they have a second factor."""
    factor = Authenticator.objects.filter(user=models.OuterRef("pk"), type__in=FACTORS)
    people = User.objects.filter(organisation=organisation).select_related("organisation")
    return people.annotate(has_second_factor=models.Exists(factor)).order_by("-is_active", "name", "pk")


def pending_invitations_of(organisation: Organisation) -> models.QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, the newest first; expired ones too, to be sent anew."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None).select_related(
        "invited_by"
    )


def closed_invitations_of(organisation: Organisation) -> models.QuerySet[Invitation]:
    """The twenty latest that were accepted or withdrawn."""
    closed = Invitation.objects.filter(organisation=organisation).exclude(accepted_at=None, withdrawn_at=None)
    return closed.select_related("invited_by")[:20]


def has_second_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def sessions_of(person: User) -> models.QuerySet[UserSession]:
    """Where the person is signed in, the latest used first."""
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return UserSession.objects.filter(user=person, session_key__in=alive).order_by("-last_seen_at", "-pk")


def administrators_of(organisation: Organisation) -> models.QuerySet[User]:
    return User.objects.filter(organisation=organisation, role=Role.ADMINISTRATOR, is_active=True)


def demo_people() -> models.QuerySet[User]:
    """Everybody whom one click signs in as, by organisation; only the demo may ask."""
    return User.objects.filter(is_active=True).select_related("organisation").order_by("organisation", "pk")
