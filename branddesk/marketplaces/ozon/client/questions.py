"""Questions of buyers and their answers. Needs Premium Plus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag, by_mark, each
from branddesk.marketplaces.ozon.client.reading import Id, Word, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.reviews import same_words
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import nothing, span

MOST = 100
SHORTEST, LONGEST = 2, 3000
"""Characters of an answer. Links are refused, and an answer is public after moderation."""


@dataclass(frozen=True)
class Question:
    id: Id
    sku: str
    text: str
    author_name: str
    status: Word
    """NEW, VIEWED, PROCESSED, UNPROCESSED."""
    published_at: datetime | None
    answers_count: int
    product_url: str
    question_link: str


@dataclass(frozen=True)
class Counts:
    all: int
    new: int
    viewed: int
    processed: int
    unprocessed: int


@dataclass(frozen=True)
class Answer:
    id: Id
    question_id: str
    sku: str
    text: str
    author_name: str
    published_at: datetime | None
    status_publication: Word
    """PUBLISHED, AWAITING_MODERATION, MODERATION_FAILED, DUPLICATE."""


def list_questions(
    ozon: Client,
    *,
    after: str = "",
    status: str = "ALL",
    since: datetime | None = None,
    until: datetime | None = None,
    newest_first: bool = False,
    limit: int = MOST,
) -> Page[Question]:
    filters = {"status": status, **span(since, until, ("date_from", "date_to"))}
    body = {"filter": filters, "last_id": after, "limit": limit, "sort_dir": "DESC" if newest_first else "ASC"}

    def of(data: Any) -> Page[Question]:
        rows = read_all(Question, dig(data, "questions"))
        return by_flag(rows, text_of(dig(data, "last_id")), has_next=bool(dig(data, "has_next")))

    return ozon.read("/v1/question/list", body, of)


def get_question(ozon: Client, question_id: str) -> Question:
    return ozon.read("/v1/question/info", {"question_id": question_id}, lambda data: read(Question, data))


def count_questions(ozon: Client) -> Counts:
    return ozon.read("/v1/question/count", {}, lambda data: read(Counts, data))


def change_status(ozon: Client, question_ids: Sequence[str], status: str) -> bool | Unknown[bool]:
    """NEW, VIEWED or PROCESSED."""

    def look_up() -> bool | None:
        return all(get_question(ozon, question_id).status == status for question_id in question_ids) or None

    body = {"question_ids": list(question_ids), "status": status}
    return ozon.write("/v1/question/change-status", body, nothing, look_up=look_up)


def top_skus(ozon: Client, *, limit: int = 100) -> tuple[str, ...]:
    """The SKUs with the most questions."""
    return ozon.read(
        "/v1/question/top-sku", {"limit": limit}, lambda data: tuple(text_of(sku) for sku in dig(data, "sku") or ())
    )


def list_answers(ozon: Client, *, question_id: str, sku: str, after: str = "") -> Page[Answer]:
    body: dict[str, Any] = {"question_id": question_id, "sku": int(sku)}
    if after:
        body["last_id"] = after

    def of(data: Any) -> Page[Answer]:
        mark = text_of(dig(data, "last_id"))
        return by_mark(read_all(Answer, dig(data, "answers")), "" if mark == after else mark)

    return ozon.read("/v1/question/answer/list", body, of)


def find_answer(ozon: Client, *, question_id: str, sku: str, text: str) -> str | None:
    """The number of the answer with these words; one that failed moderation counts too."""
    for answer in each(partial(list_answers, ozon, question_id=question_id, sku=sku)):
        if same_words(answer.text, text):
            return answer.id
    return None


def create_answer(ozon: Client, *, question_id: str, sku: str, text: str) -> str | Unknown[str]:
    """Answer a question, in 2 to 3,000 characters without links. Gives the number of the answer."""
    body = {"question_id": question_id, "sku": int(sku), "text": text}
    look_up = partial(find_answer, ozon, question_id=question_id, sku=sku, text=text)
    return ozon.write("/v1/question/answer/create", body, lambda data: text_of(dig(data, "answer_id")), look_up=look_up)


def delete_answer(ozon: Client, *, question_id: str, answer_id: str, sku: str) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        kept = {answer.id for answer in each(partial(list_answers, ozon, question_id=question_id, sku=sku))}
        return None if answer_id in kept else True

    body = {"answer_id": answer_id, "sku": int(sku)}
    return ozon.write("/v1/question/answer/delete", body, nothing, look_up=look_up)
