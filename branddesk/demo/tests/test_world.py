"""The demo world: three brands, eighteen people and their cases, the same from the same seed."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count
from django.test import TestCase

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Authorisation, Brand, PersonGrant, Right
from branddesk.brands.selectors import chain_on
from branddesk.cases.models import Breach, Case, Expectation, FollowUp, Message, Overrule, ReadinessTerm, Submission
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Priority, Route, Status, SubmissionStatus
from branddesk.demo import world
from branddesk.foundation.files.verify import verify_vault
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.journal.verify import verify_journal
from branddesk.helpcenter.models import Article
from branddesk.notices.models import Notice

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CASES = 60
MOST_SECONDS = 45
EARLIEST, LATEST = 9, 18


def story_of_all_cases() -> list[dict[str, Any]]:
    """What one could tell of the world without keys: who asked what, when, and what came of it."""
    cases = Case.objects.select_related("brand", "marketplace", "assignee", "moderator").order_by("pk")
    # A number follows from the row's key, and PostgreSQL gives no key twice: what must be the same is their distance.
    start = min(case.pk for case in cases)
    return [
        {
            "number": int(case.number.removeprefix("BD-")) - start,
            "kind": case.kind,
            "subject": case.subject,
            "statement": case.statement,
            "brand": case.brand.name,
            "marketplace": case.marketplace.slug,
            "status": case.status,
            "level": case.level,
            "priority": case.priority,
            "assignee": case.assignee.email,
            "moderator": case.moderator.email if case.moderator else None,
            "times": [
                moment and moment - NOON for moment in (case.submitted_at, case.last_event_at, case.brand_due_at)
            ],
            "submissions": [
                (str(row.listing), row.status, row.reason, row.reference, row.answered_at and row.answered_at - NOON)
                for row in case.submissions.select_related("listing").order_by("pk")
            ],
            "said": [
                (side, body.replace(case.number, ""))
                for side, body in case.messages.order_by("pk").values_list("side", "body")
            ],
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
            world.build_world(seed=1, cases=CASES)
            cls.seconds, cls.first = time.process_time() - began, story_of_all_cases()
            transaction.savepoint_rollback(empty)

            world.build_world(seed=1, cases=CASES)
            cls.second = story_of_all_cases()

    def test_world_holds_three_brands_and_every_role(self) -> None:
        assert Brand.objects.count() == 3
        assert set(User.objects.values_list("role", flat=True)) == set(Role)
        assert set(Right.objects.values_list("kind", flat=True)) == set(Right.Kind)
        assert PersonGrant.objects.count() == 1
        for brand in Brand.objects.annotate(products_in_all=Count("products")):
            assert 10 <= brand.products_in_all <= 40

    def test_there_are_cases_of_every_kind_in_every_state_by_both_routes(self) -> None:
        submissions = set(Submission.objects.values_list("status", flat=True))

        assert CASES <= Case.objects.count() <= CASES + 5
        assert set(Case.objects.values_list("status", flat=True)) == set(Status)
        assert set(Case.objects.values_list("kind", flat=True)) == set(CaseKind)
        assert set(Case.objects.values_list("marketplace__route", flat=True)) == set(Route)
        assert set(Case.objects.values_list("level", flat=True)) == set(EscalationLevel)
        assert len(set(Case.objects.values_list("priority", flat=True))) >= len(Priority) - 1
        assert submissions == set(SubmissionStatus)
        assert Case.objects.exclude(merged_into=None).exists()

    def test_there_is_something_to_see_in_every_place(self) -> None:
        follow_ups = FollowUp.objects.filter(done_at=None)

        assert follow_ups.filter(due_on__lt=NOON).exists()
        assert follow_ups.filter(due_on__gte=NOON).exists()
        assert Breach.objects.exists()
        assert Case.objects.filter(due_at__gt=NOON, warns_at__lte=NOON).exists()
        assert Overrule.objects.exists()
        assert Expectation.objects.exists()
        assert ReadinessTerm.objects.exists()
        assert Article.objects.filter(is_published=True).count() >= 20
        assert Message.objects.exclude(mentions=None).exists()

    def test_one_chain_of_papers_is_broken_and_one_paper_ends_within_thirty_days(self) -> None:
        today = NOON.date()
        whole = {
            grant.brand.name: chain_on(right, grant.organisation, today).is_whole
            for right in Right.objects.filter(kind=Right.Kind.TRADEMARK, number__in=["912447", "1604218", "874310"])
            for grant in right.brand.grants.select_related("organisation", "brand")
        }
        ending = Authorisation.objects.filter(valid_to__range=(today, today + timedelta(days=30)))

        assert whole == {"Kettora": True, "Nordbay": False, "Tarusno": True}
        assert ending.count() == 1
        assert Notice.objects.filter(code="authorisation.ends").exists()

    def test_nothing_happens_in_the_future_or_at_night(self) -> None:
        said = Message.objects.filter(author__isnull=False).select_related("author")
        hours = [row.created_at.astimezone(ZoneInfo(row.author.time_zone)) for row in said]

        assert max(row.happened_at for row in said) <= NOON
        assert max(Case.objects.values_list("last_event_at", flat=True)) <= NOON
        assert all(EARLIEST <= hour.hour + hour.minute / 60 <= LATEST for hour in hours)
        assert 500 < (NOON - min(Case.objects.values_list("created_at", flat=True))).days <= 740

    def test_journal_tells_of_cases_in_the_order_of_time(self) -> None:
        entries = Entry.objects.filter(action__startswith="case.").order_by("chain", "seq").values_list("chain", "at")
        told = [[at for _chain, at in rows] for _chain, rows in groupby(entries, key=itemgetter(0))]

        assert [times for times in told if times != sorted(times)] == []

    def test_world_of_this_size_is_built_in_time(self) -> None:
        assert self.seconds < MOST_SECONDS

    def test_journal_and_vault_of_the_world_verify(self) -> None:
        journal, vault = verify_journal(), verify_vault()

        assert journal.ok, journal.lines
        assert vault.ok, vault.lines

    def test_same_seed_on_the_same_day_gives_the_same_world(self) -> None:
        assert self.first == self.second

    def test_most_texts_differ(self) -> None:
        subjects = Counter(Case.objects.values_list("subject", flat=True))

        assert len(subjects) > CASES * 0.7

    def test_people_are_named_by_organisation(self) -> None:
        named = {organisation: len(people) for organisation, people in world.people()}

        assert named == {"启衡品牌管理": 5, "Тарусно": 3, "Северный знак": 3, "Verba Market": 7}

    def test_world_is_never_built_into_a_database_that_holds_something(self) -> None:
        before = Case.objects.count()

        with pytest.raises(ValueError, match="not empty"):
            world.build_world(seed=1)

        assert Case.objects.count() == before
