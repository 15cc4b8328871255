"""The proof that a kind wants, and whether what is attached says where and when it was taken."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.cases.readiness.papers import check_language
from branddesk.evidence.models import Exhibit
from branddesk.web import formats

K = Exhibit.Kind
PAPERS = (K.QUALITY_DOCUMENT, K.TEST_REPORT, K.CERTIFICATE, K.EXTRACT, K.LETTER)


def check_evidence(material: Material) -> Iterator[Check]:
    wanted = [proof for proof in material.kind.proofs if proof.is_wanted(material.matter)]
    missing = [proof for proof in wanted if not material.of_kind(*proof.kinds)]
    for proof in missing:
        yield Check(
            code=f"proof:{proof.code}",
            level=proof.level,
            text=str(proof.text),
            why=str(proof.why),
            mend=str(proof.mend),
            mend_url=material.page("evidence"),
            step="evidence",
        )
    if wanted and not missing:
        yield Check(code="proof", level="ok", text=_("What proves the matter is attached."), step="evidence")
    for screenshot in material.of_kind(K.SCREENSHOT):
        yield from _screenshot(material, screenshot)
    for paper in material.of_kind(*PAPERS):
        yield from check_language(material, paper)


def _screenshot(material: Material, screenshot: Exhibit) -> Iterator[Check]:
    names = {"exhibit": screenshot}
    if not screenshot.source_url:
        yield Check(
            code=f"screenshot_address:{screenshot.pk}",
            level="blocker",
            text=_("“%(exhibit)s” has no source address.") % names,
            why=_("Without the address it does not prove which page it shows."),
            mend=_("Enter the address"),
            mend_url=material.exhibit_page(screenshot),
            step="evidence",
            exhibit=screenshot,
        )
    if screenshot.captured_at is None:
        yield Check(
            code=f"screenshot_time:{screenshot.pk}",
            level="blocker",
            text=_("“%(exhibit)s” has no time of capture.") % names,
            why=_("Without the time it does not prove when the page looked so."),
            mend=_("Enter the time"),
            mend_url=material.exhibit_page(screenshot),
            step="evidence",
            exhibit=screenshot,
        )
        return
    age = (material.today - screenshot.captured_at.date()).days
    if age > material.rules.screenshot_days:
        yield Check(
            code=f"screenshot_age:{screenshot.pk}",
            level="warning",
            text=_("“%(exhibit)s” is of %(day)s.") % {**names, "day": formats.full_day(screenshot.captured_at.date())},
            why=ngettext(
                "It is %(count)d day old; the page may have changed.",
                "It is %(count)d days old; the page may have changed.",
                age,
            )
            % {"count": age},
            mend=_("Add a new screenshot"),
            mend_url=material.page("evidence"),
            step="evidence",
            exhibit=screenshot,
        )
