"""The demo world: three brands, eighteen people and two years of cases, lived through the services.

The same seed on the same day gives the same world; only the unguessable keys differ.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import groupby

from django.db import transaction
from django.db.models import F

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.selectors import demo_people
from branddesk.brands.services import warn_of_ending_papers
from branddesk.cases.services import at_once, estimate_waits, ladder
from branddesk.cases.services.follow_ups import remind_of_follow_ups
from branddesk.core import clock
from branddesk.demo import chat, contacts, mail, phone, talks, voices, wecom
from branddesk.demo.administration import change_terms, set_terms
from branddesk.demo.cast import Cast, make_cast
from branddesk.demo.library import write_library
from branddesk.demo.papers import make_houses
from branddesk.demo.plan import YEARS, plan
from branddesk.demo.rhythm import moment_of
from branddesk.demo.story import CaseStory, Moments, Stage
from branddesk.notices.models import Notice

CASES = 400
FOUNDED = YEARS + 6
"""Days ago the desk was set up."""
STAGES = 10
"""So often one is told how far the cases have come."""
CHANGED = 120
"""Days ago the administrator changed some terms."""


def is_empty() -> bool:
    return not Organisation.objects.exists()


def people() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """By organisation: name, role and e-mail of everyone in the demo."""
    for name, group in groupby(demo_people(), key=lambda person: person.organisation.name):
        yield name, [(person.name, str(Role(person.role).label), person.email) for person in group]


def build_world(seed: int = 1, *, cases: int = CASES, say: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty database. Raises ValueError when it is not empty, so that nothing of anyone's is mixed with it."""
    if not is_empty():
        raise ValueError("The database is not empty; the demo world is only built into an empty one.")
    now, today = clock.now(), clock.today()
    say("people, brands, papers and articles")
    with transaction.atomic(), clock.at(now - timedelta(days=FOUNDED)):
        cast = make_cast()
    with transaction.atomic(), clock.at(moment_of(cast["belova"], today - timedelta(days=FOUNDED - 1), 10)):
        set_terms(cast, today)
        stage = Stage(cast, make_houses(cast, today), now)
        write_library(cast["belova"])
        contacts.furnish(cast, today)
    _live(stage, seed, today, cases, say)
    say("mail, calls and chats")
    with transaction.atomic(), at_once():
        mail.furnish(stage.cast)
        wecom.furnish(stage.cast)
        phone.furnish(stage.cast, seed)
        chat.furnish(stage.cast)
    say("stores and customers' voices")
    voices.furnish(stage.cast, now)
    with transaction.atomic(), at_once():
        talks.furnish()
    say("reminders and estimates")
    warn_of_ending_papers()
    remind_of_follow_ups()
    estimate_waits()
    ladder.review_cases()
    Notice.objects.filter(created_at__lt=now - timedelta(days=2)).update(read_at=F("created_at"))


def _live(stage: Stage, seed: int, today: date, cases: int, say: Callable[[str], None]) -> None:
    """Let every story go on when its moment has come, all of them in the order of time, up to now."""
    plots = plan(random.Random(f"{seed} plots"), today, cases)  # noqa: S311  a story needs repeatable dice, not secret ones
    stories: list[Moments] = [_changes(stage.cast, today)]
    for number, plot in enumerate(plots):
        dice = random.Random(f"{seed} {number}")  # noqa: S311  as above
        stories.append(CaseStory(dice, stage, plot).live())
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    heapify(waiting)
    opened: set[int] = set()
    while waiting:
        moment, number = heappop(waiting)
        if moment > stage.now:
            break
        if number and number not in opened:
            opened.add(number)
            if len(opened) % max(1, len(plots) // STAGES) == 0:
                say(f"cases up to {moment:%B %Y}: {len(opened)} of {len(plots)}")
        with transaction.atomic(savepoint=False), at_once(), clock.at(moment):
            following = next(stories[number], None)
        if following is not None:
            heappush(waiting, (following, number))


def _changes(cast: Cast, today: date) -> Iterator[datetime]:
    """What the administrator changed on the way."""
    yield moment_of(cast["belova"], today - timedelta(days=CHANGED), 11)
    change_terms(cast, today)
