from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from branddesk.core import clock

NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


def test_time_is_aware_and_passes():
    first, second = clock.now(), clock.now()

    assert first.tzinfo is UTC
    assert first <= second < first + timedelta(seconds=5)


def test_time_stands_still_inside_a_pinned_moment_and_runs_on_after_it():
    with clock.at(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        assert clock.today() == date(2025, 1, 1)
        with clock.at(NEW_YEAR + timedelta(days=1)):
            assert clock.today() == date(2025, 1, 2)
        assert clock.now() == NEW_YEAR

    assert clock.now() > NEW_YEAR


def test_time_runs_on_after_an_error_in_a_pinned_moment():
    with pytest.raises(RuntimeError), clock.at(NEW_YEAR):
        raise RuntimeError

    assert clock.now() > NEW_YEAR


def test_pinned_moment_needs_a_time_zone():
    with pytest.raises(ValueError, match="aware"), clock.at(NEW_YEAR.replace(tzinfo=None)):
        pass


def test_pinned_moment_may_come_from_any_zone():
    moscow = timezone(timedelta(hours=3))

    with clock.at(datetime(2025, 1, 1, 2, tzinfo=moscow)):
        assert clock.now() == NEW_YEAR - timedelta(hours=1)
        assert clock.today() == date(2024, 12, 31)
