"""The smallest valid exhibit, and real files to upload."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from branddesk.accounts.models import Organisation, User
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.models import Brand
from branddesk.brands.tests.factories import make_brand
from branddesk.core import clock
from branddesk.evidence.models import Exhibit, Share
from branddesk.foundation.files import services as files
from branddesk.foundation.files.models import Blob

_numbers = count(1)


def png_bytes(*, side: int = 8) -> bytes:
    """A picture unlike any other."""
    number = next(_numbers)
    picture = BytesIO()
    colour = (number % 256, number // 256 % 256, 90)
    Image.new("RGB", (side, side), colour).save(picture, "PNG")
    return picture.getvalue()


def make_upload(data: bytes | None = None, *, name: str = "listing.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png_bytes() if data is None else data)


def make_blob(data: bytes | None = None) -> Blob:
    """Bytes in the vault; a fresh picture unless given."""
    return files.store(make_upload(data))


def make_exhibit(**fields: Any) -> Exhibit:
    """A sealed screenshot of a fresh picture, by somebody who acts for its brand."""
    if "brand" not in fields:
        fields["brand"] = make_brand(members=[fields["sealed_by"]] if "sealed_by" in fields else ())
    if "blob" not in fields:
        fields["blob"] = make_blob()
    if "sealed_by" not in fields:
        fields["sealed_by"] = _member_of(fields["brand"])
    fields.setdefault("kind", Exhibit.Kind.SCREENSHOT)
    fields.setdefault("title", f"Exhibit {next(_numbers)}")
    fields.setdefault("file_name", "listing.png")
    fields.setdefault("sealed_at", clock.now())
    return Exhibit.objects.create(**fields)


def make_share(exhibit: Exhibit, organisation: Organisation, **fields: Any) -> Share:
    fields.setdefault("shared_by", exhibit.sealed_by)
    fields.setdefault("reason", "BD-10001")
    return Share.objects.create(exhibit=exhibit, organisation=organisation, **fields)


def _member_of(brand: Brand) -> User:
    person = User.objects.filter(organisation__brand_grants__brand=brand).first()
    return person or make_user()
