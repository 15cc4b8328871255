"""The numbers and choices that the readiness check goes by: what the desk ships, and what an administrator set.

A term is a field of the marketplace's `Rules`; a row of `ReadinessTerm` takes its place for one kind of case.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from branddesk.cases.models import ReadinessTerm
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError
from branddesk.marketplaces.gateway import OWN_CAUTION, Rules
from branddesk.marketplaces.registry import gateway
from branddesk.stores.models import Marketplace

TermType = Literal["days", "number", "yes_no", "classes", "languages"]

K = CaseKind
ALL = frozenset(CaseKind)
WITH_PAPERS = frozenset({K.INFRINGEMENT, K.QUALITY, K.CONTENT, K.ACCOUNT})
MOST = 100_000_000
LANGUAGES = frozenset({"ru", "en", "zh-hans"})


@dataclass(frozen=True)
class Term:
    """One number or choice of the check, and the kinds of case that ask for it."""

    code: str
    """The name of the field of `Rules`."""
    label: Promise
    type: TermType
    kinds: frozenset[CaseKind] = ALL

    def read(self, typed: object) -> Any:
        """What a person typed, or a row holds, as the plain value that is stored; refused with a sentence."""
        try:
            return _READERS[self.type](typed)
        except (TypeError, ValueError, OverflowError):
            raise DomainError(str(_REFUSALS[self.type])) from None


@dataclass(frozen=True)
class TermValue:
    """A term as it counts at a marketplace for a kind."""

    term: Term
    value: Any
    """Plain: a number, True or False, or a sorted list."""
    default: Any
    source: str
    """Where the value is written, in the reader's language."""
    source_on: date | None
    is_set: bool
    """An administrator set it."""


@dataclass(frozen=True)
class Terms:
    """What counts at a marketplace for a kind: as rules for the check, and one by one for people."""

    rules: Rules
    values: tuple[TermValue, ...]


TERMS: tuple[Term, ...] = (
    Term(
        "screenshot_days",
        gettext_lazy("A screenshot may be at most so many days old"),
        "days",
        frozenset({K.INFRINGEMENT, K.COMPLAINT, K.PROMOTION, K.CONTENT}),
    ),
    Term("extract_days", gettext_lazy("A register extract may be at most so many days old"), "days", WITH_PAPERS),
    Term("runs_days", gettext_lazy("A paper must still run so many days"), "days", WITH_PAPERS),
    Term(
        "matter_days",
        gettext_lazy("What happened may lie at most so many days back"),
        "days",
        frozenset({K.QUALITY, K.COMPLAINT, K.PROMOTION, K.ACCOUNT}),
    ),
    Term("refuses_open_ended", gettext_lazy("Papers without an end date are refused"), "yes_no", WITH_PAPERS),
    Term("classes", gettext_lazy("Nice classes that are accepted"), "classes", frozenset({K.INFRINGEMENT})),
    Term("needs_own_sku", gettext_lazy("Our own SKU is required"), "yes_no", frozenset({K.INFRINGEMENT})),
    Term(
        "needs_sku",
        gettext_lazy("A link alone is not enough, the SKU is required"),
        "yes_no",
        frozenset({K.INFRINGEMENT}),
    ),
    Term("needs_extract", gettext_lazy("The register extract is required"), "yes_no", frozenset({K.INFRINGEMENT})),
    Term("paper_languages", gettext_lazy("Papers are read in these languages"), "languages", WITH_PAPERS),
    Term("text_limit", gettext_lazy("Characters that the text may have"), "number"),
    Term("max_files", gettext_lazy("Files that the form takes"), "number"),
    Term("max_file_bytes", gettext_lazy("Bytes that a file may have"), "number"),
)


def terms_of(kind: CaseKind | str) -> list[Term]:
    """The terms that the check of a kind asks for."""
    return [term for term in TERMS if kind in term.kinds]


def terms_for(marketplace: Marketplace, kind: CaseKind | str) -> Terms:
    """What counts at `marketplace` for `kind`, with where each is from. One query for each marketplace's row read."""
    prefetch_related_objects([marketplace], "readiness_terms")
    shipped = gateway(marketplace.gateway).rules
    set_here = {row.code: row for row in marketplace.readiness_terms.all() if row.kind == kind}
    language = get_language() or "en"
    values: list[TermValue] = []
    changes: dict[str, Any] = {}
    for term in terms_of(kind):
        default = _plain(getattr(shipped, term.code))
        row = set_here.get(term.code)
        if row is not None and (value := _stored(term, row)) is not None:
            values.append(TermValue(term, value, default, row.source, row.source_on, is_set=True))
            changes[term.code] = frozenset(value) if isinstance(value, list) else value
        else:
            source = shipped.sources.get(term.code, OWN_CAUTION)
            values.append(TermValue(term, default, default, source.text.in_(language), source.on, is_set=False))
    return Terms(replace(shipped, **changes), tuple(values))


def _stored(term: Term, row: ReadinessTerm) -> Any:
    """The value of a row; None when it is none that the check could use."""
    try:
        return term.read(row.value)
    except DomainError:
        return None


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _days(typed: object) -> int:
    return _whole(typed, least=1, most=3650)


def _number(typed: object) -> int:
    return _whole(typed, least=1, most=MOST)


def _whole(typed: object, *, least: int, most: int) -> int:
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        raise ValueError(typed)
    number = int(typed)
    if not least <= number <= most:
        raise ValueError(typed)
    return number


def _yes_no(typed: object) -> bool:
    if typed in (True, "true", "on", "yes"):
        return True
    if typed in (False, "false", "", "no"):
        return False
    raise ValueError(typed)


def _classes(typed: object) -> list[int]:
    """Numbers and ranges, as 1-34, 42; or a list."""
    numbers: set[int] = set()
    parts = typed.replace(";", ",").split(",") if isinstance(typed, str) else typed
    if not isinstance(parts, list):
        raise ValueError(typed)
    for part in parts:
        first, _dash, last = str(part).replace("–", "-").partition("-")
        numbers |= set(range(_whole(first, least=1, most=45), _whole(last or first, least=1, most=45) + 1))
    if not numbers:
        raise ValueError(typed)
    return sorted(numbers)


def _languages(typed: object) -> list[str]:
    parts = typed.replace(";", ",").split(",") if isinstance(typed, str) else typed
    if not isinstance(parts, list):
        raise ValueError(typed)
    codes = {str(part).strip().lower() for part in parts}
    if not codes or not codes <= LANGUAGES:
        raise ValueError(typed)
    return sorted(codes)


_READERS: dict[TermType, Any] = {
    "days": _days,
    "number": _number,
    "yes_no": _yes_no,
    "classes": _classes,
    "languages": _languages,
}
_REFUSALS: dict[TermType, Promise] = {
    "days": gettext_lazy("Enter a number of days from 1 to 3650."),
    "number": gettext_lazy("Enter a whole number above zero."),
    "yes_no": gettext_lazy("Choose yes or no."),
    "classes": gettext_lazy("Enter Nice classes from 1 to 45, as 1-34 or 18, 21."),
    "languages": gettext_lazy("Choose the languages: Russian, English or Chinese."),
}

assert {term.code for term in TERMS} <= {item.name for item in fields(Rules)}, "a term is a field of the rules"
