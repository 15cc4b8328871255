"""What is said to the platform: the violation, the statement, and whether it fits the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from branddesk.cases.letters import letter_of
from branddesk.cases.models import OffendingListing
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.core.enums import Language

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN_WORDS = re.compile(r"[A-Za-z]{3,}")


def check_wording(material: Material) -> Iterator[Check]:
    if material.kind.has_listings:
        yield from _violation(material)
    yield from _statement(material)
    yield from _length(material)


def _violation(material: Material) -> Iterator[Check]:
    if material.case.violation:
        text = _("The violation is chosen: %(violation)s.") % {"violation": material.case.get_violation_display()}
        yield Check(code="violation", level="ok", text=text, step="right")
        return
    yield Check(
        code="violation",
        level="blocker",
        text=_("What the seller does is not chosen."),
        why=_("The platform’s form begins with it, and the text follows from it."),
        mend=_("Choose the violation"),
        mend_url=material.page("right"),
        step="right",
    )


def _statement(material: Material) -> Iterator[Check]:
    statement = material.case.statement.strip()
    language = material.marketplace.language
    name = {"language": material.marketplace.get_language_display()}
    step = material.kind.statement_step
    if not statement:
        is_complaint = material.kind.has_listings
        yield Check(
            code="statement",
            level="warning" if is_complaint else "blocker",
            text=_("The statement is empty."),
            why=_("The text then says which right is infringed, but not what shows it on the listing.")
            if is_complaint
            else _("The platform then reads a form, but not what happened."),
            mend=_("Write what shows the violation") if is_complaint else _("Write what happened"),
            mend_url=material.page(step),
            step=step,
        )
    elif language != Language.CHINESE and HAN.search(statement):
        yield Check(
            code="statement_language",
            level="blocker",
            text=_("The statement has Chinese characters."),
            why=_("The platform reads it in its own language: %(language)s.") % name,
            mend=_("Write the statement in the platform’s language"),
            mend_url=material.page(step),
            step=step,
        )
    elif _is_foreign(statement, language):
        yield Check(
            code="statement_language",
            level="warning",
            text=_("The statement does not seem to be in the platform’s language."),
            why=_("The platform reads it in its own language: %(language)s.") % name,
            mend=_("Write the statement in the platform’s language"),
            mend_url=material.page(step),
            step=step,
        )
    else:
        text = _("The statement is in the platform’s language.")
        yield Check(code="statement_language", level="ok", text=text, step=step)


def _is_foreign(statement: str, language: str) -> bool:
    if language == Language.RUSSIAN:
        return not CYRILLIC.search(statement) and LATIN_WORDS.search(statement) is not None
    if language == Language.CHINESE:
        return not HAN.search(statement)
    return CYRILLIC.search(statement) is not None and not LATIN_WORDS.search(statement)


def _length(material: Material) -> Iterator[Check]:
    """The whole text as it goes out, with our sentences around the statement; the longest of all listings counts."""
    limit = material.rules.text_limit
    if limit is None or (material.kind.has_listings and not material.listings):
        return
    step = material.kind.statement_step
    parts = material.listings if material.kind.has_listings else [None]
    longest = max(len(_letter(material, listing)) for listing in parts)
    numbers = {"length": longest, "limit": limit, "over": longest - limit}
    if longest > limit:
        yield Check(
            code="text_length",
            level="blocker",
            text=_("The text has %(length)d characters; the form takes %(limit)d.") % numbers,
            why=_("It holds the statement and our sentences about the right and the demand.")
            if material.kind.has_listings
            else _("It holds the answers, the statement and the request."),
            mend=_("Shorten the statement by %(over)d characters") % numbers,
            mend_url=material.page(step),
            step=step,
        )
    else:
        text = _("The text fits the form: %(length)d of %(limit)d characters.") % numbers
        yield Check(code="text_length", level="ok", text=text, step=step)


def _letter(material: Material, listing: OffendingListing | None) -> str:
    language = material.marketplace.language
    return letter_of(material.case, listing, material.listings, material.organisation, material.gateway, language).text
