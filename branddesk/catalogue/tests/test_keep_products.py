"""Products one by one, and the pages of the catalogue."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.models import Product
from branddesk.catalogue.selectors import PAGE_SIZE, product_page
from branddesk.catalogue.services import import_products, retire_product
from branddesk.catalogue.tests.factories import make_product, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


def test_a_product_is_added_and_found_again(desk, brand):
    address = reverse("catalogue:add", args=[brand.slug])

    desk.post(address, {"sku": "1571 120446", "name": " Flask  750 ", "price": "2 890 ₽", "currency": ""})

    product = Product.objects.get()
    assert (product.sku, product.name, product.price) == ("1571120446", "Flask 750", Decimal("2890.00"))
    assert "Flask 750" in desk.get(reverse("catalogue:list"), {"q": "flask"}).content.decode()


def test_a_refused_product_keeps_what_was_typed(desk, brand):
    response = desk.post(reverse("catalogue:add", args=[brand.slug]), {"sku": "1", "name": "Flask", "price": "cheap"})

    assert response.status_code == 422
    assert "“cheap” is no price" in response.content.decode()
    assert 'value="Flask"' in response.content.decode()


def test_a_number_that_is_taken_is_refused_with_the_product_that_has_it(desk, brand):
    make_product(brand=brand, sku="101", name="Mug")

    response = desk.post(reverse("catalogue:add", args=[brand.slug]), {"sku": "101", "name": "Flask"})

    assert response.status_code == 422
    assert "Mug" in response.content.decode()


def test_a_retired_product_leaves_the_list_and_comes_back_when_saved(desk, alice, brand):
    product = make_product(brand=brand, name="Flask")
    retire_product(actor=alice, product=product)
    assert "Flask" not in desk.get(reverse("catalogue:list")).content.decode()

    desk.post(reverse("catalogue:edit", args=[product.pk]), {"sku": product.sku, "name": "Flask"})

    assert "Flask" in desk.get(reverse("catalogue:list")).content.decode()


def test_pages_follow_each_other_without_gap_or_repetition(alice, brand):
    for number in range(PAGE_SIZE + 5):
        make_product(brand=brand, name="Same name" if number % 2 else f"Name {number:03}")

    first = product_page(alice)
    second = product_page(alice, after=first.after)

    keys = [product.pk for product in [*first.products, *second.products]]
    assert len(keys) == len(set(keys)) == PAGE_SIZE + 5
    assert second.after == ""


def test_the_list_costs_few_queries_however_many_products(desk, brand, django_assert_max_num_queries):
    for _n in range(60):
        make_product(brand=brand)

    with django_assert_max_num_queries(12):
        assert desk.get(reverse("catalogue:list")).status_code == 200


def test_the_wrong_rows_can_be_downloaded_to_be_mended_and_are_no_formulas(desk, alice, brand):
    rows = sheet(("SKU", "Name", "Price"), ("", "=cmd|' /C calc'!A0", "1"))
    transfer = import_products(actor=alice, brand=brand, file=rows, name="x.csv")

    text = desk.get(reverse("catalogue:report", args=[transfer.key])).content.decode("utf-8-sig")

    assert "'=cmd" in text
    assert "The SKU is missing." in text


def test_the_page_of_an_import_leads_from_the_sheet_to_the_products(desk, brand):
    upload = sheet(("SKU", "Name"), ("101", "Flask"))

    page = desk.post(reverse("catalogue:bring"), {"brand": brand.pk, "file": upload}, follow=True)
    assert "Take over 1 product" in page.content.decode()
    transfer = page.context["transfer"]
    done = desk.post(reverse("catalogue:take_over", args=[transfer.key]), follow=True)

    assert "1 product was taken over" in done.content.decode()
    assert brand.products.get().name == "Flask"


def test_another_brands_products_are_not_there(client, mallory, alice):
    product = make_product(changed_by=alice)
    client.force_login(mallory)

    assert client.get(reverse("catalogue:edit", args=[product.pk])).status_code == 404
    assert product.sku not in client.get(reverse("catalogue:list")).content.decode()
