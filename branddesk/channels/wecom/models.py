"""The company's own app in WeCom, who is bound to it, what came in by it and what went out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation
from branddesk.cases.models import Case, Message
from branddesk.channels.wecom.codec import Codec
from branddesk.core import clock
from branddesk.core.encryption import decrypt
from branddesk.core.models import BaseModel, new_key
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.files.models import Blob


class WeComApp(BaseModel):
    """One organisation's self-built app. Its secrets are kept encrypted and shown to nobody again."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="wecom_app")
    key = models.UUIDField(default=new_key, unique=True, editable=False, help_text=_("Stands in its callback address."))
    corp_id = models.CharField(_("company ID"), max_length=64)
    agent_id = models.PositiveIntegerField(_("agent ID"))
    secret = models.TextField(_("secret"), blank=True)
    token = models.TextField(_("token of the callback"), blank=True)
    aes_key = models.TextField(_("EncodingAESKey of the callback"), blank=True)
    verified_at = models.DateTimeField(_("callback address confirmed"), null=True)
    checked_at = models.DateTimeField(_("last tried"), null=True)
    check_result = models.CharField(_("what came back"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.corp_id}/{self.agent_id}"

    @property
    def codec(self) -> Codec:
        return Codec(token=decrypt(self.token), aes_key=decrypt(self.aes_key), corp_id=self.corp_id)

    @property
    def may_receive(self) -> bool:
        return bool(self.token and self.aes_key)

    @property
    def may_send(self) -> bool:
        return bool(self.secret)


class AccessToken(models.Model):
    """The token that all processes share; whoever holds the claim fetches the next one, and the others wait."""

    app = models.OneToOneField(WeComApp, on_delete=models.CASCADE, related_name="access_token")
    value = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"token of {self.app_id}"


class Robot(BaseModel):
    """A group robot that tells one organisation's group what happens to its cases."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="wecom_robot")
    address = models.TextField(_("webhook address"))
    tells = models.JSONField(_("what it tells"), default=list)

    def __str__(self) -> str:
        return f"robot of {self.organisation_id}"


class Binding(BaseModel):
    """A member of the company in WeCom who is a person of this desk, confirmed by a code."""

    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="bindings")
    wecom_user = models.CharField(_("WeCom user"), max_length=64)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wecom_binding")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "wecom_user"], name="wecom_user_bound_once")]

    def __str__(self) -> str:
        return f"{self.wecom_user} is {self.person_id}"


class BindingCode(BaseModel):
    """What a person sends to the app to prove who writes there; only its digest is kept, and it works once."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires"))

    def __str__(self) -> str:
        return f"code of {self.person_id}"


class SeenCall(models.Model):
    """A signed call that was taken; the same one again is a replay."""

    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "digest"], name="wecom_call_taken_once")]

    def __str__(self) -> str:
        return self.digest


class Received(BaseModel):
    """One message that somebody wrote to the app, and what became of it."""

    class State(models.TextChoices):
        NEW = "new", _("Being handled")
        UNBOUND = "unbound", _("From somebody who is not bound; kept, put nowhere")
        BINDING = "binding", _("A code that binds")
        ASKED = "asked", _("Waiting for the case it belongs to")
        CHOICE = "choice", _("Named the case")
        PLACED = "placed", _("In its case")
        TALK = "talk", _("Answers what was written outside of cases")
        ASIDE = "aside", _("Set aside by its writer")
        REFUSED = "refused", _("Could not be taken")
        EVENT = "event", _("Nothing was said")

    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="received")
    inbound = models.OneToOneField(Inbound, on_delete=models.PROTECT, related_name="+")
    wecom_user = models.CharField(_("WeCom user"), max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(_("type"), max_length=16)
    text = models.TextField(_("text"), blank=True)
    media_id = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField(_("written"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["app", "wecom_user", "-id"], name="wecom_received_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} from {self.wecom_user} ({self.state})"


class Card(BaseModel):
    """What was sent to a member about a case: an answer to it is an answer in that case."""

    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="cards")
    wecom_user = models.CharField(_("WeCom user"), max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    outbound = models.OneToOneField(Outbound, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["app", "wecom_user", "-id"], name="wecom_card_of_user")]

    def __str__(self) -> str:
        return f"{self.case_id} to {self.wecom_user}"


class UploadedMedia(models.Model):
    """A file that WeCom holds for three days; sent again it is named the same, so that a repeat is known for one."""

    app = models.ForeignKey(WeComApp, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    media_id = models.CharField(max_length=300)
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "sha256"], name="wecom_media_once")]

    def __str__(self) -> str:
        return self.sha256
