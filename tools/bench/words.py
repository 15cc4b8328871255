"""Made-up speech for the bench: a few words that stand everywhere, thousands that stand seldom, in three languages."""

from __future__ import annotations

import random
from itertools import product

COMMON = {
    "zh-hans": "请 核查 卖家 商品 链接 我们 品牌 投诉 证据 截图 授权 商标 平台 处理 结果 假货 客户 评价 价格 店铺".split(),
    "ru": "просим проверить карточку продавца товар бренд жалоба доказательства снимок разрешение знак площадка "
    "решение подделка покупатель отзыв цена магазин прошу скрыть".split(),
    "en": "please check the seller listing goods brand complaint evidence screenshot letter mark platform decision "
    "fake customer review price shop hide".split(),
}
LANGUAGES = ("zh-hans", "zh-hans", "ru", "ru", "en")
SHARES = 5

_HAN = [chr(0x4E00 + 37 * n % 6000) for n in range(1, 90)]
_RU = ("кам", "лот", "вер", "дон", "сиб", "рот", "пел", "мур", "тав", "гор", "бел", "зар", "лен", "ник", "шум", "яр")
_EN = ("bar", "tel", "mon", "kir", "sof", "lun", "ped", "rov", "gan", "tim", "wel", "zor", "hax", "nib", "quo", "fen")

RARE = {
    "zh-hans": ["".join(pair) for pair in product(_HAN, _HAN[:60])][:5000],
    "ru": ["".join(parts) + "ник" for parts in product(_RU, _RU, _RU)][:4000],
    "en": ["".join(parts) for parts in product(_EN, _EN, _EN)][:4000],
}


class Speech:
    """The same seed says the same."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def sentence(self, language: str, words: int) -> str:
        dice = self.dice
        common, rare = COMMON[language], RARE[language]
        said = dice.choices(common, k=words)
        said[dice.randrange(words)] = rare[int(dice.random() ** 2 * len(rare))]
        return ("" if language == "zh-hans" else " ").join(said) + ("。" if language == "zh-hans" else ".")

    def text(self, language: str) -> str:
        return " ".join(self.sentence(language, 9) for _n in range(3))
