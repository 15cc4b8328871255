"""Keeping what a store's listings show, and noting what changed since the reading before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue.models import Listing, ListingChange, ListingOrder, Product
from branddesk.catalogue.permissions import KEEPERS
from branddesk.core import clock
from branddesk.core.enums import Currency
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify
from branddesk.stores.models import Store

What, State = ListingChange.What, ListingOrder.State
BRAND_ATTRIBUTE = "85"
ATTRIBUTED = timedelta(days=3)
"""So long after it was ordered a change that reads the same counts as ours."""
PLAIN = {
    What.NAME: "name",
    What.PRICE: "price",
    What.OLD_PRICE: "old_price",
    What.PICTURES: "pictures",
    What.TEXT: "text",
    What.RATING: "rating",
    What.STATUS: "status",
    What.ARCHIVED: "is_archived",
}
"""What is compared as it stands, by the field that holds it."""
CHANGING = [
    *PLAIN.values(),
    *("sku", "offer_id", "currency", "attributes", "attribute_names", "brand", "product"),
    *("gone_at", "read_at", "changed_at"),
]
QUIET = frozenset({What.RATING, What.STATUS})
"""Follows from something else: nobody is told of it alone."""


@dataclass(frozen=True)
class Card:
    """A listing as one reading found it."""

    outside_id: str
    sku: str
    offer_id: str
    name: str
    price: Decimal | None
    old_price: Decimal | None
    currency: str
    pictures: tuple[str, ...]
    text: str
    attributes: dict[str, list[str]] = field(default_factory=dict)
    attribute_names: dict[str, str] = field(default_factory=dict)
    rating: Decimal | None = None
    status: str = ""
    is_archived: bool = False


@dataclass(frozen=True)
class AllRead:
    """The end of a whole reading: what it did not find, it being begun at `began`, is gone."""

    began: datetime


def keep(store: Store, rows: Sequence[Card | AllRead]) -> int:
    """Keep these cards, in the caller's transaction. Gives how many were new or changed; harmless twice."""
    cards = [row for row in rows if isinstance(row, Card)]
    known = {row.outside_id: row for row in _locked(store, [card.outside_id for card in cards])}
    places = _Places(store, cards)
    changed: list[ListingChange] = []
    new = 0
    orders = _orders(known.values())
    for card in cards:
        listing = known.get(card.outside_id)
        if listing is None:
            _create(store, card, places)
            new += 1
        else:
            changed += _update(listing, card, places, orders.get(listing.pk, []))
    if known:
        Listing.objects.bulk_update(known.values(), CHANGING)
    for end in (row for row in rows if isinstance(row, AllRead)):
        changed += _miss(store, end.began)
    if changed:
        ListingChange.objects.bulk_create(changed)
        _tell(store, changed)
    return new + len({change.listing_id for change in changed})


def _orders(listings: Iterable[Listing]) -> dict[int, list[ListingOrder]]:
    """What was ordered lately and not refused, by listing."""
    rows = ListingOrder.objects.filter(listing__in=listings, created_at__gt=clock.now() - ATTRIBUTED)
    found: dict[int, list[ListingOrder]] = {}
    for order in rows.exclude(state=State.REFUSED).select_related("author"):
        found.setdefault(order.listing_id, []).append(order)
    return found


def _locked(store: Store, numbers: Sequence[str]) -> Sequence[Listing]:
    return list(Listing.objects.select_for_update().filter(store=store, outside_id__in=numbers))


class _Places:
    """To which brand and which product of the catalogue a card belongs."""

    def __init__(self, store: Store, cards: Sequence[Card]) -> None:
        self.store = store
        self.brands = {
            brand.name.casefold(): brand
            for brand in Brand.objects.filter(grants__organisation=store.organisation_id).distinct()
        }
        skus = [card.sku for card in cards if card.sku]
        rows = Product.objects.filter(sku__in=skus, brand__in=self.brands.values())
        self.products = {row.sku: row for row in rows}

    def brand_of(self, card: Card) -> Brand | None:
        for name in card.attributes.get(BRAND_ATTRIBUTE, []):
            if brand := self.brands.get(name.casefold()):
                return brand
        return self.store.brand

    def product_of(self, card: Card, brand: Brand | None) -> Product | None:
        """The catalogue's; what it does not know yet is added to it, for whoever connected the store."""
        product = self.products.get(card.sku)
        if product is None and brand is not None and card.sku and not card.is_archived:
            product = Product.objects.create(
                brand=brand,
                sku=card.sku,
                offer_id=card.offer_id[:60],
                name=card.name[:300] or card.sku,
                price=card.price,
                currency=card.currency,
                pictures=list(card.pictures),
                changed_by=self.store.connected_by,
            )
            journal.record(None, "product.read", brand, product=product.pk, store=self.store.pk)
            self.products[card.sku] = product
        if product is not None and card.pictures and not product.pictures:
            product.pictures = list(card.pictures)
            product.save(update_fields=["pictures"])
        return product


def _create(store: Store, card: Card, places: _Places) -> Listing:
    listing = Listing(store=store, outside_id=card.outside_id, read_at=clock.now())
    _take(listing, card, places)
    listing.save()
    return listing


def _take(listing: Listing, card: Card, places: _Places) -> None:
    brand = places.brand_of(card)
    listing.sku, listing.offer_id = card.sku, card.offer_id[:60]
    listing.name, listing.text = card.name[:500], card.text
    listing.price, listing.old_price = _rounded(card.price), _rounded(card.old_price)
    listing.currency = card.currency if card.currency in Currency.values else Currency.RUB
    listing.pictures, listing.attributes = list(card.pictures), card.attributes
    listing.attribute_names = card.attribute_names or listing.attribute_names
    listing.rating, listing.status = _rounded(card.rating), card.status[:120]
    listing.is_archived = card.is_archived
    listing.brand = brand
    listing.product = places.product_of(card, brand)


def _rounded(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))


def _update(listing: Listing, card: Card, places: _Places, orders: Sequence[ListingOrder]) -> list[ListingChange]:
    now, before = clock.now(), listing.read_at
    was = {what: getattr(listing, name) for what, name in PLAIN.items()}
    attributes, was_gone = listing.attributes, listing.gone_at is not None
    _take(listing, card, places)
    pairs: list[tuple[str, str, Any, Any]] = [
        (what, "", was[what], getattr(listing, name)) for what, name in PLAIN.items()
    ]
    pairs += [(What.ATTRIBUTE, number, old, new) for number, old, new in _attributes(attributes, card.attributes)]
    if was_gone:
        pairs.append((What.BACK, "", False, True))
        listing.gone_at = None
    changes = [
        ListingChange(
            listing=listing,
            what=what,
            attribute=number,
            before=_plain(old),
            after=_plain(new),
            not_before=before,
            seen_at=now,
            changed_by=_author(orders, what, new),
        )
        for what, number, old, new in pairs
        if old != new
    ]
    listing.read_at = now
    listing.changed_at = now if changes else listing.changed_at
    return changes


def _attributes(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[tuple[str, list[str], list[str]]]:
    for number in sorted({*old, *new}, key=lambda each: (len(each), each)):
        if old.get(number, []) != new.get(number, []):
            yield number, old.get(number, []), new.get(number, [])


def _author(orders: Sequence[ListingOrder], what: str, new: Any) -> User | None:
    """Who of us ordered just that; the order is then done."""
    for order in orders:
        if order.what == what and reads_so(order, new):
            if order.state != State.DONE:
                order.state = State.DONE
                order.save(update_fields=["state", "updated_at"])
            return order.author
    return None


def reads_so(order: ListingOrder, shown: Any) -> bool:
    """Whether a card shows what was ordered."""
    if order.what in (ListingOrder.What.PRICE, ListingOrder.What.OLD_PRICE):
        return shown is not None and Decimal(order.value) == Decimal(shown)
    return " ".join(str(shown).split()) == " ".join(order.value.split())


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def _miss(store: Store, began: datetime) -> list[ListingChange]:
    rows = list(Listing.objects.select_for_update().filter(store=store, gone_at=None, read_at__lt=began))
    now = clock.now()
    for listing in rows:
        listing.gone_at = listing.changed_at = now
        listing.save(update_fields=["gone_at", "changed_at"])
    return [
        ListingChange(
            listing=row, what=What.GONE, before=False, after=True, not_before=row.read_at, seen_at=now, changed_by=None
        )
        for row in rows
    ]


def _tell(store: Store, changes: Sequence[ListingChange]) -> None:
    """What this desk did not do itself may be somebody else's doing: its keepers are told, once a reading."""
    theirs = {each.listing_id for each in changes if each.changed_by is None and each.what not in QUIET}
    if not theirs:
        return
    url = f"{reverse('catalogue:listings')}?view=changed"
    people = User.objects.filter(organisation=store.organisation_id, is_active=True, role__in=KEEPERS)
    for person in people.order_by("pk"):
        with translation.override(person.language):
            number = ngettext("%(n)d listing", "%(n)d listings", len(theirs)) % {"n": len(theirs)}
        notify(
            person=person,
            code="listings.changed",
            url=url,
            key=f"listings:{store.pk}:{clock.now().isoformat()}",
            store=store.name,
            number=number,
        )
