"""Sales, searches, stocks and the seller's rating: the same figures whenever they are asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product as pairs

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_of, said

METRICS = ("revenue", "ordered_units", "hits_view", "session_view", "returns", "cancellations", "position_category")
QUERIES = ("{name}", "{brand}", "купить {name}", "{brand} оригинал", "{name} отзывы")
RATINGS = {
    "rating_on_time": ("Отгрузки вовремя", 97.5, 95.0),
    "rating_review_avg_score_total": ("Средняя оценка товаров", 4.4, 4.0),
    "rating_price": ("Индекс цен", 92.0, 80.0),
    "rating_order_cancellation": ("Отмены", 1.2, 3.0),
}
"""By their code: name, usual value, and from where on it is a danger."""
MOST_DAYS = 366


def _dice(*seeds: object) -> random.Random:
    return random.Random(" ".join(map(str, seeds)))  # noqa: S311  figures, not secrets


def sold(product: Row, day: date) -> int:
    """Pieces sold on a day."""
    weekend = 1.4 if day.weekday() >= 5 else 1.0
    return int(_dice("sold", product["sku"], day).triangular(0, 14, 4) * weekend)


def _figure(product: Row, day: date, metric: str) -> float:
    units = sold(product, day)
    dice = _dice(metric, product["sku"], day)
    match metric:
        case "revenue":
            return round(units * product["_price"], 2)
        case "ordered_units":
            return units
        case "returns" | "cancellations":
            return sum(dice.random() < 0.04 for _piece in range(units))
        case "position_category":
            return round(dice.uniform(3, 60), 1)
        case _:
            return units * dice.randint(20, 60) + dice.randint(0, 40)


def _days(body: Body) -> list[date]:
    since, until = (date.fromisoformat(str(body[name])[:10]) for name in ("date_from", "date_to"))
    if until < since or (until - since).days > MOST_DAYS:
        raise Refusal(400, 3, "invalid period")
    return [since + timedelta(days=each) for each in range((until - since).days + 1)]


def _group(dimension: str, product: Row, day: date) -> tuple[str, str]:
    """The number and the name of what a row is about."""
    match dimension:
        case "sku" | "spu":
            return str(product["sku"]), product["name"]
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
            return "17028922", "Посуда для напитков"


@method("/v1/analytics/data", per_minute=1)
def data(shop: Shop, body: Body) -> Body:
    metrics, dimensions = list(body.get("metrics") or []), list(body.get("dimension") or [])
    if not metrics or not dimensions or set(metrics) - set(METRICS):
        raise Refusal(400, 3, "invalid metrics or dimension")
    sums: dict[tuple[tuple[str, str], ...], list[float]] = {}
    for product, day in pairs(shop.products, _days(body)):
        key = tuple(_group(each, product, day) for each in dimensions)
        row = sums.setdefault(key, [0.0] * len(metrics))
        for place, metric in enumerate(metrics):
            row[place] += _figure(product, day, metric)
    start, limit = int(body.get("offset") or 0), limit_of(body, 1000)
    rows = [
        {"dimensions": [{"id": number, "name": name} for number, name in key], "metrics": [round(n, 2) for n in row]}
        for key, row in sorted(sums.items())
    ]
    totals = [round(sum(column), 2) for column in zip(*sums.values(), strict=True)] or [0.0] * len(metrics)
    return {"result": {"data": rows[start : start + limit], "totals": totals}, "timestamp": said(shop.world.now())}


def _asked(shop: Shop, skus: object) -> list[Row]:
    wanted = {str(sku) for sku in skus or []}  # type: ignore[attr-defined]
    return [row for row in shop.products if str(row["sku"]) in wanted]


def _period(body: Body) -> Row:
    until = str(body.get("date_to") or body["date_from"])
    return {"date_from": str(body["date_from"]), "date_to": until}


def _searches(product: Row, words: str) -> Row:
    dice = _dice("search", product["sku"], words)
    searches = dice.randint(200, 4000)
    views = int(searches * dice.uniform(0.05, 0.5))
    conversion = round(dice.uniform(1, 9), 2)
    return {
        "sku": product["sku"],
        "currency": "RUB",
        "gmv": round(views * conversion / 100 * product["_price"], 2),
        "position": round(dice.uniform(1, 40), 1),
        "unique_search_users": searches,
        "unique_view_users": views,
        "view_conversion": conversion,
    }


def _paged(rows: list[Row], body: Body, most: int) -> tuple[list[Row], int]:
    size = limit_of({"limit": body.get("page_size")}, most)
    page = int(body.get("page") or 0)
    return rows[page * size : (page + 1) * size], -(-len(rows) // size)


@method("/v1/analytics/product-queries", gate="plus")
def product_queries(shop: Shop, body: Body) -> Body:
    found = [
        {**_searches(row, ""), "name": row["name"], "offer_id": row["offer_id"], "category": "Посуда для напитков"}
        for row in _asked(shop, body.get("skus"))
    ]
    rows, pages = _paged(found, body, 1000)
    return {"analytics_period": _period(body), "items": rows, "page_count": pages, "total": len(found)}


@method("/v1/analytics/product-queries/details", gate="plus")
def query_details(shop: Shop, body: Body) -> Body:
    per_sku = limit_of({"limit": body.get("limit_by_sku")}, 15)
    found = []
    for row in _asked(shop, body.get("skus")):
        for place, words in enumerate(QUERIES[:per_sku], 1):
            query = words.format(name=row["name"].casefold(), brand=row["_brand"].casefold())
            figures = _searches(row, query)
            orders = int(figures["unique_view_users"] * figures["view_conversion"] / 100)
            found.append({**figures, "query": query, "query_index": place, "order_count": orders})
    rows, pages = _paged(found, body, 100)
    return {"analytics_period": _period(body), "queries": rows, "page_count": pages, "total": len(found)}


def _daily(shop: Shop, row: Row) -> float:
    today = shop.world.now().date()
    return round(sum(sold(row, today - timedelta(days=each)) for each in range(1, 29)) / 28, 2)


@method("/v1/analytics/stocks")
def stocks(shop: Shop, body: Body) -> Body:
    items = []
    for row in _asked(shop, body.get("skus")):
        ads = _daily(shop, row)
        left = round(row["_stock"] / ads, 1) if ads else 0.0
        items.append(
            {
                "sku": row["sku"],
                "name": row["name"],
                "offer_id": row["offer_id"],
                "warehouse_id": 15431806189000,
                "warehouse_name": "ХОРУГВИНО_РФЦ",
                "cluster_id": 154,
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
                "turnover_grade": "DEFICIT" if left < 14 else "ACTUAL",
                "turnover_grade_cluster": "DEFICIT" if left < 14 else "ACTUAL",
                "item_tags": [],
                "placement_zone": ["SORT"],
            }
        )
    return {"items": items}


@method("/v1/analytics/turnover/stocks", per_minute=1)
def turnover(shop: Shop, body: Body) -> Body:
    wanted = _asked(shop, body.get("sku")) if body.get("sku") else shop.products
    start, limit = int(body.get("offset") or 0), limit_of(body, 1000)
    items = []
    for row in wanted[start : start + limit]:
        ads = _daily(shop, row)
        left = round(row["_stock"] / ads, 1) if ads else 0.0
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
    rows = [
        {
            "sku": row["sku"],
            "item_code": row["offer_id"],
            "item_name": row["name"],
            "warehouse_name": "ХОРУГВИНО_РФЦ",
            "free_to_sell_amount": row["_stock"],
            "promised_amount": 0,
            "reserved_amount": 1,
        }
        for row in shop.products[start : start + limit]
    ]
    return {"result": {"rows": rows}}


def _rating(shop: Shop, code: str, day: date) -> float:
    _name, usual, _danger = RATINGS[code]
    if code == "rating_review_avg_score_total" and shop.reviews:
        upto = [row["rating"] for row in shop.reviews if row["published_at"][:10] <= day.isoformat()]
        return round(sum(upto) / len(upto), 2) if upto else usual
    return round(usual * _dice(code, shop.client_id, day).uniform(0.98, 1.01), 2)


@method("/v1/rating/summary")
def rating(shop: Shop, body: Body) -> Body:
    today = shop.world.now().date()
    items = []
    for code, (name, _usual, danger) in RATINGS.items():
        now, before = _rating(shop, code, today), _rating(shop, code, today - timedelta(days=7))
        is_bad = now > danger if code == "rating_order_cancellation" else now < danger
        direction = "DIRECTION_RISE" if now > before else "DIRECTION_FALL" if now < before else "DIRECTION_NONE"
        items.append(
            {
                "rating": code,
                "name": name,
                "value_type": "REVIEW_SCORE" if "review" in code else "PERCENT",
                "current_value": now,
                "past_value": before,
                "status": "CRITICAL" if is_bad else "OK",
                "rating_direction": direction,
                "change": {"direction": direction, "meaning": "MEANING_GOOD" if not is_bad else "MEANING_BAD"},
            }
        )
    return {
        "groups": [{"group_name": "Качество сервиса", "items": items}],
        "localization_index": [{"calculation_date": said(shop.world.now()), "localization_percentage": 64}],
        "penalty_score_exceeded": False,
        "premium": shop.may("plus"),
        "premium_plus": shop.may("plus"),
    }


@method("/v1/rating/history")
def rating_history(shop: Shop, body: Body) -> Body:
    codes = list(body.get("ratings") or [])
    if set(codes) - set(RATINGS):
        raise Refusal(400, 3, "unknown rating")
    return {
        "ratings": [
            {
                "rating": code,
                "danger_threshold": RATINGS[code][2],
                "warning_threshold": RATINGS[code][2],
                "premium_threshold": 0,
                "values": list(_course(shop, code, _days(body))),
            }
            for code in codes
        ],
        "premium_scores": [],
    }


def _course(shop: Shop, code: str, days: list[date]) -> Iterator[Row]:
    danger = RATINGS[code][2]
    for day in days:
        value = _rating(shop, code, day)
        is_bad = value > danger if code == "rating_order_cancellation" else value < danger
        yield {
            "date_from": f"{day}T00:00:00Z",
            "date_to": f"{day}T23:59:59Z",
            "value": value,
            "status": {"danger": is_bad, "warning": is_bad, "premium": False},
        }


@method("/v1/rating/index/fbs/info")
def fbs_index(shop: Shop, body: Body) -> Body:
    today = shop.world.now().date()
    days = [today - timedelta(days=each) for each in range(14, 0, -1)]
    defects: list[Row] = [
        {"date": day.isoformat(), "index_by_date": _index(shop, day), "processing_costs_sum_by_date": 0.0}
        for day in days
    ]
    return {
        "currency_code": "RUB",
        "defects": defects,
        "index": round(sum(row["index_by_date"] for row in defects) / len(defects), 2),
        "period_from": days[0].isoformat(),
        "period_to": days[-1].isoformat(),
        "processing_costs_sum": 0.0,
    }


def _index(shop: Shop, day: date) -> float:
    return round(_dice("index", shop.client_id, day).uniform(0, 3), 2)


@method("/v1/rating/index/fbs/posting/list")
def posting_errors(shop: Shop, body: Body) -> Body:
    """One of ten that the seller sends himself left late."""
    filters = body.get("filter") or {}
    since, until = (moment_of(filters[name]) for name in ("date_from", "date_to"))
    numbers = set(filters.get("posting_numbers") or ())
    late = [
        row
        for row in shop.postings
        if row["_scheme"] != "FBO"
        and since <= datetime.fromisoformat(row["_paid_at"]) <= until
        and (not numbers or row["posting_number"] in numbers)
        and _dice("late", row["posting_number"]).random() < 0.1
    ]
    limit, start = limit_of(body, 1000), int(body.get("cursor") or 0)
    has_next = start + limit < len(late)
    errors = [
        {
            "posting_number": row["posting_number"],
            "posting_error_type": "SELLER_DELAY",
            "error_at": row["_paid_at"],
            "index": 1.0,
            "charge_percent": 0.5,
            "charge_price": round(row["_product"]["_price"] * 0.005, 2),
            "charge_price_currency_code": "RUB",
            "product_price": row["_product"]["_price"],
            "product_price_currency_code": "RUB",
            "delivery_schema": "rFBS" if row["_scheme"] == "RFBS" else "FBS",
            "has_grace_status": False,
        }
        for row in late[start : start + limit]
    ]
    return {"errors": errors, "cursor": str(start + limit) if has_next else "", "has_next": has_next}
