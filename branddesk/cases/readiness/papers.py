"""The papers that prove the right: certificate, register extract, letters, translations."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from branddesk.brands.models import Right
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.evidence.models import Exhibit
from branddesk.web import formats

K = Exhibit.Kind
PAPERS = (K.CERTIFICATE, K.EXTRACT, K.LETTER)


def check_papers(material: Material) -> Iterator[Check]:
    yield from _certificate(material)
    if material.right is not None and material.right.kind != Right.Kind.COPYRIGHT:
        yield from _extract(material)
    yield from _letters(material)
    for paper in material.of_kind(*PAPERS):
        yield from check_language(material, paper)


def _of_right(material: Material, kind: Exhibit.Kind) -> list[Exhibit]:
    """Attached papers of the kind that prove the chosen right, or are not tied to any."""
    right = material.case.right_id
    return [paper for paper in material.of_kind(kind) if right is None or paper.right_id in (None, right)]


def _certificate(material: Material) -> Iterator[Check]:
    if _of_right(material, K.CERTIFICATE):
        yield Check(code="certificate", level="ok", text=_("The certificate is attached."), step="evidence")
        return
    is_other = bool(material.of_kind(K.CERTIFICATE))
    yield Check(
        code="certificate",
        level="blocker",
        text=_("The attached certificate belongs to another right.")
        if is_other
        else _("The registration certificate is missing."),
        why=_("The platform checks the right by its certificate."),
        mend=_("Attach the certificate"),
        mend_url=material.page("evidence"),
        step="evidence",
    )


def _extract(material: Material) -> Iterator[Check]:
    extracts = _of_right(material, K.EXTRACT)
    if not extracts:
        yield Check(
            code="extract",
            level="blocker" if material.rules.needs_extract else "warning",
            text=_("The extract from the register is missing."),
            why=_("It shows that the right stands in the register today."),
            mend=_("Attach the extract"),
            mend_url=material.page("evidence"),
            step="evidence",
        )
        return
    latest = max(extracts, key=lambda extract: extract.captured_at or extract.sealed_at)
    taken_on = (latest.captured_at or latest.sealed_at).date()
    if (material.today - taken_on).days > material.rules.extract_days:
        yield Check(
            code="extract_age",
            level="warning",
            text=_("The extract from the register is of %(day)s.") % {"day": formats.full_day(taken_on)},
            why=_("It must be valid on the day of the complaint; the register may have changed."),
            mend=_("Attach a new extract"),
            mend_url=material.page("evidence"),
            step="evidence",
            exhibit=latest,
        )
        return
    yield Check(code="extract", level="ok", text=_("The extract from the register is attached."), step="evidence")


def _letters(material: Material) -> Iterator[Check]:
    """For each link of the chain the paper itself; one not tied to any link stands for the first that lacks one."""
    if material.chain is None or not material.chain.is_whole or not material.chain.links:
        return
    tied = {link.exhibit.authorisation_id for link in material.standing if link.exhibit.kind != K.TRANSLATION}
    loose = sum(1 for letter in material.of_kind(K.LETTER) if letter.authorisation_id is None)
    lacking = [link for link in material.chain.links if link.pk not in tied][loose:]
    for link in lacking:
        yield Check(
            code=f"letter:{link.pk}",
            level="blocker",
            text=_("The paper for the authorisation %(parties)s is missing.") % {"parties": link},
            why=_("We are not the holder, so the platform asks for every paper from the holder to us."),
            mend=_("Attach the letter of authorisation"),
            mend_url=material.page("evidence"),
            step="evidence",
        )
    if not lacking:
        yield Check(code="letter", level="ok", text=_("The letter of authorisation is attached."), step="evidence")


def check_language(material: Material, paper: Exhibit) -> Iterator[Check]:
    """A paper says its language, and has a certified translation where the platform does not read it."""
    if not paper.language:
        yield Check(
            code=f"language:{paper.pk}",
            level="warning",
            text=_("The language of “%(paper)s” is not stated.") % {"paper": paper},
            why=_("A paper neither in Russian nor in English needs a certified translation."),
            mend=_("State the language"),
            mend_url=material.exhibit_page(paper),
            step="evidence",
            exhibit=paper,
        )
    elif paper.language not in material.rules.paper_languages and not _is_translated(material, paper):
        yield Check(
            code=f"translation:{paper.pk}",
            level="blocker",
            text=_("“%(paper)s” has no certified translation.") % {"paper": paper},
            why=_("The platform reads papers in Russian and English only."),
            mend=_("Attach the translation"),
            mend_url=material.page("evidence"),
            step="evidence",
            exhibit=paper,
        )


def _is_translated(material: Material, paper: Exhibit) -> bool:
    """Whether a translation is attached that belongs to the same right or authorisation, or is not tied to any."""
    return any(
        (translation.right_id is None or translation.right_id == paper.right_id)
        and (translation.authorisation_id is None or translation.authorisation_id == paper.authorisation_id)
        for translation in material.of_kind(K.TRANSLATION)
    )
