"""Runs every rule of the readiness check over one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from branddesk.accounts.models import Organisation
from branddesk.cases.models import Case
from branddesk.cases.readiness.answers import check_answers
from branddesk.cases.readiness.chain import check_chain
from branddesk.cases.readiness.files import check_files
from branddesk.cases.readiness.findings import Check, Readiness
from branddesk.cases.readiness.listings import check_listings
from branddesk.cases.readiness.material import Material, gather
from branddesk.cases.readiness.papers import check_papers
from branddesk.cases.readiness.right import check_right
from branddesk.cases.readiness.screenshots import check_screenshots
from branddesk.cases.readiness.wording import check_wording

RULES: tuple[Callable[[Material], Iterator[Check]], ...] = (
    check_answers,
    check_listings,
    check_right,
    check_chain,
    check_papers,
    check_screenshots,
    check_files,
    check_wording,
)


def check_case(case: Case, *, today: date, organisation: Organisation, as_received: bool = False) -> Readiness:
    """What an infringement case still needs on the day `today`, when `organisation` files it.

    With `as_received` only exhibits that were sent to the platform are looked at, so that its people may read it.
    The sentences are in the language that is active. At most 8 queries, however many listings and exhibits, while
    the case is a draft.
    """
    material = gather(case, today=today, organisation=organisation, as_received=as_received)
    overrules = {overrule.code: overrule for overrule in case.overrules.select_related("overruled_by")}
    found = [check for rule in RULES for check in rule(material)]
    return Readiness(
        [replace(check, overruled=overrules.get(check.code)) if check.level == "warning" else check for check in found]
    )
