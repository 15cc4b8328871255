from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case, make_follow_up, make_message, make_submission
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.stores.tests.factories import make_marketplace
from branddesk.web import slots
from branddesk.workplace.selectors import follow_ups_of, fortnight, fortnight_of, waiting_for


def start_page(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("workplace:start")).content.decode()


def test_every_role_gets_its_start_page(cast):
    check_row(cast, "workplace:start", method="get", expected={"*": 200, "anonymous": SIGN_IN})
    assert names_of("workplace:") == {"workplace:start"}


def test_cases_stand_in_the_group_of_what_is_to_be_done(alice):
    brand = make_brand(members=[alice])
    now = clock.now()
    overdue = make_case(brand=brand, status=Status.WAITING, brand_due_at=now - timedelta(hours=5))
    soon = make_case(brand=brand, status=Status.WAITING, brand_due_at=now + timedelta(hours=5))
    asked = make_case(brand=brand, status=Status.WAITING, brand_due_at=now + timedelta(days=3))
    to_file = make_submission(case=make_case(brand=brand, prepared_at=now), status=SubmissionStatus.PREPARED).case
    decided = make_case(brand=brand, status=Status.REFUSED)
    draft = make_case(brand=brand)
    make_case(brand=brand, status=Status.IN_REVIEW)
    make_case(brand=brand, status=Status.CLOSED)

    waiting = waiting_for(alice)

    assert waiting.first == [overdue, soon]
    assert (waiting.asked, waiting.to_file, waiting.answered, waiting.drafts) == (
        [asked],
        [to_file],
        [decided],
        [draft],
    )
    assert waiting.turn == 5
    assert (waiting.overdue, waiting.due_soon) == ([overdue], [soon])


def test_what_belongs_to_others_waits_for_nobody_here(alice, mallory):
    make_case(brand=make_brand(members=[mallory]), status=Status.WAITING, brand_due_at=clock.now())

    assert waiting_for(alice).turn == 0


def test_a_row_shows_the_platforms_last_words(alice):
    case = make_case(brand=make_brand(members=[alice]), status=Status.WAITING, brand_due_at=clock.now())
    make_message(case=case, side=Side.PLATFORM, body="Please send the register extract.")

    assert "Please send the register extract." in start_page(alice)


def test_with_nothing_to_do_the_page_says_what_one_could_do(alice):
    page = start_page(alice)

    assert "Nothing waits for you" in page
    assert reverse("cases:new") in page


def test_whoever_has_no_brand_is_told_how_to_come_to_one(cast):
    assert "No brand is granted to you yet." in start_page(cast.alice)
    assert f'href="{reverse("brands:add")}"' in start_page(cast.brand_manager)


def test_only_a_writer_is_asked_to_go_on_with_a_draft(cast):
    make_case(brand=make_brand(members=[cast.alice, cast.viewer]))

    assert "Continue: BD-" in start_page(cast.alice)
    assert "Open: BD-" in start_page(cast.viewer)


def test_a_viewer_is_not_offered_to_file_a_case(cast):
    assert reverse("cases:new") not in start_page(cast.viewer)


def test_the_fortnight_counts_what_was_submitted_and_decided(alice):
    brand, now = make_brand(members=[alice]), clock.now()
    make_case(brand=brand, status=Status.GRANTED, submitted_at=now - timedelta(days=3), decided_at=now)
    make_case(brand=brand, status=Status.SUBMITTED, submitted_at=now)
    make_case(
        brand=brand, status=Status.GRANTED, submitted_at=now - timedelta(days=40), decided_at=now - timedelta(days=30)
    )

    fortnight = fortnight_of(alice)

    assert (fortnight.submitted_total, fortnight.decided_total, fortnight.with_platform) == ("2", "1", 1)
    assert len(fortnight.days) == len(fortnight.submitted) == 14


def test_a_day_is_counted_up_to_five_hundred_and_then_says_so(alice, monkeypatch):
    monkeypatch.setattr(fortnight, "MOST_A_DAY", 3)
    brand = make_brand(members=[alice])
    for _n in range(5):
        make_case(brand=brand, status=Status.SUBMITTED, submitted_at=clock.now())

    assert (fortnight_of(alice).submitted[-1], fortnight_of(alice).submitted_total) == (3, "2+")


def test_the_fortnight_ends_each_day_where_the_reader_is(alice):
    brand = make_brand(members=[alice])
    late = datetime(2026, 11, 22, 17, tzinfo=UTC)
    make_case(brand=brand, status=Status.SUBMITTED, submitted_at=late, last_event_at=late)

    with clock.at(late + timedelta(hours=1)):
        in_utc = fortnight_of(alice)
        with timezone.override("Asia/Shanghai"):
            in_beijing = fortnight_of(alice)

    assert (in_utc.days[-1], in_utc.submitted[-1]) == (date(2026, 11, 22), 1)
    assert (in_beijing.days[-1], in_beijing.submitted[-1]) == (date(2026, 11, 23), 1)


def test_what_is_to_be_asked_again_heads_the_page(alice):
    case = make_case(brand=make_brand(members=[alice]), status=Status.IN_REVIEW, subject="Fake flasks")
    today = clock.today()
    for days in (-1, 0, 2):
        make_follow_up(case=case, assignee=alice, due_on=today + timedelta(days=days))

    to_ask = follow_ups_of(alice)

    assert [(ask.row.due_on - today, ask.is_overdue) for ask in to_ask] == [
        (timedelta(days=-1), True),
        (timedelta(0), False),
    ]
    page = start_page(alice)
    assert "2 are to be asked again today." in page
    assert page.index('id="to-ask"') < page.index('aria-label="Overview"')


def test_what_a_colleague_promised_or_is_over_is_not_mine_to_ask(alice, bob):
    case = make_case(brand=make_brand(members=[alice]), status=Status.IN_REVIEW)
    closed = make_case(brand=case.brand, status=Status.CLOSED)
    today = clock.today()
    make_follow_up(case=case, assignee=bob, due_on=today)
    make_follow_up(case=case, assignee=alice, due_on=today, done_at=clock.now())
    make_follow_up(case=case, assignee=alice, due_on=today, dropped_at=clock.now())
    make_follow_up(case=closed, assignee=alice, due_on=today)

    assert follow_ups_of(alice) == []


def test_an_administrator_sees_how_many_people_there_are(cast):
    page = start_page(cast.administrator)

    assert f"{User.objects.filter(organisation=cast.merchant).count()} people work here." in page
    assert "people work here." not in start_page(cast.alice)


def test_other_apps_add_to_the_page_what_they_keep(alice, monkeypatch):
    slot: slots.Slot[slots.Panel] = slots.Slot()
    slot.add(slots.Panel("hello", "components/empty_state.html", context=lambda request: {"title": request.user.name}))
    monkeypatch.setattr(slots, "start_panels", slot)

    assert "empty-state" in start_page(alice).split('aria-label="Overview"')[1]


@pytest.mark.parametrize("role", ["alice", "brand_manager", "counsel", "viewer", "administrator"])
@pytest.mark.parametrize("count", [1, 12])
def test_the_start_page_asks_at_most_twenty_questions(cast, django_assert_max_num_queries, role, count):
    reader = getattr(cast, role)
    brand = make_brand(members=[reader])
    marketplace = make_marketplace()
    for _n in range(count):
        case = make_case(brand=brand, marketplace=marketplace, status=Status.WAITING, brand_due_at=clock.now())
        make_follow_up(case=case, assignee=reader, due_on=clock.today())
    client = Client()
    client.force_login(reader)

    with django_assert_max_num_queries(20):
        client.get(reverse("workplace:start"))
