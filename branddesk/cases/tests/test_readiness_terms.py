"""The numbers of the check are terms: shipped with a source, and set anew by an administrator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.models import ReadinessTerm
from branddesk.cases.packets import preview
from branddesk.cases.readiness.terms import TERMS, terms_for, terms_of
from branddesk.cases.tests.checking import change_right, exhibits, found, ozon, ready_case, rules_of
from branddesk.cases.tests.matters import ready_matter
from branddesk.core import clock
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace


def value(code: str, kind: str = "infringement", marketplace: Marketplace | None = None):
    terms = terms_for(Marketplace.objects.get(pk=(marketplace or ozon()).pk), kind)
    return next(found for found in terms.values if found.term.code == code)


def set_term(code: str, value: object, kind: str = "infringement", **fields: object) -> None:
    ReadinessTerm.objects.create(marketplace=ozon(), kind=kind, code=code, value=value, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CaseKind.values)
def test_every_term_has_a_source_and_a_day(kind):
    for marketplace in (ozon(), make_marketplace()):
        values = terms_for(marketplace, kind).values
        assert [found.term for found in values] == terms_of(kind)
        assert all(found.source and found.source_on and not found.is_set for found in values)


@pytest.mark.django_db
def test_ozons_own_words_are_told_from_our_caution():
    assert "docs.ozon.ru" in value("refuses_open_ended").source
    assert "our own caution" in value("screenshot_days").source
    assert value("classes").value == list(range(1, 35))


@pytest.mark.django_db
def test_what_an_administrator_set_counts_for_its_kind_only():
    set_term("screenshot_days", 3, source="Letter of the manager", source_on=date(2026, 11, 2))

    found_term = value("screenshot_days")

    assert (found_term.value, found_term.default, found_term.is_set) == (3, 14, True)
    assert (found_term.source, found_term.source_on) == ("Letter of the manager", date(2026, 11, 2))
    assert value("screenshot_days", "content").value == 14


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["many", -1, 0, {}, [], True, 10**9])
def test_a_value_that_cannot_be_leaves_the_shipped_one(stored):
    ReadinessTerm.objects.create(marketplace=ozon(), kind="infringement", code="screenshot_days", value=stored)

    assert value("screenshot_days").value == 14


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "setting", "rule", "level"),
    [
        ("screenshot_days", 3, "screenshot_age", "warning"),
        ("extract_days", 3, "extract_age", "warning"),
        ("runs_days", 400, "right_ends_soon", "warning"),
        ("classes", [1, 2], "class_accepted", "blocker"),
        ("text_limit", 100, "text_length", "blocker"),
        ("max_files", 2, "file_count", "warning"),
        ("paper_languages", ["en"], "translation", "blocker"),
    ],
)
def test_the_check_goes_by_the_terms(code, setting, rule, level):
    case = ready_case(make_user())
    change_right(case, valid_to=clock.today() + timedelta(days=200))
    for kind in (Exhibit.Kind.SCREENSHOT, Exhibit.Kind.EXTRACT):
        exhibits(case, kind).update(captured_at=clock.now() - timedelta(days=5))
    assert rule not in rules_of(case, level)

    set_term(code, setting)

    assert rule in rules_of(case, level)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "setting", "rule"),
    [("refuses_open_ended", False, "right_open_ended"), ("needs_own_sku", False, "own_sku")],
)
def test_a_term_may_be_loosened(code, setting, rule):
    case = ready_case(make_user(), own_sku="")
    change_right(case, valid_to=None)
    assert found(case, rule).level == "blocker"

    set_term(code, setting)

    assert found(case, rule).level == "warning"


@pytest.mark.django_db
def test_the_preview_counts_against_the_same_limit_as_the_check():
    case = ready_matter(make_user(), "other")
    set_term("text_limit", 60, "other")
    case.marketplace = Marketplace.objects.get(pk=case.marketplace_id)

    shown = preview(case, None, "ru")

    assert shown.limit == 60
    assert shown.is_over
    assert found(case, "text_length").level == "blocker"


@pytest.mark.parametrize(
    ("code", "typed", "read"),
    [
        ("screenshot_days", "7", 7),
        ("classes", "1-3, 42", [1, 2, 3, 42]),
        ("paper_languages", "ru; EN", ["en", "ru"]),
        ("needs_own_sku", "on", True),
        ("needs_own_sku", "", False),
    ],
)
def test_a_term_is_read_as_people_write_it(code, typed, read):
    term = next(term for term in TERMS if term.code == code)
    assert term.read(typed) == read


@given(
    st.sampled_from(TERMS),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers() | st.text()),
)
def test_any_value_is_read_or_refused(term, typed):
    try:
        read = term.read(typed)
    except DomainError:
        return
    assert term.read(read) == read
