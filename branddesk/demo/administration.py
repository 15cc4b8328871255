"""What administrators of the demo have set: promises, reasons, a calendar, a term of the check, texts, saved views."""

from __future__ import annotations

from datetime import date, time, timedelta

from branddesk.cases.services import save_template
from branddesk.cases.services.terms import keep_calendar, keep_day, save_promise, save_reason, save_term
from branddesk.core.enums import CaseKind, Priority, SubmissionStatus
from branddesk.demo.cast import Cast
from branddesk.foundation.lists.services.views import save_view

HOURS: dict[CaseKind, tuple[int, int]] = {
    CaseKind.INFRINGEMENT: (36, 90),
    CaseKind.QUALITY: (36, 100),
    CaseKind.COMPLAINT: (27, 63),
    CaseKind.PROMOTION: (18, 54),
    CaseKind.CONTENT: (36, 81),
    CaseKind.ACCOUNT: (27, 72),
    CaseKind.OTHER: (36, 72),
}
"""Working hours to the first answer and to the decision that Verba promises at normal priority."""
PACE = {Priority.LOW: 2.0, Priority.NORMAL: 1.0, Priority.HIGH: 0.6, Priority.URGENT: 0.35}

TEXTS: dict[str, tuple[tuple[str, str, dict[str, str]], ...]] = {
    "verba": (
        (
            "Принято в работу",
            "",
            {
                "ru": "Здравствуйте! Обращение {number} принято, проверяем карточки {skus}. Ответим здесь.",
                "en": "Hello! Case {number} is with us and we are checking {skus}. We will answer here.",
                "zh-hans": "您好！工单 {number} 已受理，正在核查 {skus}，将在此回复。",
            },
        ),
        (
            "Нужна выписка",
            CaseKind.INFRINGEMENT,
            {
                "ru": "Здравствуйте! Пришлите, пожалуйста, свежую выписку по праву {right} до {due}.",
                "en": "Hello! Please send a recent extract for {right} by {due}.",
                "zh-hans": "您好！请在 {due} 前补充 {right} 的最新登记簿摘录。",
            },
        ),
        (
            "Условия акции",
            CaseKind.PROMOTION,
            {
                "ru": "Здравствуйте! Условия акции есть в кабинете. Назовите товар, проверим отдельно.",
                "en": "Hello! The conditions stand in the cabinet. Name the goods and we check.",
                "zh-hans": "您好！活动条件见后台活动页面。请告知具体商品，我们单独核查。",
            },
        ),
    ),
    "qiheng": (
        (
            "Спросить ещё раз",
            "",
            {
                "ru": "Здравствуйте! Просим сообщить, как продвигается обращение {number} о товарах {brand}. {me}",
                "en": "Hello! Could you tell us where case {number} about {brand} stands? {me}, {organisation}",
                "zh-hans": "您好！请问 {brand} 工单 {number} 目前进展如何？{me}",
            },
        ),
        (
            "补充材料说明",
            CaseKind.INFRINGEMENT,
            {
                "ru": "Здравствуйте! Направляем документы правообладателя {holder} по праву {right}.",
                "en": "Hello! Attached are the papers of {holder} for {right}.",
                "zh-hans": "您好！现补充权利人 {holder} 关于 {right} 的文件。",
            },
        ),
    ),
}
"""Prepared texts by organisation: the name, the kind of case (any, if empty) and the words in three languages."""
KEEPERS = {"verba": "belova", "qiheng": "liang"}

VIEWS = (
    ("lin", "cases", "Kettora 待我方处理", "view=ours&brand=kettora", True),
    ("emma", "cases", "Escalated, all brands", "view=open&level=2&sort=-priority", False),
    ("vetrova", "cases", "Tarusno на Ozon", "view=open&brand=tarusno&marketplace=ozon", False),
    ("orlov", "queue", "Срочные", "view=unassigned&priority=4", True),
)


def set_terms(cast: Cast, today: date) -> None:
    """What holds from the first day on."""
    belova, desk = cast["belova"], cast.desk
    keep_calendar(
        actor=belova,
        marketplace=desk,
        name="Verba, Москва",
        country="RU",
        time_zone="Europe/Moscow",
        opens_at=time(9),
        closes_at=time(18),
    )
    keep_day(
        actor=belova,
        marketplace=desk,
        day=_friday_before(today + timedelta(days=40)),
        is_working=False,
        name="Переезд офиса",
    )
    for kind, (first, decision) in HOURS.items():
        for priority, pace in PACE.items():
            save_promise(
                actor=belova,
                marketplace=desk,
                kind=kind,
                priority=priority,
                response_hours=round(first * pace),
                resolution_hours=round(decision * pace),
            )
    save_reason(
        actor=belova,
        marketplace=desk,
        code="seller_gone",
        fields={
            "outcomes": [SubmissionStatus.GRANTED, SubmissionStatus.PARTLY],
            "kinds": [CaseKind.INFRINGEMENT],
            "name_en": "Seller left the marketplace",
            "name_ru": "Продавец ушёл с площадки",
            "name_zh": "卖家已退出平台",
            "is_active": True,
        },
    )
    for slug, texts in TEXTS.items():
        for name, about, words in texts:
            save_template(actor=cast[KEEPERS[slug]], name=name, kind=about, texts=words)
    for login, table, name, query, is_shared in VIEWS:
        save_view(actor=cast[login], list_name=table, name=name, query=query, is_shared=is_shared)


def change_terms(cast: Cast, today: date) -> None:
    """What was changed since: quicker answers to customers' complaints, and a stricter term of the check."""
    belova, desk = cast["belova"], cast.desk
    first, decision = HOURS[CaseKind.COMPLAINT]
    save_promise(
        actor=belova,
        marketplace=desk,
        kind=CaseKind.COMPLAINT,
        priority=Priority.NORMAL,
        response_hours=first - 9,
        resolution_hours=decision - 9,
    )
    save_term(
        actor=belova,
        marketplace=desk,
        kind=CaseKind.INFRINGEMENT,
        code="screenshot_days",
        value=10,
        source="Регламент Verba Market, раздел «Доказательства», редакция 3",
        source_on=today - timedelta(days=120),
    )


def _friday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7)
