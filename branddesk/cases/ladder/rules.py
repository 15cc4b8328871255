"""The rules of the ladder: what each measures, from which value it proposes, and how it says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branddesk.cases.models import Case, LadderTerm
from branddesk.core.enums import Currency, EscalationLevel, Priority
from branddesk.stores.models import Marketplace
from branddesk.web import formats

Findings = dict[str, int]
"""What was measured, by the code of each rule that proposes."""

FIRST = frozenset({EscalationLevel.SUPPORT})
ANY = frozenset({EscalationLevel.SUPPORT, EscalationLevel.ACCOUNT_MANAGER})


@dataclass(frozen=True)
class Rule:
    """`value` is what a threshold is compared with; 0 as a threshold switches the rule off."""

    code: str
    label: Promise
    help: Promise
    default: int
    levels: frozenset[EscalationLevel]
    """From which levels it proposes the next one. What a case is from its first day proposes only the first step."""
    say: Callable[[int], str]


def _unanswered(days: int) -> str:
    return ngettext(
        "The platform has not answered for %(n)d working day.",
        "The platform has not answered for %(n)d working days.",
        days,
    ) % {"n": days}


def _silent(days: int) -> str:
    return ngettext(
        "The platform has said nothing more for %(n)d working day.",
        "The platform has said nothing more for %(n)d working days.",
        days,
    ) % {"n": days}


def _broken(count: int) -> str:
    return ngettext("%(n)d promise was not kept in time.", "%(n)d promises were not kept in time.", count) % {
        "n": count
    }


def _priority(value: int) -> str:
    return _("Its priority is “%(priority)s”.") % {"priority": Priority(value).label}


def _amount(roubles: int) -> str:
    return _("%(sum)s are at stake.") % {"sum": formats.money(roubles, Currency.RUB)}


def _repeated(count: int) -> str:
    return ngettext(
        "%(n)d earlier case about the same seller or SKU was granted.",
        "%(n)d earlier cases about the same seller or SKU were granted.",
        count,
    ) % {"n": count}


RULES: tuple[Rule, ...] = (
    Rule(
        "unanswered",
        gettext_lazy("No first answer, working days"),
        gettext_lazy("Since the case was filed, reopened or escalated."),
        2,
        ANY,
        _unanswered,
    ),
    Rule(
        "silent",
        gettext_lazy("Silence, working days"),
        gettext_lazy("Since the platform's last word, while it is its turn."),
        5,
        ANY,
        _silent,
    ),
    Rule(
        "broken",
        gettext_lazy("Promises not kept"),
        gettext_lazy("So many promises of the platform in this case, since its level is what it is."),
        1,
        ANY,
        _broken,
    ),
    Rule(
        "priority",
        gettext_lazy("Priority"),
        gettext_lazy("From this one on: 3 is high, 4 is urgent."),
        4,
        FIRST,
        _priority,
    ),
    Rule(
        "amount",
        gettext_lazy("Amount at stake, roubles"),
        gettext_lazy("The prices of the listings together, or the largest sum that the case names in roubles."),
        300_000,
        FIRST,
        _amount,
    ),
    Rule(
        "repeated",
        gettext_lazy("Repeat offender"),
        gettext_lazy("So many earlier cases of the brand about the same seller or SKU were granted."),
        2,
        FIRST,
        _repeated,
    ),
)
BY_CODE = {rule.code: rule for rule in RULES}
AGAIN = "again"
AGAIN_DEFAULT = 7
"""Days after a dismissal in which the same reasons are not brought up again."""


def defaults() -> dict[str, int]:
    return {rule.code: rule.default for rule in RULES} | {AGAIN: AGAIN_DEFAULT}


def thresholds_of(marketplace: Marketplace) -> dict[str, int]:
    """By the code of the rule. One query."""
    return defaults() | dict(LadderTerm.objects.filter(marketplace=marketplace).values_list("code", "value"))


def findings_of(case: Case, measured: Mapping[str, int], thresholds: Mapping[str, int]) -> Findings:
    """The rules that propose the next level, with what they measured."""
    level = EscalationLevel(case.level)
    return {
        rule.code: measured[rule.code]
        for rule in RULES
        if level in rule.levels and thresholds[rule.code] and measured.get(rule.code, 0) >= thresholds[rule.code]
    }


def sentences(findings: Mapping[str, int]) -> list[str]:
    """Why, in the reader's language, in the order of the rules."""
    return [rule.say(findings[rule.code]) for rule in RULES if rule.code in findings]
