"""When a screenshot was probably taken, told from its file. Only ever a proposal: no guess is sealed as truth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from branddesk.core import clock
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files import services as files

EXIF_READ = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
HEAD_BYTES = 512 * 1024
EXIF_IFD, TAKEN, TAKEN_OFFSET, CHANGED = 0x8769, 0x9003, 0x9011, 0x0132

_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?:\D{1,6}|)(\d\d)[-_.:hч时 ]?(\d\d)(?:[-_.:mм分 ]?(\d\d))?(?!\d)"
)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True)
class Guess:
    at: datetime
    why: str
    """The sentence that says where the time comes from."""


def guess_captured_at(exhibit: Exhibit, zone: tzinfo) -> Guess | None:
    """The camera's or screen's own time in the file, else the time in its name; `zone` where neither names one."""
    guess = _from_picture(exhibit, zone) or _from_name(exhibit.file_name, zone)
    return guess if guess is not None and guess.at <= clock.now() else None


def _from_picture(exhibit: Exhibit, zone: tzinfo) -> Guess | None:
    kind = EXIF_READ.get(exhibit.blob.content_type)
    if kind is None or exhibit.blob.is_infected:
        return None
    try:
        with files.open_blob(exhibit.blob) as file:
            head = file.read(HEAD_BYTES)
        with Image.open(BytesIO(head), formats=[kind]) as picture:
            return _from_exif(picture, zone)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def _from_exif(picture: Image.Image, zone: tzinfo) -> Guess | None:
    exif = picture.getexif()
    details = exif.get_ifd(EXIF_IFD)
    text = str(details.get(TAKEN) or exif.get(CHANGED) or "")
    try:
        taken = datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  its zone stands beside it
    except ValueError:
        return None
    own_zone = _zone(str(details.get(TAKEN_OFFSET) or ""))
    return Guess(taken.replace(tzinfo=own_zone or zone), _("Proposed from the picture's own data; check it."))


def _zone(text: str) -> tzinfo | None:
    parts = _OFFSET.fullmatch(text.strip("\0 "))
    if parts is None:
        return UTC if text.strip("\0 ") == "Z" else None
    length = timedelta(hours=int(parts[2]), minutes=int(parts[3]))
    if length >= timedelta(hours=24):
        return None
    return timezone(length if parts[1] == "+" else -length)


def _from_name(name: str, zone: tzinfo) -> Guess | None:
    """ "Screenshot 2026-11-23 at 14.11.01.png", "IMG_20261123_141101.jpg", "屏幕截图 2026-11-23 141101.png"."""
    found = _IN_NAME.search(name)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    try:
        at = datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=zone)
    except ValueError:
        return None
    return Guess(at, _("Proposed from the file's name; check it."))
