"""Small pictures of images, made outside the request."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from branddesk.foundation.files import events, services, vault
from branddesk.foundation.files.models import Blob, Thumbnail

log = logging.getLogger(__name__)

SIZES = {"small": 320, "large": 1280}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
MOST_PIXELS = 60_000_000
"""Of a JPEG, which is read at a fraction of its size."""
MOST_PIXELS_IN_MEMORY = 36_000_000
"""Of the others, which must be read whole: four bytes a pixel."""
RESIZED_AS_THEY_ARE = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})


class Unreadable(Exception):
    """The image is broken, or so large that opening it would be an attack."""


def make_thumbnails(blob: Blob) -> list[Thumbnail]:
    """Make the blob's thumbnails; none when it is no picture that can be read. May run any number of times."""
    if blob.content_type not in FORMATS or blob.is_infected:
        return []
    try:
        picture = _read(blob)
    except Unreadable as reason:
        log.warning("no thumbnail of %s: %s", blob.sha256, reason)
        return []
    files = {name: _render(picture, size) for name, size in SIZES.items()}
    made = [_keep(blob, name, data, size) for name, (data, size) in files.items()]
    events.thumbnails_made.send(sender=Blob, blob_id=blob.pk)
    return made


def _read(blob: Blob) -> Image.Image:
    """The picture, upright, small enough for the largest thumbnail, without metadata."""
    largest = max(SIZES.values())
    try:
        with (
            warnings.catch_warnings(),
            services.open_blob(blob) as content,
            Image.open(content, formats=[FORMATS[blob.content_type]]) as image,
        ):
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if image.width * image.height > (MOST_PIXELS if image.format == "JPEG" else MOST_PIXELS_IN_MEMORY):
                raise Unreadable(f"{image.width} x {image.height} pixels")
            image.draft("RGB", (largest, largest))
            mode = "RGBA" if image.has_transparency_data else "RGB"
            # Made small first, so that turning and converting do not hold a large picture twice.
            small = image if image.mode in RESIZED_AS_THEY_ARE else image.convert(mode)
            small.thumbnail((largest, largest), Image.Resampling.LANCZOS)
            picture = ImageOps.exif_transpose(small).convert(mode)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(str(error)) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Unreadable(str(error)) from error
    picture.info.clear()
    return picture


def _render(picture: Image.Image, side: int) -> tuple[bytes, tuple[int, int]]:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    target = BytesIO()
    small.save(target, "WEBP", quality=82)
    return target.getvalue(), small.size


@transaction.atomic
def _keep(blob: Blob, name: str, data: bytes, size: tuple[int, int]) -> Thumbnail:
    path = f"thumbnails/{blob.path}.{name}.webp"
    if not vault.storage().exists(path):
        vault.storage().save(path, ContentFile(data))
    fields = {"width": size[0], "height": size[1], "path": path}
    thumbnail, _created = Thumbnail.objects.update_or_create(blob=blob, name=name, defaults=fields)
    return thumbnail
