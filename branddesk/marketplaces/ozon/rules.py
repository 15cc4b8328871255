"""What Ozon accepts as proof, and where each rule comes from.

[O] is Ozon's own text, [L] was seen live by others and published. Where Ozon states nothing, the limit is our own
caution, says so, and is changed here.
"""

from __future__ import annotations

from datetime import date

from branddesk.marketplaces.gateway import Rules, Source
from branddesk.marketplaces.words import Phrase

CHAT_TEXT_LIMIT = 1000
"""source: [O] a chat text has 1 to 1000 characters. The complaint is written to the support chat's bot [L]."""

FILE_TYPES = ("image/jpeg", "image/png", "application/pdf")
"""source: [O] certificate files are jpg, jpeg, png or pdf. For complaints Ozon names no list; the same is assumed."""

MAX_FILE_BYTES = 20_000_000
"""source: none official; our own caution."""

MAX_FILES = 10
"""source: none official; our own caution."""

AS_OF = date(2026, 11, 23)

_BRAND_DOCUMENTS = Source(
    Phrase(
        "Ozon, справка: документы на бренды, docs.ozon.ru/global/en/products/requirements/documents/brand",
        "Ozon 卖家帮助：品牌文件，docs.ozon.ru/global/en/products/requirements/documents/brand",
        "Ozon, sellers’ help: brand documents, docs.ozon.ru/global/en/products/requirements/documents/brand",
    ),
    AS_OF,
)
_BRAND_ACCOUNT = Source(
    Phrase(
        "Ozon, справка: кабинет бренда, docs.ozon.com/global/en/brand-account",
        "Ozon 帮助：品牌账户，docs.ozon.com/global/en/brand-account",
        "Ozon, help: brand account, docs.ozon.com/global/en/brand-account",
    ),
    AS_OF,
)
_BOT = Source(
    Phrase(
        "Бот поддержки Ozon, как его видели и описали другие в 2026 году",
        "Ozon 客服机器人，据他人 2026 年公开的记录",
        "Ozon’s support bot, as others saw and described it in 2026",
    ),
    AS_OF,
)
_BLOGS = Source(
    Phrase(
        "Советы продавцов (ssopdot.com, gantiao.com.cn); официального текста нет",
        "卖家经验（ssopdot.com、gantiao.com.cn）；没有官方文本",
        "Sellers’ advice (ssopdot.com, gantiao.com.cn); no official text",
    ),
    AS_OF,
)
_API = Source(
    Phrase(
        "Ozon Seller API, docs.ozon.ru/api/seller: чаты и сертификаты",
        "Ozon Seller API，docs.ozon.ru/api/seller：聊天与证书",
        "Ozon Seller API, docs.ozon.ru/api/seller: chats and certificates",
    ),
    AS_OF,
)

RULES = Rules(
    refuses_open_ended=True,  # [O] papers must show an end date; open-ended ones are refused
    classes=frozenset(range(1, 35)),  # [O] Nice classes 1–34; class 35 is refused
    needs_own_sku=True,  # [L] the bot asks for your SKU first
    needs_sku=True,  # [L] then for one offending SKU
    needs_extract=True,  # [O] certificate plus extract from Rospatent or WIPO Madrid open data, valid on upload day
    paper_languages=frozenset({"ru", "en"}),  # [B] other papers need a certified translation
    extract_days=30,  # none official; our own caution: the extract must be valid on the day of upload [O]
    screenshot_days=14,  # none official; our own caution: a listing changes
    file_types=FILE_TYPES,
    max_file_bytes=MAX_FILE_BYTES,
    max_files=MAX_FILES,
    text_limit=CHAT_TEXT_LIMIT,
    sources={
        "refuses_open_ended": _BRAND_DOCUMENTS,
        "classes": _BRAND_ACCOUNT,
        "needs_own_sku": _BOT,
        "needs_sku": _BOT,
        "needs_extract": _BRAND_DOCUMENTS,
        "paper_languages": _BLOGS,
        "text_limit": _API,
    },
)
