"""Reviews and the comments under them, which are moderated."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import islice

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, between, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import MODERATION, Row, Shop, moment_in, said

SHOWN = (
    *("comments_amount", "id", "is_rating_participant", "order_status", "photos_amount", "published_at"),
    *("rating", "sku", "status", "text", "videos_amount"),
)
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:ru|com|net|org)\b", re.IGNORECASE)


@method("/v2/review/list", gate="reviews", check=between(20, 100))
def list_reviews(shop: Shop, body: Body) -> Body:
    """Old to new or back, from the review after `last_id` on, without going through those before it."""
    filters = body.get("filters") or {}
    limit = int(body["limit"])
    falling = body.get("sort_dir") == "DESC"
    since, until = moment_in(filters, "published_from"), moment_in(filters, "published_to")
    low = bisect_left(shop.review_times, since) if since else 0
    high = bisect_right(shop.review_times, until) if until else len(shop.reviews)
    if last := body.get("last_id"):
        place = shop.review_places.get(str(last))
        if place is None:
            raise Refusal(400, 3, "invalid last_id")
        low, high = (low, min(high, place)) if falling else (max(low, place + 1), high)
    places = range(high - 1, low - 1, -1) if falling else range(low, high)
    wanted = _wanted(filters)
    found = list(islice((shop.reviews[each] for each in places if wanted(shop.reviews[each])), limit + 1))
    rows = [{name: row[name] for name in SHOWN} for row in found[:limit]]
    return {"has_next": len(found) > limit, "last_id": rows[-1]["id"] if rows else "", "reviews": rows}


def _wanted(filters: Body) -> Callable[[Row], bool]:
    status, order = filters.get("status") or "ALL", filters.get("order_status") or "ALL"
    skus = {str(sku) for sku in filters.get("skus") or ()}
    if status == "ALL" and order == "ALL" and not skus:
        return lambda row: True
    return lambda row: (
        (status == "ALL" or row["status"] == status)
        and (order == "ALL" or row["order_status"] == order)
        and (not skus or str(row["sku"]) in skus)
    )


def _review(shop: Shop, review_id: str) -> Row:
    place = shop.review_places.get(review_id)
    if place is None:
        raise Refusal(404, 5, "review not found")
    return shop.reviews[place]


@method("/v2/review/info", gate="reviews")
def info(shop: Shop, body: Body) -> Body:
    row = _review(shop, text_of(body, "review_id"))
    photos = row.get("photos", [])
    return {
        **{name: row[name] for name in SHOWN},
        "likes_amount": 0,
        "dislikes_amount": 0,
        "photos": photos,
        "videos": [],
    }


@method("/v2/review/count", gate="reviews")
def count(shop: Shop, body: Body) -> Body:
    by = {"NEW": 0, "VIEWED": 0, "PROCESSED": 0}
    for row in shop.reviews:
        by[row["status"]] += 1
    return {"total": len(shop.reviews), "new": by["NEW"], "viewed": by["VIEWED"], "processed": by["PROCESSED"]}


@method("/v2/review/change-status", gate="reviews")
def change_status(shop: Shop, body: Body) -> Body:
    ids = body.get("review_ids") or []
    if not 1 <= len(ids) <= 100:
        raise Refusal(400, 3, "review_ids: 1 to 100")
    if body.get("status") not in ("NEW", "VIEWED", "PROCESSED"):
        raise Refusal(400, 3, "invalid Request.status")
    for review_id in ids:
        _review(shop, str(review_id))["status"] = text_of(body, "status")
    return {}


@method("/v1/review/comment/list", gate="reviews", check=between(20, 100))
def list_comments(shop: Shop, body: Body) -> Body:
    rows = shop.comments.get(text_of(body, "review_id"), [])
    start, limit = int(body.get("offset") or 0), int(body["limit"])
    found = rows[start : start + limit]
    shown = [{name: value for name, value in row.items() if not name.startswith("_")} for row in found]
    return {"comments": shown, "offset": start + len(found)}


@method("/v1/review/comment/create", gate="reviews")
def create_comment(shop: Shop, body: Body) -> Body:
    row = _review(shop, text_of(body, "review_id"))
    text = text_of(body, "text")
    comment = {
        "id": shop.world.next_uuid(),
        "text": text,
        "parent_comment_id": str(body.get("parent_comment_id") or ""),
        "is_official": True,
        "is_owner": True,
        "is_published": False,
        "is_rejected": False,
        "deviation_reason": "",
        "published_at": said(shop.world.now()),
        "likes_amount": 0,
        "dislikes_amount": 0,
    }
    shop.comments.setdefault(row["id"], []).append(comment)
    row["comments_amount"] += 1
    if body.get("mark_review_as_processed"):
        row["status"] = "PROCESSED"
    shop.later(MODERATION, "comment", {"comment": comment})
    return {"comment_id": comment["id"]}


@method("/v2/review/comment/delete", gate="reviews")
def delete_comment(shop: Shop, body: Body) -> Body:
    comment_id = text_of(body, "comment_id")
    for review_id, rows in shop.comments.items():
        if any(row["id"] == comment_id for row in rows):
            rows[:] = [row for row in rows if row["id"] != comment_id]
            _review(shop, review_id)["comments_amount"] -= 1
            return {}
    raise Refusal(404, 5, "comment not found")


def moderate(row: Row) -> None:
    """What Ozon's moderators do with a comment: links are refused, the rest is published."""
    if LINK.search(row["text"]):
        row["is_rejected"], row["deviation_reason"] = True, "Текст содержит ссылку"
    else:
        row["is_published"] = True
