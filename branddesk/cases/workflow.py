"""The life of a case: one table of moves, who may make them, and whose turn follows.

A case's status is never set by hand: it follows from its submissions (`status_of`), except for
draft (nothing was filed yet) and closed (a person ended it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branddesk.core.enums import Reason, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, WrongStatus

S = SubmissionStatus

DECIDED = frozenset({S.GRANTED, S.PARTLY, S.REFUSED})
WITH_PLATFORM = frozenset({S.SUBMITTED, S.IN_REVIEW, S.REOPENED})
WITH_BRAND = frozenset({S.PREPARED, S.WAITING})
CASE_DECIDED = frozenset({Status.GRANTED, Status.PARTLY, Status.REFUSED})

GRANTING_REASONS = (
    Reason.COUNTERFEIT,
    Reason.NO_PERMISSION,
    Reason.SIMILAR_SIGN,
    Reason.COPIED_CONTENT,
    Reason.LISTING_GONE,
)
REFUSING_REASONS = (Reason.NO_VIOLATION, Reason.SELLER_PERMITTED, Reason.WRONG_CLASS, Reason.OWN_SKU_UNKNOWN)
ASKING_REASONS = (Reason.PROOF_INSUFFICIENT, Reason.PAPER_EXPIRED, Reason.SCREENSHOT_UNCLEAR)

REASONS_OF: dict[SubmissionStatus, tuple[Reason, ...]] = {
    S.GRANTED: GRANTING_REASONS,
    S.PARTLY: GRANTING_REASONS + REFUSING_REASONS,
    S.REFUSED: REFUSING_REASONS + ASKING_REASONS,
    S.WAITING: (*ASKING_REASONS, Reason.OWN_SKU_UNKNOWN),
    S.IN_REVIEW: (),
}
"""The reasons that go with an outcome."""


@dataclass(frozen=True)
class Move:
    """A permitted change of one submission: from where, to where, made by which side."""

    name: str
    start: frozenset[SubmissionStatus]
    end: SubmissionStatus
    by: Side
    """Who decides it. Where the platform answers elsewhere, a brand's person records its answer."""
    clock: str
    """What happens to the platform's clock: starts, pauses, resumes, stops, or none."""


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("file", frozenset({S.PREPARED}), S.SUBMITTED, Side.BRAND, "starts"),
        Move("take", frozenset({S.SUBMITTED, S.REOPENED}), S.IN_REVIEW, Side.PLATFORM, "none"),
        Move("ask", WITH_PLATFORM, S.WAITING, Side.PLATFORM, "pauses"),
        Move("answer", frozenset({S.WAITING}), S.IN_REVIEW, Side.BRAND, "resumes"),
        Move("refile", frozenset({S.WAITING, S.REFUSED, S.PARTLY}), S.PREPARED, Side.BRAND, "none"),
        Move("grant", WITH_PLATFORM, S.GRANTED, Side.PLATFORM, "stops"),
        Move("grant_in_part", WITH_PLATFORM, S.PARTLY, Side.PLATFORM, "stops"),
        Move("refuse", WITH_PLATFORM, S.REFUSED, Side.PLATFORM, "stops"),
        Move("reopen", frozenset({S.REFUSED, S.PARTLY}), S.REOPENED, Side.BRAND, "starts"),
        Move("withdraw", WITH_PLATFORM | WITH_BRAND, S.WITHDRAWN, Side.BRAND, "stops"),
    )
}


def check(name: str, status: SubmissionStatus | str) -> SubmissionStatus:
    """The status after the move `name`; raises `WrongStatus` when it may not start at `status`."""
    move = MOVES[name]
    if status not in move.start:
        raise WrongStatus(
            _("This is not possible while the submission stands at “%(status)s”.") % {"status": S(status).label}
        )
    return move.end


def check_reason(outcome: SubmissionStatus | str, reason: str) -> None:
    """Refuse a reason that does not go with the outcome."""
    if reason not in REASONS_OF[S(outcome)]:
        raise DomainError(_("This reason does not go with the outcome. Choose one of its own."))


def status_of(
    statuses: Iterable[SubmissionStatus | str], *, closed: bool = False, filed_before: bool = False
) -> Status:
    """The case's status, read off its submissions; see `docs/architecture.md`, the life of a case.

    `filed_before`: something was filed once, so the case can no longer be a draft, even when all of it is to be
    filed again. A case of which everything was withdrawn is closed.
    """
    every = [S(s) for s in statuses]
    standing = [s for s in every if s != S.WITHDRAWN]
    if closed or (every and not standing):
        return Status.CLOSED
    filed = [s for s in standing if s != S.PREPARED]
    if not filed:
        return Status.WAITING if filed_before else Status.DRAFT
    if S.WAITING in filed or (len(filed) < len(standing) and not set(filed) & WITH_PLATFORM):
        return Status.WAITING
    if S.REOPENED in filed:
        return Status.REOPENED
    if S.IN_REVIEW in filed or (S.SUBMITTED in filed and set(filed) & DECIDED):
        return Status.IN_REVIEW
    if S.SUBMITTED in filed:
        return Status.SUBMITTED
    if set(filed) == {S.GRANTED}:
        return Status.GRANTED
    return Status.REFUSED if set(filed) == {S.REFUSED} else Status.PARTLY


def turn_of(statuses: Iterable[SubmissionStatus | str], *, closed: bool = False) -> Side:
    """Whose turn it is: the brand's while something of it is asked or unfiled, else the platform's while it decides."""
    every = {S(s) for s in statuses}
    standing = every - {S.WITHDRAWN}
    if closed or (every and not standing):
        return Side.NONE
    if standing & WITH_BRAND or not standing:
        return Side.BRAND
    return Side.PLATFORM if standing & WITH_PLATFORM else Side.NONE


def moves_for(route: Route | str, side: Side | str) -> frozenset[str]:
    """Names of the moves that people of `side` may make or, by cabinet, record."""
    if route == Route.CABINET:
        return frozenset(MOVES) if side == Side.BRAND else frozenset()
    return frozenset(name for name, move in MOVES.items() if move.by == side and name != "refile")
