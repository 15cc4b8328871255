"""The stream of a store's own listings, once a day; and one of them, when it was just changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from branddesk.catalogue.services.listings import AllRead, Card, keep
from branddesk.core import clock
from branddesk.core.enums import Currency
from branddesk.marketplaces.ozon.client import categories, products
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import sync
from branddesk.stores.models import Store
from branddesk.stores.sync import Batch, Cursor, Stream

CODE = "listings"
AT_ONCE = 100
NAME, TEXT = "4180", "4191"
"""Attributes that hold the name and the text of a card."""


def fetch(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    """A page of the list with all that the cards say: four questions, and one for each card that keeps its text."""
    began = cursor.get("began") or clock.now().isoformat()
    page = products.list_products(ozon, after=cursor.get("after", ""), limit=AT_ONCE)
    rows: list[Any] = list(cards(ozon, [row.product_id for row in page.rows])) if page.rows else []
    if page.next:
        return Batch(rows, {"after": page.next, "began": began}, True)
    rows.append(AllRead(datetime.fromisoformat(began)))
    return Batch(rows, {}, False)


def cards(ozon: Client, product_ids: Sequence[str]) -> Iterable[Card]:
    """These cards as they stand now."""
    said = {row.product_id: row for row in products.list_attributes(ozon, product_ids=product_ids).rows}
    prices = {row.product_id: row for row in products.list_prices(ozon, product_ids=product_ids).rows}
    shown = products.get_products(ozon, product_ids=product_ids)
    skus = [row.sku for row in shown if row.sku and row.sku != "0"]
    ratings = {row.sku: row.rating for row in products.get_content_ratings(ozon, skus)} if skus else {}
    names = _names(ozon, said.values())
    for row in shown:
        card, price = said.get(row.product_id), prices.get(row.product_id)
        values = {each.id: [value.value for value in each.values] for each in card.attributes} if card else {}
        text = " ".join(values.pop(TEXT, [])) or products.get_description(ozon, row.product_id).description
        values.pop(NAME, None)
        yield Card(
            outside_id=row.product_id,
            sku="" if row.sku == "0" else row.sku,
            offer_id=row.offer_id,
            name=row.name,
            price=price.price if price else row.price,
            old_price=price.old_price if price else row.old_price,
            currency=row.currency if row.currency in Currency.values else Currency.RUB,
            pictures=(*row.primary_images, *(each for each in row.images if each not in row.primary_images)),
            text=text,
            attributes=values,
            attribute_names=names.get((card.category_id, card.type_id), {}) if card else {},
            rating=ratings.get(row.sku),
            status=row.status_name,
            is_archived=row.is_archived,
        )


def _names(ozon: Client, rows: Iterable[products.Attributes]) -> dict[tuple[str, str], dict[str, str]]:
    """What the attributes are called, by category and type."""
    kinds = {(row.category_id, row.type_id) for row in rows if row.category_id and row.type_id}
    return {
        kind: {each.id: each.name for each in categories.list_attributes(ozon, category_id=kind[0], type_id=kind[1])}
        for kind in sorted(kinds)
    }


def _keep(store: Store, rows: Sequence[Any]) -> int:
    return keep(store, rows)


STREAM = Stream(CODE, _("Own listings"), timedelta(days=1), fetch, _keep, 5)


def register() -> None:
    sync.register(STREAM)
