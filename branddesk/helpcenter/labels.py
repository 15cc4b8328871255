"""The names of the fields, as forms and histories show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.core.enums import CaseKind
from branddesk.foundation.journal.histories import plain
from branddesk.helpcenter.models import Article
from branddesk.web.formats import full_day

SECTION_LABELS: dict[str, Promise] = {
    "slug": _("address"),
    "position": _("place"),
    "name_en": _("in English"),
    "name_ru": _("in Russian"),
    "name_zh": _("in Chinese"),
}
ARTICLE_LABELS: dict[str, Promise] = {
    "slug": _("address"),
    "section": _("section"),
    "position": _("place in its section"),
    "kind": _("leads to a case of the kind"),
    "source": _("source"),
    "source_url": _("link to the source"),
    "source_on": _("as of"),
    "reliability": _("how sure"),
    "is_published": _("published"),
    "title_en": _("title in English"),
    "summary_en": _("sentence in English"),
    "body_en": _("text in English"),
    "title_ru": _("title in Russian"),
    "summary_ru": _("sentence in Russian"),
    "body_ru": _("text in Russian"),
    "title_zh": _("title in Chinese"),
    "summary_zh": _("sentence in Chinese"),
    "body_zh": _("text in Chinese"),
}


def wording(name: str, value: Any) -> str:
    """A value of an article as its history writes it."""
    if name == "kind" and value in CaseKind:
        return str(CaseKind(value).label)
    if name == "reliability" and value in Article.Reliability:
        return str(Article.Reliability(value).label)
    if name == "source_on" and value:
        return full_day(date.fromisoformat(value))
    return plain(name, value)
