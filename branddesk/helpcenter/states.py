"""Articles and sections as plain values: what forms show, and what their histories keep."""

from __future__ import annotations

from typing import Any

from branddesk.helpcenter.models import Article, Section
from branddesk.helpcenter.selectors import SUFFIXES

SECTION_FIELDS = ("slug", "position", "name_en", "name_ru", "name_zh")
ARTICLE_FIELDS = ("slug", "position", "kind", "source", "source_url", "source_on", "reliability", "is_published")
TEXT_FIELDS = ("title", "summary", "body")


def state_of_section(section: Section) -> dict[str, Any]:
    return {name: getattr(section, name) for name in SECTION_FIELDS}


def state_of_article(article: Article) -> dict[str, Any]:
    """All of an article; a date as it is written in a form."""
    state = {name: getattr(article, name) for name in ARTICLE_FIELDS}
    state |= {"section": article.section.slug, "source_on": str(article.source_on)}
    texts = {text.language: text for text in article.texts.all()}
    for language, suffix in SUFFIXES.items():
        text = texts.get(language)
        state |= {f"{name}_{suffix}": getattr(text, name) if text else "" for name in TEXT_FIELDS}
    return state
