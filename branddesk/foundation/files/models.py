from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock


class Blob(models.Model):
    """Bytes in the vault, known by their SHA-256 and kept once, whoever brought them."""

    class Scan(models.TextChoices):
        NONE = "", _("Not scanned for viruses")
        CLEAN = "clean", _("No virus found")
        INFECTED = "infected", _("A virus was found")

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type, told from the content"), max_length=100)
    scan = models.CharField(_("virus scan"), max_length=8, choices=Scan, default=Scan.NONE, blank=True)
    threat = models.CharField(_("name of the virus"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now)

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes lie in the vault."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def is_infected(self) -> bool:
        return self.scan == self.Scan.INFECTED

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class Thumbnail(models.Model):
    """A small picture of an image blob, without the original's metadata."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="thumbnails")
    name = models.CharField(_("name"), max_length=16)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    path = models.CharField(_("path in the vault"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "name"], name="files_thumbnail_once_per_name")]

    def __str__(self) -> str:
        return f"{self.blob} {self.name}"
