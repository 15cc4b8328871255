"""How texts and queries are read as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.foundation.search.analyser import Term, analyse, mark, read_query


def test_chinese_becomes_overlapping_pairs_and_the_last_character():
    assert analyse("品牌侵权") == ["品牌", "牌侵", "侵权", "权"]


@pytest.mark.parametrize("form", ["жалоба", "жалобы", "жалобами", "ЖАЛОБУ"])
def test_forms_of_a_russian_word_are_one_word(form):
    assert analyse(form) == analyse("жалоб")


def test_english_endings_and_capitals_do_not_matter():
    assert analyse("Screenshots") == analyse("screenshot")


def test_yo_is_read_as_ye():
    assert analyse("ещё, Тёплый") == analyse("еще, теплый")


def test_full_width_signs_are_read_as_usual_ones():
    assert analyse("ＳＫＵ：１６８４") == ["sku", "1684"]


def test_codes_stay_whole_and_a_number_keeps_its_parts():
    assert analyse("ABC123 BD-10001") == ["abc123", "bd", "10001"]


def test_languages_may_stand_side_by_side():
    assert analyse("投诉Kettora水杯") == ["投诉", "诉", "kettora", "水杯", "杯"]


def test_a_chinese_run_of_a_query_is_a_phrase():
    assert read_query("品牌侵权") == [Term(("品牌", "牌侵", "侵权"), run="品牌侵权")]


def test_one_character_is_looked_for_as_a_beginning():
    assert read_query("权") == [Term(("权",), is_prefix=True, run="权")]


def test_a_case_number_is_a_phrase_found_by_its_beginning():
    assert read_query("BD-1000") == [Term(("bd", "1000"), is_prefix=True)]


def test_the_last_word_is_a_beginning_only_while_one_types():
    assert read_query("fake bott", is_typing=True)[-1].is_prefix
    assert not read_query("fake bott")[-1].is_prefix


def test_signs_alone_are_no_words():
    assert read_query("«» — !? ' \" * ( ) AND:") == [Term(("and",))]


@given(st.text(max_size=200))
def test_tokens_hold_no_sign_that_an_index_could_read_as_syntax(text):
    tokens = [*analyse(text), *(token for term in read_query(text, is_typing=True) for token in term.tokens)]

    assert all(token and not set(token) & set("'\"\\ *()&|!<>:=+-^~") for token in tokens)


@given(st.text(max_size=120), st.text(max_size=30))
def test_marking_never_changes_the_text(text, query):
    assert "".join(fragment.text for fragment in mark(text, read_query(query))) == text


def marked(text, query, **more):
    return [fragment.text for fragment in mark(text, read_query(query), **more) if fragment.is_marked]


def test_the_words_of_the_query_are_marked_as_they_are_written():
    found = marked("Две Жалобы: BD-10001, 平台投诉投诉。", "жалобу 投诉 BD-10001")

    assert found == ["Жалобы", "BD", "10001", "投诉", "投诉"]


def test_a_snippet_shows_the_surroundings_of_the_first_word():
    text = "a " * 200 + "flask" + " b" * 200

    fragments = mark(text, read_query("flask"), width=60)

    assert marked(text, "flask", width=60) == ["flask"]
    assert fragments[0].text == fragments[-1].text == "…"
    assert len("".join(fragment.text for fragment in fragments)) == 62
