"""The right behind a complaint: registered, in force, here, and for these goods."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.models import Right
from branddesk.cases.models import Case
from branddesk.cases.tests.checking import change_right, found, ready_case, rules_of
from branddesk.core import clock

pytestmark = pytest.mark.django_db


def case_with_right(*, by_ozon: bool = True, **changes: object) -> Case:
    case = ready_case(make_user(), by_ozon=by_ozon)
    change_right(case, **changes)
    return case


def test_case_without_a_right_is_stopped():
    case = ready_case(make_user(), right=None)

    assert found(case, "right_chosen").level == "blocker"
    assert found(case, "right_chosen").mend_url.endswith("#right")


def test_right_without_a_number_is_stopped():
    case = case_with_right(number="")

    assert found(case, "right_registered").level == "blocker"


def test_ended_right_is_stopped_and_leads_to_its_dates():
    case = case_with_right(valid_to=clock.today() - timedelta(days=1))

    check = found(case, "right_in_force")
    assert check.level == "blocker"
    assert f"/{case.right_id}/" in check.mend_url


def test_right_not_yet_in_force_is_stopped():
    case = case_with_right(valid_from=clock.today() + timedelta(days=1))

    assert found(case, "right_in_force").level == "blocker"


@pytest.mark.parametrize(("days", "level"), [(30, "warning"), (0, "warning")])
def test_right_that_ends_within_thirty_days_is_warned_of(days, level):
    case = case_with_right(valid_to=clock.today() + timedelta(days=days))

    assert found(case, "right_ends_soon").level == level


def test_right_that_ends_later_passes():
    case = case_with_right(valid_to=clock.today() + timedelta(days=31))

    assert found(case, "right_in_force").level == "ok"


def test_open_ended_right_is_stopped_for_ozon_and_only_warned_of_elsewhere():
    assert found(case_with_right(valid_to=None), "right_open_ended").level == "blocker"
    assert found(case_with_right(by_ozon=False, valid_to=None), "right_open_ended").level == "warning"


def test_copyright_needs_no_end_date_and_no_class():
    case = case_with_right(kind=Right.Kind.COPYRIGHT, valid_to=None, classes=[])
    Case.objects.filter(pk=case.pk).update(violation=Case.Violation.COPIED_CONTENT, nice_class=None)

    assert rules_of(case, "blocker") == set()


def test_right_for_another_territory_is_stopped():
    assert found(case_with_right(territories=["CN"]), "territory").level == "blocker"


def test_class_of_the_goods_must_be_given():
    case = ready_case(make_user(), nice_class=None)

    assert found(case, "class_given").level == "blocker"


def test_class_outside_the_right_is_stopped_and_the_covered_ones_are_named():
    case = case_with_right(classes=[9, 25])

    check = found(case, "class_covered")
    assert check.level == "blocker"
    assert "9, 25" in check.why


@pytest.mark.parametrize("number", [35, 42])
def test_class_of_services_is_refused_by_ozon_even_when_the_right_covers_it(number):
    case = case_with_right(classes=[21, number])
    Case.objects.filter(pk=case.pk).update(nice_class=number)

    assert found(case, "class_accepted").level == "blocker"


def test_class_of_services_counts_elsewhere_when_the_right_covers_it():
    case = case_with_right(by_ozon=False, classes=[35])
    Case.objects.filter(pk=case.pk).update(nice_class=35)

    assert found(case, "class_covered").level == "ok"


def test_use_of_a_mark_proven_by_another_kind_of_right_is_warned_of():
    case = case_with_right(kind=Right.Kind.DESIGN)

    assert found(case, "right_kind").level == "warning"
