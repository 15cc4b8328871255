"""What the catalogue offers to the search over everything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext, pgettext_lazy

from branddesk.accounts.models import User
from branddesk.catalogue import permissions
from branddesk.catalogue.models import Product
from branddesk.catalogue.selectors import LOOKED_AT
from branddesk.core.queries import CountUpTo, holding
from branddesk.foundation.search.analyser import mark, read_query
from branddesk.web.slots import Findings, Found, SearchGroup


def _is_merchant(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_merchant


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """Products by SKU, offer id and name, those on sale first. One query."""
    assert isinstance(request.user, User)
    rows = Product.objects.visible_to(request.user).filter(holding(query, *LOOKED_AT))
    counted = rows.annotate(count=CountUpTo(rows)).select_related("brand")
    products = list(counted.order_by("retired_at", "name", "pk")[:most])
    terms, may_keep = read_query(query, is_typing=True), permissions.may_keep(request.user)
    found = [
        Found(_page_of(product, may_keep), mark(str(product), terms), about=_about(product)) for product in products
    ]
    more = f"{reverse('catalogue:list')}?{urlencode({'q': query})}"
    return Findings(found, products[0].count if products else 0, more)


def _page_of(product: Product, may_keep: bool) -> str:
    if may_keep:
        return reverse("catalogue:edit", args=[product.pk])
    query = {"q": product.sku} | ({"retired": "1"} if product.is_retired else {})
    return f"{reverse('catalogue:list')}?{urlencode(query)}"


def _about(product: Product) -> str:
    words = [product.brand.name, product.offer_id, pgettext("product", "retired") if product.is_retired else ""]
    return " · ".join(word for word in words if word)


GROUP = SearchGroup("products", pgettext_lazy("search", "Products"), "package", _find, order=40, visible=_is_merchant)
