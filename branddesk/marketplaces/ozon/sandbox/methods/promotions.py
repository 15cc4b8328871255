"""Ozon's promotions: they open and close by the sandbox's clock, and goods join and leave them by their price."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_in, said

KEPT = timedelta(days=3)
"""How long a promotion can still be asked about after its end."""
AUTO_ADD_EVERY = timedelta(days=3)
FREEZES_BEFORE = timedelta(days=2)
MOST, MOST_CHANGES = 100, 1000
CURRENCY = "RUB"
MIN_BOOST, MAX_BOOST = 15, 55
LEAST_SHARE, LOW_SHARE, QUARANTINE_SHARE = Decimal("0.05"), Decimal("0.3"), Decimal("0.5")
"""Parts of the usual price: below the first no price is taken, below the others it is remarked upon."""


@dataclass(frozen=True)
class Kind:
    title: str
    action_type: str
    days: int
    percents: tuple[int, ...]
    is_voucher: bool = False
    is_elastic: bool = False
    freezes: bool = False


KINDS = (
    Kind("Эластичный бустинг", "DISCOUNT", 14, (5, 8, 10), is_elastic=True),
    Kind("Максимальный бустинг", "DISCOUNT", 10, (15, 20), freezes=True),
    Kind("Промокоды", "VOUCHER_DISCOUNT", 7, (10, 12), is_voucher=True),
)


def refresh(shop: Shop) -> None:
    """Of each kind one promotion runs and one is to come; what is to be added by itself is added at its time."""
    now = shop.world.now()
    for row in shop.promotions:
        _add_by_itself(row, said(now))
    shop.promotions = [row for row in shop.promotions if row["date_end"] > said(now - KEPT)]
    for kind in KINDS:
        open_ = [row for row in shop.promotions if row["title"] == kind.title and row["date_end"] > said(now)]
        while len(open_) < 2:
            begun = now - timedelta(hours=shop.world.random.randint(6, 30))
            start = datetime.fromisoformat(open_[-1]["date_end"]) if open_ else begun
            open_.append(_make(shop, kind, start))


def _make(shop: Shop, kind: Kind, start: datetime) -> Row:
    dice, end = shop.world.random, start + timedelta(days=kind.days)
    goods = [product for product in shop.products if not product["_archived"]]
    left_out = dice.choice(goods)["id"] if len(goods) > 1 else 0
    percent = dice.choice(kind.percents)
    limits = {
        product["id"]: Decimal(round(product["_price"] * (100 - percent) / 100))
        for product in goods
        if product["id"] != left_out
    }
    dates = [start + AUTO_ADD_EVERY * number for number in range(1, kind.days // AUTO_ADD_EVERY.days + 1)]
    coming = [said(date) for date in dates if shop.world.now() < date < end]
    row = {
        "id": shop.world.next_id(),
        "title": kind.title,
        "action_type": kind.action_type,
        "auto_add_dates": coming,
        "date_start": said(start),
        "date_end": said(end),
        "description": f"<p>Скидка от {percent}% на выбранные товары.</p>",
        "discount_type": "PERCENT" if kind.is_voucher else "UNKNOWN",
        "discount_value": percent if kind.is_voucher else 0,
        "freeze_date": said(end - FREEZES_BEFORE) if kind.freezes else "",
        "is_voucher_action": kind.is_voucher,
        "order_amount": 0,
        "with_targeting": False,
        "_is_elastic": kind.is_elastic,
        "_limits": limits,
        "_inside": {},
        "_auto": {date: _chosen_by_ozon(shop, limits) for date in coming},
    }
    shop.promotions.append(row)
    return row


def _chosen_by_ozon(shop: Shop, limits: dict[int, Decimal]) -> dict[int, Row]:
    """What Ozon would add where the seller says nothing."""
    if not limits:
        return {}
    number = shop.world.random.choice(sorted(limits))
    return {number: {"price": limits[number], "stock": 0, "by_seller": False}}


def _add_by_itself(row: Row, now: str) -> None:
    for date in [date for date in row["_auto"] if date <= now]:
        for number, entry in row["_auto"].pop(date).items():
            row["_inside"].setdefault(number, {"price": entry["price"], "stock": entry["stock"], "mode": "AUTO"})


@method("/v1/actions", verb="GET")
def list_promotions(shop: Shop, body: Body) -> Body:
    """Running and coming ones: a seller may join either."""
    refresh(shop)
    now = said(shop.world.now())
    return {"result": [_shown(row) for row in shop.promotions if row["date_end"] > now]}


def _shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")} | {
        "banned_products_count": 0,
        "is_participating": bool(row["_inside"]),
        "participating_products_count": len(row["_inside"]),
        "potential_products_count": len(row["_limits"].keys() - row["_inside"].keys()),
    }


def _promotion(shop: Shop, body: Body, *, to_change: bool = False) -> Row:
    refresh(shop)
    number = int(body.get("action_id") or 0)
    row = next((row for row in shop.promotions if row["id"] == number), None)
    if row is None:
        raise Refusal(404, 5, "action not found")
    if to_change and row["date_end"] <= said(shop.world.now()):
        raise Refusal(409, 9, "action has ended")
    return row


def _is_frozen(shop: Shop, row: Row) -> bool:
    return bool(row["freeze_date"]) and row["freeze_date"] <= said(shop.world.now())


def _money(amount: Decimal | float) -> Row:
    return {"amount": f"{Decimal(str(amount)):.2f}".removesuffix(".00"), "currency": CURRENCY}


def _asked_price(money: Row | None) -> tuple[Decimal, str]:
    """The amount, and what is wrong with it where something is. Raises Refusal for what is no amount."""
    told = money or {}
    try:
        amount = Decimal(str(told.get("amount") or ""))
    except InvalidOperation:
        raise Refusal(400, 3, "invalid Request.action_price: amount is no number") from None
    if not amount.is_finite() or amount <= 0:
        raise Refusal(400, 3, "invalid Request.action_price: amount must be above 0")
    return amount, "" if told.get("currency") == CURRENCY else "Валюта не та, в которой торгует магазин"


def _goods(shop: Shop, numbers: Iterable[int]) -> list[Row]:
    wanted = set(numbers)
    return [product for product in shop.products if product["id"] in wanted]


def _prices(product: Row) -> Row:
    price = _money(product["_price"])
    return {
        "marketplace_seller_price": price,
        "min_seller_price": _money(0),
        "price": price,
        "website_prices": {"price": price, "prices_by_schema": {}},
    }


def _boost(row: Row, limit: Decimal, price: Decimal) -> float:
    """The lower the price, the higher up the product stands, where the promotion is elastic."""
    if not row["_is_elastic"] or not price or price > limit:
        return 0
    deepest = _deepest(limit)
    share = min(Decimal(1), (limit - price) / (limit - deepest)) if limit > deepest else Decimal(1)
    return float(round(MIN_BOOST + share * (MAX_BOOST - MIN_BOOST), 1))


def _deepest(limit: Decimal) -> Decimal:
    return Decimal(round(limit * Decimal("0.85")))


def _offered(row: Row, product: Row, price: Decimal) -> Row:
    limit = row["_limits"][product["id"]]
    is_elastic = row["_is_elastic"]
    return _prices(product) | {
        "action_price": _money(price),
        "alert_max_action_price": _money(limit),
        "alert_max_action_price_failed": price > limit,
        "current_boost": _boost(row, limit, price),
        "id": product["id"],
        "is_quarantined": bool(price) and price < Decimal(str(product["_price"])) * QUARANTINE_SHARE,
        "max_action_price": _money(limit),
        "max_boost": MAX_BOOST if is_elastic else 0,
        "min_boost": MIN_BOOST if is_elastic else 0,
        "min_stock": 0,
        "price_max_elastic": _money(_deepest(limit) if is_elastic else 0),
        "price_min_elastic": _money(limit if is_elastic else 0),
        "recommended_stock": min(10, product["_stock"]),
    }


def _page(shop: Shop, body: Body, numbers: Iterable[int], show: Callable[[Row], Row]) -> Body:
    limit, last = limit_of(body, MOST), int(body.get("last_id") or 0)
    goods = sorted(_goods(shop, numbers), key=lambda product: int(product["id"]))
    found = [product for product in goods if product["id"] > last][:limit]
    return {
        "last_id": str(found[-1]["id"]) if found else "",
        "products": [show(product) for product in found],
        "total": len(goods),
    }


@method("/v2/actions/candidates")
def list_candidates(shop: Shop, body: Body) -> Body:
    row = _promotion(shop, body)
    numbers = row["_limits"].keys() - row["_inside"].keys()
    return _page(shop, body, numbers, lambda product: _offered(row, product, Decimal(0)))


@method("/v2/actions/products")
def list_products(shop: Shop, body: Body) -> Body:
    row = _promotion(shop, body)

    def show(product: Row) -> Row:
        entry = row["_inside"][product["id"]]
        return _offered(row, product, entry["price"]) | {"add_mode": entry["mode"], "stock": entry["stock"]}

    return _page(shop, body, row["_inside"], show)


@method("/v1/actions/products/update")
def change_products(shop: Shop, body: Body) -> Body:
    """At or under its limit a product joins or gets the price; above it it leaves, if there is no promo code."""
    row = _promotion(shop, body, to_change=True)
    asked = _few(body.get("products") or [])
    read = [(int(each["product_id"]), *_asked_price(each["action_price"]), each.get("stock")) for each in asked]
    active: list[int] = []
    gone: list[int] = []
    rejected: list[Row] = []
    warnings: list[Row] = []
    for number, price, trouble, pieces in read:
        stock = _stock(shop, row, number, pieces)
        if reason := trouble or _objection(shop, row, number, price, stock):
            rejected.append({"product_id": number, "reason": reason})
        elif price > row["_limits"][number]:
            del row["_inside"][number]
            gone.append(number)
            warnings.append({"product_id": number, "reason": "Цена выше предела акции"})
        else:
            row["_inside"][number] = {"price": price, "stock": stock, "mode": "SELLER"}
            active.append(number)
    return {
        "active_product_ids": active,
        "deactivated_product_ids": gone,
        "rejected": rejected,
        "warnings": warnings,
    }


def _few(asked: list[Row]) -> list[Row]:
    if not 1 <= len(asked) <= MOST_CHANGES:
        raise Refusal(400, 3, f"invalid Request.products: must hold 1 to {MOST_CHANGES} items")
    return asked


def _stock(shop: Shop, row: Row, number: int, pieces: object) -> int:
    """Pieces count in promotions by promo code alone; unsaid it is all there are."""
    if not row["is_voucher_action"]:
        return 0
    product = next(iter(_goods(shop, [number])), None)
    return int(str(pieces)) if pieces is not None else (product["_stock"] if product else 0)


def _objection(shop: Shop, row: Row, number: int, price: Decimal, stock: int) -> str:
    """Why this cannot be done with a product, or nothing."""
    product = next(iter(_goods(shop, [number])), None)
    if product is None or number not in row["_limits"]:
        return "Товар не подходит под условия акции"
    inside = row["_inside"].get(number)
    if price > row["_limits"][number] and (inside is None or row["is_voucher_action"]):
        return f"Цена выше предела акции: {row['_limits'][number]}"
    if price < Decimal(str(product["_price"])) * LEAST_SHARE:
        return "Скидка больше 95%"
    if row["is_voucher_action"] and not 1 <= stock <= product["_stock"]:
        return "Столько товара нет на складе"
    if _is_frozen(shop, row) and (inside is None or price > inside["price"] or stock < inside["stock"]):
        return "Состав и цены акции уже заморожены"
    return ""


@method("/v2/actions/products/deactivate")
def take_out(shop: Shop, body: Body) -> Body:
    row = _promotion(shop, body, to_change=True)
    if not row["is_voucher_action"]:
        raise Refusal(400, 3, "products of this action are taken out by their price")
    if _is_frozen(shop, row):
        raise Refusal(409, 9, "action is frozen")
    return {"product_ids": _remove(row["_inside"], body)}


def _remove(entries: dict[int, Row], body: Body) -> list[int]:
    """Those of the asked ones that were there."""
    numbers = [int(number) for number in _few(body.get("product_ids") or [])]  # type: ignore[call-overload]
    return [number for number in numbers if entries.pop(number, None) is not None]


def _entries(shop: Shop, body: Body, *, to_change: bool = False) -> tuple[Row, dict[int, Row]]:
    """The promotion, and what it will add on the date. Raises Refusal for a date that is not its own or is over."""
    row, date = _promotion(shop, body, to_change=to_change), moment_in(body, "auto_add_date")
    if date not in row["auto_add_dates"]:
        raise Refusal(400, 3, "invalid Request.auto_add_date: not a date of this action")
    if to_change and date not in row["_auto"]:
        raise Refusal(409, 9, "products of this date are added already")
    return row, row["_auto"].get(date, {})


def _auto_page(shop: Shop, body: Body, numbers: Iterable[int], show: Callable[[Row], Row]) -> Body:
    limit, start = limit_of(body, MOST), int(body.get("offset") or 0)
    goods = sorted(_goods(shop, numbers), key=lambda product: int(product["id"]))
    return {"products": [show(product) for product in goods[start : start + limit]], "total": len(goods)}


def _auto_added(row: Row, product: Row, entry: Row | None) -> Row:
    price = entry["price"] if entry else Decimal(0)
    return _prices(product) | {
        "action_price_to_auto_add": _money(price),
        "base_price": _money(product["_price"]),
        "currency": CURRENCY,
        "has_expired_min_seller_price": False,
        "max_discount_price": _money(row["_limits"][product["id"]]),
        "min_action_quantity": 0,
        "name": product["name"],
        "offer_id": product["offer_id"],
        "quantity_to_auto_add": entry["stock"] if entry else 0,
        "sku": product["sku"],
        "will_be_quarantined": bool(price) and price < Decimal(str(product["_price"])) * QUARANTINE_SHARE,
    }


@method("/v2/actions/auto-add/products/candidates")
def list_auto_candidates(shop: Shop, body: Body) -> Body:
    row, entries = _entries(shop, body)
    numbers = row["_limits"].keys() - row["_inside"].keys() - entries.keys()

    def show(product: Row) -> Row:
        return _auto_added(row, product, None) | {"id": product["id"], "is_manually_added": False}

    return _auto_page(shop, body, numbers, show)


@method("/v2/actions/auto-add/products/list")
def list_auto_added(shop: Shop, body: Body) -> Body:
    row, entries = _entries(shop, body)

    def show(product: Row) -> Row:
        entry = entries[product["id"]]
        return _auto_added(row, product, entry) | {"product_id": product["id"], "add_mode": entry["by_seller"]}

    return _auto_page(shop, body, entries, show)


@method("/v2/actions/auto-add/products/update")
def change_auto_added(shop: Shop, body: Body) -> Body:
    row, entries = _entries(shop, body, to_change=True)
    asked = _few(body.get("products") or [])
    read = [(int(each["id"]), *_asked_price(each.get("action_price")), each.get("stock")) for each in asked]
    taken: list[int] = []
    low: list[Row] = []
    failed: list[Row] = []
    rejected: list[Row] = []
    for number, price, trouble, pieces in read:
        product = next(iter(_goods(shop, [number])), None)
        limit = row["_limits"].get(number)
        if trouble or product is None or limit is None:
            rejected.append({"product_id": number, "reason": trouble or "Товар не подходит под условия акции"})
            continue
        usual = Decimal(str(product["_price"]))
        if price > limit or price < usual * LEAST_SHARE:
            failed.append({"key": number, "value": float(limit if price > limit else usual * LEAST_SHARE)})
            continue
        if price < usual * LOW_SHARE:
            low.append({"key": number, "value": float(price)})
        entries[number] = {"price": price, "stock": _stock(shop, row, number, pieces), "by_seller": True}
        taken.append(number)
    return {
        "below_min_price": [],
        "deactivated_ids": [],
        "extremely_low_price": low,
        "failed_price": failed,
        "product_ids": taken,
        "rejected": rejected,
        "warnings": [],
    }


@method("/v2/actions/auto-add/products/delete")
def stop_auto_adding(shop: Shop, body: Body) -> Body:
    _row, entries = _entries(shop, body, to_change=True)
    return {"product_ids": _remove(entries, body)}
