"""The smallest valid section and article."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from branddesk.accounts.models import Organisation, Role, User
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.helpcenter.models import Article, Section
from branddesk.helpcenter.services import save_article

_numbers = count(1)


def make_editor() -> User:
    return make_user(organisation=make_organisation(kind=Organisation.Kind.PLATFORM), role=Role.TRAINER)


def make_section(**fields: Any) -> Section:
    number = next(_numbers)
    names = {"name_en": f"Section {number}", "name_ru": f"Раздел {number}", "name_zh": f"栏目 {number}"}
    return Section.objects.create(**{"slug": f"section-{number}", **names, **fields})


def article_fields(**fields: Any) -> dict[str, Any]:
    """What `save_article` takes, in three languages."""
    number = next(_numbers)
    defaults = {
        "slug": f"article-{number}",
        "position": 0,
        "kind": "",
        "source": "The marketplace's help",
        "source_url": "https://example.org/help",
        "source_on": date(2026, 11, 1),
        "reliability": Article.Reliability.OFFICIAL,
        "is_published": True,
        "title_en": f"Papers {number}",
        "summary_en": "Which papers are taken.",
        "body_en": "The **certificate** and its extract.",
        "title_ru": f"Документы {number}",
        "summary_ru": "Какие документы принимают.",
        "body_ru": "Свидетельство и выписка.",
        "title_zh": f"文件 {number}",
        "summary_zh": "接受哪些文件。",
        "body_zh": "注册证和登记簿摘录。",
    }
    if "section" not in fields:
        fields["section"] = make_section().slug
    return {**defaults, **fields}


def make_article(*, editor: User | None = None, **fields: Any) -> Article:
    return save_article(actor=editor or make_editor(), fields=article_fields(**fields))
