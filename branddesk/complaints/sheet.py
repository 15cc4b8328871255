"""Customers' voices as a sheet: the cabinet's own export of reviews, or what a call centre wrote down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from branddesk.brands.models import Brand
from branddesk.catalogue.models import Product
from branddesk.complaints import events, search
from branddesk.complaints.models import Complaint
from branddesk.complaints.reading import language_of, wish_of
from branddesk.complaints.windows import answer_until
from branddesk.core import clock
from branddesk.core.money import parse_money
from branddesk.foundation.journal import services as journal
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.registry import Check, Column, Finding, Kind, Line

NEW, SAME, WRONG = (TransferRow.State(name) for name in ("new", "same", "wrong"))
CODE = "complaints.voices"
LONGEST_TEXT = 10_000

COLUMNS = (
    Column(
        "text",
        (
            "Text",
            "Words",
            "Review text",
            "Текст отзыва",
            "Текст",
            "Текст вопроса",
            "Комментарий покупателя",
            "评价内容",
            "内容",
            "原话",
        ),
    ),
    Column("rating", ("Rating", "Stars", "Оценка", "Рейтинг", "评分", "星级")),
    Column("kind", ("Kind", "Type", "Вид", "Тип", "类型")),
    Column("outside_id", ("Number", "Id", "Номер отзыва", "Номер", "ID отзыва", "编号", "评价编号")),
    Column("customer", ("Customer", "Buyer", "Покупатель", "Имя", "Автор", "客户", "买家")),
    Column("sku", ("SKU", "Артикул Ozon", "Ozon SKU ID", "商品SKU", "SKU编号")),
    Column("order_number", ("Order", "Номер заказа", "Заказ", "Номер отправления", "订单", "订单号")),
    Column("order_value", ("Order value", "Сумма заказа", "Сумма", "订单金额")),
    Column("received_at", ("Date", "Received", "Дата", "Дата отзыва", "Дата публикации", "日期", "时间")),
)

KIND_WORDS = {
    "review": ("review", "отзыв", "评价"),
    "question": ("question", "вопрос", "问答", "提问"),
    "chat": ("chat", "чат", "聊天"),
    "return": ("return", "возврат", "退货"),
    "cancellation": ("cancellation", "отмена", "取消"),
    "other": ("other", "другое", "其他"),
}
_DAYS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y/%m/%d %H:%M", "%Y/%m/%d")


def read_row(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """A row's values as JSON, and what is wrong with them as sentences."""
    text = {name: cells.get(name, "").strip() for name in (column.name for column in COLUMNS)}
    values: dict[str, Any] = {
        "text": text["text"],
        "customer": text["customer"][:120],
        "sku": text["sku"][:32],
        "order_number": text["order_number"][:60],
        "outside_id": text["outside_id"][:80],
    }
    faults: list[str] = []
    for name, read in _READERS.items():
        try:
            values[name] = read(text[name])
        except ValueError as fault:
            faults.append(str(fault))
    if not text["text"] and values.get("rating") is None:
        faults.append(_("The customer's words are missing, and there is no rating either."))
    if len(text["text"]) > LONGEST_TEXT:
        faults.append(_("The words are longer than 10,000 characters."))
    return values, faults


def _rating(text: str) -> int | None:
    if not text:
        return None
    stars = text.count("★") or text.replace(",", ".").removesuffix(".0")
    if str(stars) not in ("1", "2", "3", "4", "5"):
        raise ValueError(_("“%(text)s” is no rating: write 1 to 5.") % {"text": text[:40]})
    return int(stars)


def _kind(text: str) -> str:
    if not text:
        return Complaint.Kind.REVIEW.value
    word = text.casefold()
    for kind, words in KIND_WORDS.items():
        if word.startswith(words):
            return kind
    raise ValueError(
        _("“%(text)s” is no kind: write review, question, chat, return, cancellation or other.") % {"text": text[:40]}
    )


def _value(text: str) -> str | None:
    if not text:
        return None
    money = parse_money(text)
    if money is None or money.amount < 0:
        raise ValueError(_("“%(text)s” is no sum of money.") % {"text": text[:40]})
    return f"{money.amount} {money.currency}"


def _moment(text: str) -> str | None:
    if not text:
        return None
    moment = _read_moment(text)
    if moment is None:
        raise ValueError(_("“%(text)s” is no date: write 2026-11-24 or 24.11.2026.") % {"text": text[:40]})
    if moment > clock.now() + timedelta(days=1):
        raise ValueError(_("“%(text)s” is still to come.") % {"text": text[:40]})
    return moment.isoformat()


def _read_moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)):
            moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    except ValueError:
        return None
    for pattern in _DAYS if moment is None else ():
        try:
            moment = datetime.strptime(text, pattern)  # noqa: DTZ007
            break
        except ValueError:
            continue
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


_READERS: dict[str, Callable[[str], Any]] = {
    "rating": _rating,
    "kind": _kind,
    "order_value": _value,
    "received_at": _moment,
}


def key_of(values: Mapping[str, Any]) -> str:
    """The row's number; without one, a number made of what it says, so that the same sheet twice adds nothing."""
    if values["outside_id"]:
        return str(values["outside_id"])
    said = "\n".join(str(values.get(name) or "") for name in ("text", "rating", "customer", "sku", "received_at"))
    return "sheet-" + hashlib.sha256(said.encode()).hexdigest()[:32]


def checker(transfer: Transfer) -> Check:
    """Checks one part of the sheet after another; what is on the desk already is left alone."""
    seen: dict[tuple[str, str], int] = {}

    def check(lines: Sequence[Line]) -> list[Finding]:
        read = [(line, *read_row(line.cells)) for line in lines]
        keys = [key_of(values) for _line, values, faults in read if not faults]
        there = set(
            Complaint.objects.filter(brand=transfer.scope, outside_id__in=keys).values_list("kind", "outside_id")
        )
        found = []
        for line, values, faults in read:
            if faults:
                found.append(Finding(WRONG, dict(line.cells), problem=" ".join(faults)))
                continue
            place = (values["kind"], key_of(values))
            earlier = seen.setdefault(place, line.number)
            if earlier != line.number:
                problem = _("This stands in row %(row)d already.") % {"row": earlier}
                found.append(Finding(WRONG, dict(line.cells), problem=problem))
                continue
            found.append(Finding(SAME if place in there else NEW, values | {"outside_id": place[1]}))
        return found

    return check


def take(transfer: Transfer, rows: Iterable[TransferRow]) -> None:
    """All new voices come into the inbox. One entry in the brand's journal."""
    brand = Brand.objects.select_for_update().get(pk=transfer.scope)
    given = [row.values for row in rows]
    skus = {values["sku"] for values in given if values["sku"]}
    products = {product.sku: product for product in Product.objects.filter(brand=brand, sku__in=skus)}
    fresh = [_complaint(transfer, brand, values, products.get(values["sku"])) for values in given]
    Complaint.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    kept = list(
        Complaint.objects.filter(brand=brand, store=None, outside_id__in=[row.outside_id for row in fresh]).iterator()
    )
    search.index_many(kept)
    journal.record(transfer.owner, "complaints.imported", brand, transfer=transfer.pk, count=len(kept))
    events.voices_kept.send(sender=Complaint, complaints=[row.pk for row in kept])


def _complaint(transfer: Transfer, brand: Brand, values: Mapping[str, Any], product: Product | None) -> Complaint:
    received_at = datetime.fromisoformat(values["received_at"]) if values["received_at"] else clock.now()
    until = answer_until(values["kind"], received_at)
    amount, _blank, currency = (values["order_value"] or "").partition(" ")
    return Complaint(
        brand=brand,
        source=Complaint.Source.IMPORTED,
        kind=values["kind"],
        outside_id=values["outside_id"],
        text=values["text"],
        language=language_of(values["text"]),
        wish=wish_of(values["kind"], values["text"], values["rating"]),
        rating=values["rating"],
        customer=values["customer"],
        sku=values["sku"],
        product=product,
        order_number=values["order_number"],
        order_value=amount or None,
        currency=currency or "RUB",
        received_at=received_at,
        due_at=until.at,
        is_window=until.is_window,
        created_by_id=transfer.owner_id,
    )


VOICES = Kind(CODE, COLUMNS, checker, take)
