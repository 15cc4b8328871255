"""What is found, by whom, and in which order."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branddesk.foundation.search import engines
from branddesk.foundation.search.models import Part
from branddesk.foundation.search.selectors import search
from branddesk.foundation.search.services import PartText, forget, index, index_many, replace, without_index

pytestmark = pytest.mark.django_db

US, THEM = "=b1", "=b2"


def put(key, text, name="head", scopes=(US,), kind="thing"):
    index(kind, key, [PartText(name, text, scopes)])


def found(query, *scopes, **more):
    return search("thing", query, scopes=scopes or (US,), **more).keys


@pytest.mark.parametrize(
    "query", ["投诉", "诉", "品牌投诉", "жалобами", "теплых", "bottles", "16840", "1684038851", "bd-100"]
)
def test_words_are_found_in_every_language_and_form(query):
    put(1, "品牌投诉：тёплая жалоба about a bottle, SKU 1684038851, BD-10001")
    put(2, "水杯 что-то другое, something else 99")

    assert found(query) == [1]


def test_all_words_must_be_found():
    put(1, "fake flask")
    put(2, "fake mug")

    assert found("fake mug") == [2]
    assert found("flask mug") == []


def test_words_may_stand_in_different_parts():
    put(1, "fake flask", "head")
    put(1, "письмо с ответом", "m1")
    put(2, "fake flask", "head")

    assert found("flask ответ") == [1]
    assert search("thing", "flask ответ", scopes=[US]).parts == {1: "m1"}


def test_a_part_is_found_only_in_its_scopes():
    put(1, "secret", "m1", [THEM])
    put(1, "shared", "m2", [US, THEM])

    assert found("secret") == []
    assert found("secret shared") == []
    assert found("secret", THEM) == [1]
    assert found("secret shared", US, THEM) == [1]


def test_kinds_do_not_mix():
    put(1, "flask", kind="other")

    assert found("flask") == []


def test_without_scopes_or_words_nothing_is_found():
    put(1, "flask")

    assert search("thing", "flask", scopes=[]).keys == []
    assert found("!?") == []


def test_the_newest_comes_first_and_a_rewritten_part_is_new():
    for key in (1, 2, 3):
        put(key, "flask")
    put(1, "flask again")

    assert found("flask") == [1, 3, 2]


def test_counts_stop_where_nobody_reads_on():
    for key in range(5):
        put(key, "flask")

    hits = search("thing", "flask", scopes=[US], limit=3)

    assert (hits.keys, hits.is_cut, hits.count) == ([4, 3, 2], True, 4)


def test_replacing_writes_only_what_differs_and_forgets_the_rest():
    parts = [PartText("head", "flask", [US]), PartText("listings0", "mug", [US])]
    replace("thing", 1, parts, among=["head", "listings"])
    put(1, "kept", "m1")
    before = dict(Part.objects.values_list("name", "pk"))

    replace("thing", 1, [PartText("head", "flask", [US])], among=["head", "listings"])

    assert dict(Part.objects.values_list("name", "pk")) == {"head": before["head"], "m1": before["m1"]}
    assert found("mug") == []
    assert found("kept") == [1]


def test_what_is_forgotten_is_found_no_more():
    put(1, "flask")
    put(1, "mug", "m1")

    forget("thing", 1, ["m1"])
    assert (found("mug"), found("flask")) == ([], [1])

    forget("thing", 1)
    assert found("flask") == []


def test_a_change_that_fails_leaves_the_index_as_it_was():
    put(1, "flask")

    with transaction.atomic():
        put(1, "mug")
        transaction.set_rollback(True)

    assert (found("flask"), found("mug")) == ([1], [])


def test_loaders_fill_the_same_index():
    with without_index():
        index_many("thing", ((key, [PartText("head", f"flask {key}000", [US])]) for key in range(1, 9)))

    assert found("flask 4000") == [4]


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_old_things_are_found_behind_many_newer_ones(size):
    put(1, "flask 投诉")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('search_part_id_seq', %s)", [size])
    put(2, "投诉 mug")

    assert found("flask") == [1]
    assert found("投诉") == [2, 1]
    assert found("投诉", limit=1) == [2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_search(db, text):
    with transaction.atomic():
        put(1, text)
        search("thing", text, scopes=[US], is_typing=True)
        search("thing", text, scopes=[US])
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12), st.data())
def test_every_stretch_of_a_chinese_text_finds_it(db, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    with transaction.atomic():
        put(1, text)
        assert found(stretch) == [1]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", '"', 'flask" NOT "x', "a:*b", "NEAR(a b)", "\x00flask", "{words}: x", "\\", "-"]
)
def test_syntax_is_only_text(query):
    put(1, "flask")

    assert found(query) in ([], [1])


def test_a_very_long_text_is_found_by_its_last_word():
    put(1, "слово " * 17_000 + "иголка")

    assert found("иголка") == [1]


def test_the_two_engines_are_chosen_by_the_database():
    expected = engines.Postgres if connection.vendor == "postgresql" else engines.Sqlite

    assert isinstance(engines.engine(), expected)
