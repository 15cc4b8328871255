"""What the desk only asks whether its key may: promotions, discount requests, figures, ratings, brand documents."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, method
from branddesk.marketplaces.ozon.sandbox.world import Shop, said


@method("/v1/actions", verb="GET")
def promotions(shop: Shop, body: Body) -> Body:
    """Open ones alone: they begin and end by the sandbox's clock."""
    now = said(shop.world.now())
    return {"result": [row for row in shop.promotions if row["date_start"] <= now <= row["date_end"]]}


@method("/v1/seller-actions/list")
def seller_actions(shop: Shop, body: Body) -> Body:
    return {"actions": [], "total": 0}


@method("/v2/actions/discounts-task/list")
def discount_requests(shop: Shop, body: Body) -> Body:
    return {"tasks": shop.discounts}


@method("/v1/analytics/product-queries", gate="plus")
def queries(shop: Shop, body: Body) -> Body:
    return {"analytics_period": {"date_from": "", "date_to": ""}, "items": [], "page_count": 0, "total": 0}


@method("/v1/rating/summary")
def rating(shop: Shop, body: Body) -> Body:
    return {
        "groups": [],
        "localization_index": [],
        "penalty_score_exceeded": False,
        "premium": shop.may("plus"),
        "premium_plus": shop.may("plus"),
    }


@method("/v1/brand/company-certification/list")
def brands(shop: Shop, body: Body) -> Body:
    """`has_certificate` true: none is needed."""
    names = sorted({row["_brand"] for row in shop.products})
    rows = [{"brand_name": name, "has_certificate": False} for name in names]
    return {"result": {"brand_certification": rows, "total": len(rows)}}
