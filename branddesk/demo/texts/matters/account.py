"""The brand's own account: access, keys, papers, limits."""

from __future__ import annotations

from branddesk.core.enums import Reason
from branddesk.demo.texts.matters.matter import Matter, Talk
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason

MATTERS = (
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

TALK = Talk(
    ("Здравствуйте! Пришлите, пожалуйста, письмо с подписью директора и номер обращения в кабинете.",),
    ("Здравствуйте! Часть ограничений снята. Отгрузки откроются после подтверждения адреса.",),
)
