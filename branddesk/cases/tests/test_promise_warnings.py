"""Nobody learns of a breach from the brand: those who owe an answer are warned before, and told after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from branddesk.cases.models import Breach
from branddesk.cases.services.promises import tell_of_breaches, warn_of_promises
from branddesk.cases.tests.factories import make_case
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 11, 23, 15, tzinfo=UTC)


def owed(cast, **fields):
    """A case whose first answer is due at `DUE`, and near its breach two hours before."""
    fields.setdefault("status", Status.SUBMITTED)
    return make_case(
        marketplace=make_marketplace(operator=cast.platform),
        response_due_at=DUE,
        response_hours=8,
        resolution_due_at=DUE + timedelta(days=4),
        resolution_hours=40,
        due_at=DUE,
        warns_at=DUE - timedelta(hours=2),
        **fields,
    )


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("code", flat=True))


def test_the_moderator_is_warned_once_before_the_breach(cast):
    owed(cast, moderator=cast.moderator, status=Status.IN_REVIEW)

    with clock.at(DUE - timedelta(hours=3)):
        assert warn_of_promises() == 0
    with clock.at(DUE - timedelta(hours=1)):
        assert warn_of_promises() == 1
        assert warn_of_promises() == 0

    assert told(cast.moderator) == ["case.response-near"]


def test_a_case_that_nobody_took_warns_all_who_may_take_it(cast):
    owed(cast)

    with clock.at(DUE - timedelta(hours=1)):
        warn_of_promises()

    assert told(cast.moderator) == ["case.response-near"]
    assert told(cast.platform_viewer) == []
    assert told(cast.alice) == []


def test_a_breach_is_told_once_more_and_kept(cast):
    case = owed(cast, moderator=cast.moderator)

    with clock.at(DUE + timedelta(minutes=1)):
        assert warn_of_promises() == 0
        assert tell_of_breaches() == 1
        assert tell_of_breaches() == 0

    assert told(cast.moderator) == ["case.response-missed"]
    breach = Breach.objects.get()
    assert (breach.case, breach.what, breach.due_at, breach.moderator) == (
        case,
        Breach.What.RESPONSE,
        DUE,
        cast.moderator,
    )
    assert list(entries_for(case))[-1].action == "case.response-missed"


def test_the_decision_has_a_warning_of_its_own(cast):
    due = DUE + timedelta(days=4)
    case = owed(cast, moderator=cast.moderator, responded_at=DUE - timedelta(hours=5))
    type(case).objects.update(due_at=due, warns_at=due - timedelta(hours=10))

    with clock.at(due - timedelta(hours=1)):
        warn_of_promises()
    with clock.at(due + timedelta(hours=1)):
        tell_of_breaches()

    assert told(cast.moderator) == ["case.resolution-near", "case.resolution-missed"]


def test_both_promises_broken_are_told_of_both(cast):
    owed(cast, moderator=cast.moderator)

    with clock.at(DUE + timedelta(days=5)):
        tell_of_breaches()

    assert set(told(cast.moderator)) == {"case.response-missed", "case.resolution-missed"}


def test_a_promise_that_is_held_warns_nobody(cast):
    case = owed(cast, status=Status.WAITING, held_at=DUE - timedelta(hours=3))
    type(case).objects.update(due_at=None, warns_at=None)

    with clock.at(DUE + timedelta(days=5)):
        assert (warn_of_promises(), tell_of_breaches()) == (0, 0)
