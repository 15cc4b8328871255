"""What each kind needs before it goes to the platform: one table of what is missing or will be refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.models import Case
from branddesk.cases.tests.checking import attach, exhibits, found, readiness_of, rules_of
from branddesk.cases.tests.matters import MATTERS, answers_of, name_right, prove, ready_matter
from branddesk.core import clock
from branddesk.evidence.models import Exhibit

pytestmark = pytest.mark.django_db

K = Exhibit.Kind


def on(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def matter(kind: str, **changes: Any) -> Case:
    return ready_matter(make_user(), kind, details=answers_of(kind, **changes))


@pytest.mark.parametrize("kind", MATTERS)
def test_a_whole_matter_may_be_submitted(kind):
    assert readiness_of(matter(kind)).may_submit


@pytest.mark.parametrize("kind", MATTERS)
def test_an_empty_draft_names_every_gap_with_its_mend(kind):
    case = ready_matter(make_user(), kind, details={}, statement="")
    case.exhibit_links.all().delete()

    blockers = readiness_of(case).blockers

    assert {check.code for check in blockers} >= {"statement"}
    assert all(check.why and check.mend and check.mend_url for check in blockers)


@pytest.mark.parametrize(
    ("kind", "changes", "code", "level"),
    [
        ("quality", {"matter": None}, "answer_missing:matter", "blocker"),
        ("quality", {"document": None}, "answer_missing:document", "blocker"),
        ("quality", {"refusal": None}, "answer_missing:refusal", "blocker"),
        ("quality", {"registry": None}, "answer_missing:registry", "warning"),
        ("quality", {"registry": None, "refusal": "not_in_registry"}, "registry_needed", "blocker"),
        ("quality", {"document_to": "-1"}, "document_expired", "blocker"),
        ("quality", {"document_to": "10"}, "document_ends_soon", "warning"),
        ("quality", {"happened_on": "3"}, "to_come:happened_on", "blocker"),
        ("quality", {"happened_on": "-91"}, "long_ago:happened_on", "warning"),
        ("quality", {"skus": ["flask-500"]}, "sku_form:skus", "blocker"),
        ("complaint", {"quote": None}, "answer_missing:quote", "blocker"),
        ("complaint", {"skus": None}, "answer_missing:skus", "blocker"),
        ("complaint", {"link": None}, "answer_missing:link", "warning"),
        ("complaint", {"matter": "return"}, "proof:returned", "blocker"),
        ("promotion", {"activity": None}, "answer_missing:activity", "blocker"),
        ("promotion", {"price_right": None}, "answer_missing:price_right", "blocker"),
        ("promotion", {"matter": "bonus"}, "answer_missing:bonus", "blocker"),
        ("content", {"correct": None}, "answer_missing:correct", "blocker"),
        ("content", {"matter": "papers", "answer": "Отказ"}, "proof:certificate", "blocker"),
        ("content", {"skus": None}, "answer_missing:skus", "warning"),
        ("account", {"message": None}, "answer_missing:message", "blocker"),
        ("account", {"matter": "document", "document": "Устав"}, "answer_missing:document_to", "warning"),
        ("account", {"matter": "document", "document_to": "-5"}, "document_expired", "blocker"),
        ("account", {"matter": "payment"}, "answer_missing:sum", "blocker"),
        ("other", {"request": None}, "answer_missing:request", "blocker"),
    ],
)
def test_what_is_missing_or_will_be_refused_is_said(kind, changes, code, level):
    changes = {
        name: on(int(value)) if name in {"document_to", "happened_on"} and value else value
        for name, value in changes.items()
    }
    case = ready_matter(make_user(), kind)
    case.details = answers_of(kind, **changes)
    case.save(update_fields=["details"])
    if code.startswith("proof:"):
        case.exhibit_links.all().delete()

    assert found(case, code).level == level


def test_a_question_of_another_matter_is_not_missed():
    case = matter("promotion", matter="joining", price_shown=None, price_right=None, asked="terms")

    assert readiness_of(case).may_submit


@pytest.mark.parametrize("kind", [code for code in MATTERS if code not in {"other", "quality"}])
def test_missing_proof_stops_the_case(kind):
    case = matter(kind)
    case.exhibit_links.all().delete()

    assert any(check.code.startswith("proof:") for check in readiness_of(case).blockers)


def test_a_screenshot_without_address_or_time_proves_nothing():
    case = matter("content")
    exhibits(case, K.SCREENSHOT).update(source_url="", captured_at=None)

    assert {"screenshot_address", "screenshot_time"} <= rules_of(case, "blocker")


def test_an_old_screenshot_is_warned_of():
    case = matter("content")
    exhibits(case, K.SCREENSHOT).update(captured_at=clock.now() - timedelta(days=15))

    assert found(case, "screenshot_age").level == "warning"


def test_a_quality_document_in_chinese_needs_its_translation():
    case = matter("quality")
    exhibits(case, K.QUALITY_DOCUMENT).update(language="zh-hans")
    assert found(case, "translation").level == "blocker"

    prove(case, K.TRANSLATION)

    assert "translation" not in rules_of(case, "blocker")


def test_the_file_that_was_refused_may_be_refused_again():
    case = matter("quality", refusal="unreadable", happened_on=on(-2))
    exhibits(case, K.QUALITY_DOCUMENT).update(sealed_at=clock.now() - timedelta(days=30))
    assert found(case, "refused_before").level == "warning"

    prove(case, K.QUALITY_DOCUMENT)

    assert "refused_before" not in rules_of(case, "warning")


def test_a_document_that_was_not_in_the_registry_need_not_be_a_new_file():
    case = matter("quality", refusal="not_in_registry", happened_on=on(-2))
    exhibits(case, K.QUALITY_DOCUMENT).update(sealed_at=clock.now() - timedelta(days=30))

    assert "refused_before" not in rules_of(case, "warning")


def test_a_right_that_is_named_must_be_in_force_and_hold_here():
    case = matter("content")
    name_right(case, valid_to=clock.today() - timedelta(days=1), territories=["CN"])

    assert {"right_in_force", "territory"} <= rules_of(case, "blocker")


def test_a_right_without_an_end_is_refused_by_ozon():
    case = matter("content")
    name_right(case, valid_to=None)

    assert found(case, "right_open_ended").level == "blocker"


def test_a_text_longer_than_the_chat_takes_is_stopped():
    case = ready_matter(make_user(), "other", statement="Слова. " * 200)

    check = found(case, "text_length")

    assert (check.level, check.step) == ("blocker", "facts")


def test_a_video_does_not_go_into_the_form():
    case = matter("complaint")
    video = attach(case, K.VIDEO)
    video.blob.content_type = "video/mp4"
    video.blob.save(update_fields=["content_type"])

    assert found(case, "file_type").level == "blocker"


@pytest.mark.parametrize("stored", [[], "text", 7, {"matter": {"a": 1}}, {"skus": "x" * 99}, {"happened_on": [1]}])
def test_answers_that_make_no_sense_are_as_good_as_none(stored):
    case = ready_matter(make_user(), "complaint")
    Case.objects.filter(pk=case.pk).update(details=stored)

    assert "answer_missing" in rules_of(case, "blocker")


def test_the_check_costs_as_many_queries_with_many_exhibits(django_assert_max_num_queries):
    case = matter("content")
    for _n in range(20):
        prove(case, K.SCREENSHOT)

    with django_assert_max_num_queries(10):
        readiness_of(case)
