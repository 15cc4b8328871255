"""The seller's rating, its course, and the postings that count against it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.methods.figures import days_of, dice_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_of, said

ERRORS_INDEX = "rating_general_indicator_fbs_rfbs"
RATINGS = {
    "rating_on_time": ("Отгрузки вовремя", 97.5, 95.0),
    "rating_review_avg_score_total": ("Средняя оценка товаров", 4.4, 4.0),
    "rating_price_green": ("Выгодные цены", 92.0, 80.0),
    "rating_replied_dialogs_ratio": ("Чаты с ответом за сутки", 96.0, 90.0),
    ERRORS_INDEX: ("Ошибки при отправке", 1.2, 3.0),
}
"""By their code: name, usual value, and from where on it is a danger."""
COUNTED_REVIEWS = 1000
FEE = 0.005
"""Of the price, for a posting that left late."""


def _rating(shop: Shop, code: str, day: date) -> float:
    _name, usual, _danger = RATINGS[code]
    if code == "rating_review_avg_score_total":
        upto = bisect_right(shop.review_times, f"{day.isoformat()}T24")
        marks = [row["rating"] for row in shop.reviews[max(0, upto - COUNTED_REVIEWS) : upto]]
        return round(sum(marks) / len(marks), 2) if marks else usual
    return round(usual * dice_of(code, shop.client_id, day).uniform(0.98, 1.01), 2)


def _is_bad(code: str, value: float) -> bool:
    danger = RATINGS[code][2]
    return value > danger if code == ERRORS_INDEX else value < danger


@method("/v1/rating/summary")
def rating(shop: Shop, body: Body) -> Body:
    today = shop.world.now().date()
    items = []
    for code, (name, _usual, _danger) in RATINGS.items():
        now, before = _rating(shop, code, today), _rating(shop, code, today - timedelta(days=7))
        is_bad, is_better = _is_bad(code, now), now < before if code == ERRORS_INDEX else now >= before
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
                "change": {"direction": direction, "meaning": "MEANING_GOOD" if is_better else "MEANING_BAD"},
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
                "values": list(_course(shop, code, days_of(body))),
            }
            for code in codes
        ],
        "premium_scores": [],
    }


def _course(shop: Shop, code: str, days: list[date]) -> Iterator[Row]:
    for day in days:
        value = _rating(shop, code, day)
        is_bad = _is_bad(code, value)
        yield {
            "date_from": f"{day}T00:00:00Z",
            "date_to": f"{day}T23:59:59Z",
            "value": value,
            "status": {"danger": is_bad, "warning": is_bad, "premium": False},
        }


@method("/v1/rating/index/fbs/info")
def fbs_index(shop: Shop, body: Body) -> Body:
    """Of the two weeks before today: the share of postings that left late, and what that costs."""
    today = shop.world.now().date()
    days = [(today - timedelta(days=each)).isoformat() for each in range(14, 0, -1)]
    sent = [row for row in shop.postings if row["_scheme"] != "FBO" and days[0] <= row["_paid_at"][:10] <= days[-1]]
    defects = []
    for day in days:
        of_day = [row for row in sent if row["_paid_at"][:10] == day]
        defects.append(
            {"date": day, "index_by_date": _share_late(of_day), "processing_costs_sum_by_date": _cost(of_day)}
        )
    return {
        "currency_code": "RUB",
        "defects": defects,
        "index": _share_late(sent),
        "period_from": days[0],
        "period_to": days[-1],
        "processing_costs_sum": _cost(sent),
    }


def _is_late(row: Row) -> bool:
    """One of ten that the seller sends himself."""
    return row["_scheme"] != "FBO" and dice_of("late", row["posting_number"]).random() < 0.1


def _fee(row: Row) -> float:
    return float(round(row["_product"]["_price"] * FEE, 2))


def _cost(rows: list[Row]) -> float:
    return round(sum(_fee(row) for row in rows if _is_late(row)), 2)


def _share_late(rows: list[Row]) -> float:
    return round(100 * sum(map(_is_late, rows)) / len(rows), 2) if rows else 0.0


@method("/v1/rating/index/fbs/posting/list")
def posting_errors(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    since, until = (moment_of(filters[name]) for name in ("date_from", "date_to"))
    numbers = set(filters.get("posting_numbers") or ())
    late = [
        row
        for row in shop.postings
        if since <= datetime.fromisoformat(row["_paid_at"]) <= until
        and (not numbers or row["posting_number"] in numbers)
        and _is_late(row)
    ]
    limit, start = limit_of(body, 1000), int(body.get("cursor") or 0)
    has_next = start + limit < len(late)
    errors = [
        {
            "posting_number": row["posting_number"],
            "posting_error_type": "SELLER_DELAY",
            "error_at": row["_paid_at"],
            "index": 1.0,
            "charge_percent": 100 * FEE,
            "charge_price": _fee(row),
            "charge_price_currency_code": "RUB",
            "product_price": row["_product"]["_price"],
            "product_price_currency_code": "RUB",
            "delivery_schema": "rFBS" if row["_scheme"] == "RFBS" else "FBS",
            "has_grace_status": False,
        }
        for row in late[start : start + limit]
    ]
    return {"errors": errors, "cursor": str(start + limit) if has_next else "", "has_next": has_next}
