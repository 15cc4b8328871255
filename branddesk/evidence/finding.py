"""What the vault offers to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy

from branddesk.accounts.models import User
from branddesk.core.queries import CountUpTo, holding
from branddesk.evidence.models import Exhibit
from branddesk.foundation.search.analyser import mark, read_query
from branddesk.web.slots import Findings, Found, SearchGroup


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Exhibits by title and file name, the newest first. One query."""
    assert isinstance(request.user, User)
    rows = Exhibit.objects.visible_to(request.user).filter(holding(query, "title", "file_name"))
    exhibits = list(rows.annotate(count=CountUpTo(rows)).select_related("brand").order_by("-pk")[:most])
    terms = read_query(query, is_typing=True)
    found = [
        Found(
            reverse("evidence:detail", args=[exhibit.key]),
            mark(exhibit.title, terms),
            about=_about(exhibit),
            snippet=mark(exhibit.file_name, terms),
        )
        for exhibit in exhibits
    ]
    more = f"{reverse('evidence:list')}?{urlencode({'q': query})}"
    return Findings(found, exhibits[0].count if exhibits else 0, more)


def _about(exhibit: Exhibit) -> str:
    words = [exhibit.get_kind_display(), exhibit.brand.name, gettext("withdrawn") if exhibit.is_withdrawn else ""]
    return " · ".join(word for word in words if word)


GROUP = SearchGroup("exhibits", pgettext_lazy("search", "Evidence"), "photo", _find, order=30)
