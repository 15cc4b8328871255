"""A customer's photos are sealed with the case that their words have opened, and never from the own network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.complaints.models import Complaint, Picture
from branddesk.complaints.services import casing, sealing
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core.enums import CaseKind
from branddesk.foundation.files.fetching import Failed
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.marketplaces.ozon.sandbox.server import Running, running
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(settings) -> Iterator[Running]:
    settings.TASKS = DATABASE_QUEUE
    with running() as there:
        settings.OZON_URL = there.url
        yield there


@pytest.fixture
def complaint(alice, sandbox) -> Complaint:
    make_marketplace()
    return make_complaint(brand=make_brand(members=[alice]), text="Протекает крышка")


def opened(alice, complaint: Complaint) -> Case:
    return casing.open_case(actor=alice, complaint=complaint, kind=CaseKind.QUALITY)


def test_a_photo_comes_into_the_vault_and_into_the_case_once(alice, complaint, sandbox):
    url = f"{sandbox.url}/sandbox/pictures/1571120446-buyer.png"
    picture = Picture.objects.create(complaint=complaint, url=url)
    case = opened(alice, complaint)

    assert sealing.seal_pictures(case) == 1
    assert sealing.seal_pictures(case) == 0

    picture.refresh_from_db()
    assert picture.exhibit.source_url == url
    assert picture.exhibit.blob.content_type == "image/png"
    assert picture.exhibit.captured_at == complaint.received_at
    assert [link.exhibit for link in case.exhibit_links.all()] == [picture.exhibit]


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/meta-data", "https://127.0.0.1/1.jpg"])
def test_an_address_of_the_own_network_stays_a_link_and_says_why(alice, complaint, url):
    picture = Picture.objects.create(complaint=complaint, url=url)

    assert sealing.seal_pictures(opened(alice, complaint)) == 0

    picture.refresh_from_db()
    assert picture.exhibit is None
    assert picture.note


def test_what_cannot_be_fetched_now_is_tried_again_and_the_rest_is_sealed(alice, complaint, sandbox):
    Picture.objects.create(complaint=complaint, url=f"{sandbox.url}/nothing/here.png")
    Picture.objects.create(complaint=complaint, url=f"{sandbox.url}/sandbox/pictures/2-buyer.png")
    case = opened(alice, complaint)

    with pytest.raises(Failed):
        sealing.seal_pictures(case)

    assert case.exhibit_links.count() == 1
    assert Picture.objects.filter(note="", exhibit=None).count() == 1


def test_a_case_without_photos_seals_nothing(alice, complaint):
    assert sealing.seal_pictures(opened(alice, complaint)) == 0
