"""What both sides read on a case about its promises, the expectation and the next question."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Expectation
from branddesk.cases.services import plan_follow_up, submit_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)


def page(person: User, case) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("cases:detail", args=[case.number])).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def case(cast):
    """Submitted at ten in Moscow by people who live in Beijing's time; it is an hour later now."""
    for person, zone in ((cast.alice, "Asia/Shanghai"), (cast.moderator, "Europe/Moscow")):
        person.time_zone = zone
        person.save()
    with clock.at(MORNING):
        draft = make_ready_case(
            actor=cast.alice,
            brand=make_brand(members=[cast.alice]),
            marketplace=make_marketplace(operator=cast.platform),
        )
        submitted = submit_case(actor=cast.alice, case=draft)
    with clock.at(MORNING + timedelta(hours=1)):
        yield submitted


def test_both_sides_read_what_was_promised_on_both_clocks(cast, case):
    assert "first answer due today 23:00 in Beijing · 18:00 in Moscow" in page(cast.alice, case)
    assert "first answer due today 18:00 in Moscow · 23:00 in Beijing" in page(cast.moderator, case)
    for person in (cast.alice, cast.moderator):
        assert "within 8 working hours" in page(person, case)
        assert "within 40 working hours" in page(person, case)


def test_with_too_few_cases_the_page_says_so(cast, case):
    assert "Too few cases to say how long it takes." in page(cast.alice, case)


def test_the_brand_reads_how_soon_such_cases_were_answered_with_a_table_for_those_who_hear_it(cast, case):
    Expectation.objects.create(
        marketplace=case.marketplace,
        what=Expectation.What.ANSWER,
        cases=20,
        ended=20,
        curve=[[2, 0.5], [4, 1.0]],
        last_day=4,
        computed_at=MORNING,
    )

    shown = page(cast.alice, case)

    assert "8 of 10 such cases are answered by Fri 27 Nov." in shown
    assert "100 % are answered by day 4; today is day 1." in shown
    assert '<td class="num">2</td><td class="r num">50 %</td>' in shown
    assert "8 of 10" not in page(cast.moderator, case)


def test_the_next_question_is_the_brands_own_affair(cast, case):
    plan_follow_up(actor=cast.alice, case=case, due_on=date(2026, 11, 30))

    assert "Ask again on Mon 30 Nov" in page(cast.alice, case)
    assert 'id="follow-ups"' not in page(cast.moderator, case)


def test_who_only_reads_sees_the_day_and_no_buttons(cast, case):
    plan_follow_up(actor=cast.alice, case=case, due_on=date(2026, 11, 30))

    shown = page(cast.viewer, case)

    assert "Ask again on Mon 30 Nov" in shown
    assert "/follow-ups/" not in shown
