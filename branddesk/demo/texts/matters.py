"""Cases that are about no listing of others: quality, customers, promotions, content, the account and the rest.

In braces stand facts of the case: {goods}, {sku}, {other} (another SKU), {order}, {price}, {low}, {link}, {n} (a
number), and days: {ago} (it was), {soon} and {end} (of an activity), {until} (of a document), {gone} (a day long past).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from branddesk.core.enums import CaseKind, Reason
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason


@dataclass(frozen=True)
class Matter:
    """One thing that happens, told in the languages of who tells it; the statement is in the platform's."""

    zh: str
    ru: str
    en: str
    statement: str
    granted: str
    refused: str
    reasons: tuple[Reason, Reason]
    """Of a grant, whole or in part, and of a refusal."""
    details: dict[str, str] = field(default_factory=dict)
    proofs: tuple[Exhibit.Kind, ...] = ()


@dataclass(frozen=True)
class Talk:
    """What the platform asks, and how it grants in part, in cases of the kind."""

    questions: tuple[str, ...]
    partly: tuple[str, ...]
    asking: Reason = R.DETAILS_MISSING


GOODS = {"happened_on": "{ago}", "skus": "{sku}"}
PAPER = GOODS | {
    "document_type": "declaration",
    "document": "ЕАЭС N RU Д-RU.РА00.В.{n}/25",
    "document_to": "{until}",
    "registry": "https://reestr.example/declaration/{n}",
}
VOICE = {"happened_on": "{ago}", "skus": "{sku}", "number": "{n}", "link": "{link}", "asked": "remove"}
CARD = {"link": "{link}", "skus": "{sku}", "seen_on": "{ago}", "asked": "correct"}
ACTIVITY = {"starts_on": "{soon}", "ends_on": "{end}", "skus": "{sku}"}

QUALITY = (
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

COMPLAINT = (
    Matter(
        "评价说的是别的商品：{goods}",
        "Отзыв о другом товаре: {goods}",
        "Review about other goods: {goods}",
        "В отзыве описан электрический чайник, мы их не продаём. Просим убрать отзыв из карточки.",
        "Здравствуйте! Отзыв удалён: он относится к другому товару.",
        "Здравствуйте! Отзыв описывает ваш товар, правил он не нарушает.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE | {"matter": "review", "quote": "Чайник гудит и не отключается сам.", "wrong": "other_goods"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "差评内容不实：{goods}",
        "Неверные сведения в отзыве: {goods}",
        "Untrue statements in a review: {goods}",
        "Покупатель пишет о пластике, изделие из стали, состав указан в карточке и на этикетке.",
        "Здравствуйте! Отзыв скрыт: сведения в нём не подтвердились.",
        "Здравствуйте! Мнение покупателя остаётся, вы можете ответить на него публично.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE | {"matter": "review", "quote": "Обычный пластик, а продают как сталь.", "wrong": "untrue"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "以差评索要退款：{goods}",
        "Требование выгоды за отзыв: {goods}",
        "A refund demanded for a review: {goods}",
        "В чате покупатель просит вернуть половину цены, иначе обещает ещё три отзыва. Переписка приложена.",
        "Здравствуйте! Отзывы этого покупателя скрыты, он предупреждён.",
        "Здравствуйте! В переписке нет прямого требования, меры не приняты.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE
        | {"matter": "chat", "quote": "Верните половину, или напишу ещё.", "wrong": "blackmail", "asked": "check"},
        (K.CORRESPONDENCE,),
    ),
    Matter(
        "问答区有人推广竞品：{goods}",
        "Реклама чужого товара в вопросах: {goods}",
        "Advertising in a question: {goods}",
        "Под видом ответа советуют другой магазин и дают его название. Просим убрать ответ.",
        "Здравствуйте! Ответ удалён как реклама.",
        "Здравствуйте! В ответе нет ссылки, правил он не нарушает.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE
        | {"matter": "question", "quote": "Берите лучше в соседнем магазине, там дешевле.", "wrong": "advertising"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "退回的不是我方商品：{goods}",
        "Вернули чужой товар: {goods}",
        "Other goods came back: {goods}",
        "В посылке лежало изделие другой марки. Вскрытие снято на фото, номер возврата виден.",
        "Здравствуйте! Возврат пересмотрен, деньги вернутся продавцу.",
        "Здравствуйте! По фото нельзя установить, что снимали при вскрытии. Решение прежнее.",
        (R.REMEDIED, R.WITHIN_RULES),
        {
            "matter": "return",
            "number": "{n}",
            "happened_on": "{ago}",
            "skus": "{sku}",
            "orders": "{order}",
            "quote": "Не подошло.",
            "wrong": "swapped",
            "asked": "compensate",
        },
        (K.PHOTO,),
    ),
    Matter(
        "评价中有辱骂：{goods}",
        "Оскорбления в отзыве: {goods}",
        "Insults in a review: {goods}",
        "В отзыве оскорбляют сотрудницу склада. К товару он не относится.",
        "Здравствуйте! Отзыв удалён за оскорбления.",
        "Здравствуйте! Отзыв резкий, но правил не нарушает.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE | {"matter": "review", "quote": "Продавцы обманщики, стыда у вас нет.", "wrong": "insult"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "物流问题却评价商品：{goods}",
        "Отзыв о доставке, не о товаре: {goods}",
        "Review about the delivery: {goods}",
        "Покупатель недоволен сроком доставки, которую ведёт площадка. Оценка товара от этого упала.",
        "Здравствуйте! Отзыв перенесён к доставке, на оценку товара он больше не влияет.",
        "Здравствуйте! В отзыве есть слова и о товаре, он остаётся.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE | {"matter": "review", "quote": "Везли две недели, коробка мятая.", "wrong": "delivery"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "买家公开员工电话：{goods}",
        "Личные данные в вопросе: {goods}",
        "Personal data in a question: {goods}",
        "В вопросе опубликован телефон нашего сотрудника. Просим удалить его как можно скорее.",
        "Здравствуйте! Вопрос удалён, спасибо, что сообщили.",
        "Здравствуйте! Номер указан в вашей же карточке, вопрос остаётся.",
        (R.VOICE_TAKEN_DOWN, R.WITHIN_RULES),
        VOICE | {"matter": "question", "quote": "Звоните им на склад, номер ниже.", "wrong": "personal"},
        (K.SCREENSHOT,),
    ),
)

PROMOTION = (
    Matter(
        "申请加入活动被拒：{goods}",
        "Не допускают к акции: {goods}",
        "Not admitted to an activity: {goods}",
        "Цена за тридцать дней не менялась, остаток на складе достаточный. Просим допустить товар.",
        "Здравствуйте! Товар добавлен в акцию, скидка начнёт действовать с её началом.",
        "Здравствуйте! Остаток ниже порога акции, допустить товар нельзя.",
        (R.ENTRY_ALLOWED, R.TERMS_NOT_MET),
        ACTIVITY
        | {"matter": "admission", "activity": "Неделя дома", "discount": "15", "stock": "240", "asked": "admit"},
    ),
    Matter(
        "活动价显示错误：{goods}",
        "Неверная цена в акции: {goods}",
        "Wrong price in an activity: {goods}",
        "На карточке стоит цена ниже той, что мы согласовали. Просим исправить её.",
        "Здравствуйте! Цена исправлена, заказы по ошибочной цене пересчитаны.",
        "Здравствуйте! Цена соответствует условиям, на которые вы согласились в кабинете.",
        (R.REMEDIED, R.WITHIN_RULES),
        ACTIVITY
        | {
            "matter": "price",
            "activity": "Осенние скидки",
            "price_shown": "{low}",
            "price_right": "{price}",
            "asked": "correct",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "未经同意被加入活动：{goods}",
        "Добавлен в акцию без согласия: {goods}",
        "Put into an activity without our consent: {goods}",
        "Согласия на участие мы не давали, в кабинете отметки нет. Просим убрать товар из акции.",
        "Здравствуйте! Товар убран из акции, разница в цене возмещается.",
        "Здравствуйте! Согласие дано автоматическим правилом в вашем кабинете.",
        (R.REMEDIED, R.WITHIN_RULES),
        ACTIVITY
        | {
            "matter": "consent",
            "activity": "Ночная распродажа",
            "price_shown": "{low}",
            "price_right": "{price}",
            "asked": "remove",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "活动补贴未到账",
        "Не выплачен бонус за акцию",
        "Bonus of an activity not paid",
        "Условия выполнены, отчёт о продажах приложен. Бонус в выплате не отражён.",
        "Здравствуйте! Бонус начислен, он придёт со следующей выплатой.",
        "Здравствуйте! Порог продаж не достигнут на две позиции, бонус не положен.",
        (R.REMEDIED, R.TERMS_NOT_MET),
        {
            "matter": "bonus",
            "activity": "Лучшая цена месяца",
            "starts_on": "{ago}",
            "bonus": "{price}",
            "asked": "pay",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "大促报名入口不可用：{goods}",
        "Не открывается заявка на акцию: {goods}",
        "Cannot enter an activity: {goods}",
        "Кнопка участия неактивна, хотя товар подходит по всем условиям на странице акции.",
        "Здравствуйте! Заявка внесена с нашей стороны.",
        "Здравствуйте! Приём заявок закончился, следующая акция через две недели.",
        (R.ENTRY_ALLOWED, R.TERMS_NOT_MET),
        ACTIVITY | {"matter": "joining", "activity": "Чёрная пятница", "discount": "20", "asked": "admit"},
    ),
    Matter(
        "请说明双十一入选条件：{goods}",
        "Просим назвать условия отбора: {goods}",
        "Please name the conditions of entry: {goods}",
        "Три похожих товара допущены, наш нет. Просим назвать условие, которого не хватает.",
        "Здравствуйте! Не хватало оценки карточки, теперь она выше порога, товар допущен.",
        "Здравствуйте! Условие одно: продажи за четырнадцать дней, их пока недостаточно.",
        (R.ENTRY_ALLOWED, R.TERMS_NOT_MET),
        ACTIVITY | {"matter": "admission", "activity": "11.11", "asked": "terms"},
    ),
    Matter(
        "活动结束后价格未恢复：{goods}",
        "Цена не вернулась после акции: {goods}",
        "Price not restored after the activity: {goods}",
        "Акция закончилась, на карточке всё ещё цена со скидкой. Просим вернуть обычную.",
        "Здравствуйте! Обычная цена восстановлена.",
        "Здравствуйте! Действует ваша собственная скидка, её можно снять в кабинете.",
        (R.REMEDIED, R.WITHIN_RULES),
        {
            "matter": "price",
            "activity": "Уютная осень",
            "starts_on": "{gone}",
            "ends_on": "{ago}",
            "skus": "{sku}",
            "price_shown": "{low}",
            "price_right": "{price}",
            "asked": "correct",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "希望参加新年活动：{goods}",
        "Просим включить в новогоднюю акцию: {goods}",
        "Asking to join the New Year activity: {goods}",
        "Готовы дать скидку и держать запас весь срок акции. Прилагать нечего, данные есть в кабинете.",
        "Здравствуйте! Товары включены, проверьте цены до начала.",
        "Здравствуйте! Категория закрыта для этой акции.",
        (R.ENTRY_ALLOWED, R.TERMS_NOT_MET),
        ACTIVITY
        | {"matter": "joining", "activity": "Новый год дома", "discount": "25", "stock": "500", "asked": "admit"},
    ),
)

CONTENT = (
    Matter(
        "商品页材质写错：{goods}",
        "Неверный состав в карточке: {goods}",
        "Wrong material on the card: {goods}",
        "После объединения карточек в составе стоит чужое значение. Просим вернуть верное.",
        "Здравствуйте! Состав исправлен.",
        "Здравствуйте! Состав взят из вашего же файла, исправьте его в кабинете.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD | {"matter": "text", "shown": "Материал: алюминий", "correct": "Материал: нержавеющая сталь"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "主图被替换：{goods}",
        "Заменено главное фото: {goods}",
        "Main picture was replaced: {goods}",
        "На первом месте стоит фото другого цвета, покупатели получают не то, что видели.",
        "Здравствуйте! Главное фото возвращено.",
        "Здравствуйте! Фото добавлено вашим сотрудником, журнал карточки это показывает.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD
        | {
            "matter": "pictures",
            "shown": "Фото красного изделия",
            "correct": "Фото графитового, оно в карточке третье",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "品牌名拼写错误：{goods}",
        "Ошибка в названии бренда: {goods}",
        "Brand name misspelt: {goods}",
        "Бренд записан с ошибкой, карточка не попадает на страницу бренда. Свидетельство приложено.",
        "Здравствуйте! Название исправлено, карточка на странице бренда.",
        "Здравствуйте! Написание совпадает с заявкой, по которой заведён бренд.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD | {"matter": "brand_name", "shown": "Бренд записан через дефис", "correct": "{brand}, одним словом"},
        (K.SCREENSHOT, K.CERTIFICATE),
    ),
    Matter(
        "两款商品被合并：{goods}",
        "Объединены разные товары: {goods}",
        "Two products merged: {goods}",
        "В одной карточке оказались изделия разного объёма, отзывы смешались. Просим разделить их.",
        "Здравствуйте! Карточки разделены, отзывы разнесены.",
        "Здравствуйте! Это варианты одного товара, объединение правильное.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD
        | {
            "matter": "merged",
            "shown": "Одна карточка для {sku} и {other}",
            "correct": "Две карточки: объём разный",
            "asked": "split",
        },
        (K.SCREENSHOT,),
    ),
    Matter(
        "品牌页缺少新品：{goods}",
        "Новинки нет на странице бренда: {goods}",
        "New goods missing on the brand page: {goods}",
        "Товар в продаже две недели, на странице бренда его нет, хотя бренд указан верно.",
        "Здравствуйте! Страница обновлена, товар на ней есть.",
        "Здравствуйте! На страницу попадают товары с оценкой, подождите первых отзывов.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD | {"matter": "brand_page", "shown": "В разделе новинок пусто", "correct": "Показать {sku}"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "品牌文件审核未通过",
        "Документы бренда не приняты",
        "Brand papers not accepted",
        "В ответе не названа причина. Свидетельство действует, срок указан. Просим назвать, что исправить.",
        "Здравствуйте! Документы приняты, бренд подтверждён.",
        "Здравствуйте! Нужна выписка не старше тридцати дней, без неё подтвердить бренд нельзя.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        {"matter": "papers", "answer": "Документ не подтверждает право на бренд.", "asked": "explain"},
        (K.CERTIFICATE,),
    ),
    Matter(
        "详情页尺寸单位错误：{goods}",
        "Перепутаны единицы размера: {goods}",
        "Units of size mixed up: {goods}",
        "Высота указана в миллиметрах как сантиметры, из-за этого растут возвраты.",
        "Здравствуйте! Размеры исправлены.",
        "Здравствуйте! Размер заполняет продавец, исправьте его в характеристиках.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD | {"matter": "text", "shown": "Высота 265 см", "correct": "Высота 26,5 см"},
        (K.SCREENSHOT,),
    ),
    Matter(
        "图片上出现他人水印：{goods}",
        "Чужой водяной знак на фото: {goods}",
        "A stranger's watermark on our picture: {goods}",
        "На двух фото виден знак другого магазина. В нашем архиве эти снимки без него.",
        "Здравствуйте! Фото заменены на ваши.",
        "Здравствуйте! Фото загружены вместе с карточкой, замените их в кабинете.",
        (R.CONTENT_CORRECTED, R.WITHIN_RULES),
        CARD | {"matter": "pictures", "shown": "Фото 2 и 4 с чужим знаком", "correct": "Те же фото без знака"},
        (K.SCREENSHOT,),
    ),
)

ACCOUNT = (
    Matter(
        "账户被限制，请说明原因",
        "Кабинет ограничен без объяснения",
        "Account restricted without a reason",
        "Утром пропал доступ к отгрузкам. В уведомлении назван пункт правил, но не сказано, что нарушено.",
        "Здравствуйте! Ограничение снято, сработала проверка после смены телефона.",
        "Здравствуйте! Ограничение действует до подтверждения адреса склада.",
        (R.ACCESS_RESTORED, R.WITHIN_RULES),
        {
            "matter": "blocked",
            "happened_on": "{ago}",
            "message": "Доступ ограничен до проверки сведений.",
            "asked": "explain",
        },
        (K.CORRESPONDENCE,),
    ),
    Matter(
        "整个品牌被隐藏",
        "Скрыты все товары бренда",
        "The whole brand is hidden",
        "После продления документов скрыты все карточки. Документы загружены вовремя, просим вернуть товары.",
        "Здравствуйте! Бренд снова виден, документы проверены.",
        "Здравствуйте! Срок документа для одной из стран истёк, загрузите новый.",
        (R.ACCESS_RESTORED, R.WITHIN_RULES),
        {
            "matter": "brand_hidden",
            "happened_on": "{ago}",
            "message": "Товары бренда скрыты до проверки.",
            "skus": "{sku}",
            "asked": "unblock",
        },
        (K.CORRESPONDENCE,),
    ),
    Matter(
        "营业执照被退回",
        "Отклонено свидетельство компании",
        "Company certificate refused",
        "Документ загружен с переводом, срок действия указан. Просим принять его.",
        "Здравствуйте! Документ принят.",
        "Здравствуйте! Перевод не заверен, загрузите заверенный.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        {
            "matter": "document",
            "happened_on": "{ago}",
            "message": "Документ не соответствует требованиям.",
            "document": "Свидетельство о регистрации № {n}",
            "document_to": "{until}",
            "asked": "accept",
        },
        (K.CORRESPONDENCE, K.OTHER),
    ),
    Matter(
        "变更开户行信息",
        "Изменить банковские реквизиты",
        "Change of bank details",
        "Компания сменила банк. Новые реквизиты подписаны директором, просим внести их до следующей выплаты.",
        "Здравствуйте! Реквизиты изменены, выплата придёт на новый счёт.",
        "Здравствуйте! Подпись не совпадает с карточкой, нужна доверенность.",
        (R.REMEDIED, R.WITHIN_RULES),
        {
            "matter": "details",
            "happened_on": "{ago}",
            "details": "Новый расчётный счёт, см. письмо.",
            "asked": "change",
        },
        (K.LETTER,),
    ),
    Matter(
        "仓储费重复扣款",
        "Дважды списано хранение",
        "Storage charged twice",
        "За одну и ту же неделю хранение списано дважды. Номера операций приложены.",
        "Здравствуйте! Второе списание возвращено.",
        "Здравствуйте! Списания относятся к разным складам, они верны.",
        (R.REMEDIED, R.WITHIN_RULES),
        {
            "matter": "payment",
            "happened_on": "{ago}",
            "sum": "{price}",
            "period": "прошлая неделя",
            "asked": "recalculate",
        },
        (K.RECEIPT,),
    ),
    Matter(
        "新同事无法登录",
        "Нет доступа новому сотруднику",
        "New colleague cannot get in",
        "Приглашение принято, но раздел документов закрыт. Роль назначена верно.",
        "Здравствуйте! Доступ открыт, попросите сотрудника войти заново.",
        "Здравствуйте! Доступ к документам даёт владелец кабинета, у нас такой возможности нет.",
        (R.ACCESS_RESTORED, R.WITHIN_RULES),
        {"matter": "access", "happened_on": "{ago}", "asked": "change"},
    ),
    Matter(
        "结算金额与报表不符",
        "Выплата расходится с отчётом",
        "Payment differs from the report",
        "В отчёте о реализации сумма больше выплаченной. Разница приходится на возвраты, которых не было.",
        "Здравствуйте! Пересчитали, разница придёт с ближайшей выплатой.",
        "Здравствуйте! Возвраты подтверждены складом, выплата верна.",
        (R.REMEDIED, R.WITHIN_RULES),
        {
            "matter": "payment",
            "happened_on": "{ago}",
            "sum": "{price}",
            "period": "первая половина месяца",
            "asked": "recalculate",
        },
        (K.RECEIPT,),
    ),
    Matter(
        "授权文件审核超时",
        "Документ на проверке дольше срока",
        "A document under review for too long",
        "Письмо правообладателя на проверке двенадцатый день, обещали три. Отгрузки стоят.",
        "Здравствуйте! Проверка закончена, документ принят.",
        "Здравствуйте! В письме нет даты окончания, принять его нельзя.",
        (R.DOCUMENT_ACCEPTED, R.DOCUMENT_REFUSED),
        {
            "matter": "document",
            "happened_on": "{ago}",
            "message": "Документ на проверке.",
            "document": "Письмо правообладателя № {n}",
            "document_to": "{until}",
            "asked": "accept",
        },
        (K.CORRESPONDENCE, K.OTHER),
    ),
)

OTHER = (
    Matter(
        "请协助核对仓库标签",
        "Сверка этикеток на складе",
        "Labels at the warehouse",
        "На складе приняли партию с другими этикетками. Просим сверить их с поставкой.",
        "Здравствуйте! Этикетки сверены, партия оформлена верно.",
        "Здравствуйте! Поставка принята по акту, расхождений нет.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Сверить этикетки поставки {n}", "skus": "{sku}", "happened_on": "{ago}"},
    ),
    Matter(
        "希望获得品牌展位资料",
        "Материалы для страницы бренда",
        "Material for a brand corner",
        "Готовим оформление к сезону. Просим прислать требования к изображениям.",
        "Здравствуйте! Требования отправлены вложением в кабинете.",
        "Здравствуйте! В этом сезоне раздел не открывается.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Прислать требования к баннерам"},
    ),
    Matter(
        "客服回复前后不一致",
        "Разные ответы поддержки",
        "Support gave two different answers",
        "По одному вопросу получены два разных ответа. Просим сказать, какой верный.",
        "Здравствуйте! Верен второй ответ, первому сотруднику разъяснили.",
        "Здравствуйте! Ответы касаются разных складов, оба верны.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Подтвердить правильный порядок приёмки", "happened_on": "{ago}"},
    ),
    Matter(
        "搜索里找不到商品：{goods}",
        "Товар не находится поиском: {goods}",
        "Goods cannot be found by search: {goods}",
        "По точному названию товар не показывается, хотя он в продаже и с остатком.",
        "Здравствуйте! Индекс обновлён, товар находится.",
        "Здравствуйте! Место в поиске зависит от продаж и отзывов.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Проверить, почему {sku} не находится", "skus": "{sku}", "link": "{link}"},
    ),
    Matter(
        "申请专属客户经理沟通",
        "Просим разговор с менеджером",
        "A talk with the account manager",
        "Планируем вывести двадцать новинок и хотели бы согласовать сроки документов.",
        "Здравствуйте! Менеджер свяжется с вами на этой неделе.",
        "Здравствуйте! Разговор возможен после подтверждения бренда.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Согласовать разговор о новинках"},
    ),
    Matter(
        "订单被错误取消",
        "Заказ отменён по ошибке",
        "An order cancelled by mistake",
        "Покупатель ждал заказ, отмены не просил. Товар был собран вовремя.",
        "Здравствуйте! Отмена не повлияет на показатели продавца.",
        "Здравствуйте! Отмену запросил покупатель, запись об этом есть.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Не учитывать отмену в показателях", "orders": "{order}", "happened_on": "{ago}"},
    ),
    Matter(
        "规则更新的具体含义",
        "Как понимать новое правило",
        "What a new rule means",
        "В новой редакции сказано о сроке документов. Касается ли это уже загруженных?",
        "Здравствуйте! Загруженные документы действуют до своей даты, менять их не нужно.",
        "Здравствуйте! Разъяснения опубликованы в справке, отдельно мы их не даём.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Разъяснить новое правило о сроках", "rule": "Правила о документах на бренд, новая редакция"},
    ),
    Matter(
        "包装样品寄送方式",
        "Куда отправить образцы упаковки",
        "Where to send samples of packaging",
        "Просим адрес и порядок, по которым можно передать образцы для сравнения с подделками.",
        "Здравствуйте! Адрес отправлен, образцы сохраним до конца проверки.",
        "Здравствуйте! Образцы площадка не принимает, достаточно фотографий.",
        (R.REMEDIED, R.WITHIN_RULES),
        {"request": "Сообщить адрес для образцов"},
    ),
)

MATTERS: dict[CaseKind, tuple[Matter, ...]] = {
    CaseKind.QUALITY: QUALITY,
    CaseKind.COMPLAINT: COMPLAINT,
    CaseKind.PROMOTION: PROMOTION,
    CaseKind.CONTENT: CONTENT,
    CaseKind.ACCOUNT: ACCOUNT,
    CaseKind.OTHER: OTHER,
}

TALK: dict[CaseKind, Talk] = {
    CaseKind.QUALITY: Talk(
        (
            "Здравствуйте! Пришлите, пожалуйста, документ целиком и фотографию этикетки с номером партии.",
            "Здравствуйте! Укажите, к какой партии относится протокол, и приложите его первую страницу.",
        ),
        ("Здравствуйте! Документ принят для одной модели. По второй нужен отдельный.",),
    ),
    CaseKind.COMPLAINT: Talk(
        (
            "Здравствуйте! Пришлите, пожалуйста, номер заказа и снимок, на котором видна дата.",
            "Здравствуйте! Уточните, какая часть текста не соответствует действительности.",
        ),
        ("Здравствуйте! Часть текста скрыта, оценка покупателя остаётся.",),
    ),
    CaseKind.PROMOTION: Talk(
        ("Здравствуйте! Укажите, пожалуйста, остаток на складе и цену за последние тридцать дней.",),
        ("Здравствуйте! Допущены товары с достаточным остатком, остальные пока нет.",),
    ),
    CaseKind.CONTENT: Talk(
        (
            "Здравствуйте! Пришлите, пожалуйста, снимок карточки с адресом и верный текст отдельным файлом.",
            "Здравствуйте! Подтвердите состав документом изготовителя.",
        ),
        ("Здравствуйте! Текст исправлен. Фотографии оставлены: они соответствуют товару.",),
    ),
    CaseKind.ACCOUNT: Talk(
        ("Здравствуйте! Пришлите, пожалуйста, письмо с подписью директора и номер обращения в кабинете.",),
        ("Здравствуйте! Часть ограничений снята. Отгрузки откроются после подтверждения адреса.",),
    ),
    CaseKind.OTHER: Talk(
        ("Здравствуйте! Уточните, пожалуйста, номер поставки и что именно нужно от нас.",),
        ("Здравствуйте! По первой части вопроса помогли, вторая решается в другом отделе.",),
    ),
}
