"""Asking the platform again: when it makes sense, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.cases.expectation import Outlook
from branddesk.cases.models import Case, FollowUp
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.stores.selectors import working_hours_of
from branddesk.web import formats

WITHOUT_ESTIMATE = 5
"""Working days until the desk proposes to ask again where it cannot say how long such cases take."""


@dataclass(frozen=True)
class Proposal:
    """The day on which to ask again, and why that day."""

    due_on: date
    reason: str


def proposal_for(case: Case, outlook: Outlook | None) -> Proposal:
    """The working day after the one by which 8 of 10 are answered; else some working days from now."""
    hours = working_hours_of(case.marketplace)
    today = hours.today(clock.now())
    if outlook is not None and outlook.ask_on is not None:
        late = outlook.ask_on < today
        return Proposal(
            hours.next_working_day(max(outlook.ask_on, today)),
            _("8 of 10 such cases were answered sooner than this one.")
            if late
            else _("By then 8 of 10 such cases are answered."),
        )
    day = today
    for _working_day in range(WITHOUT_ESTIMATE):
        day = hours.next_working_day(day)
    return Proposal(
        day,
        _("Such cases differ too much to name a day; five working days is a fair pause.")
        if outlook is not None
        else _("There are too few cases to say how long it takes; five working days is a fair pause."),
    )


def snoozed(case: Case, until: str) -> date | None:
    """The working day that “tomorrow” or “next week” means; None for other words."""
    hours = working_hours_of(case.marketplace)
    today = hours.today(clock.now())
    match until:
        case "tomorrow":
            return hours.next_working_day(today)
        case "week":
            return hours.working_day_from(today + timedelta(days=7))
        case _:
            return None


def language_of(follow_up: FollowUp) -> str:
    """The language in which to ask: the chosen one, else the platform's."""
    return follow_up.language or follow_up.case.marketplace.language


def text_of(follow_up: FollowUp) -> str:
    """What is asked: the words somebody wrote, else those prepared from the case as it stands."""
    return follow_up.text or prepared_text(follow_up.case, language_of(follow_up))


def prepared_text(case: Case, language: str) -> str:
    """A polite question about the case, in any of the desk's languages, with its facts and the platform's dates."""
    if language not in Language:
        language = Language.ENGLISH
    with translation.override(language), timezone.override(case.marketplace.time_zone):
        submitted = case.submitted_at or case.created_at
        facts = {
            "number": case.number,
            "subject": case.subject or case.number,
            "day": formats.full_day(submitted),
            "waits": (clock.now() - submitted).days + 1,
            "status": case.get_status_display(),
        }
        lines = [
            _("Hello!"),
            _(
                "On %(day)s we sent you case %(number)s, “%(subject)s”. Today is day %(waits)s, and it stands at "
                "“%(status)s”."
            )
            % facts,
            _("Could you tell us how far it is, and whether you need anything more from us?"),
            _("Thank you."),
        ]
        return "\n\n".join(lines)
