from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.core import clock
from branddesk.evidence import selectors
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import share_exhibits, withdraw_exhibit
from branddesk.evidence.tests.factories import make_blob, make_exhibit
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
HTML = b"<!doctype html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def address(name: str, exhibit: Exhibit) -> str:
    return reverse(f"evidence:{name}", args=[exhibit.key])


@pytest.mark.parametrize("data", [HTML, SVG, b"just text", b"PK\x05\x06" + b"\x00" * 18])
def test_what_could_do_harm_is_only_downloaded(client, alice, data):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), blob=make_blob(data), file_name="page.html")
    client.force_login(alice)

    response = client.get(address("file", exhibit))
    page = client.get(address("detail", exhibit)).content.decode()

    if data != b"just text":
        assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"].split(";")[0] not in {"text/html", "image/svg+xml"}
    assert f'src="{address("file", exhibit)}"' not in page
    assert "not opened on the page" in page


@pytest.mark.parametrize(
    ("data", "element"),
    [
        (None, "<img src"),
        (PDF, "<iframe"),
        (b"\x1aE\xdf\xa3\x01webm" + b"\x00" * 60, "<video"),
        (b"ID3\x04" + b"\x00" * 60, "<audio"),
    ],
)
def test_pictures_papers_video_and_sound_are_shown_in_the_page(client, alice, data, element):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), blob=make_blob(data))
    client.force_login(alice)

    page = client.get(address("detail", exhibit)).content.decode()
    response = client.get(address("file", exhibit))

    assert element in page
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "name", ['a"; filename="evil.html', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "\u202efdp.exe"]
)
def test_hostile_file_names_do_no_harm(client, alice, name):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), file_name=name, title=f"<script>{name}")
    client.force_login(alice)

    response = client.get(address("file", exhibit), {"download": ""})
    page = client.get(address("detail", exhibit)).content.decode()

    assert "Set-Cookie" not in response
    assert ".." not in response["Content-Disposition"]
    assert "\u202e" not in response["Content-Disposition"]
    assert 'filename="evil.html' not in response["Content-Disposition"].replace('\\"', "")
    assert "<script>a" not in page


def test_seal_is_shown_with_hash_person_and_origin(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), sealed_by=alice, sealed_from="203.0.113.9")
    client.force_login(alice)

    page = client.get(address("detail", exhibit)).content.decode()

    assert exhibit.blob.sha256 in page
    assert "Alice" in page
    assert "203.0.113.9" in page


def test_other_side_does_not_see_from_where_it_was_sealed(client, alice, moderator):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), sealed_by=alice, sealed_from="203.0.113.9")
    share_exhibits(actor=alice, exhibits=[exhibit], organisation=moderator.organisation, reason="BD-10001")
    client.force_login(moderator)

    page = client.get(address("detail", exhibit)).content.decode()

    assert exhibit.title in page
    assert "203.0.113.9" not in page
    assert address("describe", exhibit) not in page


def test_custody_tells_who_opened_downloaded_and_got_it(client, alice, moderator):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), sealed_by=alice)
    share_exhibits(actor=alice, exhibits=[exhibit], organisation=moderator.organisation, reason="BD-10001")
    client.force_login(moderator)
    client.get(address("detail", exhibit))
    client.get(address("file", exhibit), {"download": ""})
    client.force_login(alice)

    page = client.get(address("detail", exhibit)).content.decode()

    assert "Alice shared it with Platform in BD-10001." in page
    assert "Mila opened it." in page
    assert "Mila downloaded it." in page
    assert "Alice opened it." in page


def test_thumbnails_are_not_an_opening(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    response = client.get(address("thumb", exhibit))

    assert response["Content-Type"] == "image/webp"
    assert not entries_for(exhibit).exists()


def test_sheet_stands_where_there_is_no_thumbnail(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), blob=make_blob(PDF))
    client.force_login(alice)

    response = client.get(address("thumb", exhibit))

    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"PDF" in response.content


def test_withdrawn_exhibit_stays_with_its_reason(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    response = client.post(address("withdraw", exhibit), {"reason": "Shows another seller"}, follow=True)

    page = response.content.decode()
    assert "It must not be used any more." in page
    assert "Shows another seller" in page
    assert address("describe", exhibit) not in page


def test_withdrawing_without_a_reason_is_refused_on_the_page(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    response = client.post(address("withdraw", exhibit), {"reason": ""})

    assert response.status_code == 422
    assert "Say why" in response.content.decode()


def test_describing_leads_back_to_the_case(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)
    typed = {"title": "Listing", "kind": "screenshot", "source_url": "ozon.ru/product/1690038851", "next": "/cases/x/"}

    response = client.post(address("describe", exhibit), typed)

    exhibit.refresh_from_db()
    assert response.url == "/cases/x/"
    assert exhibit.source_url == "https://ozon.ru/product/1690038851"


def test_describing_in_place_answers_with_the_row_and_says_so(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), title="IMG_1")
    client.force_login(alice)

    form = client.get(address("describe", exhibit), headers={"HX-Request": "true"}).content.decode()
    response = client.post(
        address("describe", exhibit), {"title": "Listing", "kind": "photo"}, headers={"HX-Request": "true"}
    )

    assert "<html" not in form
    assert "hx-post" in form
    assert response["HX-Trigger"] == "described"
    assert "<b>Listing</b>" in response.content.decode()


def test_faulty_description_keeps_what_was_typed(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    response = client.post(
        address("describe", exhibit),
        {"title": "Listing", "kind": "screenshot", "source_url": "javascript:alert(1)"},
        headers={"HX-Request": "true"},
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "javascript:alert(1)" in page
    assert "Enter a web address" in page


def test_time_is_typed_in_the_person_s_zone(client, alice):
    alice.time_zone = "Europe/Moscow"
    alice.save()
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    client.post(address("describe", exhibit), {"title": "x", "kind": "photo", "captured_at": "2026-11-20T14:11"})

    exhibit.refresh_from_db()
    assert exhibit.captured_at is not None
    assert exhibit.captured_at.isoformat() == "2026-11-20T11:11:00+00:00"


def test_time_of_capture_is_proposed_and_not_taken_for_truth(client, alice):
    exhibit = make_exhibit(brand=make_brand(members=[alice]), file_name="Screenshot 2026-11-20 at 14.11.01.png")
    client.force_login(alice)

    page = client.get(address("describe", exhibit)).content.decode()

    assert 'value="2026-11-20T14:11"' in page
    assert "Proposed from the file" in page
    exhibit.refresh_from_db()
    assert exhibit.captured_at is None


def test_list_shows_own_exhibits_by_brand_and_kind(client, alice):
    kettora, nordbay = make_brand(members=[alice]), make_brand(members=[alice])
    make_exhibit(brand=kettora, title="Kettora screenshot")
    make_exhibit(brand=nordbay, title="Nordbay screenshot")
    make_exhibit(brand=nordbay, title="Nordbay letter", kind="letter")
    make_exhibit(title="Foreign screenshot")
    client.force_login(alice)

    everything = client.get(reverse("evidence:list")).content.decode()
    letters = client.get(reverse("evidence:list"), {"brand": nordbay.slug, "kind": "letter"}).content.decode()

    assert "Kettora screenshot" in everything
    assert "Foreign screenshot" not in everything
    assert "Nordbay letter" in letters
    assert "Nordbay screenshot" not in letters


def test_list_goes_on_by_key(client, alice, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 2)
    brand = make_brand(members=[alice])
    for number in range(3):
        make_exhibit(brand=brand, title=f"Exhibit number {number}")
    client.force_login(alice)

    first = client.get(reverse("evidence:list"))
    second = client.get(reverse("evidence:list"), {"before": first.context["page"].next_before})

    assert [exhibit.title for exhibit in first.context["page"].exhibits] == ["Exhibit number 2", "Exhibit number 1"]
    assert [exhibit.title for exhibit in second.context["page"].exhibits] == ["Exhibit number 0"]
    assert second.context["page"].next_before is None


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999999999", "kind=x&brand=x"])
def test_odd_filters_show_a_page(client, alice, query):
    make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    assert client.get(reverse("evidence:list") + "?" + query).status_code == 200


def test_empty_vault_says_what_comes_here(client, alice):
    make_brand(members=[alice])
    client.force_login(alice)

    assert "The vault is empty" in client.get(reverse("evidence:list")).content.decode()


def test_list_costs_as_many_queries_with_many_exhibits(client, alice, django_assert_max_num_queries):
    brand = make_brand(members=[alice])
    for _number in range(30):
        make_exhibit(brand=brand)
    client.force_login(alice)

    with django_assert_max_num_queries(12):
        client.get(reverse("evidence:list"))


def test_exhibit_costs_as_many_queries_with_a_long_custody(client, alice, bob, django_assert_max_num_queries):
    exhibit = make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)
    client.get(address("detail", exhibit))
    for day in range(1, 20):
        with clock.at(clock.now() + timedelta(days=day)):
            share_exhibits(actor=bob, exhibits=[exhibit], organisation=bob.organisation, reason=f"BD-{day}")
    withdraw_exhibit(actor=bob, exhibit=exhibit, reason="Enough")

    with django_assert_max_num_queries(20):
        client.get(address("detail", exhibit))
