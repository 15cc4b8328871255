"""Customers' voices that say what is not so, or show what they must not."""

from __future__ import annotations

from branddesk.core.enums import Reason
from branddesk.demo.texts.matters.matter import Matter, Talk
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason

VOICE = {"happened_on": "{ago}", "skus": "{sku}", "number": "{n}", "link": "{link}", "asked": "remove"}

MATTERS = (
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

TALK = Talk(
    (
        "Здравствуйте! Пришлите, пожалуйста, номер заказа и снимок, на котором видна дата.",
        "Здравствуйте! Уточните, какая часть текста не соответствует действительности.",
    ),
    ("Здравствуйте! Часть текста скрыта, оценка покупателя остаётся.",),
)
