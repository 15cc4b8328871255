"""Exhibits as files: whether the platform's form takes them, and whether they still stand."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from branddesk.cases.models import CaseExhibit
from branddesk.cases.proofs import files_for
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.marketplaces.gateway import Rules
from branddesk.web import formats

TYPE_NAMES = {"image/jpeg": "JPG", "image/png": "PNG", "application/pdf": "PDF"}


def type_problem(link: CaseExhibit, rules: Rules) -> str | None:
    """The sentence with which the form refuses the file's type; None when it takes it."""
    if not rules.file_types or link.exhibit.blob.content_type in rules.file_types:
        return None
    names = ", ".join(TYPE_NAMES.get(kind, kind) for kind in rules.file_types)
    return _("The platform takes %(types)s only.") % {"types": names}


def size_problem(link: CaseExhibit, rules: Rules) -> str | None:
    """The sentence about a file that may be too big for the form; None when it should pass."""
    size = link.exhibit.blob.size
    if rules.max_file_bytes is None or size <= rules.max_file_bytes:
        return None
    return _("The file has %(size)s; more than %(limit)s may not pass the form.") % {
        "size": formats.size(size),
        "limit": formats.size(rules.max_file_bytes),
    }


def check_files(material: Material) -> Iterator[Check]:
    yield from _withdrawn(material)
    yield from _refused(material)
    yield from _too_many(material)


def _withdrawn(material: Material) -> Iterator[Check]:
    for link in material.links:
        if link.exhibit.withdrawn_at is not None:
            yield Check(
                code=f"withdrawn:{link.exhibit.pk}",
                level="blocker",
                text=_("“%(exhibit)s” was withdrawn.") % {"exhibit": link.exhibit},
                why=_("What was withdrawn cannot serve as proof."),
                mend=_("Remove it and attach another"),
                mend_url=material.page("evidence"),
                step="evidence",
                exhibit=link.exhibit,
            )


def _refused(material: Material) -> Iterator[Check]:
    rules = material.rules
    refused = False
    for link in material.standing:
        wrong_type, too_big = type_problem(link, rules), size_problem(link, rules)
        if why := wrong_type or too_big:
            refused = True
            yield Check(
                code=f"file_type:{link.exhibit.pk}" if wrong_type else f"file_size:{link.exhibit.pk}",
                level="blocker" if wrong_type else "warning",
                text=_("The platform does not take the file of “%(exhibit)s”.") % {"exhibit": link.exhibit}
                if wrong_type
                else _("The file of “%(exhibit)s” is big.") % {"exhibit": link.exhibit},
                why=why,
                mend=_("Attach it in another form"),
                mend_url=material.page("evidence"),
                step="evidence",
                exhibit=link.exhibit,
            )
    if material.standing and not refused and rules.file_types:
        text = _("Every file has a type and size that the form takes.")
        yield Check(code="files", level="ok", text=text, step="evidence")


def _too_many(material: Material) -> Iterator[Check]:
    limit = material.rules.max_files
    if limit is None:
        return
    if not material.kind.has_listings and len(material.standing) > limit:
        yield Check(
            code="file_count",
            level="warning",
            text=_("%(count)d files go with the case.") % {"count": len(material.standing)},
            why=_("More than %(limit)d may not fit into the form; the last ones stay behind.") % {"limit": limit},
            mend=_("Remove what proves least"),
            mend_url=material.page("evidence"),
            step="evidence",
        )
    for listing in material.listings:
        count = len(files_for(listing, material.standing, material.listings, material.gateway))
        if count > limit:
            yield Check(
                code=f"file_count:{listing.pk}",
                level="warning",
                text=_("%(count)d files go with %(listing)s.") % {"count": count, "listing": listing},
                why=_("More than %(limit)d may not fit into the form; the last ones stay behind.") % {"limit": limit},
                mend=_("Remove what proves least"),
                mend_url=material.page("evidence"),
                step="evidence",
                listing=listing,
            )
