"""The first methods of reviews, which Ozon still answers beside those that replace them."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, between, method, reviews
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop


@method("/v1/review/list", gate="reviews", check=between(20, 100))
def list_reviews(shop: Shop, body: Body) -> Body:
    """The same rows; a status is PROCESSED or UNPROCESSED here."""
    status, limit = body.get("status") or "ALL", int(body["limit"])
    rows: list[Row] = []
    last, has_next = body.get("last_id"), True
    while has_next and len(rows) <= limit:
        found = reviews.list_reviews(shop, {**body, "last_id": last})
        shown = [{**row, "status": _status(row["status"])} for row in found["reviews"]]
        rows += [row for row in shown if status in ("ALL", row["status"])]
        last, has_next = found["last_id"], found["has_next"]
    page = rows[:limit]
    return {"has_next": len(rows) > limit, "last_id": page[-1]["id"] if page else "", "reviews": page}


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
    status = {"PROCESSED": "PROCESSED", "UNPROCESSED": "NEW"}.get(body.get("status") or "")
    if status is None:
        raise Refusal(400, 3, "invalid Request.status")
    return reviews.change_status(shop, {**body, "status": status})


@method("/v1/review/comment/delete", gate="reviews")
def delete_comment(shop: Shop, body: Body) -> Body:
    return reviews.delete_comment(shop, body)
