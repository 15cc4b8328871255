"""A paste on any page: the draft is there, asked about only where the desk cannot tell."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.tests.factories import make_case
from branddesk.core.enums import Route
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_upload
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

PASTE = "/cases/paste/"
LINK = "https://www.ozon.ru/product/termos-1690038851/?from=share"
BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def ozon(client, alice):
    client.force_login(alice)
    return make_marketplace(name="Ozon", route=Route.CABINET, gateway="ozon")


def paste(client, **data):
    return client.post(PASTE, data, headers=BY_SCRIPT)


def test_link_opens_a_draft_at_once(client, alice, ozon):
    brand = make_brand(members=[alice])

    response = paste(client, text=LINK)

    case = Case.objects.get()
    assert response["HX-Redirect"] == reverse("cases:draft", args=[case.number])
    assert (case.brand, case.marketplace, case.assignee) == (brand, ozon, alice)
    assert case.listings.get().sku == "1690038851"


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("1690038851\n1690044120", ["1690038851", "1690044120"]),
        ("1690038851, 1690044120", ["1690038851", "1690044120"]),
        ("ozon.ru/product/1690038851", ["1690038851"]),
        ("Ссылка: https://ozon.ru/t/AbCdEf1 и ещё", [""]),
        ("SKU\tЦена\n1690038851\t2 890 ₽", ["1690038851"]),
    ],
)
def test_skus_and_links_in_any_form_are_listings(client, alice, ozon, text, skus):
    make_brand(members=[alice])

    paste(client, text=text)

    assert [listing.sku for listing in Case.objects.get().listings.all()] == skus


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Добрый день! Позвоните мне: 89161234567",
        "https://docs.example.com/agenda",
        "https://www.ozon.ru/",
        "12",
        "just words 授权书",
        "a\tb",
        "<script>alert(1)</script>",
    ],
)
def test_text_that_names_no_listing_does_nothing(client, alice, ozon, text):
    make_brand(members=[alice])

    assert paste(client, text=text).status_code == 204
    assert not Case.objects.exists()


def test_screenshot_is_sealed_in_the_draft(client, alice, ozon):
    make_brand(members=[alice])

    paste(client, file=make_upload(name="screenshot-20261123-141101.png"), source="drop")

    exhibit = Exhibit.objects.get()
    assert Case.objects.get().exhibit_links.get().exhibit == exhibit
    assert (exhibit.kind, exhibit.source, exhibit.sealed_by) == ("screenshot", "drop", alice)


def test_one_of_several_brands_is_asked_for_and_then_taken(client, alice, ozon):
    make_brand(members=[alice], name="Kettora")
    nordbay = make_brand(members=[alice], name="Nordbay")

    question = paste(client, text=LINK)
    assert not Case.objects.exists()
    paste(client, text=LINK, brand=nordbay.slug, marketplace=ozon.slug)

    assert "Nordbay" in question.content.decode()
    assert "Where they are sold" not in question.content.decode()
    assert Case.objects.get().brand == nordbay


def test_link_names_its_marketplace_though_another_was_used_last(client, alice, ozon):
    brand = make_brand(members=[alice])
    make_case(brand=brand, created_by=alice, marketplace=make_marketplace())

    paste(client, text=LINK)

    assert Case.objects.latest("pk").marketplace == ozon


def test_screenshot_goes_where_the_last_case_went(client, alice, ozon):
    brand, other = make_brand(members=[alice]), make_marketplace()
    make_case(brand=brand, created_by=alice, marketplace=other)

    paste(client, file=make_upload())

    assert Case.objects.latest("pk").marketplace == other


def test_screenshot_of_a_newcomer_asks_where_it_goes(client, alice, ozon):
    make_brand(members=[alice])
    make_marketplace(name="Verba")

    page = paste(client, file=make_upload()).content.decode()

    assert "Where they are sold" in page
    assert "Verba" in page
    assert not Exhibit.objects.exists()


def test_refused_picture_leaves_no_draft(client, alice, ozon):
    make_brand(members=[alice])

    response = paste(client, file=make_upload(b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 64, name="shot.png"))

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_foreign_brand_in_the_answer_is_not_taken(client, alice, mallory, ozon):
    make_brand(members=[alice])
    foreign = make_brand(members=[mallory])

    paste(client, text=LINK, brand=foreign.slug, marketplace=ozon.slug)

    assert Case.objects.get().brand != foreign


def test_the_toast_takes_the_draft_back(client, alice, ozon):
    make_brand(members=[alice])
    response = client.post(PASTE, {"text": LINK}, follow=True)
    case = Case.objects.get()

    page = response.content.decode()
    client.post(reverse("cases:discard", args=[case.number]))

    assert f"Draft {case.number} opened" in page
    assert f'action="{reverse("cases:discard", args=[case.number])}"' in page
    assert not Case.objects.exists()


def test_without_script_the_question_is_the_page_for_new_cases(client, alice, ozon):
    make_brand(members=[alice])
    make_brand(members=[alice])

    response = client.post(PASTE, {"text": LINK})

    assert response.url.startswith(reverse("cases:new") + "?text=https")


def test_only_writers_pages_listen_for_pastes(cast):
    make_brand(members=[cast.alice])
    told = {
        name: 'name="paste-url"' in client.get(reverse("accounts:profile")).content.decode()
        for name, client in cast.clients()
    }

    writers = {name for name, is_told in told.items() if is_told}
    assert writers == {"alice", "bob", "mallory", "brand_manager", "agent"}
