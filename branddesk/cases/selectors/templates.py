"""Prepared texts: which of them fit a case, and how their places are filled from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import translation

from branddesk.accounts.models import User
from branddesk.cases.languages import language_of
from branddesk.cases.models import Case, ReplyTemplate, ReplyTemplateText
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.web import formats

PLACE = re.compile(r"\{([^{}]*)\}")
MOST_SKUS = 50


def _skus(case: Case, reader: User) -> str:
    return ", ".join(str(listing) for listing in case.listings.all()[:MOST_SKUS])


def _due(case: Case, reader: User) -> str:
    moment = case.due_at if reader.is_platform else case.brand_due_at
    return formats.full_day(moment) if moment else ""


FIELDS: dict[str, Callable[[Case, User], str]] = {
    "number": lambda case, _reader: case.number,
    "subject": lambda case, _reader: case.subject,
    "brand": lambda case, _reader: str(case.brand),
    "marketplace": lambda case, _reader: str(case.marketplace),
    "skus": _skus,
    "right": lambda case, _reader: str(case.right) if case.right else "",
    "holder": lambda case, _reader: case.right.holder if case.right else "",
    "today": lambda _case, _reader: formats.full_day(clock.now()),
    "due": _due,
    "me": lambda _case, reader: reader.name,
    "organisation": lambda _case, reader: str(reader.organisation),
}
"""The places that a prepared text may have, written {number}, and what stands there in a case."""


@dataclass(frozen=True)
class Choice:
    """One template as the composer's menu offers it: its texts, the other side's language first."""

    template: ReplyTemplate
    texts: list[ReplyTemplateText]


def unknown_fields(text: str) -> list[str]:
    """The places of the text that nothing fills."""
    return [name for name in dict.fromkeys(PLACE.findall(text)) if name not in FIELDS]


def fill(text: str, case: Case, reader: User, language: str = "") -> str:
    """The text with its places filled from the case, dates as readers of `language` write them.

    What is filled in is not read again, so that a subject that holds {me} stays as it is.
    """
    with translation.override(language or language_of(text) or None):
        return PLACE.sub(
            lambda place: FIELDS[place[1]](case, reader) if place[1] in FIELDS else place[0],
            text,
        )


def other_language(case: Case, reader: User) -> str:
    """The language that the other side reads."""
    return case.created_by.language if reader.is_platform else case.marketplace.language


def templates_of(reader: User) -> list[ReplyTemplate]:
    """Every template of the reader's organisation with its texts, also those no longer in use."""
    rows = ReplyTemplate.objects.filter(organisation=reader.organisation_id).prefetch_related("texts")
    return list(rows.order_by("-is_active", "name", "pk"))


def texts_for(reader: User) -> QuerySet[ReplyTemplateText]:
    """Every text in use of the reader's organisation."""
    return ReplyTemplateText.objects.filter(template__organisation=reader.organisation_id, template__is_active=True)


def templates_for(case: Case, reader: User) -> list[Choice]:
    """The reader's organisation's texts for a case of this kind: its own kind first, then those for every kind."""
    rows = ReplyTemplate.objects.filter(
        Q(kind=case.kind) | Q(kind=""), organisation=reader.organisation_id, is_active=True
    ).prefetch_related(Prefetch("texts", ReplyTemplateText.objects.order_by("language")))
    first = other_language(case, reader)
    order = [first, reader.language, *(language.value for language in Language)]
    choices = [Choice(row, sorted(row.texts.all(), key=lambda text: order.index(text.language))) for row in rows]
    there = [choice for choice in choices if choice.texts]
    return sorted(there, key=lambda choice: (choice.texts[0].language != first, not choice.template.kind))
