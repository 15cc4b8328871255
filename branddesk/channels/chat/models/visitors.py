"""People who ask on the public help centre without an account, known by a mail address that they confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from branddesk.core.enums import Language
from branddesk.core.models import BaseModel


class Visitor(BaseModel):
    """Somebody without an account, whose mail address was confirmed."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail"), unique=True)
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.ENGLISH)
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="visitor_in_lower_case")]

    def __str__(self) -> str:
        return self.name


class AddressProof(BaseModel):
    """A code on its way to a mail address. Only digests are kept; it opens one chat, within half an hour."""

    email = models.EmailField(_("mail"))
    name = models.CharField(_("name"), max_length=120)
    topic = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("text"), max_length=4000)
    language = models.CharField(_("language"), max_length=8, choices=Language)
    digest = models.CharField(max_length=64, editable=False)
    from_digest = models.CharField(max_length=64, editable=False, help_text=_("The address it was asked from."))
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email", "created_at"], name="proof_of_address"),
            models.Index(fields=["from_digest", "created_at"], name="proof_asked_from"),
        ]

    def __str__(self) -> str:
        return f"proof {self.pk}"
