"""What words say of themselves, what an answer may hold, and until when it is possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.complaints.models import Complaint
from branddesk.complaints.reading import language_of, wish_of
from branddesk.complaints.rules import RULES, faults_of
from branddesk.complaints.windows import answer_until
from branddesk.core.enums import Language

Kind, Wish = Complaint.Kind, Complaint.Wish
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Молния сломалась", Language.RUSSIAN),
        ("The zipper broke after a week", Language.ENGLISH),
        ("拉链一周就坏了", Language.CHINESE),
        ("Термос Kettora 750 мл течёт", Language.RUSSIAN),
        ("Kettora 750ml 保温杯漏水了，很失望，希望处理一下", Language.CHINESE),
        ("", Language.RUSSIAN),
        ("★★★", Language.RUSSIAN),
    ],
)
def test_the_language_is_told_by_the_letters(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("kind", "text", "rating", "wish"),
    [
        (Kind.REVIEW, "Отличный термос, рекомендую", 5, Wish.PRAISE),
        (Kind.REVIEW, "Крышка треснула", 1, Wish.COMPLAINT),
        (Kind.REVIEW, "Хороший, но хотелось бы ручку", 4, Wish.SUGGESTION),
        (Kind.REVIEW, "", 2, Wish.COMPLAINT),
        (Kind.REVIEW, "", 5, Wish.PRAISE),
        (Kind.REVIEW, "Через месяц протекает", 4, Wish.COMPLAINT),
        (Kind.QUESTION, "Подойдёт ли для посудомойки?", None, Wish.QUESTION),
        (Kind.CHAT, "Скажите, когда придёт заказ?", None, Wish.QUESTION),
        (Kind.CHAT, "Второй термос подряд протекает", None, Wish.COMPLAINT),
        (Kind.CHAT, "Спасибо, всё отлично", None, Wish.PRAISE),
        (Kind.RETURN, "Спасибо, но не подошло", None, Wish.COMPLAINT),
        (Kind.OTHER, "请问有其他颜色吗", None, Wish.QUESTION),
    ],
)
def test_what_the_customer_wants_is_guessed_by_kind_rating_and_words(kind, text, rating, wish):
    assert wish_of(kind, text, rating) == wish


@given(st.text(max_size=300), st.sampled_from(Kind.values), st.sampled_from([None, 1, 2, 3, 4, 5]))
def test_any_words_are_read_without_trouble(text, kind, rating):
    assert language_of(text) in Language
    assert wish_of(kind, text, rating) in Wish.values
    assert isinstance(faults_of(kind, text), list)


def test_an_answer_to_a_question_has_2_to_3000_characters():
    assert faults_of(Kind.QUESTION, "Д") != []
    assert faults_of(Kind.QUESTION, "Да") == []
    assert faults_of(Kind.QUESTION, "а" * 3000) == []
    assert faults_of(Kind.QUESTION, "а" * 3001) == ["The answer is 1 character too long: 3000 are taken."]


def test_a_message_in_a_chat_has_up_to_1000_characters():
    assert faults_of(Kind.CHAT, "а" * 1000) == []
    assert faults_of(Kind.CHAT, "а" * 1001) != []


@pytest.mark.parametrize(
    "part",
    ["https://kettora.example/help", "kettora.ru", "help@kettora.example", "+7 495 123-45-67", "8 (800) 555 35 35"],
)
def test_links_and_contacts_are_refused_under_what_is_public(part):
    faults = faults_of(Kind.QUESTION, f"Посмотрите здесь: {part} пожалуйста")

    assert len(faults) == 1
    assert part.split()[0] in faults[0]


def test_nothing_is_found_in_words_that_only_look_like_a_link():
    assert faults_of(Kind.REVIEW, "Объём 750 мл, вес 0.35 кг. Ru — это страна") == []


def test_an_empty_answer_is_refused_with_one_sentence():
    assert faults_of(Kind.REVIEW, "   ") == ["Write the answer first."]


def test_a_chat_takes_an_answer_for_48_hours_and_a_review_has_only_an_aim():
    assert answer_until(Kind.CHAT, NOON).at == NOON + timedelta(hours=48)
    assert answer_until(Kind.CHAT, NOON).is_window
    assert not answer_until(Kind.REVIEW, NOON).is_window


def test_an_end_that_the_marketplace_names_counts():
    until = answer_until(Kind.CANCELLATION, NOON, ends_at=NOON + timedelta(hours=6))

    assert (until.at, until.is_window) == (NOON + timedelta(hours=6), True)


def test_every_kind_has_its_rule_and_its_time():
    assert set(RULES) == set(Kind)
    assert all(answer_until(kind, NOON).at > NOON for kind in Kind)
