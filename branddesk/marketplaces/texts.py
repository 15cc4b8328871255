"""Our sentences for a complaint, in the languages of the desk: what the platform reads, and its meaning beside it.

They state what a person chose and entered and nothing else, so that no complaint claims more than the case holds.
"""

from __future__ import annotations

from branddesk.marketplaces.words import Phrase

UNKNOWN = "…"
"""Stands in a preview where something is still to be filled in."""

TITLES = {
    "counterfeit": Phrase("Продажа подделок под нашим брендом", "销售我方品牌的假货", "Sale of fakes of our brand"),
    "similar_sign": Phrase(
        "Использование сходного обозначения", "使用与我方商标近似的标识", "Use of a confusingly similar sign"
    ),
    "no_permission": Phrase(
        "Использование моего бренда", "未经许可使用我方品牌", "Use of our brand without permission"
    ),
    "copied_content": Phrase(
        "Использование моих фото, видео, текста", "盗用我方图片、视频或文字", "Use of our photos, videos or texts"
    ),
    "": Phrase("Нарушение прав на бренд", "侵犯品牌权利", "Infringement of brand rights"),
}

OPENINGS = {
    "counterfeit": Phrase(
        "В карточке товара предлагается подделка под брендом «{brand}»: "
        "этот товар произведён без согласия правообладателя.",
        "该商品页销售“{brand}”品牌的假货：该商品未经权利人同意生产。",
        "This listing offers a fake of the brand “{brand}”: the goods were made without the rights holder’s consent.",
    ),
    "similar_sign": Phrase(
        "В карточке товара без разрешения правообладателя используется обозначение, "
        "сходное до степени смешения с обозначением «{sign}».",
        "该商品页未经权利人许可，使用了与“{sign}”近似、足以造成混淆的标识。",
        "Without the rights holder’s permission, this listing uses a sign confusingly similar to “{sign}”.",
    ),
    "no_permission": Phrase(
        "В карточке товара бренд «{brand}» используется без разрешения правообладателя.",
        "该商品页未经权利人许可使用“{brand}”品牌。",
        "This listing uses the brand “{brand}” without the rights holder’s permission.",
    ),
    "copied_content": Phrase(
        "В карточке товара без нашего разрешения использованы фотографии, видео или тексты бренда «{brand}».",
        "该商品页未经我方许可，使用了“{brand}”品牌的图片、视频或文字。",
        "Without our permission, this listing uses photos, videos or texts of the brand “{brand}”.",
    ),
}

RIGHT_KINDS = {
    "trademark": Phrase("товарный знак", "注册商标", "trade mark"),
    "design": Phrase("промышленный образец", "外观设计", "industrial design"),
    "patent": Phrase("патент", "专利", "patent"),
    "copyright": Phrase("авторское право", "著作权", "copyright"),
}

REGISTERS = {
    "rospatent": Phrase("Роспатент", "俄罗斯专利局", "Rospatent"),
    "madrid": Phrase("Мадридская система (ВОИС)", "马德里体系（WIPO）", "Madrid system (WIPO)"),
    "cnipa": Phrase("CNIPA, Китай", "中国国家知识产权局", "CNIPA, China"),
}

RIGHT = Phrase("Право: {right}.", "权利：{right}。", "Right: {right}.")
RIGHT_NAME = Phrase("{kind} «{sign}» № {number}", "{kind}“{sign}”第 {number} 号", "{kind} “{sign}” No. {number}")
CLASSES = Phrase("классы МКТУ: {classes}", "尼斯分类第 {classes} 类", "Nice classes: {classes}")
IN_FORCE = Phrase("действует до {day}", "有效期至 {day}", "in force until {day}")
HOLDER = Phrase("Правообладатель: {holder}.", "权利人：{holder}。", "Rights holder: {holder}.")
APPLICANT = Phrase("Заявитель: {applicant}.", "投诉人：{applicant}。", "Applicant: {applicant}.")
SELLER = Phrase("Продавец: {seller}.", "卖家：{seller}。", "Seller: {seller}.")
SELLER_WITH_INN = Phrase(
    "Продавец: {seller}, ИНН {inn}.", "卖家：{seller}，INN {inn}。", "Seller: {seller}, INN {inn}."
)
DEMAND = Phrase("Просим скрыть карточку {listing}.", "请隐藏商品页 {listing}。", "Please hide the listing {listing}.")
DEMAND_SEVERAL = Phrase(
    "Просим скрыть карточки: {listings}.", "请隐藏以下商品页：{listings}。", "Please hide these listings: {listings}."
)
LIST_COMMA = Phrase(", ", "，", ", ")
NUMBER_COMMA = Phrase(", ", "、", ", ")

ROW_OWN_SKU = Phrase("Ваш SKU", "我方 SKU", "Your SKU")
ROW_SKU = Phrase("SKU нарушителя", "侵权 SKU", "Offending SKU")
ROW_LINK = Phrase("Ссылка", "链接", "Link")
ROW_TITLE = Phrase("Название", "标题", "Title")
ROW_SELLER = Phrase("Продавец", "卖家", "Seller")
ROW_INN = Phrase("ИНН продавца", "卖家 INN", "Seller’s INN")
ROW_PRICE = Phrase("Цена", "价格", "Price")
ROW_SEEN = Phrase("Замечено", "发现日期", "Seen on")
