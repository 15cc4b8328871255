"""The way through Ozon's cabinet to a complaint about another seller, what its bot asks and what it may answer.

[L] Menu, questions and outcomes as seen live by others and published in 2026; the addresses of the pages likewise.
Ozon has no method for it in its API [O]: a person files it. The Russian labels of the questions are our own.
"""

from __future__ import annotations

from branddesk.marketplaces.gateway import Cabinet, FormField, MenuStep, Outcome
from branddesk.marketplaces.ozon.rules import CHAT_TEXT_LIMIT
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
)
