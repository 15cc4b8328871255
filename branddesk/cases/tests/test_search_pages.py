"""Searching everything, and the palette."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case, make_message
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return make_case(
        created_by=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.SUBMITTED,
        subject="Fake <script>alert(1)</script> flask",
    )


def page(client, person, name="web:search", **address):
    client.force_login(person)
    return client.get(reverse(name), address).content.decode()


@pytest.mark.parametrize("name", ["web:search", "web:palette"])
def test_words_are_marked_and_nothing_found_is_markup(client, cast, case, name):
    shown = page(client, cast.alice, name, q="flask script")

    assert "<mark>flask</mark>" in shown
    assert "&lt;<mark>script</mark>&gt;" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize("name", ["web:search", "web:palette"])
def test_a_draft_without_a_subject_is_called_by_its_kind(client, cast, name):
    draft = make_case(created_by=cast.alice, brand=make_brand(members=[cast.alice]), subject="", kind="quality")

    shown = page(client, cast.alice, name, q=draft.number)

    assert "Product-quality dispute" in shown
    assert f"<mark>{draft.number}</mark>" not in shown


def test_what_was_said_is_shown_around_the_words(client, cast, case):
    make_message(case=case, body="Прилагаем <b>фотографии</b> упаковки")

    assert "&lt;b&gt;<mark>фотографии</mark>&lt;/b&gt;" in page(client, cast.moderator, q="фотография")


def test_strangers_find_nothing(client, cast, case):
    assert "Nothing found" in page(client, cast.mallory, q="flask")


def test_without_words_the_page_says_what_can_be_found(client, cast):
    assert "What are you looking for?" in page(client, cast.alice)


@pytest.mark.parametrize("query", ["'", '"', "\\", "AND", "*", "x" * 500, "\x00", "= 1 --"])
def test_whatever_is_typed_is_answered(client, cast, case, query):
    client.force_login(cast.alice)

    for name in ("web:search", "web:palette", "cases:list"):
        assert client.get(reverse(name), {"q": query}).status_code == 200


def test_the_palette_opens_a_case_by_its_number(client, cast, case):
    assert reverse("cases:detail", args=[case.number]) in page(client, cast.alice, "web:palette", q=case.number)


def test_the_palette_finds_a_word_that_is_only_begun(client, cast, case):
    assert case.number in page(client, cast.alice, "web:palette", q="fla")


def test_the_palette_offers_what_the_person_may_do(client, cast):
    assert reverse("cases:new") in page(client, cast.alice, "web:palette", q="file a case")
    assert reverse("cases:new") not in page(client, cast.moderator, "web:palette", q="file a case")


@pytest.mark.parametrize(("query", "field"), [("dark", 'value="dark"'), ("中文", 'value="zh-hans"')])
def test_the_palette_switches_theme_and_language(client, cast, query, field):
    assert field in page(client, cast.alice, "web:palette", q=query, next="/cases/")


def test_the_palette_speaks_the_readers_language(client, cast):
    cast.alice.language = "ru"
    cast.alice.save()

    assert 'name="language"' in page(client, cast.alice, "web:palette", q="язык")


def test_visitors_are_sent_to_sign_in(client):
    for name in ("web:search", "web:palette"):
        assert client.get(reverse(name)).status_code == 302


def test_a_search_asks_the_database_few_questions(client, cast, case, django_assert_max_num_queries):
    for number in range(12):
        make_message(case=case, body=f"flask {number}")
    client.force_login(cast.alice)

    with django_assert_max_num_queries(12):
        client.get(reverse("web:palette"), {"q": "fake flask"})
