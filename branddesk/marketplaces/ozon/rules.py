"""What Ozon accepts as proof, and where each rule comes from.

[O] is Ozon's own text, [L] was seen live by others and published. Where Ozon states nothing, the limit is our own
caution, says so, and is changed here.
"""

from __future__ import annotations

from branddesk.marketplaces.gateway import Rules

CHAT_TEXT_LIMIT = 1000
"""source: [O] a chat text has 1 to 1000 characters. The complaint is written to the support chat's bot [L]."""

FILE_TYPES = ("image/jpeg", "image/png", "application/pdf")
"""source: [O] certificate files are jpg, jpeg, png or pdf. For complaints Ozon names no list; the same is assumed."""

MAX_FILE_BYTES = 20_000_000
"""source: none official; our own caution."""

MAX_FILES = 10
"""source: none official; our own caution."""

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
)
