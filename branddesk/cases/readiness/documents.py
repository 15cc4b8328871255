"""A document that the case is about: in force, long enough, and not the very one that was refused before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.evidence.models import Exhibit
from branddesk.web import formats

K = Exhibit.Kind


def check_documents(material: Material) -> Iterator[Check]:
    yield from _dates(material)
    yield from _registry(material)
    yield from _refused_before(material)


def _dates(material: Material) -> Iterator[Check]:
    answer = material.answers.get("document_to")
    if answer is None:
        return
    question = material.kind.question("document_to")
    step = question.section if question else ""
    day = date.fromisoformat(str(answer))
    names = {"day": formats.full_day(day)}
    place = material.page("field-document_to")
    if day < material.today:
        yield Check(
            code="document_expired",
            level="blocker",
            text=_("The document ended on %(day)s.") % names,
            why=_("Expired documents are refused."),
            mend=_("Attach one that is in force"),
            mend_url=place,
            step=step,
        )
    elif day - material.today <= timedelta(days=material.rules.runs_days):
        yield Check(
            code="document_ends_soon",
            level="warning",
            text=_("The document ends on %(day)s.") % names,
            why=_("The review may last longer than that."),
            mend=_("Enter the renewed date"),
            mend_url=place,
            step=step,
        )
    else:
        text = _("The document is in force until %(day)s.") % names
        yield Check(code="document_in_force", level="ok", text=text, step=step)


def _registry(material: Material) -> Iterator[Check]:
    """A document that was not found in the registry needs the link to its entry."""
    if material.answers.get("refusal") == "not_in_registry" and "registry" not in material.answers:
        yield Check(
            code="registry_needed",
            level="blocker",
            text=_("The document was not found in the registry, and no entry of it is named."),
            why=_("With the link to its entry the platform finds it."),
            mend=_("Enter the link"),
            mend_url=material.page("field-registry"),
            step="document",
        )


def _refused_before(material: Material) -> Iterator[Check]:
    """A document of before the refusal is likely to be the one that was refused."""
    question = material.kind.question("refusal")
    refusal = question.choice(material.answers.get("refusal")) if question else None
    refused_on = material.answers.get("happened_on")
    documents = material.of_kind(K.QUALITY_DOCUMENT, K.TEST_REPORT)
    if refusal is None or refused_on is None or not documents:
        return
    day = date.fromisoformat(str(refused_on))
    if refusal.code != "not_in_registry" and all(document.sealed_at.date() < day for document in documents):
        yield Check(
            code="refused_before",
            level="warning",
            text=_("The document lay in the vault before it was refused: %(reason)s.")
            % {"reason": refusal.label.in_(get_language() or "en")},
            why=_("The same file may be refused again for the same reason."),
            mend=_("Attach it anew"),
            mend_url=material.page("evidence"),
            step="evidence",
            exhibit=documents[0],
        )
