"""Photos from a phone: a link to one case for half an hour, through which things come in and nothing goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from branddesk.cases.models import PhoneLink
from branddesk.cases.panels import phone as panel
from branddesk.cases.services import phone
from branddesk.cases.tests.factories import make_case
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.core.errors import NotAllowed
from branddesk.evidence import history
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit, make_upload, png_bytes
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db

SCRIPT: dict[str, Any] = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def link(alice):
    return phone.open_phone_link(actor=alice, case=make_case(assignee=alice))


def address(link, name="phone"):
    return reverse(f"cases:{name}", args=[link.key])


def send(link, *, client=None, **fields):
    return (client or Client()).post(
        address(link), {"file": make_upload(name="IMG_1.jpg"), **fields}, REMOTE_ADDR="203.0.113.5", **SCRIPT
    )


def test_photo_is_sealed_in_the_maker_s_name_and_joins_the_case(link, alice):
    response = send(link)

    exhibit = Exhibit.objects.get()
    assert response.status_code == 201
    assert (exhibit.sealed_by, exhibit.source, exhibit.kind) == (alice, "phone", "photo")
    assert exhibit.sealed_from == "203.0.113.5"
    assert link.case.exhibit_links.get().exhibit == exhibit


def test_custody_and_history_name_the_phone_link(link, alice):
    send(link)

    custody = [happening.text for happening in history.happenings(Exhibit.objects.get(), alice)]
    assert "It came through the phone link of Alice and was sealed." in custody
    assert entries_for(link.case).filter(action="case.phone-linked", actor=alice).count() == 1


def test_large_file_comes_in_parts(link):
    key, data = uuid4(), png_bytes(side=64)
    part = address(link, "phone_part")

    Client().post(f"{part}?key={key.hex}&offset=0&size={len(data)}", data[:40], "application/octet-stream", **SCRIPT)
    Client().post(f"{part}?key={key.hex}&offset=40&size={len(data)}", data[40:], "application/octet-stream", **SCRIPT)
    fields = {"parts": key.hex, "size": len(data), "name": "film.mp4", "upload_key": key.hex}
    first = Client().post(address(link), fields, **SCRIPT)
    again = Client().post(address(link), fields, **SCRIPT)

    assert (first.status_code, again.status_code) == (201, 201)
    assert Exhibit.objects.get().kind == "video"


def test_plain_form_works_without_script(link):
    client = Client()

    response = client.post(address(link), {"file": [make_upload(), make_upload(name="b.png")]}, follow=True)

    assert Exhibit.objects.count() == 2
    assert "b.png" in response.content.decode()
    assert "2 files have arrived." in response.content.decode()


def test_page_shows_nothing_of_the_case_but_its_number(link, alice):
    make_exhibit(brand=link.case.brand, sealed_by=alice, title="Secret paper", file_name="secret.pdf")
    link.case.subject = "Secret subject"
    link.case.save()
    send(link)
    arrived = Exhibit.objects.latest("pk")

    response = Client().get(address(link))

    page = response.content.decode()
    assert link.case.number in page
    assert "IMG_1.jpg" in page
    assert "Secret" not in page
    assert str(arrived.key) not in page
    assert response["Cache-Control"].startswith("max-age=0")
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Take a photo"), ("ru-RU,ru;q=0.9", 'lang="ru"'), ("zh-CN", 'lang="zh-Hans"')]
)
def test_page_speaks_the_phone_s_language(link, language, words):
    assert words in Client().get(address(link), headers={"Accept-Language": language}).content.decode()


def test_times_are_the_maker_s(link, alice):
    alice.time_zone = "Asia/Vladivostok"
    alice.save()
    until = link.expires_at.astimezone(ZoneInfo("Asia/Vladivostok"))

    assert f"{until:%H:%M}" in Client().get(address(link)).content.decode()


@pytest.mark.parametrize("name", ["phone", "phone_part"])
def test_link_ends_after_half_an_hour_with_a_sentence(link, name):
    with clock.at(clock.now() + timedelta(minutes=31)):
        shown = Client().get(address(link)).content.decode()
        response = Client().post(address(link, name), {"file": make_upload()}, **SCRIPT)

    assert "This link has expired." in shown
    assert response.status_code == 410
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("name", ["phone", "phone_part"])
def test_guessed_link_is_not_found(name):
    assert Client().post(reverse(f"cases:{name}", args=[uuid4()]), **SCRIPT).status_code == 404


def test_new_link_ends_the_older_one(link, alice):
    newer = phone.open_phone_link(actor=alice, case=link.case)

    assert send(link).status_code == 404
    assert send(newer).status_code == 201


def test_link_can_be_ended(client, link, alice):
    client.force_login(alice)

    client.post(reverse("cases:phone_code", args=[link.case.number]), {"end": "1"})

    assert send(link).status_code == 404


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.GRANTED, Status.CLOSED])
def test_link_ends_when_nothing_can_be_added_to_the_case(link, status):
    link.case.status = status
    link.case.submitted_at = clock.now()
    link.case.save()

    assert send(link).status_code == 410
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("lost", ["access", "role", "account"])
def test_link_ends_when_its_maker_may_no_longer_add_evidence(link, alice, lost):
    if lost == "access":
        link.case.brand.grants.all().delete()
    elif lost == "role":
        alice.role = "viewer"
    else:
        alice.is_active = False
    alice.save()

    assert send(link).status_code == 410


def test_signed_in_stranger_gets_no_more_than_the_link_gives(link, mallory):
    client = Client()
    client.force_login(mallory)

    send(link, client=client)

    assert Exhibit.objects.get().sealed_by == link.made_by
    assert client.get(reverse("cases:detail", args=[link.case.number])).status_code == 404


def test_phone_cannot_say_which_case_brand_or_maker_it_is(link, bob):
    other = make_case(assignee=bob, brand=link.case.brand)

    send(link, case=other.number, brand="other", sealed_by=bob.pk, kind="certificate", source="choose")

    exhibit = Exhibit.objects.get()
    assert exhibit.case_links.get().case == link.case
    assert (exhibit.source, exhibit.kind) == ("phone", "photo")


def test_link_brings_only_so_many_files(link, monkeypatch):
    monkeypatch.setattr(phone, "MOST_FILES", 1)
    send(link)

    response = send(link)

    assert response.status_code == 429
    assert Exhibit.objects.count() == 1


def test_link_that_is_hammered_is_slowed_down(link, monkeypatch):
    monkeypatch.setattr(phone, "MOST_A_MINUTE", 2)
    with clock.at(clock.now()):
        codes = [Client().get(address(link)).status_code for _try in range(3)]

    assert codes == [200, 200, 429]


def test_another_site_cannot_send_through_the_link(link):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(link), {"file": make_upload()}, **SCRIPT).status_code == 403
    assert not Exhibit.objects.exists()


def test_code_is_drawn_in_the_page_and_says_what_arrived(client, link, alice):
    send(link)
    client.force_login(alice)

    panel = client.get(reverse("cases:phone_code", args=[link.case.number]), headers={"HX-Request": "true"})

    page = panel.content.decode()
    assert "<svg" in page
    assert f"http://testserver{address(link)}" in page
    assert "1 file has arrived." in page
    assert panel["HX-Trigger"] == "phone-arrived"


def test_panel_costs_one_query(link, alice, django_assert_max_num_queries):
    send(link)

    with django_assert_max_num_queries(1):
        found = panel.context_of(link.case, alice, {"attach": True})["phone_link"]

    assert (found, found.arrived) == (link, 1)


def test_only_writers_of_the_brand_open_links(cast):
    case = make_case(assignee=cast.alice)

    for person in (cast.viewer, cast.moderator, cast.mallory):
        with pytest.raises(NotAllowed):
            phone.open_phone_link(actor=person, case=case)
    assert not PhoneLink.objects.exists()
