"""Addresses of the desk, what went out from them, and what came in and what became of it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.cases.models import Case, Message
from branddesk.channels.email import conf
from branddesk.core.enums import Side
from branddesk.core.models import BaseModel
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.stores.models import Marketplace


class DeskAddress(BaseModel):
    """The part before the @ at which a brand, or a marketplace that answers here, gets its mail."""

    local = models.CharField(_("address"), max_length=64, unique=True)
    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, null=True, blank=True, related_name="mail_address")
    marketplace = models.OneToOneField(
        Marketplace, on_delete=models.CASCADE, null=True, blank=True, related_name="mail_address"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(brand__isnull=False, marketplace__isnull=True)
                | Q(brand__isnull=True, marketplace__isnull=False),
                name="mail_address_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.local}@{conf.domain()}"


class OutgoingMail(BaseModel):
    """One message of a case as a mail to one address."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="outgoing_mails")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outgoing_mails")
    outbound = models.OneToOneField(Outbound, on_delete=models.PROTECT, null=True, related_name="case_mail")
    side = models.CharField(_("side"), max_length=16, choices=Side)
    to = models.CharField(_("to"), max_length=320)
    to_name = models.CharField(_("name"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    mail_id = models.CharField(_("Message-ID"), max_length=250, blank=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="mail_out_of_case")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class ReceivedMailQuerySet(models.QuerySet["ReceivedMail"]):
    def visible_to(self, user: User) -> ReceivedMailQuerySet:
        """What came to an address of one's own side; what a case took, by everybody who sees the case."""
        taken = Q(state=ReceivedMail.State.TAKEN, case__in=Case.objects.visible_to(user))
        if user.is_platform:
            return self.filter(taken | Q(marketplace__operator=user.organisation_id))
        return self.filter(taken | Q(brand__in=granted_to(user)))


class ReceivedMail(BaseModel):
    """One mail that came in, and what became of it. Its bytes stay as they came."""

    class State(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("mail", "In a case")
        QUARANTINED = "waiting", pgettext_lazy("mail", "To be decided")
        DISCARDED = "discarded", pgettext_lazy("mail", "Discarded")
        IGNORED = "ignored", pgettext_lazy("mail", "Set aside by the desk")

    class Why(models.TextChoices):
        """Why it did not go into a case by itself, or what it was."""

        STRANGER = "stranger", _("Nobody of this case writes from this address.")
        NOT_PROVEN = "not_proven", _("The receiving server did not confirm who sent it.")
        FORGED = "forged", _("The receiving server says that somebody else sent it.")
        WRONG_SIGN = "wrong_sign", _("Its reply address was not made by this desk.")
        OTHER_SENDER = "other_sender", _("It answers a mail that was sent to somebody else.")
        NO_CASE = "no_case", _("It names no case.")
        CLOSED = "closed", _("Its case is not open to mail.")
        TOO_MANY = "too_many", _("More came from this sender, or for this case, than the desk takes in an hour.")
        BROKEN = "broken", _("It could not be read whole. Take the raw mail to see all of it.")
        TOO_LARGE = "too_large", _("It is larger than the desk takes. Only its headers were kept.")
        AUTOMATIC = "automatic", _("A program sent it, no person.")
        OWN = "own", _("The desk itself sent it.")
        REPORT = "report", _("A report of a mail server.")
        COPY = "copy", _("A copy of a mail that came before.")

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    inbound = models.OneToOneField(Inbound, on_delete=models.PROTECT, related_name="mail")
    state = models.CharField(_("state"), max_length=12, choices=State)
    why = models.CharField(_("why"), max_length=16, choices=Why, blank=True)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    marketplace = models.ForeignKey(Marketplace, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        related_name="received_mails",
        help_text=_("Where it is, or belongs."),
    )
    message = models.OneToOneField(Message, on_delete=models.PROTECT, null=True, related_name="received_mail")
    sender = models.CharField(_("from"), max_length=320, blank=True)
    sender_name = models.CharField(_("name"), max_length=200, blank=True)
    recipient = models.CharField(_("to"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    has_html = models.BooleanField(default=False)
    mail_id = models.CharField(_("Message-ID"), max_length=250, blank=True, db_index=True)
    digest = models.CharField(max_length=64, db_index=True, help_text=_("Digest by which a copy is told."))
    proof = models.CharField(_("sender confirmed"), max_length=8, blank=True)
    problems = models.JSONField(_("what could not be read"), default=list)
    left_out = models.JSONField(_("files that were not taken"), default=list)
    written_at = models.DateTimeField(_("written"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = ReceivedMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["brand", "state", "-id"], name="mail_in_of_brand"),
            models.Index(fields=["marketplace", "state", "-id"], name="mail_in_of_marketplace"),
            models.Index(fields=["sender", "-created_at"], name="mail_in_of_sender"),
        ]

    def __str__(self) -> str:
        return self.subject or self.sender

    @property
    def may_be_taken(self) -> bool:
        """Whether a person may put it into a case: no copy, no report, nothing of the desk itself."""
        return self.why not in (self.Why.COPY, self.Why.OWN, self.Why.REPORT)


class Fetched(BaseModel):
    """How far a mailbox was read."""

    mailbox = models.CharField(_("mailbox"), max_length=300, unique=True)
    last_at = models.DateTimeField(_("last read"), null=True)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.mailbox
