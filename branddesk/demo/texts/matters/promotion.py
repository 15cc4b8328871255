"""Activities that refuse the brand's goods, or go wrong while they run."""

from __future__ import annotations

from branddesk.core.enums import Reason
from branddesk.demo.texts.matters.matter import Matter, Talk
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason

ACTIVITY = {"starts_on": "{soon}", "ends_on": "{end}", "skus": "{sku}"}

MATTERS = (
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

TALK = Talk(
    ("Здравствуйте! Укажите, пожалуйста, остаток на складе и цену за последние тридцать дней.",),
    ("Здравствуйте! Допущены товары с достаточным остатком, остальные пока нет.",),
)
