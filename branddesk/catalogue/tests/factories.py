"""The smallest valid product, and sheets of products."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.models import Listing, Product
from branddesk.core import clock
from branddesk.stores.tests.factories import make_store

_numbers = count(1)


def make_product(**fields: Any) -> Product:
    number = next(_numbers)
    fields.setdefault("sku", str(1_571_000_000 + number))
    fields.setdefault("name", f"Flask {number}")
    if "changed_by" not in fields:
        fields["changed_by"] = make_user()
    if "brand" not in fields:
        fields["brand"] = make_brand(members=[fields["changed_by"]])
    return Product.objects.create(**fields)


def make_listing(**fields: Any) -> Listing:
    number = next(_numbers)
    if "store" not in fields:
        fields["store"] = make_store()
    fields.setdefault("outside_id", str(number))
    fields.setdefault("sku", str(1_571_000_000 + number))
    fields.setdefault("name", f"Flask {number}")
    fields.setdefault("price", 2890)
    fields.setdefault("read_at", clock.now())
    return Listing.objects.create(**fields)


def sheet(*rows: Sequence[object], encoding: str = "utf-8", separator: str = ",") -> ContentFile:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return ContentFile(text.getvalue().encode(encoding), name="products.csv")
