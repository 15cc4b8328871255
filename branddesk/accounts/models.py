"""Who works here: organisations on both sides of a case, and the people who belong to them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel


class Organisation(BaseModel):
    """A legal entity: a merchant who owns or represents brands, an agency that works for many, or a platform."""

    class Kind(models.TextChoices):
        MERCHANT = "merchant", _("Merchant")
        AGENCY = "agency", _("Agency")
        PLATFORM = "platform", _("Platform")

    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(
        _("legal name"), max_length=200, help_text=_("As it stands in trade-mark papers and letters of authorisation.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    requires_second_factor = models.BooleanField(
        _("second factor required"),
        default=False,
        help_text=_("Whoever has no authenticator app and no passkey is led to set one up before anything else."),
    )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    REPRESENTATIVE = "representative", _("Brand representative")
    BRAND_MANAGER = "brand_manager", _("Brand manager")
    COUNSEL = "counsel", _("Counsel")
    VIEWER = "viewer", _("Viewer")
    SUPPORT_AGENT = "support_agent", _("Support agent")
    ACCOUNT_MANAGER = "account_manager", _("Account manager")
    MODERATOR = "moderator", _("Brand-protection moderator")
    TRAINER = "trainer", _("Trainer")
    ACTIVITY_MANAGER = "activity_manager", _("Activity manager")
    ADMINISTRATOR = "administrator", _("Administrator")


_OF_BRANDS = (Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.COUNSEL, Role.VIEWER, Role.ADMINISTRATOR)

ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    Organisation.Kind.MERCHANT: _OF_BRANDS,
    Organisation.Kind.AGENCY: _OF_BRANDS,
    Organisation.Kind.PLATFORM: (
        Role.MODERATOR,
        Role.SUPPORT_AGENT,
        Role.ACCOUNT_MANAGER,
        Role.ACTIVITY_MANAGER,
        Role.TRAINER,
        Role.VIEWER,
        Role.ADMINISTRATOR,
    ),
}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, BaseModel):
    """A person. Belongs to one organisation with one role; signs in by e-mail."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.ENGLISH)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(_("active"), default=True)
    sees_all_brands = models.BooleanField(
        _("works for all brands"), default=True, help_text=_("If not, only for the brands granted to this person.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_in_lower_case")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_merchant(self) -> bool:
        """Stands on the brand's side: works for a merchant or for an agency."""
        return self.organisation.kind != Organisation.Kind.PLATFORM

    @property
    def is_platform(self) -> bool:
        return self.organisation.kind == Organisation.Kind.PLATFORM


def digest_of(key: str) -> str:
    """What is kept of the key of a link, so that whoever reads the database holds no way in."""
    return hashlib.sha256(key.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_key(self, key: str) -> InvitationQuerySet:
        return self.filter(digest=digest_of(key))


class Invitation(BaseModel):
    """A link that lets one person join an organisation, once, until it expires. Only the digest of its key is kept."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("invitation", "Open")
        EXPIRED = "expired", pgettext_lazy("invitation", "Expired")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    sees_all_brands = models.BooleanField(_("works for all brands"), default=True)
    brands = models.JSONField(
        _("brands"), default=list, help_text=_("The brands that will be granted to this person, by their numbers.")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("expires"))
    form_key = models.UUIDField(null=True, unique=True, editable=False, help_text=_("The form that made its link."))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    key = ""
    """Opens the link; known only to whoever has just made it."""

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= clock.now()

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def state(self) -> State:
        if self.accepted_at is not None:
            return self.State.ACCEPTED
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        return self.State.EXPIRED if self.is_expired else self.State.OPEN
