"""A virus in an exhibit: nobody gets the file, everyone whose evidence it is hears of it, the seal stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.core.errors import WrongStatus
from branddesk.evidence.services import seal_exhibit, share_exhibits
from branddesk.evidence.tests.factories import make_blob, make_exhibit, make_upload, png_bytes
from branddesk.foundation.files import scanning
from branddesk.foundation.files.models import Blob
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db


def infect(blob: Blob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "scan", lambda file, address: "Test.Virus-1")
    scanning.scan_blob(blob)


def told(person):
    return [notice.sentence for notice in Notice.objects.filter(person=person, code="exhibit.infected")]


def test_those_who_keep_the_papers_hear_of_it_once(cast, monkeypatch):
    exhibit = make_exhibit(brand=make_brand(members=[cast.alice]), sealed_by=cast.alice, title="Letter")

    infect(exhibit.blob, monkeypatch)
    infect(exhibit.blob, monkeypatch)

    assert len(told(cast.alice)) == len(told(cast.bob)) == 1
    assert "Letter" in told(cast.alice)[0]
    assert not Notice.objects.filter(person__in=[cast.viewer, cast.mallory, cast.moderator]).exists()


def test_known_virus_sealed_again_is_reported_again(alice, monkeypatch):
    data = png_bytes()
    infect(make_blob(data), monkeypatch)

    seal_exhibit(actor=alice, brand=make_brand(members=[alice]), file=make_upload(data), kind="photo")

    assert len(told(alice)) == 1


def test_infected_file_is_neither_shown_nor_downloaded(client, alice, monkeypatch):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), sealed_by=alice)
    infect(exhibit.blob, monkeypatch)
    client.force_login(alice)

    shown = client.get(reverse("evidence:file", args=[exhibit.key]))
    taken = client.get(reverse("evidence:file", args=[exhibit.key]) + "?download")
    thumb = client.get(reverse("evidence:thumb", args=[exhibit.key]))
    page = client.get(reverse("evidence:detail", args=[exhibit.key])).content.decode()

    assert shown.status_code == taken.status_code == 403
    assert "given to nobody" in page or "gives it to nobody" in page
    assert thumb["Content-Type"] == "image/svg+xml"
    assert "Test.Virus-1" in page
    assert "?download" not in page
    assert exhibit.blob.sha256 in page


def test_infected_exhibit_is_not_shared(alice, moderator, monkeypatch):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), sealed_by=alice)
    infect(exhibit.blob, monkeypatch)

    with pytest.raises(WrongStatus, match="virus"):
        share_exhibits(actor=alice, exhibits=[exhibit], organisation=moderator.organisation, reason="BD-1")


@pytest.mark.parametrize(("scan", "words"), [("", "Not scanned for viruses"), ("clean", "No virus found")])
def test_seal_says_what_the_scanner_said(client, alice, scan, words):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    Blob.objects.update(scan=scan)
    client.force_login(alice)

    assert words in client.get(reverse("evidence:detail", args=[exhibit.key])).content.decode()
