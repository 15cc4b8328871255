"""Questions of buyers, and answers, which are moderated."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.methods.reviews import LINK
from branddesk.marketplaces.ozon.sandbox.world import MODERATION, Row, Shop, moment_in, said

STATUSES = ("NEW", "VIEWED", "PROCESSED", "UNPROCESSED")


@method("/v1/question/list", gate="plus")
def list_questions(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    limit = limit_of(body, 100)
    rows = [row for row in shop.questions if _fits(row, filters)]
    if body.get("sort_dir") == "DESC":
        rows.reverse()
    if last := body.get("last_id"):
        place = next((at for at, row in enumerate(rows) if row["id"] == str(last)), None)
        if place is None:
            raise Refusal(400, 3, "invalid last_id")
        rows = rows[place + 1 :]
    return {
        "questions": rows[:limit],
        "last_id": rows[:limit][-1]["id"] if rows else "",
        "has_next": len(rows) > limit,
    }


def _fits(row: Row, filters: Body) -> bool:
    status = filters.get("status") or "ALL"
    since, until = moment_in(filters, "date_from"), moment_in(filters, "date_to")
    return (
        (status == "ALL" or row["status"] == status)
        and (not since or row["published_at"] >= since)
        and (not until or row["published_at"] <= until)
    )


def _question(shop: Shop, question_id: str) -> Row:
    for row in shop.questions:
        if row["id"] == question_id:
            return row
    raise Refusal(404, 5, "question not found")


@method("/v1/question/info", gate="plus")
def info(shop: Shop, body: Body) -> Body:
    return _question(shop, text_of(body, "question_id"))


@method("/v1/question/count", gate="plus")
def count(shop: Shop, body: Body) -> Body:
    by = dict.fromkeys(STATUSES, 0)
    for row in shop.questions:
        by[row["status"]] += 1
    return {"all": len(shop.questions), **{name.lower(): number for name, number in by.items()}}


@method("/v1/question/change-status", gate="plus")
def change_status(shop: Shop, body: Body) -> Body:
    if body.get("status") not in STATUSES:
        raise Refusal(400, 3, "invalid Request.status")
    for question_id in body.get("question_ids") or []:
        _question(shop, str(question_id))["status"] = text_of(body, "status")
    return {}


@method("/v1/question/top-sku", gate="plus")
def top_skus(shop: Shop, body: Body) -> Body:
    by: dict[str, int] = {}
    for row in shop.questions:
        by[str(row["sku"])] = by.get(str(row["sku"]), 0) + 1
    return {"sku": sorted(by, key=lambda sku: -by[sku])[: limit_of(body, 1000, usual=10)]}


@method("/v1/question/answer/list", gate="plus")
def list_answers(shop: Shop, body: Body) -> Body:
    rows = shop.answers.get(text_of(body, "question_id"), [])
    if last := body.get("last_id"):
        rows = [row for row in rows if row["id"] > str(last)]
    return {"answers": rows, "last_id": ""}


@method("/v1/question/answer/create", gate="plus")
def create_answer(shop: Shop, body: Body) -> Body:
    row = _question(shop, text_of(body, "question_id"))
    text = text_of(body, "text")
    if not 2 <= len(text) <= 3000:
        raise Refusal(400, 3, "invalid Request.Text: value length must be between 2 and 3000 runes")
    answer = {
        "id": shop.world.next_uuid(),
        "question_id": row["id"],
        "sku": row["sku"],
        "text": text,
        "author_name": shop.name,
        "published_at": said(shop.world.now()),
        "status_publication": "AWAITING_MODERATION",
    }
    shop.answers.setdefault(row["id"], []).append(answer)
    row["answers_count"] += 1
    row["status"] = "PROCESSED"
    shop.later(MODERATION, "answer", {"answer": answer})
    return {"answer_id": answer["id"]}


@method("/v1/question/answer/delete", gate="plus")
def delete_answer(shop: Shop, body: Body) -> Body:
    answer_id = text_of(body, "answer_id")
    for question_id, rows in shop.answers.items():
        if any(row["id"] == answer_id for row in rows):
            rows[:] = [row for row in rows if row["id"] != answer_id]
            _question(shop, question_id)["answers_count"] -= 1
            return {}
    raise Refusal(404, 5, "answer not found")


def moderate(row: Row, others: list[Row]) -> None:
    """Links fail; the same words twice are a duplicate; the rest is published."""
    is_copy = any(other["text"] == row["text"] and other["id"] < row["id"] for other in others)
    if LINK.search(row["text"]):
        row["status_publication"] = "MODERATION_FAILED"
    else:
        row["status_publication"] = "DUPLICATE" if is_copy else "PUBLISHED"
