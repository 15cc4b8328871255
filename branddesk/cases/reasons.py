"""Why a submission was decided so: the reasons that the desk ships, and those that an administrator keeps.

A row of `ReasonCode` takes the place of the shipped reason of its code, or adds one. What was decided keeps its code,
so a code that was used is retired and never deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.cases.models import ReasonCode, Submission
from branddesk.core.enums import CaseKind, Language, Reason, SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.stores.models import Marketplace

S = SubmissionStatus
K = CaseKind
R = Reason

OUTCOMES = (S.GRANTED, S.PARTLY, S.WAITING, S.REFUSED)
"""What an answer may be that gives a reason."""

_GRANTS = (S.GRANTED, S.PARTLY)
_REFUSES = (S.PARTLY, S.REFUSED)
_ASKS = (S.WAITING, S.REFUSED)
_OTHERS = (K.QUALITY, K.COMPLAINT, K.PROMOTION, K.CONTENT, K.ACCOUNT, K.OTHER)
_WITH_PAPERS = (K.INFRINGEMENT, K.QUALITY, K.CONTENT, K.ACCOUNT, K.OTHER)

SHIPPED: dict[str, tuple[Sequence[SubmissionStatus], Sequence[CaseKind]]] = {
    R.COUNTERFEIT: (_GRANTS, (K.INFRINGEMENT,)),
    R.NO_PERMISSION: (_GRANTS, (K.INFRINGEMENT,)),
    R.SIMILAR_SIGN: (_GRANTS, (K.INFRINGEMENT,)),
    R.COPIED_CONTENT: (_GRANTS, (K.INFRINGEMENT, K.CONTENT)),
    R.LISTING_GONE: (_GRANTS, (K.INFRINGEMENT,)),
    R.REMEDIED: (_GRANTS, _OTHERS),
    R.QUALITY_CONFIRMED: (_GRANTS, (K.QUALITY,)),
    R.VOICE_TAKEN_DOWN: (_GRANTS, (K.COMPLAINT,)),
    R.ENTRY_ALLOWED: (_GRANTS, (K.PROMOTION,)),
    R.CONTENT_CORRECTED: (_GRANTS, (K.CONTENT,)),
    R.DOCUMENT_ACCEPTED: (_GRANTS, (K.QUALITY, K.ACCOUNT, K.OTHER)),
    R.ACCESS_RESTORED: (_GRANTS, (K.ACCOUNT,)),
    R.NO_VIOLATION: (_REFUSES, (K.INFRINGEMENT, K.COMPLAINT, K.CONTENT, K.OTHER)),
    R.SELLER_PERMITTED: (_REFUSES, (K.INFRINGEMENT,)),
    R.WRONG_CLASS: (_REFUSES, (K.INFRINGEMENT,)),
    R.WITHIN_RULES: (_REFUSES, _OTHERS),
    R.QUALITY_DEFECT: (_REFUSES, (K.QUALITY,)),
    R.TERMS_NOT_MET: (_REFUSES, (K.PROMOTION,)),
    R.DOCUMENT_REFUSED: (_REFUSES, (K.QUALITY, K.ACCOUNT, K.OTHER)),
    R.OWN_SKU_UNKNOWN: ((S.WAITING, *_REFUSES), (K.INFRINGEMENT,)),
    R.PROOF_INSUFFICIENT: (_ASKS, ()),
    R.PAPER_EXPIRED: (_ASKS, _WITH_PAPERS),
    R.SCREENSHOT_UNCLEAR: (_ASKS, (K.INFRINGEMENT, K.COMPLAINT, K.CONTENT)),
    R.DETAILS_MISSING: (_ASKS, _OTHERS),
    R.DOCUMENT_UNREADABLE: (_ASKS, _WITH_PAPERS),
}
"""The outcomes that a reason goes with, and the kinds of case it is for; none: for every kind."""


@dataclass(frozen=True)
class KnownReason:
    """A reason as it counts at a marketplace."""

    code: str
    label: str
    """In the reader's language."""
    outcomes: tuple[str, ...]
    kinds: tuple[str, ...]
    is_active: bool
    is_shipped: bool
    row: ReasonCode | None

    def fits(self, kind: str, outcome: str) -> bool:
        return self.is_active and outcome in self.outcomes and (not self.kinds or kind in self.kinds)


def known(marketplace: Marketplace) -> dict[str, KnownReason]:
    """Every reason of the marketplace by its code, retired ones, too. One query, once for the row in hand."""
    prefetch_related_objects([marketplace], "reasons")
    rows = {row.code: row for row in marketplace.reasons.all()}
    return {
        code: _from_row(rows[code]) if code in rows else _shipped(code)
        for code in [*SHIPPED, *(code for code in rows if code not in SHIPPED)]
    }


def fitting(marketplace: Marketplace, kind: str, outcome: str) -> list[KnownReason]:
    """The reasons in use that go with the outcome of a case of this kind."""
    return [reason for reason in known(marketplace).values() if reason.fits(kind, outcome)]


def choices_for(marketplace: Marketplace, kind: str, outcome: str) -> list[tuple[str, str]]:
    """The same for a form."""
    return [(reason.code, reason.label) for reason in fitting(marketplace, kind, outcome)]


def check_reason(marketplace: Marketplace, kind: str, outcome: str, code: str) -> None:
    """Refuse a reason that does not go with the outcome of a case of this kind, or is no longer in use."""
    reason = known(marketplace).get(code)
    if reason is None or not reason.fits(kind, outcome):
        raise DomainError(_("This reason does not go with the outcome. Choose one of its own."))


def label(submission: Submission) -> str:
    """The reason of a submission in the reader's words; empty while it has none."""
    if not submission.reason:
        return ""
    reason = known(submission.case.marketplace).get(submission.reason)
    return reason.label if reason else submission.reason


def shipped_names(code: str) -> dict[str, str]:
    """What the desk itself calls a reason, by the endings of the fields that hold its names."""
    names = {}
    for language, suffix in ((Language.CHINESE, "zh"), (Language.RUSSIAN, "ru"), (Language.ENGLISH, "en")):
        with translation.override(language):
            names[suffix] = str(Reason(code).label)
    return names


def is_used(marketplace: Marketplace, code: str) -> bool:
    return Submission.objects.filter(case__marketplace=marketplace, reason=code).exists()


def _shipped(code: str) -> KnownReason:
    outcomes, kinds = SHIPPED[code]
    return KnownReason(code, str(Reason(code).label), _values(outcomes), _values(kinds), True, True, None)


def _from_row(row: ReasonCode) -> KnownReason:
    names: dict[str, str] = {Language.RUSSIAN: row.name_ru, Language.CHINESE: row.name_zh}
    name = names.get(get_language() or "", row.name_en)
    return KnownReason(row.code, name, tuple(row.outcomes), tuple(row.kinds), row.is_active, row.code in SHIPPED, row)


def _values(members: Iterable[SubmissionStatus | CaseKind]) -> tuple[str, ...]:
    return tuple(member.value for member in members)
