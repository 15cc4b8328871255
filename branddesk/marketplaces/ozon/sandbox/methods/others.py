"""What the desk only asks whether its key may: figures, ratings, brand documents."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, method
from branddesk.marketplaces.ozon.sandbox.world import Shop


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
