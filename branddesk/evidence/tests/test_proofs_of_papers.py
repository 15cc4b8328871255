"""The vault on the pages of the rights register."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right
from branddesk.core import clock
from branddesk.evidence.tests.factories import make_exhibit

pytestmark = pytest.mark.django_db


def test_newest_standing_proof_of_each_kind_is_linked_beside_its_paper(client, alice):
    brand = make_brand(members=[alice])
    right = make_right(brand=brand)
    certificate = make_exhibit(brand=brand, right=right, kind="certificate", title="Certificate 912447")
    make_exhibit(brand=brand, right=right, kind="extract", title="Old extract")
    extract = make_exhibit(brand=brand, right=right, kind="extract", title="New extract")
    make_exhibit(brand=brand, right=right, kind="translation", title="Wrong paper", withdrawn_at=clock.now())
    client.force_login(alice)

    page = client.get(reverse("brands:detail", args=[brand.slug])).content.decode()

    assert reverse("evidence:detail", args=[certificate.key]) in page
    assert reverse("evidence:detail", args=[extract.key]) in page
    assert "Old extract" not in page
    assert "1 more" in page
    assert "Wrong paper" not in page


def test_paper_without_proof_says_so(client, alice):
    right = make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)

    register = client.get(reverse("brands:detail", args=[right.brand.slug])).content.decode()
    page = client.get(reverse("brands:right_edit", args=[right.brand.slug, right.pk])).content.decode()

    assert "no proof yet" in register
    assert "No proof yet" in page


def test_page_of_a_paper_shows_its_proofs_and_takes_more(client, alice):
    paper = make_authorisation(brand=make_brand(members=[alice]))
    make_exhibit(brand=paper.brand, authorisation=paper, kind="letter", title="Signed letter")
    make_exhibit(brand=paper.brand, title="Some screenshot")
    client.force_login(alice)

    page = client.get(reverse("brands:authorisation_edit", args=[paper.brand.slug, paper.pk])).content.decode()

    assert "Signed letter" in page
    assert "Some screenshot" not in page
    assert f'data-field-authorisation="{paper.pk}"' in page
    assert 'data-field-kind="letter"' in page


def test_register_costs_as_many_queries_with_many_proofs(client, alice, django_assert_max_num_queries):
    brand = make_brand(members=[alice])
    for _number in range(30):
        make_exhibit(brand=brand, right=make_right(brand=brand))
        make_exhibit(brand=brand, authorisation=make_authorisation(brand=brand))
    client.force_login(alice)

    with django_assert_max_num_queries(12):
        client.get(reverse("brands:detail", args=[brand.slug]))


def test_paper_costs_as_many_queries_with_many_proofs(client, alice, django_assert_max_num_queries):
    right = make_right(brand=make_brand(members=[alice]))
    for _number in range(30):
        make_exhibit(brand=right.brand, right=right)
    client.force_login(alice)

    with django_assert_max_num_queries(16):
        client.get(reverse("brands:right_edit", args=[right.brand.slug, right.pk]))
