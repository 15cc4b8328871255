from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.tests.factories import make_user
from branddesk.notices import texts
from branddesk.notices.models import Notice
from branddesk.notices.services import notify

LIST = "/notices/"
texts.register("test.page", _("News about %(number)s"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = make_user()
    client.force_login(person)
    return person


def tell(person, number="BD-1", **fields):
    return notify(**{"person": person, "code": "test.page", "url": "/profile/", "number": number, **fields})


def test_the_newest_notice_stands_first(reader, client):
    tell(reader, "BD-1")
    tell(reader, "BD-2")

    page = client.get(LIST).content.decode()

    assert page.index("News about BD-2") < page.index("News about BD-1")


def test_opening_a_notice_reads_it_and_leads_to_its_page(reader, client):
    notice = tell(reader)

    response = client.get(reverse("notices:open", args=[notice.pk]))

    notice.refresh_from_db()
    assert response.url == "/profile/"
    assert notice.read_at is not None


def test_a_stored_address_elsewhere_is_not_followed(reader, client):
    notice = Notice.objects.create(person=reader, code="test.page", url="//evil.example/", facts={"number": "1"})

    assert client.get(reverse("notices:open", args=[notice.pk])).url == LIST


def test_all_read_is_taken_back_by_undo(reader, client):
    tell(reader)
    page = client.post(reverse("notices:read_all"), follow=True).content.decode()
    assert not Notice.objects.filter(read_at=None).exists()

    moment = re.search(r'name="moment" value="([^"]+)"', page)
    assert moment is not None
    client.post(reverse("notices:unread"), {"moment": moment[1]})

    assert Notice.objects.filter(read_at=None).count() == 1


def test_what_a_fact_holds_never_becomes_markup(reader, client):
    tell(reader, number="<script>alert(1)</script>")

    assert "<script>alert(1)" not in client.get(LIST).content.decode()


def test_without_notices_the_page_says_what_will_come(reader, client):
    assert "No notices yet" in client.get(LIST).content.decode()


def test_the_list_goes_on_by_key(reader, client):
    for number in range(55):
        tell(reader, f"BD-{number:03}")

    first = client.get(LIST).content.decode()
    further = re.search(r'href="(\?before=\d+)"', first)
    assert further is not None
    second = client.get(LIST + further[1]).content.decode()

    assert len(re.findall(r"News about", first)) == 50
    assert "BD-004" in second
    assert "BD-005" not in second


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1 OR 1=1"])
def test_a_mangled_address_still_shows_the_list(reader, client, before):
    tell(reader)

    assert client.get(LIST, {"before": before}).status_code == 200


def test_the_list_stays_within_its_queries(reader, client, django_assert_max_num_queries):
    for _number in range(60):
        tell(reader)

    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_htmx_gets_the_list_alone(reader, client):
    tell(reader)

    fragment = client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert "News about BD-1" in fragment
    assert "<html" not in fragment
