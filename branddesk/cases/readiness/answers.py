"""What the platform said was missing: it stands until something new was attached after that answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.cases.models import Submission
from branddesk.cases.readiness.findings import Check, Level
from branddesk.cases.readiness.material import Material
from branddesk.cases.reasons import SHIPPED
from branddesk.core.enums import Reason, SubmissionStatus
from branddesk.evidence.models import Exhibit

S = SubmissionStatus
K = Exhibit.Kind
OPEN_AGAIN = (S.PREPARED, S.WAITING, S.REFUSED, S.PARTLY)
"""States in which the brand may still do something about the answer."""


@dataclass(frozen=True)
class _Want:
    """What a reason asks for: how strongly, in which words, and which kinds of exhibit answer it (none: any)."""

    level: Level
    text: Promise
    why: Promise
    mend: Promise
    section: str = "evidence"
    kinds: tuple[Exhibit.Kind, ...] = ()


WANTS: dict[str, _Want] = {
    Reason.PROOF_INSUFFICIENT: _Want(
        "blocker",
        _("The platform found the proof for %(listing)s insufficient."),
        _("The same proof may be refused again. A test purchase or photos of the goods can add to it."),
        _("Add further proof"),
    ),
    Reason.PAPER_EXPIRED: _Want(
        "blocker",
        _("The platform found a paper for %(listing)s expired or without an end date."),
        _("It asks for a paper that is in force and shows its end date."),
        _("Attach the new paper"),
        kinds=(K.CERTIFICATE, K.EXTRACT, K.LETTER, K.QUALITY_DOCUMENT, K.TEST_REPORT),
    ),
    Reason.SCREENSHOT_UNCLEAR: _Want(
        "blocker",
        _("The platform could not see date, address or seller on the screenshot of %(listing)s."),
        _("It asks for a screenshot on which all three can be read."),
        _("Add a new screenshot"),
        kinds=(K.SCREENSHOT,),
    ),
    Reason.OWN_SKU_UNKNOWN: _Want(
        "warning",
        _("The platform did not find the brand’s own SKU when %(listing)s was filed."),
        _("It must be the SKU of a listing of ours that is up on the marketplace."),
        _("Check our own SKU"),
        section="right",
    ),
    Reason.WRONG_CLASS: _Want(
        "warning",
        _("The platform found that the right does not cover the goods of %(listing)s."),
        _("Another right or another class may cover them."),
        _("Check right and class"),
        section="right",
    ),
    Reason.SELLER_PERMITTED: _Want(
        "warning",
        _("The seller of %(listing)s showed the platform a permission."),
        _("A second complaint needs proof that it does not hold, as a letter of the holder."),
        _("Add the proof"),
    ),
    Reason.NO_VIOLATION: _Want(
        "warning",
        _("The platform found no violation at %(listing)s."),
        _("A second complaint needs something that the first did not show."),
        _("Add further proof"),
    ),
    Reason.DOCUMENT_UNREADABLE: _Want(
        "blocker",
        _("The platform could not read a document for %(listing)s, or found pages missing."),
        _("It asks for all pages, clear enough to be read."),
        _("Attach the document again"),
    ),
}

_OTHERWISE = _Want(
    "warning",
    _("The platform did not follow the case on %(listing)s."),
    _("The same case may be answered in the same way. Something that it did not know yet can change that."),
    _("Add what is new"),
)
"""For any other reason that asks or refuses, those of a marketplace's own among them."""


def check_answers(material: Material) -> Iterator[Check]:
    for submission in material.submissions:
        want = _want(submission.reason)
        if want is None or submission.status not in OPEN_AGAIN or _is_met(material, submission, want):
            continue
        section = want.section if want.section == "evidence" else material.kind.statement_step
        listing = next((row for row in material.listings if row.pk == submission.listing_id), None)
        yield Check(
            code=f"answer:{submission.listing_id}" if listing else "answer",
            level=want.level,
            text=str(want.text) % {"listing": listing or material.case},
            why=str(want.why),
            mend=str(want.mend),
            mend_url=material.page(section),
            step=section,
            listing=listing,
        )


def _want(reason: str) -> _Want | None:
    outcomes, _kinds = SHIPPED.get(reason, ((), ()))
    return None if not reason or S.GRANTED in outcomes else WANTS.get(reason, _OTHERWISE)


def _is_met(material: Material, submission: Submission, want: _Want) -> bool:
    """Whether an exhibit that answers it was attached, for the listing or the whole case, after the answer."""
    # A recorded answer has the minute only, which may lie before the filing in the same minute.
    moments = [moment for moment in (submission.answered_at, submission.submitted_at) if moment]
    answered_at = max(moments, default=submission.updated_at)
    return any(
        link.created_at > answered_at
        and link.listing_id in (None, submission.listing_id)
        and (not want.kinds or link.exhibit.kind in want.kinds)
        for link in material.standing
    )
