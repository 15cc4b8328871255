"""Sales, searches and stocks: the same figures whenever they are asked for."""

from __future__ import annotations

import operator
import random
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from itertools import product as pairs

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

SUMMED = (
    *("revenue", "ordered_units", "returns", "cancellations", "delivered_units"),
    *("hits_view", "hits_view_search", "hits_view_pdp", "hits_tocart", "hits_tocart_search", "hits_tocart_pdp"),
    *("session_view", "session_view_search", "session_view_pdp"),
)
SHARES = {
    "conv_tocart": ("hits_tocart", "session_view"),
    "conv_tocart_search": ("hits_tocart_search", "session_view_search"),
    "conv_tocart_pdp": ("hits_tocart_pdp", "session_view_pdp"),
}
"""Per cent, each of one sum in another."""
POSITION = "position_category"
METRICS = {*SUMMED, *SHARES, POSITION}
MOST_METRICS = 14
FOR_ALL = {"metrics": {"revenue", "ordered_units"}, "dimension": {"sku", "spu", "day", "week", "month"}}
"""What is given without Premium Plus, and for the last `DAYS_FOR_ALL`."""
DAYS_FOR_ALL, MOST_DAYS = 93, 366
COMPARE = {"EQ": operator.eq, "GT": operator.gt, "GTE": operator.ge, "LT": operator.lt, "LTE": operator.le}
CATEGORY = "Посуда для напитков"
QUERIES = ("{name}", "{brand}", "купить {name}", "{brand} оригинал", "{name} отзывы")
ORDERS = {
    "BY_SEARCHES": "unique_search_users",
    "BY_VIEWS": "unique_view_users",
    "BY_POSITION": "position",
    "BY_CONVERSION": "view_conversion",
    "BY_GMV": "gmv",
}
WAREHOUSE, CLUSTER = 15431806189000, 154
WAREHOUSE_NAME = "ХОРУГВИНО_РФЦ"


def dice_of(*seeds: object) -> random.Random:
    return random.Random(" ".join(map(str, seeds)))  # noqa: S311  figures, not secrets


def _posted(shop: Shop) -> Counter[tuple[int, str]]:
    """Pieces in postings, by product and day."""
    return Counter((row["_product"]["sku"], row["_paid_at"][:10]) for row in shop.postings)


def sold(posted: Counter[tuple[int, str]], product: Row, day: date) -> int:
    """Pieces sold on a day: those in postings, and others of which the sandbox has none."""
    weekend = 1.4 if day.weekday() >= 5 else 1.0
    others = int(dice_of("sold", product["sku"], day).triangular(0, 14, 4) * weekend)
    return others + posted[product["sku"], day.isoformat()]


def _day(product: Row, day: date, units: int) -> dict[str, float]:
    dice = dice_of("day", product["sku"], day)
    in_search, on_card = units * dice.randint(20, 60) + dice.randint(0, 40), units * dice.randint(3, 9) + 5
    cart_search, cart_card = int(in_search * dice.uniform(0.01, 0.04)), units + dice.randint(0, 5)
    seen, opened = int(in_search * 0.7), int(on_card * 0.8)
    position = round(dice.uniform(3, 60), 1)
    returned, cancelled = (sum(dice.random() < 0.04 for _piece in range(units)) for _each in range(2))
    return {
        "revenue": round(units * product["_price"], 2),
        "ordered_units": units,
        "returns": returned,
        "cancellations": cancelled,
        "delivered_units": units - cancelled,
        "hits_view": in_search + on_card,
        "hits_view_search": in_search,
        "hits_view_pdp": on_card,
        "hits_tocart": cart_search + cart_card,
        "hits_tocart_search": cart_search,
        "hits_tocart_pdp": cart_card,
        "session_view": seen + opened,
        "session_view_search": seen,
        "session_view_pdp": opened,
        POSITION: position,
        "days": 1,
    }


def _metric(sums: Counter[str], metric: str) -> float:
    """Of what was added up: shares and positions are no sums."""
    if metric in SHARES:
        part, whole = SHARES[metric]
        return round(100 * sums[part] / sums[whole], 2) if sums[whole] else 0.0
    if metric == POSITION:
        return round(sums[POSITION] / sums["days"], 1) if sums["days"] else 0.0
    return round(sums[metric], 2)


def days_of(body: Body) -> list[date]:
    since, until = (date.fromisoformat(str(body[name])[:10]) for name in ("date_from", "date_to"))
    if until < since or (until - since).days > MOST_DAYS:
        raise Refusal(400, 3, "invalid period")
    return [since + timedelta(days=each) for each in range((until - since).days + 1)]


def _group(dimension: str, product: Row, day: date) -> tuple[str, str]:
    """The number and the name of what a row is about."""
    match dimension:
        case "sku" | "spu":
            return str(product["sku"]), product["name"]
        case "modelID":
            return str(product["id"]), product["name"]
        case "brand":
            return product["_brand"], product["_brand"]
        case "day":
            return day.isoformat(), ""
        case "week":
            return (day - timedelta(days=day.weekday())).isoformat(), ""
        case "month":
            return f"{day:%Y-%m-01}", ""
        case "year":
            return str(day.year), ""
        case _:
            return "17028922", CATEGORY


def _look_at(shop: Shop, body: Body, days: list[date]) -> tuple[list[str], list[str]]:
    """The metrics and dimensions asked for. Raises Refusal for those that there are not, or not for this seller."""
    metrics, dimensions = list(body.get("metrics") or []), list(body.get("dimension") or [])
    if not dimensions or "unknownDimension" in dimensions:
        raise Refusal(400, 3, "invalid dimension")
    if not 1 <= len(metrics) <= MOST_METRICS or set(metrics) - METRICS:
        raise Refusal(400, 3, "invalid metrics")
    if not shop.may("plus"):
        is_old = days[0] < shop.world.now().date() - timedelta(days=DAYS_FOR_ALL)
        if is_old or set(metrics) - FOR_ALL["metrics"] or set(dimensions) - FOR_ALL["dimension"]:
            raise Refusal(403, 7, "not available with existing subscription")
    return metrics, dimensions


@method("/v1/analytics/data", per_minute=1)
def data(shop: Shop, body: Body) -> Body:
    days, start, limit = days_of(body), int(body.get("offset") or 0), limit_of(body, 1000)
    metrics, dimensions = _look_at(shop, body, days)
    posted = _posted(shop)
    sums: dict[tuple[tuple[str, str], ...], Counter[str]] = {}
    for product, day in pairs(shop.products, days):
        key = tuple(_group(each, product, day) for each in dimensions)
        sums.setdefault(key, Counter()).update(_day(product, day, sold(posted, product, day)))
    chosen = _sorted({key: row for key, row in sums.items() if _passes(key, row, body)}, body)
    rows = [
        {
            "dimensions": [{"id": number, "name": name} for number, name in key],
            "metrics": [_metric(chosen[key], metric) for metric in metrics],
        }
        for key in islice(chosen, start, start + limit)
    ]
    everything: Counter[str] = Counter()
    for each in chosen.values():
        everything.update(each)
    totals = [_metric(everything, metric) for metric in metrics]
    return {"result": {"data": rows, "totals": totals}, "timestamp": said(shop.world.now())}


def _passes(key: tuple[tuple[str, str], ...], sums: Counter[str], body: Body) -> bool:
    dimensions = list(body["dimension"])
    for each in body.get("filters") or []:
        name, value = str(each.get("key") or ""), str(each.get("value") or "")
        compare = COMPARE.get(each.get("op") or "EQ")
        if compare is None or (name not in METRICS and name not in dimensions):
            raise Refusal(400, 3, "invalid filters")
        if name in METRICS:
            is_so = compare(_metric(sums, name), float(value))
        else:
            is_so = compare(key[dimensions.index(name)][0], value)
        if not is_so:
            return False
    return True


def _sorted(
    rows: dict[tuple[tuple[str, str], ...], Counter[str]], body: Body
) -> dict[tuple[tuple[str, str], ...], Counter[str]]:
    """By its dimensions, and by the metrics asked for before that."""
    keys = sorted(rows)
    for each in reversed(body.get("sort") or []):
        name = str(each.get("key") or "")
        if name not in METRICS:
            raise Refusal(400, 3, "invalid sort")
        values = {key: _metric(rows[key], name) for key in keys}
        keys.sort(key=values.__getitem__, reverse=each.get("order") == "DESC")
    return {key: rows[key] for key in keys}


def _asked(shop: Shop, skus: object) -> list[Row]:
    wanted = {str(sku) for sku in skus or []}  # type: ignore[attr-defined]
    return [row for row in shop.products if str(row["sku"]) in wanted]


def _period(body: Body) -> Row:
    until = str(body.get("date_to") or body["date_from"])
    return {"date_from": str(body["date_from"]), "date_to": until}


def _searches(product: Row) -> list[Row]:
    """What was typed to find a product, and what came of it."""
    found = []
    for place, words in enumerate(QUERIES, 1):
        query = words.format(name=product["name"].casefold(), brand=product["_brand"].casefold())
        dice = dice_of("search", product["sku"], query)
        searches = dice.randint(200, 4000)
        views = int(searches * dice.uniform(0.05, 0.5))
        orders = int(views * dice.uniform(0.01, 0.09))
        figures = {
            "query": query,
            "query_index": place,
            "order_count": orders,
            "position": round(dice.uniform(1, 40), 1),
            "unique_search_users": searches,
            "unique_view_users": views,
        }
        found.append(_valued(product, figures))
    return found


def _valued(product: Row, figures: Row) -> Row:
    orders, views = figures["order_count"], figures["unique_view_users"]
    return {
        **figures,
        "sku": product["sku"],
        "currency": "RUB",
        "gmv": round(orders * product["_price"], 2),
        "view_conversion": round(100 * orders / views, 2) if views else 0.0,
    }


def _demand(product: Row) -> Row:
    """The sum of its queries."""
    queries = _searches(product)
    names = ("order_count", "unique_search_users", "unique_view_users")
    sums = {name: sum(row[name] for row in queries) for name in names}
    position = sum(row["position"] * row["unique_search_users"] for row in queries) / sums["unique_search_users"]
    row = _valued(product, {**sums, "position": round(position, 1)})
    del row["order_count"]
    return {**row, "name": product["name"], "offer_id": product["offer_id"], "category": CATEGORY}


def _paged(rows: list[Row], body: Body, most: int) -> tuple[list[Row], int]:
    size = limit_of({"limit": body.get("page_size")}, most)
    page = int(body.get("page") or 0)
    if name := ORDERS.get(body.get("sort_by") or ""):
        rows = sorted(rows, key=lambda row: float(row[name]), reverse=body.get("sort_dir") != "ASCENDING")
    return rows[page * size : (page + 1) * size], -(-len(rows) // size)


@method("/v1/analytics/product-queries", gate="plus")
def product_queries(shop: Shop, body: Body) -> Body:
    found = [_demand(row) for row in _asked(shop, body.get("skus"))]
    rows, pages = _paged(found, body, 1000)
    return {"analytics_period": _period(body), "items": rows, "page_count": pages, "total": len(found)}


@method("/v1/analytics/product-queries/details", gate="plus")
def query_details(shop: Shop, body: Body) -> Body:
    per_sku = limit_of({"limit": body.get("limit_by_sku")}, 15)
    found = [query for row in _asked(shop, body.get("skus")) for query in _searches(row)[:per_sku]]
    rows, pages = _paged(found, body, 100)
    return {"analytics_period": _period(body), "queries": rows, "page_count": pages, "total": len(found)}


def _turns(shop: Shop, posted: Counter[tuple[int, str]], row: Row) -> tuple[float, float]:
    """Daily sales of the last four weeks on average, and the days for which the stock lasts."""
    today = shop.world.now().date()
    daily = round(sum(sold(posted, row, today - timedelta(days=each)) for each in range(1, 29)) / 28, 2)
    return daily, round(row["_stock"] / daily, 1) if daily else 0.0


@method("/v1/analytics/stocks")
def stocks(shop: Shop, body: Body) -> Body:
    items, posted, grades = [], _posted(shop), body.get("turnover_grades") or ()
    for name, number in (("warehouse_ids", WAREHOUSE), ("cluster_ids", CLUSTER)):
        if body.get(name) and str(number) not in map(str, body[name]):
            return {"items": []}
    for row in _asked(shop, body.get("skus")):
        ads, left = _turns(shop, posted, row)
        grade = "NO_SALES" if not ads else "DEFICIT" if left < 14 else "ACTUAL"
        if grades and grade not in grades:
            continue
        items.append(
            {
                "sku": row["sku"],
                "name": row["name"],
                "offer_id": row["offer_id"],
                "warehouse_id": WAREHOUSE,
                "warehouse_name": WAREHOUSE_NAME,
                "cluster_id": CLUSTER,
                "cluster_name": "Москва, МО и Дальние регионы",
                "available_stock_count": row["_stock"],
                "valid_stock_count": row["_stock"],
                "transit_stock_count": 0,
                "stock_defect_stock_count": 1,
                "return_from_customer_stock_count": 2,
                "ads": ads,
                "ads_cluster": ads,
                "idc": left,
                "idc_cluster": left,
                "days_without_sales": 0,
                "turnover_grade": grade,
                "turnover_grade_cluster": grade,
                "item_tags": [],
                "placement_zone": ["SORT"],
            }
        )
    return {"items": items}


@method("/v1/analytics/turnover/stocks", per_minute=1)
def turnover(shop: Shop, body: Body) -> Body:
    wanted = _asked(shop, body.get("sku")) if body.get("sku") else shop.products
    start, limit = int(body.get("offset") or 0), limit_of(body, 1000)
    items, posted = [], _posted(shop)
    for row in wanted[start : start + limit]:
        ads, left = _turns(shop, posted, row)
        grade = "GRADES_NOSALES" if not ads else "GRADES_RED" if left < 14 else "GRADES_GREEN"
        items.append(
            {
                "sku": row["sku"],
                "name": row["name"],
                "offer_id": row["offer_id"],
                "current_stock": row["_stock"],
                "ads": ads,
                "idc": left,
                "idc_grade": grade,
                "turnover": left,
                "turnover_grade": grade,
            }
        )
    return {"items": items}


@method("/v2/analytics/stock_on_warehouses")
def stock_on_warehouses(shop: Shop, body: Body) -> Body:
    start, limit = int(body.get("offset") or 0), limit_of(body, 1000)
    here = [] if body.get("warehouse_type") == "EXPRESS_DARK_STORE" else shop.products
    rows = [
        {
            "sku": row["sku"],
            "item_code": row["offer_id"],
            "item_name": row["name"],
            "warehouse_name": WAREHOUSE_NAME,
            "free_to_sell_amount": row["_stock"],
            "promised_amount": 0,
            "reserved_amount": 0,
        }
        for row in here[start : start + limit]
    ]
    return {"result": {"rows": rows}}
