from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from branddesk.core import clock
from branddesk.evidence.guesses import guess_captured_at
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_blob, make_exhibit
from branddesk.foundation.files.models import Blob

MOSCOW = ZoneInfo("Europe/Moscow")


def photo(taken: str, offset: str = "") -> bytes:
    """A JPEG whose camera wrote when it was taken."""
    exif = Image.Exif()
    details = exif.get_ifd(0x8769)
    details[0x9003] = taken
    if offset:
        details[0x9011] = offset
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def named(name: str) -> Exhibit:
    return Exhibit(file_name=name, blob=Blob(content_type="application/pdf"))


@pytest.mark.parametrize(
    "name",
    [
        "Screenshot 2026-11-20 at 14.11.01.png",
        "screenshot-20261120-141101.png",
        "Screenshot_20261120_141101.jpg",
        "屏幕截图 2026-11-20 141101.png",
        "Снимок экрана 2026-11-20 в 14.11.01.png",
        "IMG_20261120_141101.jpg",
    ],
)
def test_names_that_devices_give_tell_the_time(name):
    with clock.at(datetime(2026, 11, 23, tzinfo=MOSCOW)):
        guess = guess_captured_at(named(name), MOSCOW)

    assert guess is not None
    assert guess.at == datetime(2026, 11, 20, 14, 11, 1, tzinfo=MOSCOW)


@pytest.mark.parametrize("name", ["listing.png", "1690038851.png", "2026-13-45 99.99.png", "certificate 912447.pdf"])
def test_other_names_tell_nothing(name):
    assert guess_captured_at(named(name), MOSCOW) is None


def test_future_is_never_proposed():
    future = clock.now() + timedelta(days=2)

    assert guess_captured_at(named(f"{future:%Y%m%d-%H%M%S}.png"), MOSCOW) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("offset", "hour_in_moscow"), [("", 14), ("+08:00", 9), ("nonsense", 14)])
def test_camera_s_own_time_and_zone_come_first(offset, hour_in_moscow):
    exhibit = make_exhibit(blob=make_blob(photo("2026:11:20 14:11:01", offset)), file_name="20250101-101010.jpg")

    with clock.at(datetime(2026, 11, 23, tzinfo=MOSCOW)):
        guess = guess_captured_at(exhibit, MOSCOW)

    assert guess is not None
    assert guess.at == datetime(2026, 11, 20, hour_in_moscow, 11, 1, tzinfo=MOSCOW)


@pytest.mark.django_db
def test_broken_picture_tells_nothing():
    exhibit = make_exhibit(blob=make_blob(b"\xff\xd8\xff\xe1 broken"), file_name="x.jpg")

    assert guess_captured_at(exhibit, MOSCOW) is None


@given(st.text(max_size=60))
def test_no_name_breaks_the_page(name):
    guess_captured_at(named(name), MOSCOW)
