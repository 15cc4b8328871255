"""The first methods of reviews, which Ozon still answers beside those that replace them."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, between, method, reviews
from branddesk.marketplaces.ozon.sandbox.world import Shop


@method("/v1/review/list", gate="reviews", check=between(20, 100))
def list_reviews(shop: Shop, body: Body) -> Body:
    """The same rows; a status is PROCESSED or UNPROCESSED here."""
    status = body.get("status") or "ALL"
    found = reviews.list_reviews(shop, {**body, "filters": {"status": "PROCESSED" if status == "PROCESSED" else "ALL"}})
    rows = [{**row, "status": _status(row["status"])} for row in found["reviews"]]
    return {**found, "reviews": [row for row in rows if status in ("ALL", row["status"])]}


def _status(status: str) -> str:
    return "PROCESSED" if status == "PROCESSED" else "UNPROCESSED"


@method("/v1/review/info", gate="reviews")
def info(shop: Shop, body: Body) -> Body:
    row = reviews.info(shop, body)
    return {**row, "status": _status(row["status"])}


@method("/v1/review/count", gate="reviews")
def count(shop: Shop, body: Body) -> Body:
    now = reviews.count(shop, body)
    return {"total": now["total"], "processed": now["processed"], "unprocessed": now["total"] - now["processed"]}


@method("/v1/review/change-status", gate="reviews")
def change_status(shop: Shop, body: Body) -> Body:
    status = "PROCESSED" if body.get("status") == "PROCESSED" else "NEW"
    return reviews.change_status(shop, {**body, "status": status})


@method("/v1/review/comment/delete", gate="reviews")
def delete_comment(shop: Shop, body: Body) -> Body:
    return reviews.delete_comment(shop, body)
