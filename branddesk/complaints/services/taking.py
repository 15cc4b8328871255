"""How a customer's voice comes onto the desk: typed in by a person, or read from a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue.models import Product
from branddesk.complaints import events, permissions, search
from branddesk.complaints.models import Complaint, Picture, Utterance
from branddesk.complaints.reading import language_of, wish_of
from branddesk.complaints.windows import answer_until
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live
from branddesk.stores.models import Store

Kind, Status = Complaint.Kind, Complaint.Status


@dataclass(frozen=True)
class Said:
    """One message of a chat."""

    outside_id: str
    side: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Voice:
    """A customer's voice as a store gives it."""

    kind: str
    outside_id: str
    sku: str
    text: str
    received_at: datetime
    rating: int | None = None
    customer: str = ""
    order_number: str = ""
    order_value: Decimal | None = None
    currency: str = "RUB"
    is_settled: bool = False
    """The marketplace holds it for answered or decided."""
    ends_at: datetime | None = None
    """When the marketplace takes no answer any more, where it says so."""
    facts: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    talk: tuple[Said, ...] = ()


@transaction.atomic
def write_down(
    *,
    actor: User,
    brand: Brand,
    kind: str,
    text: str,
    customer: str = "",
    rating: int | None = None,
    sku: str = "",
    order_number: str = "",
    order_value: Decimal | None = None,
    currency: str = "RUB",
    received_at: datetime | None = None,
    outside_id: str = "",
    form_key: UUID | None = None,
) -> Complaint:
    """Keep what a customer said elsewhere: in the cabinet without an API, by phone, in a mail.

    The same form sent twice keeps it once. Raises DomainError for empty words without a rating, for a moment to come,
    and for a number that is on the desk already.
    """
    permissions.check_can_work(actor, brand)
    before = made_before(Complaint.objects.all(), form_key, person=actor, maker="created_by")
    if before is not None:
        return before
    text, now = text.strip(), clock.now()
    received_at = received_at or now
    if not text and rating is None:
        raise DomainError(_("Write down what the customer said, or at least the rating."))
    if received_at > now:
        raise DomainError(_("The customer cannot have said it later than now. Check the date."))
    if outside_id and Complaint.objects.filter(brand=brand, kind=kind, outside_id=outside_id).exists():
        raise DomainError(_("Number %(number)s is on the desk already.") % {"number": outside_id})
    until = answer_until(kind, received_at)
    complaint = Complaint.objects.create(
        brand=brand,
        kind=kind,
        source=Complaint.Source.MANUAL,
        outside_id=outside_id,
        text=text,
        language=language_of(text),
        wish=wish_of(kind, text, rating),
        customer=customer.strip(),
        rating=rating,
        sku=sku.strip(),
        product=Product.objects.filter(brand=brand, sku=sku.strip()).first() if sku.strip() else None,
        order_number=order_number.strip(),
        order_value=order_value,
        currency=currency,
        received_at=received_at,
        due_at=until.at,
        is_window=until.is_window,
        created_by=actor,
        form_key=form_key,
    )
    search.index(complaint)
    journal.record(actor, "complaint.written-down", complaint, brand=brand.pk, kind=kind)
    events.voices_kept.send(sender=Complaint, complaints=[complaint.pk])
    live.announce(f"brand:{brand.pk}", "voice", voice=complaint.pk)
    return complaint


def keep_voices(store: Store, voices: Sequence[Voice]) -> int:
    """Keep what a store gave, in the caller's transaction; harmless twice. Gives how many were new or changed."""
    voices = list({(voice.kind, voice.outside_id): voice for voice in voices}.values())
    if not voices:
        return 0
    brands = _Brands(store, {voice.sku for voice in voices if voice.sku})
    there = {
        (row.kind, row.outside_id): row
        for row in Complaint.objects.select_for_update(of=("self",)).filter(
            store=store, outside_id__in=[voice.outside_id for voice in voices]
        )
    }
    fresh, changed = [], []
    for voice in voices:
        row = there.get((voice.kind, voice.outside_id))
        if row is None:
            fresh.append((_new(store, voice, brands), voice))
        elif _take_over(row, voice):
            changed.append((row, voice))
    if fresh:
        Complaint.objects.bulk_create([row for row, _voice in fresh])
    if changed:
        Complaint.objects.bulk_update([row for row, _voice in changed], _CHANGING, batch_size=200)
    _keep_parts(fresh + changed)
    touched = [row for row, _voice in fresh + changed]
    search.index_many(touched)
    if touched:
        events.voices_kept.send(sender=Complaint, complaints=[row.pk for row in touched])
        for brand in sorted({row.brand_id for row in touched}):
            live.announce(f"brand:{brand}", "voice")
    return len(touched)


_CHANGING = [
    *("text", "rating", "status", "due_at", "is_window", "received_at", "facts", "answered_at", "wish", "language"),
    "updated_at",
]


class _Brands:
    """Whose goods a SKU is: by the catalogue, else of the brand that the store stands for."""

    def __init__(self, store: Store, skus: set[str]) -> None:
        brands = Brand.objects.filter(grants__organisation=store.organisation)
        products = Product.objects.filter(brand__in=brands, sku__in=skus).order_by("pk")
        self._products = {product.sku: product for product in products}
        self._brand = store.brand or brands.order_by("pk").first()

    def of(self, sku: str) -> tuple[Brand, Product | None]:
        product = self._products.get(sku)
        if product is not None:
            return product.brand, product
        if self._brand is None:
            raise DomainError(_("Register a brand first, so that customers' voices have a place."))
        return self._brand, None


def _new(store: Store, voice: Voice, brands: _Brands) -> Complaint:
    brand, product = brands.of(voice.sku)
    row = Complaint(
        brand_id=product.brand_id if product else brand.pk,
        store=store,
        kind=voice.kind,
        source=Complaint.Source.MARKETPLACE,
        outside_id=voice.outside_id,
        sku=voice.sku,
        product=product,
        customer=voice.customer[:120],
        order_number=voice.order_number[:60],
        order_value=voice.order_value,
        currency=voice.currency,
        received_at=voice.received_at,
    )
    _fill(row, voice)
    row.status = Status.ANSWERED if voice.is_settled else Status.OPEN
    return row


def _take_over(row: Complaint, voice: Voice) -> bool:
    """Bring the row up to what the store says now. True when something differs."""
    before = (row.text, row.rating, row.facts, row.received_at, row.due_at)
    speaks_again = voice.kind == Kind.CHAT and voice.received_at > row.received_at
    row.received_at = max(row.received_at, voice.received_at)
    _fill(row, voice)
    status = row.status
    if voice.is_settled and row.is_open:
        row.status = Status.ANSWERED
    elif speaks_again and not voice.is_settled:
        row.status = Status.OPEN
    row.updated_at = clock.now()
    return (row.text, row.rating, row.facts, row.received_at, row.due_at) != before or row.status != status


def _fill(row: Complaint, voice: Voice) -> None:
    row.text, row.rating, row.facts = voice.text, voice.rating, voice.facts
    until = answer_until(voice.kind, voice.received_at, ends_at=voice.ends_at)
    row.due_at, row.is_window = until.at, until.is_window
    row.language = language_of(voice.text)
    if not row.is_wish_given:
        row.wish = wish_of(voice.kind, voice.text, voice.rating)


def _keep_parts(rows: Sequence[tuple[Complaint, Voice]]) -> None:
    """The pictures and messages that came along, each once."""
    pictures = [Picture(complaint=row, url=url[:500]) for row, voice in rows for url in voice.pictures]
    if pictures:
        Picture.objects.bulk_create(pictures, ignore_conflicts=True)
    said = [
        Utterance(complaint=row, outside_id=each.outside_id, side=each.side, text=each.text, said_at=each.at)
        for row, voice in rows
        for each in voice.talk
    ]
    if said:
        Utterance.objects.bulk_create(said, ignore_conflicts=True)
    for row, voice in rows:
        if voice.talk:
            search.index_talk(row, "\n".join(row.utterances.values_list("text", flat=True)))
