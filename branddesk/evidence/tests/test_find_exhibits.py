"""Finding exhibits in the vault's list: by words, by use in a case, and with ten thousand of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.core import clock
from branddesk.evidence import selectors
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_blob, make_exhibit

pytestmark = pytest.mark.django_db

LIST = reverse("evidence:list")


def titles(response):
    return {exhibit.title for exhibit in response.context["page"].exhibits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("свидетельство", {"Свидетельство № 912447"}),
        ("912447", {"Свидетельство № 912447"}),
        ("ТЕРМОС", {"Скриншот термос"}),
        ("授权", {"2026 授权书"}),
        ("термос скриншот", {"Скриншот термос"}),
        ("letter.pdf", {"2026 授权书"}),
        ("%", set()),
        ("нет такого", set()),
    ],
)
def test_words_of_the_title_or_the_file_name_find_it(client, alice, query, found):
    brand = make_brand(members=[alice])
    make_exhibit(brand=brand, title="Свидетельство № 912447")
    make_exhibit(brand=brand, title="Скриншот термос")
    make_exhibit(brand=brand, title="2026 授权书", file_name="letter.pdf")
    make_exhibit(title="Чужой Скриншот термос 912447 授权")
    client.force_login(alice)

    assert titles(client.get(LIST, {"q": query})) == found


def test_nothing_found_offers_the_way_back(client, alice):
    make_exhibit(brand=make_brand(members=[alice]))
    client.force_login(alice)

    page = client.get(LIST, {"q": "nothing like it"}).content.decode()

    assert "Nothing of this kind" in page
    assert 'value="nothing like it"' in page


def test_older_pages_keep_the_filters(client, alice, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 1)
    brand = make_brand(members=[alice])
    for number in range(3):
        make_exhibit(brand=brand, title=f"Photo & {number}", kind="photo")
    client.force_login(alice)

    page = client.get(LIST, {"q": "Photo", "kind": "photo"})

    last = page.context["page"].next_before
    assert f"?kind=photo&amp;q=Photo&amp;before={last}" in page.content.decode()


def test_ten_thousand_exhibits_cost_as_much_as_ten(client, alice, django_assert_max_num_queries):
    brand, blob = make_brand(members=[alice]), make_blob()
    Exhibit.objects.bulk_create(
        Exhibit(brand=brand, blob=blob, kind="photo", title=f"Photo {number}", sealed_by=alice, sealed_at=clock.now())
        for number in range(10_000)
    )
    client.force_login(alice)

    with django_assert_max_num_queries(12):
        response = client.get(LIST, {"q": "photo", "used": "no"})

    assert len(response.context["page"].exhibits) == selectors.PAGE
