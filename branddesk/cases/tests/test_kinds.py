"""Each kind is declared whole: in three languages, answerable, and with a letter of its own."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from branddesk.cases.kinds import ASKED, KINDS, MATTER, Type, kind_of
from branddesk.cases.tests.matters import MATTERS, answers_of
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError

QUESTIONS = [(kind, question) for kind in KINDS.values() for question in kind.questions]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
typed = st.text(max_size=400) | st.sampled_from(
    ["\x00", "2026-02-30", "9999999999999", "1e5", "ya.ru", "http://[", "javascript:alert(1)", "-1", "١٢٣", "1,2;3、4"]
)


def test_every_kind_of_case_has_its_form():
    assert set(KINDS) == set(CaseKind.values)
    assert [code for code in KINDS if kind_of(code).has_steps] == ["infringement", "quality"]


@pytest.mark.parametrize(("kind", "question"), QUESTIONS, ids=lambda part: getattr(part, "code", str(part)))
def test_every_question_speaks_three_languages_and_stands_in_a_section(kind, question):
    phrases = [question.label, *(choice.label for choice in question.choices)]
    phrases += [choice.says for choice in question.choices if choice.says]

    assert all(phrase.in_(language).strip() for phrase in phrases for language in ("ru", "zh-hans", "en"))
    assert question.section in {section.anchor for section in kind.sections}
    assert bool(question.choices) == (question.type is Type.CHOICE)
    matter = kind.question(MATTER)
    assert question.only_for <= {choice.code for choice in (matter.choices if matter else ())}


@pytest.mark.parametrize("code", [code for code in MATTERS if code != "other"])
def test_matter_and_request_each_put_a_sentence_into_the_letter(code):
    kind = kind_of(code)
    for leading in (MATTER, ASKED):
        question = kind.question(leading)
        assert question is not None
        assert all(choice.says for choice in question.choices)


@pytest.mark.parametrize("code", MATTERS)
def test_proof_is_wanted_only_for_matters_that_there_are(code):
    kind = kind_of(code)
    matter = kind.question(MATTER)
    known = {choice.code for choice in (matter.choices if matter else ())}
    assert all(proof.only_for <= known for proof in kind.proofs)


@pytest.mark.parametrize("code", MATTERS)
def test_answers_are_read_the_same_from_the_row_as_from_the_form(code):
    kind = kind_of(code)
    for question_code, answer in answers_of(code).items():
        question = kind.question(question_code)
        assert question is not None
        assert question.read(answer) == answer
        assert question.read(question.write(answer)) == answer


def test_answers_to_questions_of_another_matter_do_not_count():
    kind = kind_of("promotion")
    stored = answers_of("promotion", matter="bonus", bonus="500.00 RUB")

    assert "bonus" in kind.given(stored)
    assert "price_shown" not in kind.given(stored)
    assert "price_shown" in kind.answers_in(stored)


@pytest.mark.parametrize(
    ("kind", "code", "typed", "read"),
    [
        ("promotion", "price_shown", "2 890,50 ₽", "2890.50 RUB"),
        ("promotion", "price_shown", "¥199", "199.00 CNY"),
        ("promotion", "stock", "1 200", 1200),
        ("promotion", "skus", "1571120446, 1571120447；1571120446", ["1571120446", "1571120447"]),
        ("content", "link", "www.ozon.ru/product/1571120446/", "https://www.ozon.ru/product/1571120446/"),
        ("content", "shown", "Объём\r\n300 мл\x00", "Объём\n300 мл"),
        ("complaint", "number", "  018f \n 77 ", "018f 77"),
        ("complaint", "happened_on", "2026-11-20", "2026-11-20"),
        ("complaint", "rule", "   ", None),
    ],
)
def test_what_people_type_is_understood(kind, code, typed, read):
    question = kind_of(kind).question(code)
    assert question is not None
    assert question.read(typed) == read


@pytest.mark.parametrize(
    ("kind", "code", "typed"),
    [
        ("promotion", "price_shown", "cheap"),
        ("promotion", "stock", "-5"),
        ("promotion", "skus", ",".join(str(1571120446 + n) for n in range(51))),
        ("content", "link", "javascript:alert(1)"),
        ("content", "link", "no link at all"),
        ("content", "shown", "а" * 601),
        ("complaint", "wrong", "because"),
        ("complaint", "happened_on", "20.11.2026"),
        ("complaint", "happened_on", "0001-01-01"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(kind, code, typed):
    question = kind_of(kind).question(code)
    assert question is not None
    with pytest.raises(DomainError) as refusal, translation.override("en"):
        question.read(typed)
    assert refusal.value.message.endswith(".")


@given(st.sampled_from([question for _kind, question in QUESTIONS]), typed | anything)
def test_anything_typed_is_an_answer_or_refused(question, value):
    try:
        answer = question.read(value)
    except DomainError:
        return
    if answer is not None:
        assert question.read(answer) == answer
        str(answer).encode()
        assert "\x00" not in str(answer)


@given(st.sampled_from(MATTERS), anything | st.dictionaries(st.sampled_from([q.code for _k, q in QUESTIONS]), anything))
def test_whatever_a_row_holds_gives_answers_that_fit(code, stored):
    kind = kind_of(code)

    answers = kind.given(stored)

    assert kind.given(answers) == answers
