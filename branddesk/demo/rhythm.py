"""When people of the demo do something: in the working hours of their place, after waits that vary."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from branddesk.accounts.models import User
from branddesk.core.enums import CaseKind, Priority, Route
from branddesk.demo.cast import HOLIDAYS
from branddesk.foundation.calendars.hours import Hours

MOSCOW = Hours("RU", "Europe/Moscow")
DAY_HOURS = 9

FIRST_ANSWER, DECISION = 2 * DAY_HOURS, 5 * DAY_HOURS
"""Medians on the desk, in working hours since the submission, at an ordinary case."""
SPREAD = 0.62
PACE = {
    CaseKind.INFRINGEMENT: 1.0,
    CaseKind.QUALITY: 1.15,
    CaseKind.COMPLAINT: 0.7,
    CaseKind.PROMOTION: 0.55,
    CaseKind.CONTENT: 0.9,
    CaseKind.ACCOUNT: 0.8,
    CaseKind.OTHER: 0.75,
}
"""How much longer or shorter the platform takes, by what the case is about."""
HURRY = {Priority.LOW: 1.5, Priority.NORMAL: 1.0, Priority.HIGH: 0.6, Priority.URGENT: 0.35}
IN_A_CABINET = 1.7
"""Who answers elsewhere takes longer."""


def hours_of(person: User) -> Hours:
    return Hours(HOLIDAYS[person.time_zone], person.time_zone)


def moment_of(person: User, day: date, hour: float) -> datetime:
    """That time of the person's day, on the last day up to `day` on which they worked."""
    hours = hours_of(person)
    while not hours.works_on(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(), ZoneInfo(person.time_zone)) + timedelta(hours=hour)


def later(person: User, moment: datetime, hours: float) -> datetime:
    """When the person has worked so many hours since."""
    return hours_of(person).add_working_time(moment, max(hours, 0.02)).replace(microsecond=0)


def waits(dice: random.Random, kind: CaseKind, route: Route, priority: Priority) -> tuple[float, float]:
    """Working hours of the platform to its first word and to its decision, both since the submission."""
    pace = PACE[kind] * HURRY[priority] * (IN_A_CABINET if route == Route.CABINET else 1)
    first = pace * FIRST_ANSWER * dice.lognormvariate(0, SPREAD)
    decision = pace * DECISION * dice.lognormvariate(0, SPREAD)
    return min(first, decision), decision
