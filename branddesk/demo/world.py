"""The demo world: two brands, five people and a year of cases, lived through the services.

The same seed on the same day gives the same world; only the unguessable keys differ.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from branddesk.accounts.models import Organisation, Role, User
from branddesk.core import clock
from branddesk.core.enums import Route
from branddesk.demo.case_story import CaseStory
from branddesk.demo.cast import make_cast
from branddesk.notices.models import Notice

MOSCOW = ZoneInfo("Europe/Moscow")

# How each case ends, and how many of it: (fate, by desk, by cabinet).
FATES = (
    ("closed_granted", 12, 8),
    ("closed_partly", 3, 1),
    ("closed_refused", 3, 2),
    ("granted", 3, 1),
    ("partly", 2, 1),
    ("refused", 2, 1),
    ("reopened", 2, 0),
    ("review", 3, 2),
    ("waiting", 3, 2),
    ("submitted", 3, 1),
    ("prepared", 0, 2),
    ("draft", 2, 1),
)
FRESH = {"submitted", "prepared", "draft"}
RECENT = {"granted", "partly", "refused", "reopened", "review", "waiting", "submitted", "prepared", "draft"}


def is_empty() -> bool:
    return not Organisation.objects.exists()


def people() -> list[tuple[str, str, str]]:
    """Name, role with organisation, and e-mail of everyone in the demo."""
    rows = User.objects.filter(is_active=True).select_related("organisation").order_by("pk")
    return [(u.name, f"{Role(u.role).label}, {u.organisation}", u.email) for u in rows]


def build_world(seed: int = 1, *, say: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty database. Raises ValueError when it is not empty, so that nothing of anyone's is mixed with it."""
    if not is_empty():
        raise ValueError("The database is not empty; the demo world is only built into an empty one.")
    dice = random.Random(seed)  # noqa: S311  a story needs repeatable dice, not secret ones
    today = clock.today()
    with transaction.atomic(), clock.at(_moment(today - timedelta(days=400), 9)):
        cast = make_cast(today)
    plan = _plan(dice, today)
    for number, (opened_at, fate, route) in enumerate(plan, 1):
        with transaction.atomic():
            CaseStory(dice, cast, route).live(opened_at, fate)
        if number % 20 == 0:
            say(f"{number} of {len(plan)} cases")
    Notice.objects.filter(created_at__lt=clock.now() - timedelta(days=2)).update(read_at=F("created_at"))


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), MOSCOW)


def _plan(dice: random.Random, today: date) -> list[tuple[datetime, str, Route]]:
    """When each case is opened, how it ends and by which route, in the order of opening."""
    plan = []
    for fate, by_desk, by_cabinet in FATES:
        for route in [Route.DESK] * by_desk + [Route.CABINET] * by_cabinet:
            back = dice.randint(9, 13) if fate in RECENT else dice.randint(24, 360)
            if fate in FRESH:
                back = dice.randint(1, 3)
            elif fate == "waiting":
                back = dice.randint(3, 5)
            plan.append((_moment(today - timedelta(days=back), dice.randint(9, 16), dice.randint(0, 59)), fate, route))
    return sorted(plan, key=lambda row: row[0])
