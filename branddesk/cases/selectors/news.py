"""What opening the page of a case has to settle first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.prefetched import Rarities, note_rarities
from branddesk.core import clock

# Written out: it is asked at every opening of a case, and Django takes longer to write it than the database to answer.
# `NOT sku = ''` names the index of the listings that have one.
QUESTION = """
SELECT
    EXISTS (SELECT 1 FROM cases_message WHERE case_id = c.id AND leaves_at <= %(now)s),
    EXISTS (SELECT 1 FROM notices_notice WHERE person_id = %(reader)s AND read_at IS NULL AND url = %(url)s),
    EXISTS (SELECT 1 FROM cases_writing WHERE case_id = c.id),
    EXISTS (SELECT 1 FROM cases_phonelink WHERE case_id = c.id),
    EXISTS (SELECT 1 FROM cases_followup WHERE case_id = c.id AND done_at IS NULL AND dropped_at IS NULL),
    EXISTS (SELECT 1 FROM cases_overrule WHERE case_id = c.id),
    EXISTS (
        SELECT 1 FROM cases_offendinglisting own
        JOIN cases_offendinglisting other ON other.sku = own.sku AND other.case_id <> own.case_id
        JOIN cases_case namesake ON namesake.id = other.case_id
        WHERE own.case_id = c.id AND NOT own.sku = '' AND NOT other.sku = ''
        AND namesake.brand_id = c.brand_id AND namesake.marketplace_id = c.marketplace_id
    ),
    EXISTS (SELECT 1 FROM cases_watcher WHERE case_id = c.id),
    EXISTS (SELECT 1 FROM cases_casetag WHERE case_id = c.id),
    EXISTS (SELECT 1 FROM cases_caselink WHERE case_id = c.id),
    EXISTS (SELECT 1 FROM cases_caselink WHERE other_id = c.id),
    EXISTS (SELECT 1 FROM cases_case WHERE merged_into_id = c.id)
FROM cases_case c WHERE c.id = %(case)s
"""


@dataclass(frozen=True)
class News:
    is_due: bool
    """Something that was held should have left."""
    is_unread: bool
    """The reader was told of something here and has not read it."""


def news_of(case: Case, reader: User, url: str) -> News:
    """One query, which also notes what the page need not ask for. `url` is where notices of the case lead."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, {"now": now, "reader": reader.pk, "url": url, "case": case.pk})
        is_due, is_unread, *rare = map(bool, cursor.fetchone())
    note_rarities(case, Rarities(*rare))
    return News(is_due, is_unread)
