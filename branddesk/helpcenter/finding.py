"""What the help centre offers to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.foundation.search.analyser import mark, read_query
from branddesk.helpcenter.search import find
from branddesk.web.slots import Findings, Found, SearchGroup

SNIPPET = 160


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Articles by what they say, as the help centre's own search finds them. At most two queries."""
    assert isinstance(request.user, User)
    cards = find(request.user, query, is_spread=False)
    terms = read_query(query, is_typing=True)
    found = [
        Found(
            reverse("helpcenter:article", args=[card.article.slug]),
            mark(card.text.title, terms),
            about=str(card.article.section),
            snippet=mark(card.text.summary, terms, width=SNIPPET),
        )
        for card in cards[:most]
    ]
    return Findings(found, len(cards), f"{reverse('helpcenter:home')}?{urlencode({'q': query})}")


GROUP = SearchGroup("articles", pgettext_lazy("search", "Help articles"), "help-circle", _find, order=50)
