"""Questions about articles: what stands on the shelves, what helps with a kind of case, what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from branddesk.accounts.models import User
from branddesk.core.enums import Language
from branddesk.helpcenter.models import FALLBACKS, Article, ArticleText, Section

SUFFIXES: dict[str, str] = {Language.CHINESE: "zh", Language.RUSSIAN: "ru", Language.ENGLISH: "en"}
"""How a language is called at the end of a field's name."""
SUGGESTED = 4


@dataclass(frozen=True)
class Card:
    """An article as a list shows it, in the reader's language where it speaks it."""

    article: Article
    text: ArticleText

    @property
    def is_foreign(self) -> bool:
        return self.text.language != get_language()


@dataclass(frozen=True)
class Shelf:
    section: Section
    cards: list[Card]


def shelves(reader: User | AnonymousUser) -> list[Shelf]:
    """Every section that has something to read. One query."""
    cards = cards_of(Article.objects.visible_to(reader))
    return [Shelf(section, list(members)) for section, members in groupby(cards, key=lambda card: card.article.section)]


def suggested(reader: User | AnonymousUser, kind: str, *, limit: int = SUGGESTED) -> list[Card]:
    """Articles that help with a case of the kind. One query."""
    if not kind:
        return []
    return cards_of(Article.objects.visible_to(reader).filter(kind=kind, is_published=True))[:limit]


def related(reader: User | AnonymousUser, article: Article, *, limit: int = SUGGESTED) -> list[Card]:
    """Others of the same section or the same kind of case, its own section first."""
    near = Q(section=article.section_id)
    if article.kind:
        near |= Q(kind=article.kind)
    cards = cards_of(Article.objects.visible_to(reader).filter(near, is_published=True).exclude(pk=article.pk))
    return sorted(cards, key=lambda card: card.article.section_id != article.section_id)[:limit]


def best_text(texts: Iterable[ArticleText]) -> ArticleText | None:
    """The one in the reader's language, else in the nearest other."""
    order = [get_language(), *FALLBACKS]
    return min(texts, key=lambda text: order.index(text.language), default=None)


def articles_for_editors() -> QuerySet[Article]:
    """All articles with how many readers they helped."""
    return (
        Article.objects.select_related("section")
        .annotate(
            helped=Count("feedback", filter=Q(feedback__is_helpful=True), distinct=True),
            judged=Count("feedback", distinct=True),
        )
        .prefetch_related("texts")
    )


def cards_of(articles: QuerySet[Article]) -> list[Card]:
    """The articles in their order, each in the language that suits the reader. One query."""
    texts = (
        ArticleText.objects.filter(article__in=articles)
        .select_related("article__section")
        .defer("body")
        .order_by("article__section__position", "article__section_id", "article__position", "article_id")
    )
    cards = []
    for article, members in groupby(texts, key=lambda text: text.article):
        text = best_text(members)
        if text is not None:
            cards.append(Card(article, text))
    return cards
