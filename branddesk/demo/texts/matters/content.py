"""Product pages that say or show something wrong."""

from __future__ import annotations

from branddesk.core.enums import Reason
from branddesk.demo.texts.matters.matter import Matter, Talk
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind
R = Reason

CARD = {"link": "{link}", "skus": "{sku}", "seen_on": "{ago}", "asked": "correct"}

MATTERS = (
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

TALK = Talk(
    (
        "Здравствуйте! Пришлите, пожалуйста, снимок карточки с адресом и верный текст отдельным файлом.",
        "Здравствуйте! Подтвердите состав документом изготовителя.",
    ),
    ("Здравствуйте! Текст исправлен. Фотографии оставлены: они соответствуют товару.",),
)
