"""Telling people on other ways than the page: planned from their choices, together where several are due.

Nothing of this stands in the way of the change that somebody is told of: a sweep follows some seconds later. Whoever
has read a notice on the page by then is not told of it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from branddesk.accounts.models import User
from branddesk.core import clock
from branddesk.notices import quiet, texts, ways
from branddesk.notices.models import Choice, Hours, Mode, Notice, Telling

BATCH = 500
TOO_OLD = timedelta(days=1)
"""What happened longer ago is read on the page only, so that a desk that stood still tells nobody old news."""
GRACE = timedelta(seconds=30)
"""In which whoever has the desk open reads a notice there."""
MOST_AT_ONCE = 50
"""Notices in one message."""


@transaction.atomic
def plan() -> int:
    """See for the newest notices who is to be told on which way and when. Returns how many notices were looked at."""
    waiting = Notice.objects.filter(waits=True)
    waiting.filter(created_at__lt=clock.now() - TOO_OLD).order_by().update(waits=False)
    notices = list(
        waiting.select_for_update(skip_locked=True, of=("self",)).select_related("person").order_by("pk")[:BATCH]
    )
    people = {notice.person_id: notice.person for notice in notices}
    addresses = {way.key: way.addresses(people.values()) for way in ways.all_ways()}
    chosen = _choices_of(people)
    hours = {row.person_id: row for row in Hours.objects.filter(person__in=people)}

    tellings = []
    for notice in notices:
        kind = texts.kind_of(notice.code)
        for way in ways.all_ways():
            mode = chosen.get((notice.person_id, kind, way.key), way.usual.get(kind, Mode.OFF))
            if mode != Mode.OFF and notice.person_id in addresses[way.key] and notice.person.is_active:
                due_at = _due(notice, Mode(mode), hours.get(notice.person_id) or Hours(person=notice.person))
                tellings.append(Telling(notice=notice, way=way.key, due_at=due_at))
    Telling.objects.bulk_create(tellings, ignore_conflicts=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).order_by().update(waits=False)
    return len(notices)


def tell_due() -> int:
    """Tell everybody what is due for them, one message a person and way. Returns how many messages were written."""
    due = Telling.objects.filter(told_at=None, due_at__lte=clock.now()).order_by()
    pairs = due.values_list("notice__person", "way").distinct()[:BATCH]
    return sum(_tell(person, way) for person, way in pairs)


@transaction.atomic
def _tell(person_id: int, way_key: str) -> bool:
    rows = Telling.objects.filter(told_at=None, due_at__lte=clock.now(), notice__person=person_id, way=way_key)
    tellings = list(
        rows.select_for_update(skip_locked=True, of=("self",)).select_related("notice").order_by("pk")[:MOST_AT_ONCE]
    )
    if not tellings:
        return False
    person = User.objects.select_related("organisation").get(pk=person_id)
    unread = [telling.notice for telling in tellings if telling.notice.read_at is None]
    Telling.objects.filter(pk__in=[telling.pk for telling in tellings]).update(told_at=clock.now())
    way = ways.find(way_key)
    if way is None or not unread or not person.is_active:
        return False
    address = way.addresses([person]).get(person.pk, "")
    if not address:
        return False
    with translation.override(person.language), timezone.override(person.time_zone):
        way.owe(person, address, f"notices:{way_key}:{tellings[0].pk}", unread)
    return True


def _choices_of(people: Collection[int]) -> dict[tuple[int, str, str], str]:
    rows: Iterable[Choice] = Choice.objects.filter(person__in=people)
    return {(row.person_id, row.kind, row.way): row.mode for row in rows}


def _due(notice: Notice, mode: Mode, hours: Hours) -> datetime:
    zone = ZoneInfo(notice.person.time_zone)
    if mode == Mode.DIGEST:
        return quiet.next_at(hours.digest_at, notice.created_at, zone)
    return quiet.after_quiet(notice.created_at + GRACE, hours, zone)
