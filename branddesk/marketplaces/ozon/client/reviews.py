"""Reviews (v2) and the comments under them. Needs the subscription for reviews, or Premium Pro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag, by_offset, each, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import nothing, span

FEWEST, MOST = 20, 100
"""Rows on a page; any other number is refused before anything else is looked at."""


@dataclass(frozen=True)
class Review:
    id: Id
    sku: str
    text: str
    """Empty when the buyer gave stars alone."""
    rating: int
    """1 to 5."""
    status: Word
    """NEW, VIEWED, PROCESSED."""
    order_status: Word
    """DELIVERED, CANCELLED; reviews of cancelled orders are not published."""
    published_at: datetime | None
    is_rating_participant: bool
    comments_amount: int
    photos_amount: int
    videos_amount: int


@dataclass(frozen=True)
class Photo:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Video:
    url: str
    preview_url: str
    short_video_preview_url: str
    width: int
    height: int


@dataclass(frozen=True)
class FullReview(Review):
    likes_amount: int
    dislikes_amount: int
    photos: tuple[Photo, ...]
    videos: tuple[Video, ...]


@dataclass(frozen=True)
class Counts:
    total: int
    new: int
    viewed: int
    processed: int


@dataclass(frozen=True)
class Comment:
    id: Id
    text: str
    parent_comment_id: str
    is_official: bool
    is_owner: bool
    """Written by this seller."""
    is_published: bool
    is_rejected: bool
    deviation_reason: str
    """Why it was rejected; empty otherwise."""
    published_at: datetime | None
    likes_amount: int
    dislikes_amount: int


def list_reviews(
    ozon: Client,
    *,
    after: str = "",
    status: str = "ALL",
    since: datetime | None = None,
    until: datetime | None = None,
    skus: Sequence[str] = (),
    newest_first: bool = False,
    limit: int = MOST,
) -> Page[Review]:
    filters: dict[str, Any] = {"status": status, **span(since, until, ("published_from", "published_to"))}
    if skus:
        filters["skus"] = list(skus)
    body = {"filters": filters, "last_id": after, "limit": limit, "sort_dir": "DESC" if newest_first else "ASC"}

    def of(data: Any) -> Page[Review]:
        rows = read_all(Review, dig(data, "reviews"))
        return by_flag(rows, text_of(dig(data, "last_id")), has_next=bool(dig(data, "has_next")))

    return ozon.read("/v2/review/list", body, of)


def get_review(ozon: Client, review_id: str) -> FullReview:
    """Raises NotFound for a review that is gone."""
    return ozon.read("/v2/review/info", {"review_id": review_id}, lambda data: read(FullReview, data))


def count_reviews(ozon: Client) -> Counts:
    return ozon.read("/v2/review/count", {}, lambda data: read(Counts, data))


def change_status(ozon: Client, review_ids: Sequence[str], status: str) -> bool | Unknown[bool]:
    """NEW, VIEWED or PROCESSED, for up to 100 reviews."""
    body = {"review_ids": list(review_ids), "status": status}

    def look_up() -> bool | None:
        return all(get_review(ozon, review_id).status == status for review_id in review_ids) or None

    return ozon.write("/v2/review/change-status", body, nothing, look_up=look_up)


def list_comments(ozon: Client, *, review_id: str, after: str = "", limit: int = MOST) -> Page[Comment]:
    body = {"review_id": review_id, "limit": limit, "offset": number(after), "sort_dir": "ASC"}

    def of(data: Any) -> Page[Comment]:
        return by_offset(read_all(Comment, dig(data, "comments")), after, limit=limit)

    return ozon.read("/v1/review/comment/list", body, of)


def find_comment(ozon: Client, *, review_id: str, text: str, parent_id: str = "") -> str | None:
    """The number of our own comment with these words, rejected ones too: sent again, it would be rejected again."""
    for comment in each(partial(list_comments, ozon, review_id=review_id)):
        is_there = comment.is_owner and same_words(comment.text, text)
        if is_there and (not parent_id or comment.parent_comment_id == parent_id):
            return comment.id
    return None


def create_comment(
    ozon: Client, *, review_id: str, text: str, parent_id: str = "", is_done: bool = False
) -> str | Unknown[str]:
    """Answer a review. Gives the number of the comment, which is then moderated. `is_done` marks it processed."""
    body = {"review_id": review_id, "text": text, "mark_review_as_processed": is_done}
    if parent_id:
        body["parent_comment_id"] = parent_id
    look_up = partial(find_comment, ozon, review_id=review_id, text=text, parent_id=parent_id)
    return ozon.write("/v1/review/comment/create", body, lambda data: text_of(dig(data, "comment_id")), look_up=look_up)


def delete_comment(ozon: Client, *, review_id: str, comment_id: str, sku: str) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        kept = {comment.id for comment in each(partial(list_comments, ozon, review_id=review_id))}
        return None if comment_id in kept else True

    body = {"comment_id": comment_id, "sku": int(sku)}
    return ozon.write("/v2/review/comment/delete", body, nothing, look_up=look_up)


def same_words(kept: str, sent: str) -> bool:
    """Whether it is the same text, whatever Ozon did to blanks and line ends."""
    return kept.split() == sent.split()
