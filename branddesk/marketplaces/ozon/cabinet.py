"""The way through Ozon's cabinet to a complaint about another seller, what its bot asks and what it may answer.

[L] Menu, questions and outcomes as seen live by others and published in 2026; the addresses of the pages likewise.
Ozon has no method for it in its API [O]: a person files it. The Russian labels of the questions, and what support
may answer to other requests, are our own words.
"""

from __future__ import annotations

from branddesk.marketplaces.gateway import Cabinet, FormField, MenuStep, Outcome, Source, SupportPath
from branddesk.marketplaces.ozon.rules import AS_OF, CHAT_TEXT_LIMIT
from branddesk.marketplaces.words import Phrase

CABINET_URL = "https://seller.ozon.ru"

_START = MenuStep(Phrase("Личный кабинет", "个人中心", "Personal account"), CABINET_URL + "/app/dashboard/main")
_GOODS = MenuStep(Phrase("Товары и Цены", "商品与价格", "Products and prices"), CABINET_URL + "/app/products")
_QUALITY = MenuStep(Phrase("Контроль качества", "质量控制", "Quality control"))
_OTHER_SELLER = MenuStep(
    Phrase(
        "Нарушение правил площадки другим продавцом",
        "其他卖家违反平台规则",
        "Another seller breaks the rules of the marketplace",
    )
)
_BRAND_USED = MenuStep(Phrase("Использование моего бренда", "使用我的品牌", "Use of my brand"))
_CONTENT_USED = MenuStep(
    Phrase("Использование моих фото, видео, текста", "使用我的图片、视频、文字", "Use of my photos, videos, text")
)
_BRAND_ACCOUNT = MenuStep(Phrase("Кабинет бренда", "品牌账户", "Brand account"))
_BRAND_GOODS = MenuStep(
    Phrase("Товары бренда", "品牌商品", "Products of the brand"), CABINET_URL + "/app/brand-products/all"
)
_COMPLAIN = MenuStep(Phrase("Пожаловаться", "投诉", "Complain"))

_TO_BRAND = (_START, _GOODS, _QUALITY, _OTHER_SELLER, _BRAND_USED)
_TO_CONTENT = (_START, _GOODS, _QUALITY, _OTHER_SELLER, _CONTENT_USED)
_BY_BRAND_ACCOUNT = (_BRAND_ACCOUNT, _BRAND_GOODS, _COMPLAIN)

_HELP = MenuStep(Phrase("Помощь", "帮助", "Help"))
_SUPPORT = MenuStep(Phrase("Поддержка", "客服", "Support"), CABINET_URL + "/app/messenger?group=support_v2")
_NO_ANSWER = MenuStep(
    Phrase("Не нашли ответ на свой вопрос?", "没有找到答案？", "Have you not found an answer to your question?")
)
_NEAREST = MenuStep(Phrase("Выберите ближайшую тему", "选择最接近的主题", "Choose the nearest topic"))
_QUALITY_TOPIC = MenuStep(Phrase("Тема: Контроль качества", "主题：质量控制", "Topic: Quality control"))
_PROMOTION_TOPIC = MenuStep(
    Phrase(
        "Тема: Promotion. Marketing (так в английской справке)",
        "主题：Promotion. Marketing（据英文帮助页）",
        "Topic: Promotion. Marketing (as the English help calls it)",
    )
)
_MAP = Source(
    Phrase(
        "Карта страниц кабинета, опубликованная другими в июне–июле 2026 года; тема нигде не названа",
        "他人 2026 年 6–7 月公开的后台页面清单；没有资料说明主题",
        "A map of the cabinet’s pages that others published in June and July 2026; no source names the topic",
    ),
    AS_OF,
)
_QUALITY_SOURCE = Source(
    Phrase(
        "Старая копия справки Ozon о документах на бренды: обращение с темой «Контроль качества» "
        "(нынешняя страница могла измениться)",
        "Ozon 品牌文件帮助页的旧副本：选择主题“质量控制”（现行页面可能已变）",
        "An older copy of Ozon’s help on brand documents: a request with the topic “Quality control” "
        "(today’s page may differ)",
    ),
    AS_OF,
)
_PROMOTION_SOURCE = Source(
    Phrase(
        "Ozon, справка: бонусы, docs.ozon.ru/global/en/promotion/product-ads/bonuses",
        "Ozon 帮助：奖励，docs.ozon.ru/global/en/promotion/product-ads/bonuses",
        "Ozon, help: bonuses, docs.ozon.ru/global/en/promotion/product-ads/bonuses",
    ),
    AS_OF,
)
_TO_SUPPORT = (_START, _HELP, _NO_ANSWER, _SUPPORT)
_NEAREST_TOPIC = SupportPath((*_TO_SUPPORT, _NEAREST), _MAP)

CABINET = Cabinet(
    paths={
        "counterfeit": _TO_BRAND,
        "similar_sign": _TO_BRAND,
        "no_permission": _TO_BRAND,
        "copied_content": _TO_CONTENT,
    },
    brand_account_paths={
        "counterfeit": _BY_BRAND_ACCOUNT,
        "similar_sign": _BY_BRAND_ACCOUNT,
        "no_permission": _BY_BRAND_ACCOUNT,
        "copied_content": _BY_BRAND_ACCOUNT,
    },
    fields=(
        FormField("own_sku", Phrase("Ваш SKU", "您的 SKU", "Your SKU")),
        FormField("sku", Phrase("SKU нарушителя", "侵权 SKU", "Offending SKU")),
        FormField("text", Phrase("Описание нарушения", "侵权说明", "What the violation is"), CHAT_TEXT_LIMIT),
    ),
    outcomes=(
        Outcome("hidden", Phrase("Товар скрыт", "商品已隐藏", "Listing hidden"), "granted"),
        Outcome(
            "insufficient",
            Phrase("Доказательств недостаточно", "证据不足，请补充", "Proof insufficient, send more"),
            "waiting",
            "proof_insufficient",
        ),
        Outcome("operator", Phrase("Передано оператору", "已转人工处理", "Passed to an operator"), "review"),
        Outcome(
            "no_violation",
            Phrase("Нарушений не найдено", "未发现违规", "No violation found"),
            "refused",
            "no_violation",
        ),
        Outcome(
            "own_sku_unknown",
            Phrase("Ваш SKU не найден", "未找到您的 SKU", "Own SKU not found"),
            "refused",
            "own_sku_unknown",
        ),
    ),
    support_paths={
        "quality": SupportPath((*_TO_SUPPORT, _QUALITY_TOPIC), _QUALITY_SOURCE),
        "promotion": SupportPath((*_TO_SUPPORT, _PROMOTION_TOPIC), _PROMOTION_SOURCE),
        "complaint": _NEAREST_TOPIC,
        "content": _NEAREST_TOPIC,
        "account": _NEAREST_TOPIC,
        "other": _NEAREST_TOPIC,
    },
    support_fields=(FormField("text", Phrase("Текст обращения", "内容", "Text of the request"), CHAT_TEXT_LIMIT),),
    support_outcomes=(
        Outcome("solved", Phrase("Вопрос решён", "问题已解决", "Solved"), "granted"),
        Outcome("partly", Phrase("Решён частично", "部分解决", "Solved in part"), "partly"),
        Outcome(
            "more",
            Phrase("Просят дополнить", "要求补充", "More is asked for"),
            "waiting",
            "details_missing",
        ),
        Outcome("operator", Phrase("Передано специалисту", "已转专员处理", "Passed to a specialist"), "review"),
        Outcome("refused", Phrase("Отказано", "被拒绝", "Refused"), "refused", "within_rules"),
    ),
)
