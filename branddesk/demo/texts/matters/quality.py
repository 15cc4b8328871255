"""Papers that are refused, goods that are hidden, claims and returns in dispute."""

from __future__ import annotations

from branddesk.core.enums import Reason
from branddesk.demo.texts.matters.matter import Matter, Talk
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason

GOODS = {"happened_on": "{ago}", "skus": "{sku}"}
PAPER = GOODS | {
    "document_type": "declaration",
    "document": "ЕАЭС N RU Д-RU.РА00.В.{n}/25",
    "document_to": "{until}",
    "registry": "https://reestr.example/declaration/{n}",
}

MATTERS = (
    Matter(
        "质量文件被退回：{goods}",
        "Декларация отклонена: {goods}",
        "Declaration refused: {goods}",
        "Декларация действует и есть в реестре, запись можно открыть по ссылке. Просим проверить её ещё раз.",
        "Здравствуйте! Документ проверен и принят, товар снова виден покупателям.",
        "Здравствуйте! В документе указан другой изготовитель, принять его нельзя.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        PAPER | {"matter": "document_refused", "refusal": "not_in_registry", "asked": "accept"},
        (K.QUALITY_DOCUMENT, K.CORRESPONDENCE),
    ),
    Matter(
        "文件页数不全被拒，已重新上传：{goods}",
        "Загружены все страницы декларации: {goods}",
        "All pages of the declaration attached: {goods}",
        "В первый раз загрузилась только первая страница. Прилагаем документ целиком, все четыре листа.",
        "Здравствуйте! Теперь документ полный, он принят.",
        "Здравствуйте! Третья страница по-прежнему нечитаема. Пришлите скан, а не фотографию.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        PAPER | {"matter": "document_refused", "refusal": "pages_missing", "asked": "accept"},
        (K.QUALITY_DOCUMENT, K.CORRESPONDENCE),
    ),
    Matter(
        "商品被隐藏，质量文件有效：{goods}",
        "Товар скрыт при действующем документе: {goods}",
        "Goods hidden although the papers are in force: {goods}",
        "Товар скрыт, хотя декларация действует. Других замечаний в кабинете нет. Просим вернуть карточку на витрину.",
        "Здравствуйте! Карточка открыта, ошибка была на нашей стороне.",
        "Здравствуйте! Документ относится к другой модели, поэтому карточка остаётся скрытой.",
        (R.REMEDIED, R.DOCUMENT_REFUSED),
        PAPER | {"matter": "goods_hidden", "asked": "show"},
        (K.QUALITY_DOCUMENT, K.CORRESPONDENCE),
    ),
    Matter(
        "多名买家称漏水，检测合格：{goods}",
        "Жалобы на протечку не подтвердились: {goods}",
        "Claims of leaking, test passed: {goods}",
        "Проверили три образца из той же партии: герметичность по протоколу в норме. Просим пересмотреть решение.",
        "Здравствуйте! Протокол принят, замечание снято.",
        "Здравствуйте! Испытан образец из другой партии. Замечание остаётся.",
        (R.QUALITY_CONFIRMED, R.QUALITY_DEFECT),
        GOODS
        | {
            "matter": "claims",
            "complaint": "Покупатели пишут, что крышка пропускает воду.",
            "batch": "{n}",
            "asked": "reconsider",
        },
        (K.TEST_REPORT, K.CORRESPONDENCE),
    ),
    Matter(
        "退货争议：买家寄回磨损商品，{goods}",
        "Спор о возврате: следы носки, {goods}",
        "Return in dispute, signs of wear: {goods}",
        "Товар вернулся со следами использования, бирки срезаны. Фотографии сделаны при вскрытии посылки.",
        "Здравствуйте! Возврат отменён, сумма вернётся с ближайшей выплатой.",
        "Здравствуйте! На фотографиях не видно номера посылки, решение по возврату остаётся.",
        (R.QUALITY_CONFIRMED, R.WITHIN_RULES),
        GOODS
        | {
            "matter": "return_disputed",
            "complaint": "Покупатель указал заводской дефект.",
            "orders": "{order}",
            "asked": "reconsider",
        },
        (K.PHOTO, K.CORRESPONDENCE),
    ),
    Matter(
        "平台称检测报告不可读：{goods}",
        "Документ назвали нечитаемым: {goods}",
        "Document called unreadable: {goods}",
        "Прилагаем новый скан в высоком качестве. Печать и подпись видны на каждой странице.",
        "Здравствуйте! Новый скан читается, документ принят.",
        "Здравствуйте! Подпись на втором листе не совпадает с образцом. Нужен оригинал.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        PAPER | {"matter": "document_refused", "refusal": "unreadable", "asked": "accept"},
        (K.QUALITY_DOCUMENT, K.CORRESPONDENCE),
    ),
    Matter(
        "批次投诉增多，请说明依据：{goods}",
        "Просим назвать основание замечаний: {goods}",
        "Please name the ground of the claims: {goods}",
        "За неделю пришло четыре замечания без фотографий. Просим назвать, каких сведений не хватает.",
        "Здравствуйте! Замечания без фотографий сняты.",
        "Здравствуйте! Фотографии есть у двух покупателей, замечания остаются.",
        (R.REMEDIED, R.QUALITY_DEFECT),
        GOODS | {"matter": "claims", "complaint": "Разошёлся шов после первой недели.", "asked": "explain"},
        (K.PHOTO, K.CORRESPONDENCE),
    ),
    Matter(
        "换证期间被下架：{goods}",
        "Скрыт на время замены декларации: {goods}",
        "Hidden while the declaration was renewed: {goods}",
        "Старая декларация закончилась в прошлом месяце, новая зарегистрирована до её окончания. Перерыва не было.",
        "Здравствуйте! Новый документ привязан к карточке, она открыта.",
        "Здравствуйте! Между документами перерыв в два дня, товар за эти дни проверяется.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        PAPER | {"matter": "goods_hidden", "asked": "show"},
        (K.QUALITY_DOCUMENT, K.CORRESPONDENCE),
    ),
)

TALK = Talk(
    (
        "Здравствуйте! Пришлите, пожалуйста, документ целиком и фотографию этикетки с номером партии.",
        "Здравствуйте! Укажите, к какой партии относится протокол, и приложите его первую страницу.",
    ),
    ("Здравствуйте! Документ принят для одной модели. По второй нужен отдельный.",),
)
