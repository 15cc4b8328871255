"""Questions that several kinds ask alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.questions import Need, Question, Type
from branddesk.marketplaces.words import Phrase

SEVERAL = _("One or several, separated by commas or spaces.")


def own_skus(need: Need = "required", *, section: str = "facts", only_for: frozenset[str] = frozenset()) -> Question:
    return Question(
        "skus",
        Phrase("Наши SKU", "我方 SKU", "Our SKUs"),
        Type.SKUS,
        need,
        help=SEVERAL,
        section=section,
        only_for=only_for,
    )


def orders(*, section: str = "facts", only_for: frozenset[str] = frozenset()) -> Question:
    return Question(
        "orders",
        Phrase("Номера заказов", "订单号", "Order numbers"),
        Type.ORDERS,
        help=SEVERAL,
        section=section,
        only_for=only_for,
    )


def rule(need: Need = "optional") -> Question:
    return Question(
        "rule",
        Phrase("Нарушенное правило", "所违反的规则", "Rule that it breaks"),
        Type.TEXT,
        need,
        help=_(
            "The point of the platform’s rules or of the law, as it is called there. Leave it empty rather than guess."
        ),
        limit=300,
    )


def done() -> Question:
    return Question(
        "done",
        Phrase("Что мы уже сделали", "我们已经做了什么", "What we have done already"),
        Type.LONG,
        help=_("Answers given, documents sent, calls made: with their dates."),
        limit=600,
    )
