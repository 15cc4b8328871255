"""What the rights register offers to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.core.queries import MOST_WORDS
from branddesk.foundation.search.analyser import mark, read_query
from branddesk.web.slots import Findings, Found, SearchGroup


def _is_merchant(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_merchant


def brands_of(request: HttpRequest) -> list[Brand]:
    """The brands that the person sees, by name: read once for all that a search looks through. None of a platform's."""
    assert isinstance(request.user, User)
    if not hasattr(request, "_brands"):
        brands = list(Brand.objects.visible_to(request.user)) if request.user.is_merchant else []
        request._brands = brands  # type: ignore[attr-defined]
    found: list[Brand] = request._brands  # type: ignore[attr-defined]
    return found


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Brands by name, which holds every word of the query."""
    words = query.casefold().split()[:MOST_WORDS]
    brands = [brand for brand in brands_of(request) if all(word in brand.name.casefold() for word in words)]
    terms = read_query(query, is_typing=True)
    found = [Found(reverse("brands:detail", args=[brand.slug]), mark(brand.name, terms)) for brand in brands[:most]]
    return Findings(found, len(brands))


GROUP = SearchGroup("brands", pgettext_lazy("search", "Brands"), "certificate-2", _find, order=20, visible=_is_merchant)
