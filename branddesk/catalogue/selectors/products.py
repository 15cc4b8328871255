"""Which products a person sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue.models import Product
from branddesk.core.queries import holding
from branddesk.foundation.transfers.models import Transfer

PAGE_SIZE = 50
LOOKED_AT = ("sku", "offer_id", "name")


@dataclass(frozen=True)
class ProductPage:
    products: Sequence[Product]
    after: str
    """Where the next page starts; empty on the last one."""


def product_page(
    user: User, *, brand: Brand | None = None, query: str = "", retired: bool = False, after: str = ""
) -> ProductPage:
    """Products by name, a page at a time. The query is words of the SKU, the offer id or the name."""
    rows = Product.objects.visible_to(user).select_related("brand").filter(retired_at__isnull=not retired)
    if brand is not None:
        rows = rows.filter(brand=brand)
    rows = rows.filter(holding(query, *LOOKED_AT))
    start = Product.objects.visible_to(user).filter(pk=int(after)).first() if _is_key(after) else None
    if start is not None:
        rows = rows.filter(Q(name__gt=start.name) | Q(name=start.name, pk__gt=start.pk))
    found = list(rows.order_by("name", "pk")[: PAGE_SIZE + 1])
    return ProductPage(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else "")


def suggestions(brand: Brand, query: str = "", most: int = 20) -> list[Product]:
    """Products that a form offers while somebody types a SKU or a name."""
    rows = Product.objects.filter(holding(query, *LOOKED_AT), brand=brand, retired_at=None)
    return list(rows.order_by("name", "pk")[:most])


def last_imports(user: User, most: int = 5) -> list[Transfer]:
    """The sheets that the person brought in last."""
    return list(Transfer.objects.filter(owner=user, kind="catalogue.products").order_by("-pk")[:most])


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
