"""The demo world: two brands, five people, a year of cases, the same from the same seed."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.test import TestCase

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case, Message, Submission
from branddesk.core import clock
from branddesk.core.enums import Route, Status, SubmissionStatus
from branddesk.demo import world
from branddesk.foundation.files.verify import verify_vault
from branddesk.foundation.journal.verify import verify_journal

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOST_SECONDS = 30


def story_of_all_cases() -> list[dict[str, Any]]:
    """What one could tell of the world without keys: who asked what, when, and what came of it."""
    cases = Case.objects.select_related("brand", "marketplace", "assignee", "moderator").order_by("pk")
    # A number follows from the row's key, and PostgreSQL gives no key twice: what must be the same is their distance.
    start = min(case.pk for case in cases)
    return [
        {
            "number": int(case.number.removeprefix("BD-")) - start,
            "subject": case.subject,
            "brand": case.brand.name,
            "marketplace": case.marketplace.slug,
            "status": case.status,
            "assignee": case.assignee.email,
            "moderator": case.moderator.email if case.moderator else None,
            "times": [
                moment and moment - NOON for moment in (case.submitted_at, case.last_event_at, case.brand_due_at)
            ],
            "submissions": [
                (str(row.listing), row.status, row.reason, row.reference, row.answered_at and row.answered_at - NOON)
                for row in case.submissions.select_related("listing").order_by("pk")
            ],
            "said": list(case.messages.order_by("pk").values_list("side", "body")),
        }
        for case in cases
    ]


class WorldTests(TestCase):
    """Building takes seconds, so all look at the same world; it was built twice before they do."""

    first: ClassVar[list[dict[str, Any]]]
    second: ClassVar[list[dict[str, Any]]]
    seconds: ClassVar[float]

    @classmethod
    def setUpTestData(cls) -> None:
        with clock.at(NOON):
            began, empty = time.process_time(), transaction.savepoint()
            world.build_world(seed=1)
            cls.seconds, cls.first = time.process_time() - began, story_of_all_cases()
            transaction.savepoint_rollback(empty)

            world.build_world(seed=1)
            cls.second = story_of_all_cases()

    def test_world_holds_two_brands_five_people_and_some_sixty_cases_in_all_states(self) -> None:
        statuses = Counter(Case.objects.values_list("status", flat=True))
        submissions = set(Submission.objects.values_list("status", flat=True))

        assert Brand.objects.count() == 2
        assert User.objects.count() == 5
        assert 55 <= sum(statuses.values()) <= 70
        assert set(statuses) == set(Status)
        assert set(Case.objects.values_list("marketplace__route", flat=True)) == set(Route)
        assert submissions >= set(SubmissionStatus) - {SubmissionStatus.WITHDRAWN}

    def test_world_is_built_in_under_half_a_minute(self) -> None:
        assert self.seconds < MOST_SECONDS

    def test_world_lies_in_the_year_before_today_and_never_ahead_of_it(self) -> None:
        opened = sorted(Case.objects.values_list("created_at", flat=True))
        events = Case.objects.values_list("last_event_at", flat=True)
        said = Message.objects.values_list("happened_at", flat=True)

        assert 250 < (NOON - opened[0]).days <= 400
        assert max([*opened, *events, *said]) <= NOON

    def test_journal_and_vault_of_the_world_verify(self) -> None:
        journal, vault = verify_journal(), verify_vault()

        assert journal.ok, journal.lines
        assert vault.ok, vault.lines

    def test_same_seed_on_the_same_day_gives_the_same_world(self) -> None:
        assert self.first == self.second

    def test_world_is_never_built_into_a_database_that_holds_something(self) -> None:
        before = Case.objects.count()

        with pytest.raises(ValueError, match="not empty"):
            world.build_world(seed=1)

        assert Case.objects.count() == before
