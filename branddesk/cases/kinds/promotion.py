"""An activity of the platform: not admitted, joined without consent, a wrong price, a bonus that is missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import done, own_skus, rule
from branddesk.cases.kinds.questions import Choice, Question, Type
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

ABOUT_PRICE = frozenset({"price", "consent"})
SHOWN = frozenset({"price", "consent", "bonus"})
WITH_GOODS = frozenset({"admission", "price", "consent", "joining"})

PROMOTION = Kind(
    code=CaseKind.PROMOTION,
    when=_("You want to join an activity, were not admitted, or its price, products or bonus are wrong."),
    icon="calendar-event",
    title=Phrase("Участие в акции", "推广活动", "Promotion"),
    sections=(Section("facts", _("What it is about")),),
    statement_label=_("What happened"),
    statement_help=_("The facts in two or three sentences in the platform's language: %(language)s."),
    questions=(
        Question(
            MATTER,
            Phrase("О чём обращение", "事由", "What it is about"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "joining",
                    Phrase("Хотим участвовать", "希望参加", "We want to join"),
                    Phrase(
                        "Хотим участвовать в акции и просим согласовать условия.",
                        "我方希望参加活动，请确认条件。",
                        "We want to join an activity and ask to agree on its terms.",
                    ),
                ),
                Choice(
                    "admission",
                    Phrase("Товары не допущены", "商品未获准参加", "Products were not admitted"),
                    Phrase(
                        "Наши товары не допущены к акции.",
                        "我方商品未获准参加活动。",
                        "Our products were not admitted to an activity.",
                    ),
                ),
                Choice(
                    "consent",
                    Phrase("Товары добавлены без согласия", "未经同意被加入", "Products were added without consent"),
                    Phrase(
                        "Наши товары добавлены в акцию без нашего согласия.",
                        "我方商品未经同意被加入活动。",
                        "Our products were added to an activity without our consent.",
                    ),
                ),
                Choice(
                    "price",
                    Phrase("Неверная цена или скидка", "价格或折扣有误", "Wrong price or discount"),
                    Phrase(
                        "Цена или скидка в акции указана неверно.",
                        "活动中的价格或折扣有误。",
                        "The price or discount in an activity is wrong.",
                    ),
                ),
                Choice(
                    "bonus",
                    Phrase("Не начислены бонусы", "奖励未到账", "A bonus is missing"),
                    Phrase(
                        "Бонусы за участие не начислены.",
                        "参加活动的奖励未到账。",
                        "The bonus for taking part is missing.",
                    ),
                ),
            ),
        ),
        Question(
            "activity",
            Phrase("Акция", "活动", "Activity"),
            need="required",
            help=_("Its name as the cabinet shows it."),
            limit=160,
        ),
        Question("starts_on", Phrase("Начало акции", "活动开始", "Activity begins"), Type.DATE, "required"),
        Question("ends_on", Phrase("Конец акции", "活动结束", "Activity ends"), Type.DATE),
        own_skus(only_for=WITH_GOODS),
        Question(
            "price_shown",
            Phrase("Цена в акции", "活动价", "Price in the activity"),
            Type.MONEY,
            "required",
            only_for=ABOUT_PRICE,
        ),
        Question(
            "price_right",
            Phrase("Верная цена", "正确价格", "Right price"),
            Type.MONEY,
            "required",
            only_for=ABOUT_PRICE,
        ),
        Question(
            "discount",
            Phrase("Предлагаемая скидка, %", "拟提供的折扣（%）", "Discount offered, %"),
            Type.NUMBER,
            only_for=frozenset({"joining", "admission"}),
        ),
        Question(
            "stock",
            Phrase("Товара для акции, шт.", "可供活动的数量（件）", "Pieces for the activity"),
            Type.NUMBER,
            only_for=frozenset({"joining", "admission"}),
        ),
        Question(
            "bonus",
            Phrase("Сумма бонуса", "奖励金额", "Amount of the bonus"),
            Type.MONEY,
            "required",
            only_for=frozenset({"bonus"}),
        ),
        rule(),
        done(),
        Question(
            ASKED,
            Phrase("Что просим", "请求", "What we ask for"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "admit",
                    Phrase("Допустить товары", "准许参加", "Admit the products"),
                    Phrase("Просим допустить товары к акции.", "请准许商品参加活动。", "Please admit the products."),
                ),
                Choice(
                    "remove",
                    Phrase("Убрать из акции", "移出活动", "Take them out of the activity"),
                    Phrase(
                        "Просим убрать товары из акции.",
                        "请将商品移出活动。",
                        "Please take the products out of the activity.",
                    ),
                ),
                Choice(
                    "correct",
                    Phrase("Исправить цену", "更正价格", "Correct the price"),
                    Phrase("Просим исправить цену.", "请更正价格。", "Please correct the price."),
                ),
                Choice(
                    "pay",
                    Phrase("Начислить или возместить", "补发或赔偿", "Pay or compensate"),
                    Phrase("Просим начислить недостающую сумму.", "请补发所缺金额。", "Please pay what is missing."),
                ),
                Choice(
                    "terms",
                    Phrase("Сообщить условия", "告知条件", "Tell the terms"),
                    Phrase("Просим сообщить условия участия.", "请告知参加条件。", "Please tell us the terms."),
                ),
            ),
        ),
    ),
    proofs=(
        Proof(
            "shown",
            (K.SCREENSHOT, K.CORRESPONDENCE),
            "blocker",
            _("Nothing shows the activity or the price."),
            _("The cabinet’s page with the price or the list of products proves what was shown, and when."),
            _("Attach the screenshot"),
            SHOWN,
        ),
    ),
    exhibits=(K.SCREENSHOT, K.CORRESPONDENCE, K.RECEIPT, K.OTHER),
)
