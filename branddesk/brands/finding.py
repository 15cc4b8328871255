"""What the rights register offers to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.core.queries import CountUpTo, holding
from branddesk.foundation.search.analyser import mark, read_query
from branddesk.web.slots import Findings, Found, SearchGroup


def _is_merchant(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_merchant


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Brands by name. One query."""
    assert isinstance(request.user, User)
    rows = Brand.objects.visible_to(request.user).filter(holding(query, "name"))
    brands = list(rows.annotate(count=CountUpTo(rows)).order_by("name")[:most])
    terms = read_query(query, is_typing=True)
    found = [Found(reverse("brands:detail", args=[brand.slug]), mark(brand.name, terms)) for brand in brands]
    return Findings(found, brands[0].count if brands else 0)


GROUP = SearchGroup("brands", pgettext_lazy("search", "Brands"), "certificate-2", _find, order=20, visible=_is_merchant)
