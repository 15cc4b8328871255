"""The life of a case: one table of moves, who may make them, and whose turn follows.

A case's status is never set by hand: it follows from its submissions (`status_of`), except for
draft (nothing was filed yet) and closed (a person ended it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branddesk.core.enums import EscalationLevel, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import WrongStatus

S = SubmissionStatus

DECIDED = frozenset({S.GRANTED, S.PARTLY, S.REFUSED})
WITH_PLATFORM = frozenset({S.SUBMITTED, S.IN_REVIEW, S.REOPENED})
WITH_BRAND = frozenset({S.PREPARED, S.WAITING})
CASE_DECIDED = frozenset({Status.GRANTED, Status.PARTLY, Status.REFUSED})


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


ANY_OPEN = frozenset(Status) - {Status.CLOSED}
FILED = ANY_OPEN - {Status.DRAFT}


@dataclass(frozen=True)
class CaseMove:
    """A permitted change of the case as a whole, beside what its submissions do."""

    name: str
    start: frozenset[Status]
    by: frozenset[Side]
    clock: str
    """What happens to the platform's clock: restarts (the first answer is owed anew), changes, stops, or none."""
    levels: frozenset[EscalationLevel] = frozenset(EscalationLevel)
    """The levels from which it starts."""
    end: EscalationLevel | None = None
    """The level to which it leads; None: the level stays."""


_L = EscalationLevel
_EITHER = frozenset({Side.BRAND, Side.PLATFORM})

CASE_MOVES: dict[str, CaseMove] = {
    move.name: move
    for move in (
        CaseMove("prioritise", ANY_OPEN, _EITHER, "changes"),
        CaseMove("to_manager", FILED, _EITHER, "restarts", frozenset({_L.SUPPORT}), _L.ACCOUNT_MANAGER),
        CaseMove("to_legal", FILED, _EITHER, "restarts", frozenset({_L.SUPPORT, _L.ACCOUNT_MANAGER}), _L.LEGAL),
        CaseMove("back_to_manager", FILED, _EITHER, "none", frozenset({_L.LEGAL}), _L.ACCOUNT_MANAGER),
        CaseMove("back_to_support", FILED, _EITHER, "none", frozenset({_L.ACCOUNT_MANAGER, _L.LEGAL}), _L.SUPPORT),
        CaseMove("merge", ANY_OPEN, _EITHER, "stops"),
        CaseMove("unmerge", frozenset({Status.CLOSED}), _EITHER, "none"),
        CaseMove("close", CASE_DECIDED, frozenset({Side.BRAND}), "stops"),
        CaseMove("unclose", frozenset({Status.CLOSED}), frozenset({Side.BRAND}), "none"),
    )
}


def check_case(name: str, status: Status | str, level: int = EscalationLevel.SUPPORT) -> EscalationLevel:
    """The level after the case's move `name`; raises `WrongStatus` when it may not start at this status and level."""
    move = CASE_MOVES[name]
    if status not in move.start:
        raise WrongStatus(
            _("This is not possible while the case stands at “%(status)s”.") % {"status": Status(status).label}
        )
    if level not in move.levels:
        raise WrongStatus(_("The case is already at “%(level)s”.") % {"level": EscalationLevel(level).label})
    return EscalationLevel(level) if move.end is None else move.end


def level_move(level: int, to: int) -> str:
    """The name of the move that leads from one escalation level to another."""
    for move in CASE_MOVES.values():
        if move.end == to and level in move.levels:
            return move.name
    raise WrongStatus(_("The case is already at “%(level)s”.") % {"level": EscalationLevel(level).label})


def levels_above(level: int) -> list[EscalationLevel]:
    return [other for other in EscalationLevel if other > level]


def levels_below(level: int) -> list[EscalationLevel]:
    return [other for other in EscalationLevel if other < level]


def check(name: str, status: SubmissionStatus | str) -> SubmissionStatus:
    """The status after the move `name`; raises `WrongStatus` when it may not start at `status`."""
    move = MOVES[name]
    if status not in move.start:
        raise WrongStatus(
            _("This is not possible while the submission stands at “%(status)s”.") % {"status": S(status).label}
        )
    return move.end


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
