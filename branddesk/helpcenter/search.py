"""Articles by what they say, in any of the three languages; drafts only for editors."""

from __future__ import annotations

from collections import defaultdict
from math import log

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from branddesk.accounts.models import User
from branddesk.foundation.search import selectors as index
from branddesk.foundation.search.analyser import Term, analyse
from branddesk.foundation.search.engines import engine
from branddesk.foundation.search.services import PartText, replace
from branddesk.helpcenter.models import Article, is_editor
from branddesk.helpcenter.selectors import Card, cards_of

KIND = "article"
FOR_ALL, FOR_EDITORS = "=all", "=editors"
MOST_HITS = 50
MOST_WORDS = 12
"""Of a longer question the longest words count."""
IN_HEADING = 3
"""So much more a word counts in the title or the summary."""


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


def find_likely(reader: User | AnonymousUser, question: str, *, limit: int) -> list[Card]:
    """What most likely answers a question asked in sentences: what holds most of its words, above all in its heading.

    A word counts the more the fewer articles hold it. Of a question of three words or more one is not enough.
    """
    words = sorted({word for word in analyse(question) if len(word) > 1}, key=lambda word: (-len(word), word))
    scope = FOR_EDITORS if is_editor(reader) else FOR_ALL
    weights: dict[str, float] = {}
    held: defaultdict[int, list[str]] = defaultdict(list)
    for word in words[:MOST_WORDS]:
        keys = {key for _part, key, _name in engine().among_few(KIND, [Term((word,))], [scope], MOST_HITS)}
        weights[word] = log(1 + MOST_HITS / len(keys)) if keys else 0
        for key in keys:
            held[key].append(word)
    least = 2 if len(words) > 2 else 1
    cards = cards_of(Article.objects.visible_to(reader).filter(pk__in=[key for key in held if len(held[key]) >= least]))

    def weight(card: Card) -> float:
        heading = set(analyse(f"{card.text.title} {card.text.summary}"))
        return sum(weights[word] * (IN_HEADING if word in heading else 1) for word in held[card.article.pk])

    return sorted(cards, key=weight, reverse=True)[:limit]


def _is_named(card: Card, terms: list[Term]) -> bool:
    words = set(analyse(card.text.title))
    return all(words.issuperset(term.tokens) for term in terms)
