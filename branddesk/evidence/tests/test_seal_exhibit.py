from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.evidence.events import exhibit_sealed
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit, seal_exhibits
from branddesk.evidence.tests.factories import make_upload, png_bytes
from branddesk.foundation.files.models import Blob
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What listeners to `exhibit_sealed` were told."""
    calls: list[dict[str, Any]] = []

    def listen(sender: object, **facts: Any) -> None:
        calls.append(facts)

    exhibit_sealed.connect(listen)
    yield calls
    exhibit_sealed.disconnect(listen)


def test_exhibit_is_sealed_with_who_when_and_from_where(alice):
    brand = make_brand(members=[alice])
    captured_at = clock.now() - timedelta(hours=2)

    exhibit = seal_exhibit(
        actor=alice,
        brand=brand,
        file=make_upload(name="../Скриншот карточки.png"),
        kind="screenshot",
        source="paste",
        source_url="https://www.ozon.ru/product/1690038851/",
        captured_at=captured_at,
        sealed_from="203.0.113.7",
    )

    assert exhibit.title == "Скриншот карточки"
    assert exhibit.file_name == "Скриншот карточки.png"
    assert (exhibit.sealed_by, exhibit.sealed_from, exhibit.captured_at) == (alice, "203.0.113.7", captured_at)
    assert exhibit.source_host == "ozon.ru"
    entry = entries_for(exhibit).get()
    assert entry.action == "exhibit.sealed"
    assert entry.facts["sha256"] == exhibit.blob.sha256
    assert entry.text("source_url") == "https://www.ozon.ru/product/1690038851/"


def test_same_bytes_are_kept_once(alice):
    brand = make_brand(members=[alice])
    data = png_bytes()

    first = seal_exhibit(actor=alice, brand=brand, file=make_upload(data), kind="screenshot")
    second = seal_exhibit(actor=alice, brand=brand, file=make_upload(data), kind="photo")

    assert first.pk != second.pk
    assert first.blob == second.blob
    assert Blob.objects.count() == 1


def test_listeners_learn_of_the_exhibit_and_of_where_it_was_dropped(alice, heard):
    brand = make_brand(members=[alice])

    exhibit = seal_exhibit(
        actor=alice, brand=brand, file=make_upload(), kind="screenshot", context={"page": "composer"}
    )

    assert heard[0]["exhibit"] == exhibit
    assert heard[0]["actor"] == alice
    assert heard[0]["context"] == {"page": "composer"}


def test_listener_that_refuses_takes_the_exhibit_back(alice):
    brand = make_brand(members=[alice])

    def refuse(sender: object, **facts: Any) -> None:
        raise DomainError("Not here.")

    exhibit_sealed.connect(refuse)
    try:
        with pytest.raises(DomainError, match="Not here"):
            seal_exhibit(actor=alice, brand=brand, file=make_upload(), kind="screenshot")
    finally:
        exhibit_sealed.disconnect(refuse)
    assert not Exhibit.objects.exists()


def test_of_several_files_all_are_sealed_or_none(alice):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match="empty"):
        seal_exhibits(actor=alice, brand=brand, uploads=[make_upload(), make_upload(b"")], kind="photo")

    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("role", ["viewer", "moderator", "mallory"])
def test_others_cannot_seal_for_the_brand(cast, role):
    brand = make_brand(members=[cast.alice])

    with pytest.raises(NotAllowed):
        seal_exhibit(actor=getattr(cast, role), brand=brand, file=make_upload(), kind="photo")


def test_proof_of_another_brand_s_paper_is_refused(alice):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match="another brand"):
        seal_exhibit(actor=alice, brand=brand, file=make_upload(), kind="certificate", right=make_right())
    with pytest.raises(DomainError, match="another brand"):
        seal_exhibit(actor=alice, brand=brand, file=make_upload(), kind="letter", authorisation=make_authorisation())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://ozon.ru/", " https://ozon.ru"])
def test_source_address_must_be_of_the_web(alice, address):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match="address of the web"):
        seal_exhibit(actor=alice, brand=brand, file=make_upload(), kind="screenshot", source_url=address)


def test_capture_in_the_future_is_refused(alice):
    brand = make_brand(members=[alice])

    with pytest.raises(DomainError, match="future"):
        seal_exhibit(
            actor=alice,
            brand=brand,
            file=make_upload(),
            kind="screenshot",
            captured_at=clock.now() + timedelta(hours=1),
        )


def test_long_and_empty_names_fit(alice):
    brand = make_brand(members=[alice])

    long = seal_exhibit(actor=alice, brand=brand, file=make_upload(name="x" * 300 + ".png"), kind="photo")
    nameless = seal_exhibit(actor=alice, brand=brand, file=make_upload(name="\u202e.png"), kind="photo")

    assert len(long.file_name) <= 160
    assert long.file_name.endswith(".png")
    assert nameless.title
