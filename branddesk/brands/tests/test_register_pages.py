from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.core import clock

pytestmark = pytest.mark.django_db

NEXT = "/cases/BD-10001/draft/#right"


def typed_right(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "trademark",
        "sign": "KETTORA",
        "number": "№ 912 447",
        "register": "rospatent",
        "classes": "21; 25",
        "holder": "Kettora AG",
        "territories": ["RU", "KZ"],
        "valid_from": "2023-03-14",
        "valid_to": "2033-03-14",
        **fields,
    }


def test_reader_of_one_brand_goes_straight_to_it(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.get(reverse("brands:list"))

    assert response.url == reverse("brands:detail", args=[brand.slug])


def test_list_names_brands_with_their_next_end(client, alice):
    kettora = make_brand(members=[alice], name="Kettora")
    make_brand(members=[alice], name="Nordbay")
    make_brand(name="Foreign")
    make_right(brand=kettora)
    client.force_login(alice)

    page = client.get(reverse("brands:list")).content.decode()

    assert "Kettora" in page
    assert "Nordbay" in page
    assert "Foreign" not in page


def test_platform_has_no_register(client, moderator):
    client.force_login(moderator)

    page = client.get(reverse("brands:list")).content.decode()

    assert "No brand yet" in page


def test_register_says_where_each_paper_stands(client, alice):
    today = clock.today()
    brand = make_brand(members=[alice])
    make_right(brand=brand, sign="KETTORA", holder="Kettora AG", valid_to=today + timedelta(days=12))
    make_authorisation(
        brand=brand, grantor="Kettora AG", grantee=alice.organisation.legal_name, valid_to=today - timedelta(days=1)
    )
    make_authorisation(brand=brand, grantor="Kettora AG", grantee="Asia Ltd", valid_to=None)
    client.force_login(alice)

    page = client.get(reverse("brands:detail", args=[brand.slug])).content.decode()

    assert "ends in 12 days" in page
    assert "expired on" in page
    assert "open-ended: Ozon refuses such papers" in page
    assert "The paper from Kettora AG to Qiheng Brands Co., Ltd. ended on" in page
    assert "Add the paper" in page


def test_register_says_the_whole_chain(client, alice):
    brand = make_brand(members=[alice])
    make_right(brand=brand, holder="Kettora AG")
    make_authorisation(brand=brand, grantor="Kettora AG", grantee=alice.organisation.legal_name)
    client.force_login(alice)

    page = client.get(reverse("brands:detail", args=[brand.slug])).content.decode()

    assert "Kettora AG <span" in page
    assert "whole until" in page


def test_viewer_reads_the_register_without_buttons(client, cast):
    brand = make_brand(members=[cast.alice])
    right = make_right(brand=brand)
    client.force_login(cast.viewer)

    page = client.get(reverse("brands:detail", args=[brand.slug])).content.decode()

    assert right.sign in page
    assert reverse("brands:right_add", args=[brand.slug]) not in page
    assert reverse("brands:right_edit", args=[brand.slug, right.pk]) not in page


def test_right_is_added_and_its_proofs_come_next(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(reverse("brands:right_add", args=[brand.slug]), {**typed_right(), "next": NEXT})

    right = brand.rights.get()
    assert (right.number, right.classes, right.territories) == ("912447", [21, 25], ["KZ", "RU"])
    edit = reverse("brands:right_edit", args=[brand.slug, right.pk])
    assert response.url == f"{edit}?next=%2Fcases%2FBD-10001%2Fdraft%2F%23right#proofs"


def test_mending_a_right_leads_back_to_the_draft(client, alice):
    right = make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)

    response = client.post(
        reverse("brands:right_edit", args=[right.brand.slug, right.pk]), {**typed_right(), "next": NEXT}
    )

    assert response.url == NEXT


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_off_the_desk(client, alice, target):
    right = make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)
    address = reverse("brands:right_edit", args=[right.brand.slug, right.pk])

    page = client.get(address, {"next": target}).content.decode()
    response = client.post(address, {**typed_right(), "next": target})

    assert target not in page
    assert response.url == reverse("brands:detail", args=[right.brand.slug])


def test_faults_stand_under_their_fields_and_nothing_typed_is_lost(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(
        reverse("brands:right_add", args=[brand.slug]),
        typed_right(number="12-34567890", classes="21, кл", valid_to="2020-01-01"),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "12-34567890" in page
    assert "“кл” is not a class number" in page
    assert not brand.rights.exists()


def test_rules_of_the_register_stand_under_their_fields(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(
        reverse("brands:right_add", args=[brand.slug]), typed_right(number="12345678", valid_to="2020-01-01")
    )

    errors = response.context["form"].errors
    assert errors["number"] == ["Rospatent numbers have up to 7 digits, for example 912447 or 912447/1."]
    assert errors["valid_to"] == ["The end lies before the start. Check both dates against the paper."]


def test_form_opened_before_a_colleague_s_change_is_refused(client, alice, bob):
    right = make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)
    address = reverse("brands:right_edit", args=[right.brand.slug, right.pk])
    seen_at = client.get(address).context["form"]["seen_at"].value()
    client.force_login(bob)
    client.post(address, typed_right(sign="BY BOB", seen_at=seen_at))
    client.force_login(alice)

    response = client.post(address, typed_right(sign="BY ALICE", seen_at=seen_at))

    assert response.status_code == 409
    right.refresh_from_db()
    assert right.sign == "BY BOB"


def test_letter_is_added_with_us_as_its_receiver_proposed(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)
    address = reverse("brands:authorisation_add", args=[brand.slug])

    form = client.get(address).context["form"]
    client.post(
        address,
        {
            "kind": "letter",
            "grantor": "Kettora AG",
            "grantee": form["grantee"].value(),
            "territories": ["RU"],
            "valid_from": "2026-01-01",
            "valid_to": "2027-01-01",
        },
    )

    paper = brand.authorisations.get()
    assert paper.grantee == alice.organisation.legal_name
    assert not paper.allows_enforcement


def test_names_are_shown_as_text(client, alice):
    brand = make_brand(members=[alice], name="<script>alert(1)</script>")
    make_right(brand=brand, sign="<img src=x onerror=alert(2)>", holder="<b>Holder</b>")
    client.force_login(alice)

    page = client.get(reverse("brands:detail", args=[brand.slug])).content.decode()

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<b>Holder" not in page


def test_register_costs_as_many_queries_with_many_papers(client, alice, django_assert_max_num_queries):
    brand = make_brand(members=[alice])
    for _number in range(30):
        make_right(brand=brand)
        make_authorisation(brand=brand)
    client.force_login(alice)

    with django_assert_max_num_queries(12):
        client.get(reverse("brands:detail", args=[brand.slug]))


def test_list_costs_as_many_queries_with_many_brands(client, alice, django_assert_max_num_queries):
    for _number in range(20):
        make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)

    with django_assert_max_num_queries(12):
        client.get(reverse("brands:list"))
