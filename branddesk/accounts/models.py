"""Who works here: organisations on both sides of a case, and the people who belong to them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel, new_key


class Organisation(BaseModel):
    """A legal entity: a merchant who owns or represents brands, or a platform that answers."""

    class Kind(models.TextChoices):
        MERCHANT = "merchant", _("Merchant")
        PLATFORM = "platform", _("Platform")

    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(
        _("legal name"), max_length=200, help_text=_("As it stands in trade-mark papers and letters of authorisation.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    REPRESENTATIVE = "representative", _("Brand representative")
    VIEWER = "viewer", _("Viewer")
    MODERATOR = "moderator", _("Brand-protection moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    Organisation.Kind.MERCHANT: (Role.REPRESENTATIVE, Role.VIEWER, Role.ADMINISTRATOR),
    Organisation.Kind.PLATFORM: (Role.MODERATOR, Role.VIEWER, Role.ADMINISTRATOR),
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
    role = models.CharField(_("role"), max_length=16, choices=Role)
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.ENGLISH)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(_("active"), default=True)

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
        return self.organisation.kind == Organisation.Kind.MERCHANT

    @property
    def is_platform(self) -> bool:
        return self.organisation.kind == Organisation.Kind.PLATFORM


class Invitation(BaseModel):
    """A letter that lets one person join an organisation, once, until it expires."""

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    language = models.CharField(_("language"), max_length=8, choices=Language)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

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
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired
