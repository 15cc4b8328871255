"""Articles by what they say, in any of the three languages; drafts only for editors."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from branddesk.accounts.models import User
from branddesk.foundation.search import selectors as index
from branddesk.foundation.search.analyser import Term, analyse
from branddesk.foundation.search.services import PartText, replace
from branddesk.helpcenter.models import Article, is_editor
from branddesk.helpcenter.selectors import Card, cards_of

KIND = "article"
FOR_ALL, FOR_EDITORS = "=all", "=editors"
MOST_HITS = 50


def index_article(article: Article) -> None:
    """Let the article be found by what it says now. Called in the transaction that changes it."""
    scopes = (FOR_ALL, FOR_EDITORS) if article.is_published else (FOR_EDITORS,)
    parts = [
        PartText(f"text-{text.language}", f"{text.title}\n{text.summary}\n{text.body}", scopes)
        for text in article.texts.all()
    ]
    replace(KIND, article.pk, parts, among=["text-"])


@transaction.atomic
def reindex_articles() -> int:
    """Index all articles anew. Returns how many there are."""
    rows = list(Article.objects.prefetch_related("texts"))
    for article in rows:
        index_article(article)
    return len(rows)


def find(reader: User | AnonymousUser, query: str, *, is_spread: bool = True) -> list[Card]:
    """What holds all the words, titles that do so first. `is_spread`: also where they stand in different languages."""
    scope = FOR_EDITORS if is_editor(reader) else FOR_ALL
    hits = index.search(KIND, query, scopes=[scope], limit=MOST_HITS, is_typing=True, is_spread=is_spread, are_few=True)
    cards = cards_of(Article.objects.visible_to(reader).filter(pk__in=hits.keys))
    place = {key: number for number, key in enumerate(hits.keys)}
    return sorted(cards, key=lambda card: (not _is_named(card, hits.terms), place[card.article.pk]))


def _is_named(card: Card, terms: list[Term]) -> bool:
    words = set(analyse(card.text.title))
    return all(words.issuperset(term.tokens) for term in terms)
