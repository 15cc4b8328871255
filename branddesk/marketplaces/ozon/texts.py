"""Where Ozon's own menu names the violation, a complaint's title says it in the same words [L]."""

from __future__ import annotations

from branddesk.marketplaces import texts
from branddesk.marketplaces.words import Phrase

_BRAND = Phrase("Использование моего бренда", "使用我的品牌", "Use of my brand")
_CONTENT = Phrase(
    "Использование моих фото, видео, текста", "使用我的图片、视频、文字", "Use of my photos, videos, text"
)

TITLES = {
    "counterfeit": _BRAND,
    "similar_sign": _BRAND,
    "no_permission": _BRAND,
    "copied_content": _CONTENT,
    "": texts.TITLES[""],
}
