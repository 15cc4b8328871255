from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from branddesk.foundation.files import events, services, thumbnails
from branddesk.foundation.files import vault as bytes_of
from branddesk.foundation.files.models import Thumbnail
from branddesk.foundation.files.tests import samples


def stored(content):
    return services.store(ContentFile(content))


def opened(thumbnail):
    return Image.open(io.BytesIO(bytes_of.open_path(thumbnail.path).read()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_has_thumbnails_after_its_job(vault, kind):
    blob = stored(samples.picture(kind, size=(2000, 1000)))

    sizes = dict(blob.thumbnails.values_list("name", "width"))

    assert sizes == {"small": 320, "large": 1280}
    assert opened(blob.thumbnails.get(name="small")).size == (320, 160)


def test_small_picture_is_not_blown_up(vault):
    blob = stored(samples.picture(size=(100, 50)))

    assert set(blob.thumbnails.values_list("width", "height")) == {(100, 50)}


def test_thumbnail_stands_upright_and_tells_nothing_about_the_camera(vault):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Alice"
    blob = stored(samples.picture("JPEG", size=(400, 200), exif=exif))

    small = opened(blob.thumbnails.get(name="small"))

    assert small.height > small.width
    assert not small.getexif()
    assert b"Alice" not in bytes_of.open_path(blob.thumbnails.get(name="small").path).read()


def test_transparent_picture_stays_transparent(vault):
    blob = stored(samples.picture("PNG", mode="RGBA", colour="#ff000080"))

    assert opened(blob.thumbnails.get(name="small")).mode == "RGBA"


@pytest.mark.parametrize(
    "content", [samples.PDF, samples.mp4(b"heic"), samples.picture()[:200], b"\x89PNG\r\n\x1a\nno"]
)
def test_what_cannot_be_read_as_a_picture_has_none(vault, content):
    assert not stored(content).thumbnails.exists()


def test_picture_that_would_fill_the_memory_is_left_alone(vault):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )

    assert not stored(bomb).thumbnails.exists()


def test_making_thumbnails_twice_changes_nothing(vault):
    blob = stored(samples.picture())
    before = list(Thumbnail.objects.values_list("pk", "path"))

    thumbnails.make_thumbnails(blob)

    assert list(Thumbnail.objects.values_list("pk", "path")) == before


def test_finished_thumbnails_are_announced(vault):
    heard = []

    def listen(sender, blob_id, **kwargs):
        heard.append(blob_id)

    events.thumbnails_made.connect(listen)
    try:
        blob = stored(samples.picture())
    finally:
        events.thumbnails_made.disconnect(listen)

    assert heard == [blob.pk]
