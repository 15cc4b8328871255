"""Filing a case begins with a paste: what was read becomes a draft, what was not stays in sight."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.kinds import KINDS
from branddesk.cases.models import Case
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

PASTE = "https://www.ozon.ru/product/termos-1690038851/\n1690044120\nhello there\n1690044120"


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice], name="Kettora", slug="kettora")


@pytest.fixture
def ozon(db):
    return make_marketplace(name="Ozon", slug="ozon", route=Route.CABINET, gateway="ozon")


@pytest.fixture
def page(client, alice, brand, ozon):
    client.force_login(alice)
    return lambda **data: client.post(
        reverse("cases:new"), {"kind": "infringement", "brand": brand.pk, "marketplace": ozon.pk, **data}, follow=True
    )


def test_a_paste_becomes_a_draft_with_its_listings(page):
    response = page(text=PASTE)

    case = Case.objects.get()
    assert response.redirect_chain == [(reverse("cases:draft", args=[case.number]), 302)]
    assert [row.sku for row in case.listings.all()] == ["1690038851", "1690044120"]


def test_what_was_read_and_what_was_not_is_said(page):
    shown = page(text=PASTE).content.decode()

    assert "2 listings added." in shown
    assert "1 was named before: 1690044120." in shown
    assert "hello there" in shown


def test_an_unreadable_line_stays_until_it_is_mended(page, client):
    page(text=PASTE)
    case = Case.objects.get()
    address = reverse("cases:draft", args=[case.number])
    assert "hello there" in client.get(address).content.decode()

    client.post(reverse("cases:add_listings", args=[case.number]), {"text": "1690055555"})

    assert "hello there" not in client.get(address).content.decode()
    assert case.listings.filter(sku="1690055555").exists()


def test_unreadable_lines_can_be_left_out(page, client):
    page(text=PASTE)
    case = Case.objects.get()

    client.post(reverse("cases:add_listings", args=[case.number]), {"text": "hello there", "leave": "1"})

    assert "hello there" not in client.get(reverse("cases:draft", args=[case.number])).content.decode()


def test_a_draft_may_begin_empty(page):
    page(text="")

    assert Case.objects.get().listings.count() == 0


def test_what_was_typed_stays_when_the_form_is_refused(page):
    response = page(text=PASTE, marketplace="")

    assert response.status_code == 422
    assert "hello there" in response.content.decode()
    assert "Choose the marketplace." in response.content.decode()
    assert not Case.objects.exists()


def test_the_brand_of_another_merchant_cannot_be_chosen(page):
    foreign = make_brand()

    response = page(text=PASTE, brand=foreign.pk)

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_each_marketplace_says_how_it_is_reached(client, alice, brand, ozon):
    make_marketplace(name="Verba")
    client.force_login(alice)

    shown = client.get(reverse("cases:new")).content.decode()

    assert "Ozon: the desk prepares every text, a person files it in its cabinet" in shown
    assert "Verba: its moderators answer here, on this desk" in shown


def test_whoever_has_no_brand_is_led_to_the_rights_register(client, alice, ozon):
    client.force_login(alice)

    shown = client.get(reverse("cases:new")).content.decode()

    assert "No brand yet" in shown
    assert f'<a class="btn" href="{reverse("brands:list")}">' in shown
    assert 'name="kind"' not in shown


def test_each_kind_of_case_is_offered_with_the_sentence_that_says_when(client, alice, brand, ozon):
    client.force_login(alice)

    shown = client.get(reverse("cases:new")).content.decode()

    for kind in KINDS.values():
        assert f'value="{kind.code.value}"' in shown
        assert escape(str(kind.when)) in shown


def test_the_address_may_name_the_kind(client, alice, ozon):
    client.force_login(alice)

    chosen = client.get(reverse("cases:new") + "?kind=promotion").context["form"]["kind"].value()
    unknown = client.get(reverse("cases:new") + "?kind=lottery").context["form"]["kind"].value()

    assert (chosen, unknown) == ("promotion", "infringement")


def test_a_small_matter_begins_with_a_few_words(page):
    page(kind="complaint", subject="Отзыв о чужом товаре", text="1690038851")

    case = Case.objects.get()
    assert (case.kind, case.subject, case.listings.count()) == ("complaint", "Отзыв о чужом товаре", 0)


def test_a_form_without_a_kind_comes_back_with_what_was_typed(client, alice, brand, ozon):
    client.force_login(alice)

    response = client.post(
        reverse("cases:new"), {"brand": brand.pk, "marketplace": ozon.pk, "kind": "lottery", "subject": "Бонусы"}
    )

    assert response.status_code == 422
    assert "Choose what the case is about." in response.content.decode()
    assert "Бонусы" in response.content.decode()
    assert not Case.objects.exists()
