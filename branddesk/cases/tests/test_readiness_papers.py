"""Certificate, extract and translations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_right
from branddesk.cases.models import CaseExhibit
from branddesk.cases.tests.checking import attach, exhibits, found, ready_case, rules_of
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.evidence.models import Exhibit

pytestmark = pytest.mark.django_db
K = Exhibit.Kind


def test_missing_certificate_is_stopped():
    case = ready_case(make_user())
    CaseExhibit.objects.filter(case=case, exhibit__kind=K.CERTIFICATE).delete()

    check = found(case, "certificate")
    assert check.level == "blocker"
    assert check.mend_url.endswith("#evidence")


def test_certificate_of_another_right_does_not_count():
    case = ready_case(make_user())
    exhibits(case, K.CERTIFICATE).update(right=make_right(brand=case.brand))

    check = found(case, "certificate")
    assert check.level == "blocker"
    assert "another right" in check.text


def test_missing_extract_is_stopped_for_ozon_and_only_warned_of_elsewhere():
    levels = []
    for by_ozon in (True, False):
        case = ready_case(make_user(), by_ozon=by_ozon)
        CaseExhibit.objects.filter(case=case, exhibit__kind=K.EXTRACT).delete()
        levels.append(found(case, "extract").level)

    assert levels == ["blocker", "warning"]


@pytest.mark.parametrize(("days", "rules"), [(30, "ok"), (31, "warning")])
def test_extract_older_than_thirty_days_is_warned_of(days, rules):
    case = ready_case(make_user())
    exhibits(case, K.EXTRACT).update(captured_at=clock.now() - timedelta(days=days))

    assert ("extract" if rules == "ok" else "extract_age") in rules_of(case, rules)


def test_extract_without_a_time_of_capture_counts_from_its_sealing():
    case = ready_case(make_user())
    exhibits(case, K.EXTRACT).update(captured_at=None, sealed_at=clock.now() - timedelta(days=31))

    assert found(case, "extract_age").level == "warning"


def test_newest_extract_counts():
    case = ready_case(make_user())
    exhibits(case, K.EXTRACT).update(captured_at=clock.now() - timedelta(days=90))
    attach(case, K.EXTRACT, captured_at=clock.now(), language=Language.RUSSIAN)

    assert found(case, "extract").level == "ok"


def test_paper_neither_in_russian_nor_in_english_needs_a_translation():
    case = ready_case(make_user())
    exhibits(case, K.CERTIFICATE).update(language=Language.CHINESE)

    check = found(case, "translation")
    assert check.level == "blocker"
    assert check.exhibit == exhibits(case, K.CERTIFICATE).get()

    attach(case, K.TRANSLATION, language=Language.RUSSIAN)

    assert "translation" not in rules_of(case, "blocker")


def test_translation_of_another_rights_paper_does_not_count():
    case = ready_case(make_user())
    exhibits(case, K.CERTIFICATE).update(language=Language.CHINESE)
    attach(case, K.TRANSLATION, language=Language.RUSSIAN, right=make_right(brand=case.brand))

    assert found(case, "translation").level == "blocker"


def test_paper_in_english_needs_no_translation():
    case = ready_case(make_user())
    exhibits(case, K.CERTIFICATE).update(language=Language.ENGLISH)

    assert rules_of(case, "blocker") == set()


def test_paper_whose_language_is_not_stated_is_warned_of_and_leads_to_its_description():
    case = ready_case(make_user())
    exhibits(case, K.CERTIFICATE).update(language="")

    check = found(case, "language")
    assert check.level == "warning"
    assert str(exhibits(case, K.CERTIFICATE).get().key) in check.mend_url
