"""What administrators set: promises, reasons, readiness terms and the calendar, each with its history."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from branddesk.cases import reasons, sla
from branddesk.cases.models import Promise, ReadinessTerm, ReasonCode
from branddesk.cases.readiness.terms import terms_for
from branddesk.cases.services import terms
from branddesk.cases.terms import topics
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import CaseKind, Priority, Reason, Route, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, Stale
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.foundation.journal.services import erase_private
from branddesk.foundation.journal.verify import verify_journal
from branddesk.stores.selectors import working_hours_of
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

QUALITY: dict[str, Any] = {"kind": CaseKind.QUALITY.value, "priority": Priority.HIGH.value}
NAMES = {"name_en": "Sold out", "name_ru": "Распродано", "name_zh": "已售罄"}
SOLD_OUT = {**NAMES, "outcomes": [SubmissionStatus.REFUSED], "kinds": [], "is_active": True}


@pytest.fixture
def market(cast):
    return make_marketplace(operator=cast.platform)


@pytest.fixture
def admin(cast):
    return cast.platform_administrator


def set_promise(admin, market, first, decision, **more):
    return terms.save_promise(
        actor=admin, marketplace=market, response_hours=first, resolution_hours=decision, **QUALITY, **more
    )


def promised(market):
    row = next(r for r in sla.table_of(market) if (r.kind, r.priority) == (CaseKind.QUALITY, Priority.HIGH))
    return row.response_hours, row.resolution_hours, row.is_default


def set_days(admin, market, value, **more):
    return terms.save_term(
        actor=admin,
        marketplace=market,
        kind=CaseKind.INFRINGEMENT,
        code="screenshot_days",
        value=value,
        source="Our rules, § 3",
        source_on=date(2026, 10, 1),
        **more,
    )


def keep_hours(admin, market, **fields):
    hours = {"name": "Moscow desk", "country": "RU", "time_zone": "Europe/Moscow"}
    times = {"opens_at": time(10), "closes_at": time(19)}
    return terms.keep_calendar(actor=admin, marketplace=market, **{**hours, **times, **fields})


def test_only_the_operators_administrator_sets_anything(cast, market):
    cabinet = make_marketplace(route=Route.CABINET)

    for person in (cast.moderator, cast.administrator, cast.platform_viewer, cast.alice):
        with pytest.raises(NotAllowed):
            set_promise(person, market, 4, 8)
    for person in (cast.administrator, cast.platform_administrator):
        with pytest.raises(NotAllowed):
            set_days(person, cabinet, 5)


def test_promise_counts_until_it_is_put_back_to_the_default(admin, market):
    usual = promised(market)

    set_promise(admin, market, 3, 9)
    assert promised(market) == (3, 9, False)

    terms.reset_promise(actor=admin, marketplace=market, **QUALITY)
    assert promised(market) == usual


@pytest.mark.parametrize(("first", "decision"), [(0, 5), (6, 5), (1, 100_000)])
def test_promise_that_cannot_be_kept_is_refused(admin, market, first, decision):
    with pytest.raises(DomainError):
        set_promise(admin, market, first, decision)

    assert not Promise.objects.exists()


def test_history_says_who_changed_what_from_what_to_what(admin, market):
    set_promise(admin, market, 3, 9)
    set_promise(admin, market, 3, 9)
    set_promise(admin, market, 2, 9)

    newest, first = revisions_of(market, "promise", **QUALITY)

    assert newest.entry.actor == admin
    assert [(change.name, change.before, change.after) for change in newest.changes] == [("response_hours", 3, 2)]
    assert first.before is None
    assert verify_journal().ok


def test_history_of_one_thing_holds_nothing_of_another(admin, market):
    set_promise(admin, market, 3, 9)
    set_days(admin, market, 5)

    assert len(revisions_of(market, "promise", **QUALITY)) == 1
    assert revisions_of(market, "promise", kind="account", priority=1) == []


def test_earlier_state_is_restored_as_a_change_of_its_own(admin, market):
    set_promise(admin, market, 3, 9)
    seq = newest_seq(revisions_of(market, "promise", **QUALITY))
    set_promise(admin, market, 2, 4)

    terms.restore(actor=admin, marketplace=market, topic=topics.PROMISE, seq=seq, **QUALITY)

    assert promised(market) == (3, 9, False)
    assert len(revisions_of(market, "promise", **QUALITY)) == 3


def test_erased_words_cannot_be_restored(admin, market):
    set_promise(admin, market, 3, 9)
    erase_private(actor=None, person=admin)
    revision = revisions_of(market, "promise", **QUALITY)[0]

    assert revision.is_erased
    with pytest.raises(DomainError, match="erased"):
        terms.restore(actor=admin, marketplace=market, topic=topics.PROMISE, seq=revision.seq, **QUALITY)


def test_change_made_on_a_stale_page_is_refused_with_what_changed(cast, admin, market):
    set_promise(admin, market, 3, 9, seen=0)
    cast.platform_viewer.role = "administrator"
    cast.platform_viewer.save()

    with pytest.raises(Stale, match=f"{admin.name} changed this.*first answer within"):
        set_promise(cast.platform_viewer, market, 1, 2, seen=0)

    assert promised(market) == (3, 9, False)


def test_ones_own_earlier_change_is_no_obstacle(admin, market):
    set_promise(admin, market, 3, 9, seen=0)
    set_promise(admin, market, 2, 9, seen=0)

    assert promised(market) == (2, 9, False)


def test_reason_of_ones_own_is_added_and_deleted_while_nothing_uses_it(admin, market):
    terms.save_reason(actor=admin, marketplace=market, code="sold_out", fields=SOLD_OUT)
    assert ("sold_out", "Sold out") in reasons.choices_for(reload(market), CaseKind.QUALITY, SubmissionStatus.REFUSED)

    terms.drop_reason(actor=admin, marketplace=market, code="sold_out")
    assert not ReasonCode.objects.exists()


def test_used_reason_is_retired_and_never_deleted(admin, market):
    terms.save_reason(actor=admin, marketplace=market, code="sold_out", fields=SOLD_OUT)
    submission = make_submission(case=make_case(marketplace=market), reason="sold_out", status=SubmissionStatus.REFUSED)

    with pytest.raises(DomainError, match="cannot be deleted"):
        terms.drop_reason(actor=admin, marketplace=market, code="sold_out")
    terms.save_reason(actor=admin, marketplace=market, code="sold_out", fields={**SOLD_OUT, "is_active": False})

    market = reload(market)
    assert "sold_out" not in dict(reasons.choices_for(market, CaseKind.QUALITY, SubmissionStatus.REFUSED))
    assert reasons.label(submission) == "Sold out"


def test_shipped_reason_is_put_back_even_when_used(admin, market):
    terms.save_reason(actor=admin, marketplace=market, code=Reason.NO_VIOLATION, fields=SOLD_OUT)
    make_submission(case=make_case(marketplace=market), reason=Reason.NO_VIOLATION, status=SubmissionStatus.REFUSED)

    terms.drop_reason(actor=admin, marketplace=market, code=Reason.NO_VIOLATION)

    assert reasons.known(reload(market))[Reason.NO_VIOLATION].label == "No violation found"


def test_last_reason_of_an_outcome_cannot_be_retired(admin, market):
    *others, last = (row.code for row in reasons.fitting(market, CaseKind.PROMOTION, SubmissionStatus.GRANTED))
    retired = {**SOLD_OUT, "outcomes": [SubmissionStatus.GRANTED], "is_active": False}
    terms.save_reason(
        actor=admin, marketplace=market, code=last, fields={**retired, "is_active": True, "kinds": list(CaseKind)}
    )
    for code in others:
        terms.save_reason(actor=admin, marketplace=market, code=code, fields=retired)

    with pytest.raises(DomainError, match="no reason would be left"):
        terms.save_reason(actor=admin, marketplace=market, code=last, fields=retired)


@pytest.mark.parametrize("code", ["", "Big", "1st", "a-b", "x" * 25, "a\n", "код"])
def test_code_is_small_latin(admin, market, code):
    with pytest.raises(DomainError):
        terms.save_reason(actor=admin, marketplace=market, code=code, fields=SOLD_OUT)


@pytest.mark.parametrize(
    "fields", [{"outcomes": []}, {"outcomes": ["closed"]}, {"name_ru": ""}, {"name_en": "x" * 121}]
)
def test_reason_without_outcome_or_name_is_refused(admin, market, fields):
    with pytest.raises(DomainError):
        terms.save_reason(actor=admin, marketplace=market, code="sold_out", fields={**SOLD_OUT, **fields})


def test_check_goes_by_the_term_that_was_set(admin, market):
    set_days(admin, market, "5")

    found = terms_for(market, CaseKind.INFRINGEMENT)
    assert found.rules.screenshot_days == 5
    terms.reset_term(actor=admin, marketplace=market, kind=CaseKind.INFRINGEMENT, code="screenshot_days")
    assert not ReadinessTerm.objects.exists()


def test_term_without_source_or_with_nonsense_is_refused(admin, market):
    with pytest.raises(DomainError, match="number of days"):
        set_days(admin, market, "soon")
    with pytest.raises(DomainError, match="where this is written"):
        terms.save_term(
            actor=admin,
            marketplace=market,
            kind=CaseKind.INFRINGEMENT,
            code="screenshot_days",
            value=4,
            source=" ",
            source_on=None,
        )
    with pytest.raises(DomainError, match="does not ask"):
        terms.save_term(
            actor=admin,
            marketplace=market,
            kind=CaseKind.PROMOTION,
            code="extract_days",
            value=4,
            source="x",
            source_on=None,
        )


def test_restored_term_has_its_source_and_date_again(admin, market):
    set_days(admin, market, 5)
    facts = {"kind": CaseKind.INFRINGEMENT.value, "code": "screenshot_days"}
    seq = newest_seq(revisions_of(market, "term", **facts))
    terms.reset_term(actor=admin, marketplace=market, **facts)

    terms.restore(actor=admin, marketplace=market, topic=topics.TERM, seq=seq, **facts)

    row = ReadinessTerm.objects.get()
    assert (row.value, row.source, row.source_on) == (5, "Our rules, § 3", date(2026, 10, 1))


def test_first_calendar_is_made_by_setting_the_hours(admin, market):
    keep_hours(admin, market)

    hours = working_hours_of(reload(market))
    assert (hours.opens_at, hours.closes_at) == (time(10), time(19))


def test_day_is_set_and_taken_back(admin, market):
    keep_hours(admin, market)
    market = reload(market)
    saturday = date(2026, 11, 28)

    terms.keep_day(actor=admin, marketplace=market, day=saturday, is_working=True, name="Sale")
    assert working_hours_of(reload(market)).works_on(saturday)

    terms.drop_day(actor=admin, marketplace=market, day=saturday)
    assert not working_hours_of(reload(market)).works_on(saturday)


def test_calendar_is_restored_with_its_days(admin, market):
    keep_hours(admin, market)
    market = reload(market)
    for day in (date(2026, 11, 28), date(2026, 11, 30)):
        terms.keep_day(actor=admin, marketplace=market, day=day, is_working=False, name="Move")
    seq = revisions_of(market.calendar, "calendar")[1].seq
    keep_hours(admin, reload(market), opens_at=time(8))

    terms.restore(actor=admin, marketplace=reload(market), topic=topics.CALENDAR, seq=seq)

    calendar = reload(market).calendar
    assert calendar.opens_at == time(10)
    assert [row.day for row in calendar.own_days.all()] == [date(2026, 11, 28)]


def test_single_day_needs_a_calendar_first(admin, market):
    with pytest.raises(DomainError, match="First say when"):
        terms.keep_day(actor=admin, marketplace=market, day=date(2026, 1, 1), is_working=True)


def test_calendar_that_others_count_by_is_not_changed_here(admin, market):
    keep_hours(admin, market)
    calendar = reload(market).calendar
    make_marketplace(calendar=calendar)

    with pytest.raises(DomainError, match="Marketplaces of others"):
        keep_hours(admin, reload(market), opens_at=time(8))


def reload(market):
    return type(market).objects.select_related("calendar").get(pk=market.pk)
