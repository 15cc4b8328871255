"""What a key may do: each thing tried by the cheapest question about it, and nothing ever changed by trying.

What only writes can show is judged by the key's roles and by the subscription; it stays “not tried” where these say
nothing against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.client.seller import Roles, Seller
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.client.values import nothing, said
from branddesk.marketplaces.words import Phrase


class State(StrEnum):
    AVAILABLE = "available"
    NO_SUBSCRIPTION = "no_subscription"
    NO_ROLE = "no_role"
    IP_BOUND = "ip_bound"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    OBSOLETE = "obsolete"
    TROUBLE = "trouble"
    NOT_TRIED = "not_tried"


Body = Callable[[datetime], dict[str, Any]]


@dataclass(frozen=True)
class Capability:
    code: str
    name: Phrase
    path: str
    ask: Body | None = None
    """The question by which it is tried; None for what changes something."""
    subscriptions: frozenset[str] = frozenset()
    """Any of these opens it, says Ozon; empty where it names none."""
    verb: str = "POST"
    refused_by_none: bool = False
    """It is asked about a conversation that there is not: “not found” shows that the key may."""


@dataclass(frozen=True)
class Finding:
    code: str
    state: State
    message: str = ""
    """Ozon's own words, where it refused."""


_PLUS = frozenset({"PREMIUM_PLUS", "PREMIUM_PRO"})


NOBODYS_CHAT = "00000000-0000-4000-8000-000000000000"
"""A number that no conversation has: what is written there reaches nobody."""


def _bare(now: datetime) -> dict[str, Any]:
    return {}


def _returns(now: datetime) -> dict[str, Any]:
    moments = {"time_from": said(now - timedelta(days=7)), "time_to": said(now)}
    return {"filter": {"visual_status_change_moment": moments}, "last_id": 0, "limit": 1}


def _rfbs(now: datetime) -> dict[str, Any]:
    moments = {"from": said(now - timedelta(days=7)), "to": said(now)}
    return {"filter": {"created_at": moments}, "last_id": 0, "limit": 1}


CAPABILITIES: tuple[Capability, ...] = (
    Capability(
        "reviews",
        Phrase("Читать отзывы", "读取评价", "Read reviews"),
        "/v2/review/list",
        lambda now: {"filters": {"status": "ALL"}, "last_id": "", "limit": 20, "sort_dir": "DESC"},
    ),
    Capability(
        "review_comments",
        Phrase("Отвечать на отзывы", "回复评价", "Answer reviews"),
        "/v1/review/comment/create",
    ),
    Capability(
        "questions",
        Phrase("Читать вопросы", "读取问答", "Read questions"),
        "/v1/question/list",
        lambda now: {"filter": {"status": "ALL"}, "last_id": "", "limit": 20, "sort_dir": "DESC"},
    ),
    Capability(
        "answers",
        Phrase("Отвечать на вопросы", "回答问题", "Answer questions"),
        "/v1/question/answer/create",
    ),
    Capability(
        "chats",
        Phrase("Читать чаты", "读取聊天", "Read chats"),
        "/v3/chat/list",
        lambda now: {"filter": {"chat_status": "ALL", "unread_only": False}, "limit": 1},
    ),
    Capability(
        "chat_writing",
        Phrase("Писать покупателям", "向买家发送消息", "Write to buyers"),
        "/v1/chat/send/message",
        subscriptions=_PLUS,
    ),
    Capability(
        "people_writing",
        Phrase("Писать поддержке и менеджерам", "向客服和经理发送消息", "Write to support and managers"),
        "/v1/chat/send/message",
        lambda now: {"chat_id": NOBODYS_CHAT, "text": "?"},
        refused_by_none=True,
    ),
    Capability(
        "returns",
        Phrase("Возвраты FBO и FBS", "FBO 和 FBS 退货", "Returns by FBO and FBS"),
        "/v1/returns/list",
        _returns,
    ),
    Capability(
        "rfbs_returns",
        Phrase("Возвраты rFBS", "rFBS 退货", "Returns by rFBS"),
        "/v2/returns/rfbs/list",
        _rfbs,
    ),
    Capability(
        "cancellations",
        Phrase("Заявки на отмену rFBS", "rFBS 取消申请", "Cancellations by rFBS"),
        "/v2/conditional-cancellation/list",
        lambda now: {"filters": {"state": "ALL"}, "last_id": 0, "limit": 1, "with": {"counter": False}},
    ),
    Capability(
        "products",
        Phrase("Товары и цены", "商品与价格", "Products and prices"),
        "/v3/product/list",
        lambda now: {"filter": {"visibility": "ALL"}, "last_id": "", "limit": 1},
    ),
    Capability(
        "product_changes",
        Phrase("Менять карточки товаров", "修改商品卡片", "Change product cards"),
        "/v1/product/attributes/update",
    ),
    Capability(
        "promotions",
        Phrase("Акции Ozon", "Ozon 促销活动", "Ozon's promotions"),
        "/v1/actions",
        _bare,
        verb="GET",
    ),
    Capability(
        "seller_promotions",
        Phrase("Акции продавца", "卖家自办促销", "The seller's own promotions"),
        "/v1/seller-actions/list",
        lambda now: {"limit": 1, "offset": 0},
    ),
    Capability(
        "discount_requests",
        Phrase("Заявки на скидку", "折扣申请", "Discount requests"),
        "/v2/actions/discounts-task/list",
        lambda now: {"status": "NEW", "limit": 5},
    ),
    Capability(
        "queries",
        Phrase("Поисковые запросы по товарам", "商品搜索词", "Product queries"),
        "/v1/analytics/product-queries",
        subscriptions=_PLUS | {"PREMIUM", "PREMIUM_LITE"},
    ),
    Capability(
        "rating",
        Phrase("Рейтинг продавца", "卖家评级", "Seller rating"),
        "/v1/rating/summary",
        _bare,
    ),
    Capability(
        "brand_documents",
        Phrase("Документы на бренды", "品牌文件", "Brand documents"),
        "/v1/brand/company-certification/list",
        lambda now: {"page": 1, "page_size": 1},
    ),
    Capability(
        "push",
        Phrase("Push-уведомления", "推送通知", "Push notifications"),
        "/v1/notification/list",
        lambda now: {"limit": 1, "offset": 0},
    ),
)

_STATES: tuple[tuple[type[errors.OzonError], State], ...] = (
    (errors.NoSubscription, State.NO_SUBSCRIPTION),
    (errors.NoRole, State.NO_ROLE),
    (errors.IpBound, State.IP_BOUND),
    (errors.KeyExpired, State.EXPIRED),
    (errors.KeyInvalid, State.EXPIRED),
    (errors.KeyTrouble, State.BLOCKED),
    (errors.Obsolete, State.OBSOLETE),
)


def state_of(error: errors.OzonError) -> State:
    """What a refusal says of the thing that was tried."""
    return next((state for kind, state in _STATES if isinstance(error, kind)), State.TROUBLE)


def probe(ozon: Client, *, roles: Roles, seller: Seller | None, now: datetime) -> Iterator[Finding]:
    """One finding for each capability, as it comes."""
    for each in CAPABILITIES:
        yield _judge(each, roles, seller) if each.ask is None else _try(ozon, each, now)


def _judge(each: Capability, roles: Roles, seller: Seller | None) -> Finding:
    if roles.methods and each.path not in roles.methods:
        return Finding(each.code, State.NO_ROLE)
    if each.subscriptions and seller is not None and seller.subscription not in each.subscriptions:
        return Finding(each.code, State.NO_SUBSCRIPTION)
    return Finding(each.code, State.NOT_TRIED)


def _try(ozon: Client, each: Capability, now: datetime) -> Finding:
    assert each.ask is not None
    try:
        ozon.read(each.path, each.ask(now), nothing, verb=each.verb)
    except errors.NotFound as error:
        return Finding(each.code, State.AVAILABLE if each.refused_by_none else state_of(error), error.message[:300])
    except errors.OzonError as error:
        return Finding(each.code, state_of(error), error.message[:300])
    return Finding(each.code, State.AVAILABLE)
