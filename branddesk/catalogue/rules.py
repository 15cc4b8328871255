"""What a product must be like. One set of rules for the form and for every row of a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from branddesk.catalogue.models import Product
from branddesk.core.enums import Currency
from branddesk.marketplaces.reading import plain, read_price

Faults = dict[str, str]
"""The field's name and what is wrong with it."""

SKU = re.compile(r"[0-9A-Za-zА-Яа-яЁё._/-]{1,32}")
MOST_PICTURES = 30
_BETWEEN_PICTURES = re.compile(r"[\s,;|]+")


class ProductFields(TypedDict):
    sku: str
    offer_id: str
    name: str
    pictures: list[str]
    price: Decimal | None
    currency: str


def read_product(cells: Mapping[str, str]) -> tuple[ProductFields, Faults]:
    """The product that texts describe, and what is wrong with them, by field."""
    faults: Faults = {}
    sku = "".join(plain(cells.get("sku", "")).split())
    if not sku:
        faults["sku"] = _("The SKU is missing.")
    elif not SKU.fullmatch(sku):
        faults["sku"] = _("“%(text)s” is no SKU: up to 32 digits, letters, dots and strokes.") % {"text": sku[:40]}

    name = " ".join(cells.get("name", "").split())
    if not name:
        faults["name"] = _("The name is missing.")
    elif len(name) > 300:
        faults["name"] = _("The name has %(length)d characters; shorten it to 300.") % {"length": len(name)}

    offer_id = " ".join(plain(cells.get("offer_id", "")).split())
    if len(offer_id) > 60:
        faults["offer_id"] = _("The offer id has %(length)d characters; shorten it to 60.") % {"length": len(offer_id)}

    price, currency = _price(cells, faults)
    return (
        ProductFields(
            sku=sku,
            offer_id=offer_id,
            name=name,
            pictures=_pictures(cells.get("pictures", ""), faults),
            price=price,
            currency=currency,
        ),
        faults,
    )


def plain_values(fields: ProductFields | Product) -> dict[str, Any]:
    """The same as JSON keeps it, for comparing and for showing."""
    names = ("sku", "offer_id", "name", "pictures", "price", "currency")
    found = {name: fields[name] if isinstance(fields, dict) else getattr(fields, name) for name in names}  # type: ignore[literal-required]
    return found | {"price": None if found["price"] is None else f"{found['price']:.2f}"}


def from_plain(values: Mapping[str, Any]) -> ProductFields:
    """What `plain_values` made, as fields again."""
    return ProductFields(
        sku=values["sku"],
        offer_id=values["offer_id"],
        name=values["name"],
        pictures=list(values["pictures"]),
        price=None if values["price"] is None else Decimal(values["price"]),
        currency=values["currency"],
    )


def _price(cells: Mapping[str, str], faults: Faults) -> tuple[Decimal | None, str]:
    text = cells.get("price", "").strip()
    named = cells.get("currency", "").strip().upper()
    if named and named not in Currency:
        faults["currency"] = _("“%(text)s” is no currency of this desk: use RUB, CNY, USD or EUR.") % {
            "text": named[:12]
        }
        named = ""
    if not text:
        return None, named or Currency.RUB.value
    found = read_price(text)
    if found is None:
        try:
            found = Decimal(text).quantize(Decimal("0.01")), ""
        except InvalidOperation:
            faults["price"] = _("“%(text)s” is no price. Write it like 2 890 or 2890.50.") % {"text": text[:40]}
            return None, named or Currency.RUB.value
    amount, currency = found
    if not 0 <= amount < Decimal(10) ** 10:
        faults["price"] = _("“%(text)s” cannot be the price of a product.") % {"text": text[:40]}
        return None, named or Currency.RUB.value
    return amount, named or currency or Currency.RUB.value


def _pictures(text: str, faults: Faults) -> list[str]:
    addresses = list(dict.fromkeys(part for part in _BETWEEN_PICTURES.split(text.strip()) if part))
    if len(addresses) > MOST_PICTURES:
        faults["pictures"] = _("A product has up to %(most)d pictures here; this one has %(count)d.") % {
            "most": MOST_PICTURES,
            "count": len(addresses),
        }
    for address in addresses:
        if not _is_address(address):
            faults["pictures"] = _("“%(text)s” is no address of a picture. It begins with https://.") % {
                "text": address[:60]
            }
    return [] if "pictures" in faults else addresses


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(text) <= 1000
