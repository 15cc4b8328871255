"""Runs every rule of the readiness check over one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from branddesk.accounts.models import Organisation
from branddesk.cases.models import Case
from branddesk.cases.prefetched import rarities_of
from branddesk.cases.readiness.answers import check_answers
from branddesk.cases.readiness.chain import check_chain
from branddesk.cases.readiness.details import check_details
from branddesk.cases.readiness.documents import check_documents
from branddesk.cases.readiness.evidence import check_evidence
from branddesk.cases.readiness.files import check_files
from branddesk.cases.readiness.findings import Check, Readiness
from branddesk.cases.readiness.listings import check_listings
from branddesk.cases.readiness.material import Material, gather
from branddesk.cases.readiness.papers import check_papers
from branddesk.cases.readiness.right import check_named_right, check_right
from branddesk.cases.readiness.screenshots import check_screenshots
from branddesk.cases.readiness.wording import check_wording

Rule = Callable[[Material], Iterator[Check]]

OF_LISTINGS: tuple[Rule, ...] = (
    check_answers,
    check_listings,
    check_right,
    check_chain,
    check_papers,
    check_screenshots,
    check_files,
    check_wording,
)
OF_MATTERS: tuple[Rule, ...] = (
    check_answers,
    check_details,
    check_documents,
    check_named_right,
    check_evidence,
    check_files,
    check_wording,
)


def check_case(case: Case, *, today: date, organisation: Organisation, as_received: bool = False) -> Readiness:
    """What a case of its kind still needs on the day `today`, when `organisation` files it.

    With `as_received` only exhibits that were sent to the platform are looked at, so that its people may read it.
    The sentences are in the language that is active. At most 9 queries, however many listings and exhibits, while
    the case is a draft.
    """
    material = gather(case, today=today, organisation=organisation, as_received=as_received)
    set_aside = case.overrules.select_related("overruled_by") if rarities_of(case).overrules else ()
    overrules = {overrule.code: overrule for overrule in set_aside}
    rules = OF_LISTINGS if material.kind.has_listings else OF_MATTERS
    found = [check for rule in rules for check in rule(material)]
    return Readiness(
        [replace(check, overruled=overrules.get(check.code)) if check.level == "warning" else check for check in found]
    )
