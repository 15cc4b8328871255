"""The vault: exhibits sealed once and never changed, and with whom each was shared."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel, new_key
from branddesk.foundation.files.kinds import SAFE_INLINE
from branddesk.foundation.files.models import Blob

SHOWN_AS = {"image": "image", "video": "video", "audio": "audio"}


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def visible_to(self, user: User) -> ExhibitQuerySet:
        """Exhibits of the person's own brands, and those shared with their organisation."""
        shared = Share.objects.filter(exhibit=OuterRef("pk"), organisation=user.organisation_id)
        return self.filter(Q(brand__in=Brand.objects.visible_to(user)) | Exists(shared))


class Exhibit(BaseModel):
    """One piece of evidence: its bytes by SHA-256, who sealed it, when, from where, and what it shows."""

    class Kind(models.TextChoices):
        SCREENSHOT = "screenshot", _("Screenshot of a listing")
        CERTIFICATE = "certificate", _("Registration certificate")
        EXTRACT = "extract", _("Register extract")
        LETTER = "letter", _("Letter of authorisation")
        TRANSLATION = "translation", _("Certified translation")
        PHOTO = "photo", _("Photo of the goods")
        PURCHASE = "purchase", _("Test purchase")
        QUALITY_DOCUMENT = "quality_document", _("Quality certificate")
        TEST_REPORT = "test_report", _("Test report")
        CORRESPONDENCE = "correspondence", _("Correspondence")
        RECEIPT = "receipt", _("Receipt")
        VIDEO = "video", _("Video")
        CALL_RECORDING = "call_recording", _("Call recording, all agreed")
        OTHER = "other", _("Other paper")

    class Source(models.TextChoices):
        CHOOSE = "choose", _("chosen file")
        DROP = "drop", _("dropped file")
        PASTE = "paste", _("pasted screenshot")
        PHONE = "phone", _("photo from a phone")
        MAIL = "mail", _("attached to a mail")
        WECOM = "wecom", _("sent by WeCom")
        SYSTEM = "system", _("brought by the telephone system")

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="exhibits")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what it is"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    file_name = models.CharField(_("file name"), max_length=160)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    right = models.ForeignKey(Right, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    authorisation = models.ForeignKey(
        Authorisation, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs"
    )

    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(_("sealed"))
    sealed_from = models.GenericIPAddressField(_("sealed from"), null=True, blank=True)
    source = models.CharField(_("how it came in"), max_length=8, choices=Source, default=Source.CHOOSE)
    source_url = models.URLField(_("source address"), max_length=1000, blank=True)
    captured_at = models.DateTimeField(_("time of capture"), null=True, blank=True)
    upload_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text=_("The upload it came by, sealed once.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["brand", "-id"], name="exhibit_brand_recent")]

    def __str__(self) -> str:
        return self.title

    @property
    def source_host(self) -> str:
        """The site of the source address, as rows show it."""
        return (urlsplit(self.source_url).hostname or "").removeprefix("www.")

    @property
    def lacks_source(self) -> bool:
        """A screenshot that does not say where it was taken proves little."""
        return self.kind == self.Kind.SCREENSHOT and not self.source_url

    @property
    def lacks_time(self) -> bool:
        return self.kind == self.Kind.SCREENSHOT and self.captured_at is None

    @property
    def shown_as(self) -> str:
        """How a page shows it in place: image, pdf, video, audio; empty when it is only downloaded."""
        content_type = self.blob.content_type
        if content_type not in SAFE_INLINE:
            return ""
        return "pdf" if content_type == "application/pdf" else SHOWN_AS.get(content_type.split("/")[0], "")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Share(BaseModel):
    """The other side may see one exhibit; written when a case is submitted or answered, never guessed later."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40, help_text=_("The case for which it was shared."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exhibit", "organisation", "reason"], name="shared_once")]

    def __str__(self) -> str:
        return f"{self.exhibit_id} with {self.organisation_id}"
