"""Telling people on other ways than the page: when, how often, and in whose words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from branddesk.accounts.tests.factories import make_user
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.models import Outbound
from branddesk.notices import quiet, texts
from branddesk.notices.models import Choice, Hours, Mode, Notice, Telling
from branddesk.notices.services import change_choices, elsewhere, mark_read, notify
from branddesk.notices.texts import Kind

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
texts.register("test.turn", _("More is asked on %(number)s: %(subject)s"), Kind.TURN)


def choose(person, mode, kind=Kind.TURN):
    Choice.objects.update_or_create(person=person, kind=kind, way="mail", defaults={"mode": mode})


def tell(person, number="BD-1"):
    return notify(person=person, code="test.turn", url="/cases/BD-1/", number=number, subject="Cups")


def sweep(moment):
    with clock.at(moment):
        elsewhere.plan()
        return elsewhere.tell_due()


@pytest.fixture
def alice(db):
    return make_user(language="ru", time_zone="UTC", name="Алиса")


def test_who_wants_mail_at_once_gets_it_half_a_minute_later_in_their_language(alice, settings):
    choose(alice, Mode.AT_ONCE)
    with clock.at(NOON):
        notice = tell(alice)

    assert sweep(NOON + timedelta(seconds=20)) == 0
    assert sweep(NOON + timedelta(seconds=31)) == 1

    mail = Outbound.objects.get()
    assert (mail.to, mail.language) == (alice.email, "ru")
    assert "BD-1" in mail.subject
    assert f"{settings.SITE_URL}/notices/{notice.pk}/" in mail.text
    assert "/notices/choices/" in mail.payload["headers"]["List-Unsubscribe"]


def test_one_event_never_tells_twice(alice):
    choose(alice, Mode.AT_ONCE)
    with clock.at(NOON):
        tell(alice)

    for seconds in (31, 32, 600):
        sweep(NOON + timedelta(seconds=seconds))

    assert Outbound.objects.count() == 1


def test_what_was_read_on_the_page_meanwhile_is_not_told_again(alice):
    choose(alice, Mode.AT_ONCE)
    with clock.at(NOON):
        notice = tell(alice)
        mark_read(actor=alice, notice=notice)

    sweep(NOON + timedelta(minutes=1))

    assert not Outbound.objects.exists()
    assert Telling.objects.get().told_at is not None


def test_who_wants_a_summary_gets_one_mail_a_day_with_all_of_it(alice):
    with clock.at(NOON):
        for number in ("BD-1", "BD-2", "BD-3"):
            tell(alice, number)

    assert sweep(NOON + timedelta(hours=20)) == 0
    assert sweep(NOON + timedelta(hours=21, minutes=1)) == 1

    text = Outbound.objects.get().text
    assert all(number in text for number in ("BD-1", "BD-2", "BD-3"))


def test_what_happens_in_quiet_hours_is_told_together_when_they_end(alice):
    choose(alice, Mode.AT_ONCE)
    night = datetime(2026, 11, 23, 22, tzinfo=UTC)
    with clock.at(night):
        tell(alice, "BD-1")
        tell(alice, "BD-2")

    assert sweep(night + timedelta(hours=9)) == 0
    assert sweep(night + timedelta(hours=10, seconds=1)) == 1
    assert Outbound.objects.count() == 1


def test_who_wants_nothing_and_who_is_gone_are_not_told(alice):
    gone = make_user(is_active=True, time_zone="UTC")
    choose(alice, Mode.OFF)
    choose(gone, Mode.AT_ONCE)
    with clock.at(NOON):
        tell(alice)
        tell(gone)
    gone.is_active = False
    gone.save()

    sweep(NOON + timedelta(minutes=1))

    assert not Outbound.objects.exists()


def test_a_desk_that_stood_still_tells_nobody_old_news(alice):
    choose(alice, Mode.AT_ONCE)
    with clock.at(NOON):
        tell(alice)

    sweep(NOON + timedelta(days=2))

    assert not Telling.objects.exists()
    assert not Notice.objects.filter(waits=True).exists()


def test_half_of_the_quiet_hours_is_refused(alice):
    with pytest.raises(DomainError, match="beginning and an end"):
        change_choices(actor=alice, choices={}, quiet_from=time(21), quiet_until=None, digest_at=time(9))


@given(
    start=st.times(),
    end=st.times(),
    seconds=st.integers(0, 366 * 24 * 3600),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Moscow", "Europe/London"]),
)
def test_nobody_is_told_inside_their_quiet_hours(start, end, seconds, zone):
    place = ZoneInfo(zone)
    moment = NOON + timedelta(seconds=seconds)
    hours = Hours(quiet_from=start, quiet_until=end)

    told = quiet.after_quiet(moment, hours, place)

    assert moment <= told <= moment + timedelta(hours=26)
    now = told.astimezone(place).time()
    if start < end:
        assert not start <= now < end
    elif start > end:
        assert end <= now < start


def test_the_page_keeps_what_was_chosen(alice, client):
    client.force_login(alice)
    form = client.get("/notices/choices/").context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    data |= {
        "turn-mail": "at_once",
        "message-mail": "digest",
        "quiet_from": "",
        "quiet_until": "",
        "digest_at": "07:30",
    }

    assert client.post("/notices/choices/", data).status_code == 302

    hours = Hours.objects.get(person=alice)
    assert (hours.quiet_from, hours.quiet_until, hours.digest_at) == (None, None, time(7, 30))
    assert Choice.objects.get(person=alice, kind="turn", way="mail").mode == "at_once"
    assert 'value="at_once" selected' in client.get("/notices/choices/").content.decode()


def test_a_refused_choice_keeps_what_was_typed(alice, client):
    client.force_login(alice)
    form = client.get("/notices/choices/").context["form"]
    data = {field.html_name: field.value() or "" for field in form}

    answer = client.post("/notices/choices/", data | {"turn-mail": "by pigeon", "digest_at": "25:00"})

    assert answer.status_code == 422
    assert "25:00" in answer.content.decode()
