"""The help centre of the demo world: its sections, and the articles that lie beside this file in three languages.

An article's file begins with its facts between two lines of dashes; then, for each language, its title after a hash,
its sentence after a greater-than sign, and its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from branddesk.accounts.models import User
from branddesk.helpcenter.selectors import SUFFIXES
from branddesk.helpcenter.services import save_article, save_section

FOLDER = Path(__file__).parent / "articles"
LANGUAGE = re.compile(r"^# (zh-hans|ru|en): ", re.MULTILINE)

SECTIONS = {
    "brand-account": ("品牌账户", "Кабинет бренда", "Brand account"),
    "papers": ("文件与授权", "Документы и разрешения", "Papers and permissions"),
    "reporting": ("投诉侵权", "Жалобы на нарушения", "Reporting infringements"),
    "customers": ("买家的声音", "Голос покупателя", "What customers say"),
    "promotion": ("推广活动", "Акции", "Promotions"),
    "account": ("账户与学习", "Аккаунт и обучение", "Account and learning"),
    "desk": ("用好本系统", "Как работать здесь", "Working with this desk"),
}
ORDER = (
    "brand-account",
    "who-may-represent",
    "papers-that-prove",
    "chain-of-papers",
    "open-ended-and-class-35",
    "quality-documents-refused",
    "report-from-brand-account",
    "report-without-brand-account",
    "answers-of-the-marketplace",
    "proof-insufficient",
    "copied-photos-and-texts",
    "blocking",
    "badge-original",
    "customer-questions",
    "reviews",
    "chat-windows",
    "promotion-entry",
    "api-keys",
    "where-to-learn",
    "screenshots-that-prove",
    "expectation-and-patience",
    "going-a-level-up",
    "package-for-counsel",
)


def write_library(actor: User) -> None:
    """Put every article of the folder on its shelf."""
    for position, (slug, (zh, ru, en)) in enumerate(SECTIONS.items(), 1):
        names = {"name_zh": zh, "name_ru": ru, "name_en": en}
        save_section(actor=actor, fields={"slug": slug, "position": position, **names})
    for fields in articles():
        save_article(actor=actor, fields=fields)


def articles() -> Iterator[dict[str, Any]]:
    """The articles as `save_article` takes them, in their order."""
    for position, slug in enumerate(ORDER, 1):
        yield {"slug": slug, "position": position, "is_published": True, **_read(FOLDER / f"{slug}.md")}


def _read(path: Path) -> dict[str, Any]:
    _start, head, words = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = {name: value.strip() for name, _colon, value in (line.partition(":") for line in head.splitlines())}
    fields: dict[str, Any] = {name: facts[name] for name in ("section", "kind", "source", "reliability")}
    fields |= {"source_url": facts["link"], "source_on": date.fromisoformat(facts["as_of"])}
    _before, *parts = LANGUAGE.split(words)
    for language, text in zip(parts[::2], parts[1::2], strict=True):
        title, summary, body = text.split("\n", 2)
        suffix = SUFFIXES[language]
        fields |= {
            f"title_{suffix}": title,
            f"summary_{suffix}": summary.removeprefix("> "),
            f"body_{suffix}": body.strip(),
        }
    return fields
