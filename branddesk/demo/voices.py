"""The demo's stores at the sandbox of Ozon, what customers said elsewhere, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from branddesk.brands.models import Brand
from branddesk.complaints.models import Complaint
from branddesk.complaints.services import answering, casing, working
from branddesk.complaints.services.taking import write_down
from branddesk.complaints.services.templates import keep_template
from branddesk.core import clock
from branddesk.core.encryption import encrypt
from branddesk.core.enums import CaseKind, Language
from branddesk.demo.cast import Cast
from branddesk.marketplaces.ozon.sandbox.server import KEYS
from branddesk.stores.models import Store

Kind = Complaint.Kind
STORES = (("Kettora Official", "kettora"), ("Nordbay Outlet", "nordbay"))


@dataclass(frozen=True)
class Told:
    """What somebody told the brand where the desk does not hear: hours ago, by whom, about what."""

    login: str
    brand: str
    hours: float
    kind: str
    text: str
    rating: int | None = None
    customer: str = ""
    sku: str = ""
    order: str = ""
    value: int | None = None
    answer: str = ""
    case: str = ""


TOLD = (
    Told(
        "vetrova",
        "tarusno",
        3,
        Kind.OTHER,
        "Звонила постоянная покупательница: скатерть села после первой стирки на "
        "десять сантиметров. Просит замену до праздника.",
        customer="Галина Р.",
        sku="1644870142",
        order="40817-0021",
        value=4290,
    ),
    Told(
        "vetrova",
        "tarusno",
        9,
        Kind.REVIEW,
        "Полотенце прекрасное, но нитки по краю распустились через неделю.",
        3,
        "Ольга М.",
        "1644870115",
    ),
    Told(
        "vetrova",
        "tarusno",
        20,
        Kind.QUESTION,
        "Фартук можно стирать при шестидесяти градусах?",
        None,
        "Инна",
        "1644870177",
    ),
    Told(
        "vetrova",
        "tarusno",
        30,
        Kind.REVIEW,
        "Лён настоящий, ткань плотная. Беру вторую скатерть в подарок.",
        5,
        "Светлана",
        "1644870142",
        answer="Светлана, спасибо! Рады, что скатерть понравилась.",
    ),
    Told(
        "vetrova",
        "tarusno",
        52,
        Kind.REVIEW,
        "Прислали полотенце 50×70 вместо 70×140, ещё и шов кривой.",
        1,
        "Роман Д.",
        "1644870115",
        "40817-0007",
        1890,
        answer="Роман, просим прощения за ошибку. Заменим полотенце: откройте, пожалуйста, возврат в заказе.",
    ),
    Told(
        "vetrova",
        "tarusno",
        75,
        Kind.RETURN,
        "Вернули фартук с пятнами: явно носили, пишут «брак».",
        None,
        "",
        "1644870177",
        "40816-0188",
        1590,
        case=CaseKind.QUALITY,
    ),
    Told(
        "lin",
        "kettora",
        5,
        Kind.OTHER,
        "客服电话：顾客说第二个保温杯又漏水，包里的文件都湿了，要求全额退款并赔偿。",
        None,
        "Марина К.",
        "1571120446",
        "73401188-0192",
        2890,
    ),
    Told(
        "lin",
        "kettora",
        26,
        Kind.OTHER,
        "Write-in from the brand's site: where can I buy a spare lid for the 750 ml?",
        None,
        "James",
        "1571120502",
    ),
    Told(
        "lin",
        "kettora",
        60,
        Kind.REVIEW,
        "Похоже на подделку: логотип кривой, коробка другая. Купил у другого продавца.",
        1,
        "Артём",
        "1571120446",
        case=CaseKind.COMPLAINT,
    ),
    Told(
        "lin",
        "nordbay",
        8,
        Kind.OTHER,
        "Покупатель написал в соцсети: молния на рюкзаке разошлась через месяц.",
        None,
        "Никита",
        "1602345118",
    ),
)

TEMPLATES = (
    (
        "tarusno",
        "vetrova",
        "Спасибо за отзыв",
        Kind.REVIEW,
        Language.RUSSIAN,
        "{customer}, спасибо за отзыв! Рады, что {product} вам по душе.",
    ),
    (
        "tarusno",
        "vetrova",
        "Брак: предложить возврат",
        "",
        Language.RUSSIAN,
        "{customer}, нам очень жаль. Откройте, пожалуйста, возврат в заказе: мы одобрим его сегодня и вернём деньги.",
    ),
    (
        "kettora",
        "lin",
        "Крышка протекает",
        Kind.REVIEW,
        Language.RUSSIAN,
        "{customer}, спасибо, что написали. Протечка — брак уплотнителя. Откройте возврат в заказе, мы одобрим его.",
    ),
    (
        "kettora",
        "lin",
        "Это оригинал",
        Kind.QUESTION,
        Language.RUSSIAN,
        "{customer}, здравствуйте! Да, {product} продаём мы, представитель бренда {brand}. На дне есть номер партии.",
    ),
    (
        "nordbay",
        "lin",
        "Молния: гарантия",
        "",
        Language.RUSSIAN,
        "{customer}, на фурнитуру действует гарантия один год. Пришлите фото молнии, и мы заменим рюкзак.",
    ),
)


def furnish(cast: Cast, now: datetime) -> None:
    """Connect the stores, and write down, answer and set aside what was said in the last days."""
    brands = {brand.slug: brand for brand in Brand.objects.all()}
    _connect(cast, brands)
    for slug, login, title, kind, language, text in TEMPLATES:
        keep_template(actor=cast[login], brand=brands[slug], title=title, kind=kind, language=language, text=text)
    for told in sorted(TOLD, key=lambda each: -each.hours):
        _live(cast, brands[told.brand], told, now)


def _connect(cast: Cast, brands: dict[str, Brand]) -> None:
    """With the sandbox's own keys; a worker asks it what they may do and reads what comes in."""
    administrator = cast["zhou"]
    for (client_id, key), (name, slug) in zip(KEYS, STORES, strict=True):
        Store.objects.create(
            organisation=administrator.organisation,
            marketplace=cast.cabinet,
            brand=brands[slug],
            name=name,
            client_id=client_id,
            api_key=encrypt(key),
            connected_by=administrator,
        )


def _live(cast: Cast, brand: Brand, told: Told, now: datetime) -> None:
    actor, said_at = cast[told.login], now - timedelta(hours=told.hours)
    with clock.at(said_at):
        complaint = write_down(
            actor=actor,
            brand=brand,
            kind=told.kind,
            text=told.text,
            rating=told.rating,
            customer=told.customer,
            sku=told.sku,
            order_number=told.order,
            order_value=None if told.value is None else Decimal(told.value),
        )
    with clock.at(said_at + timedelta(hours=min(2.0, told.hours / 2))):
        if told.answer:
            working.assign(actor=actor, complaint=complaint, person=actor)
            answering.mark_answered(actor=actor, complaint=complaint, text=told.answer)
        if told.case:
            casing.open_case(actor=actor, complaint=complaint, kind=told.case)
