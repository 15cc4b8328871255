"""The ladder at work: measuring cases, proposing a level up, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.ladder.measures import MOST, measure
from branddesk.cases.ladder.rules import AGAIN, BY_CODE, Findings, defaults, findings_of, sentences, thresholds_of
from branddesk.cases.models import Case, LadderProposal, LadderTerm
from branddesk.cases.models.case import UNDECIDED
from branddesk.cases.services.changing import lock, required
from branddesk.cases.services.handling import escalate_case
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Priority, Route, Side
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.revisions import check_seen, record_revision, revisions_of
from branddesk.stores.models import Marketplace

Outcome = LadderProposal.Outcome
HIGHEST = 1_000_000_000


def review_cases() -> int:
    """Look at every case that waits for the platform. Returns how many new proposals were made."""
    made, last = 0, 0
    while True:
        cases = list(_climbing().filter(pk__gt=last).order_by("pk")[:MOST])
        if not cases:
            break
        last = cases[-1].pk
        made += _review(cases)
    _lapse(LadderProposal.objects.filter(settled_at=None).exclude(case__in=_climbing().values("pk")))
    return made


def review_case(*, case: Case) -> int:
    """The same for one case, so that its page shows what is so now."""
    found = list(_climbing().filter(pk=case.pk))
    if not found:
        return _lapse(case.ladder_proposals.filter(settled_at=None)) * 0
    return _review(found)


@transaction.atomic
def escalate_as_proposed(*, actor: User, proposal: LadderProposal, reason: str = "") -> Case:
    """Put the case up as the desk proposed; with its reasons, or the person's own. Twice changes nothing."""
    case = lock(proposal.case)
    proposal = LadderProposal.objects.select_for_update().get(pk=proposal.pk)
    _check_side(actor, case, proposal)
    if proposal.outcome == Outcome.ESCALATED:
        return case
    _check_stands(proposal)
    why = reason.strip() or " ".join(sentences(proposal.findings))
    case = escalate_case(actor=actor, case=case, level=proposal.level, reason=why)
    for each in LadderProposal.objects.filter(case=case, settled_at=None):
        _settle(each, Outcome.ESCALATED, actor)
    return case


@transaction.atomic
def dismiss_proposal(*, actor: User, proposal: LadderProposal, reason: str) -> LadderProposal:
    """Leave the case where it is. The reason stays in the journal; the same reasons are not brought up for a while."""
    case = lock(proposal.case)
    proposal = LadderProposal.objects.select_for_update().get(pk=proposal.pk)
    _check_side(actor, case, proposal)
    if proposal.outcome == Outcome.DISMISSED:
        return proposal
    _check_stands(proposal)
    permissions.check_can(actor, "escalate", case)
    reason = required(reason, _("Say why the case stays where it is. Your colleagues read the reason."))[:500]

    _settle(proposal, Outcome.DISMISSED, actor)
    journal.record(
        actor,
        "case.ladder-dismissed",
        case,
        private={"reason": reason},
        side=proposal.side,
        level=proposal.level,
        rules=sorted(proposal.findings),
    )
    events.side_changed.send(sender=Case, case=case, actor=actor, side=proposal.side)
    return proposal


@transaction.atomic
def save_thresholds(
    *, actor: User, marketplace: Marketplace, values: Mapping[str, int], seen: int | None = None
) -> None:
    """Set from where each rule proposes. What equals the desk's own default needs no row."""
    permissions.check_can_administer(actor, marketplace)
    marketplace = Marketplace.objects.select_for_update(of=("self",)).get(pk=marketplace.pk)
    shipped = defaults()
    if values.keys() != shipped.keys() or any(not 0 <= value <= HIGHEST for value in values.values()):
        raise DomainError(_("Each threshold is a whole number from 0 up."))
    if values["priority"] > max(Priority):
        raise DomainError(_("The priority is a number from 1 to 4; 0 switches the rule off."))
    check_seen(actor, revisions_of(marketplace, "ladder"), seen, {code: rule.label for code, rule in BY_CODE.items()})
    before = thresholds_of(marketplace)

    LadderTerm.objects.filter(marketplace=marketplace).delete()
    LadderTerm.objects.bulk_create(
        LadderTerm(marketplace=marketplace, code=code, value=value)
        for code, value in values.items()
        if value != shipped[code]
    )
    after = thresholds_of(marketplace)
    if before != after:
        record_revision(actor, "ladder.set", marketplace, before=before, after=after)


def _climbing() -> QuerySet[Case]:
    """Cases that may go up: filed, undecided, the platform's turn, below the last level."""
    rows = Case.objects.filter(
        status__in=UNDECIDED, turn=Side.PLATFORM, level__lt=EscalationLevel.LEGAL, submitted_at__isnull=False
    )
    return rows.select_related("brand", "marketplace__calendar")


def _review(cases: Sequence[Case]) -> int:
    measured = measure(cases)
    thresholds: dict[int, dict[str, int]] = {}
    standing: dict[tuple[int, str], LadderProposal] = {}
    dismissed: dict[tuple[int, str], list[LadderProposal]] = {}
    keys = [case.pk for case in cases]
    for row in LadderProposal.objects.filter(case__in=keys, settled_at=None):
        standing[row.case_id, row.side] = row
    for row in LadderProposal.objects.filter(case__in=keys, outcome=Outcome.DISMISSED):
        dismissed.setdefault((row.case_id, row.side), []).append(row)
    made = 0
    for case in cases:
        if case.marketplace_id not in thresholds:
            thresholds[case.marketplace_id] = thresholds_of(case.marketplace)
        limits = thresholds[case.marketplace_id]
        findings = findings_of(case, measured[case.pk], limits)
        for side in sides_of(case):
            kept = standing.get((case.pk, side))
            quiet = _is_quiet(case, findings, dismissed.get((case.pk, side), ()), limits[AGAIN])
            made += _propose(case, side, findings, kept, is_quiet=quiet)
    return made


def sides_of(case: Case) -> list[Side]:
    """Who is told: the brand, and the platform where it reads this desk."""
    return [Side.BRAND, Side.PLATFORM] if case.marketplace.route == Route.DESK else [Side.BRAND]


def _is_quiet(case: Case, findings: Findings, dismissed: Collection[LadderProposal], days: int) -> bool:
    """Whether somebody set these very reasons aside a short while ago."""
    until = clock.now() - timedelta(days=days)
    return any(
        row.level == case.level + 1
        and row.settled_at is not None
        and row.settled_at > until
        and findings.keys() <= row.findings.keys()
        for row in dismissed
    )


def _propose(case: Case, side: Side, findings: Findings, kept: LadderProposal | None, *, is_quiet: bool) -> bool:
    """Let the standing proposal of the side be what the findings say. True where a new one was made."""
    level = case.level + 1
    if kept is not None and (not findings or kept.level != level):
        _lapse(LadderProposal.objects.filter(pk=kept.pk))
        kept = None
    if not findings or is_quiet:
        return False
    if kept is not None:
        if kept.findings != findings:
            LadderProposal.objects.filter(pk=kept.pk, settled_at=None).update(findings=findings, updated_at=clock.now())
        return False
    _row, is_new = LadderProposal.objects.get_or_create(
        case=case, side=side, settled_at=None, defaults={"level": level, "findings": findings}
    )
    return is_new


def _lapse(rows: QuerySet[LadderProposal]) -> int:
    now = clock.now()
    return rows.filter(settled_at=None).update(outcome=Outcome.LAPSED, settled_at=now, updated_at=now)


def _settle(proposal: LadderProposal, outcome: Outcome, actor: User) -> None:
    proposal.outcome, proposal.settled_at, proposal.settled_by = outcome, clock.now(), actor
    proposal.save(update_fields=["outcome", "settled_at", "settled_by"])


def _check_side(actor: User, case: Case, proposal: LadderProposal) -> None:
    if permissions.side_of(actor, case) != proposal.side:
        raise WrongStatus(_("This proposal is for the other side."))


def _check_stands(proposal: LadderProposal) -> None:
    if proposal.settled_at is not None:
        raise WrongStatus(_("This proposal no longer stands. Load the page again."))
