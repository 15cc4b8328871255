"""A customer's review, question, message or return that is untrue, against the rules, or that went wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import done, orders, own_skus, rule
from branddesk.cases.kinds.questions import Choice, Question, Type
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

PUBLIC = frozenset({"review", "question"})
RETURN = frozenset({"return"})

COMPLAINT = Kind(
    code=CaseKind.COMPLAINT,
    when=_("A review, question, chat or return of a customer is untrue, breaks the rules, or was handled wrongly."),
    icon="message-circle",
    title=Phrase("Обращение по жалобе покупателя", "关于客户投诉", "About a customer complaint"),
    sections=(Section("facts", _("What it is about")),),
    statement_label=_("What is wrong with it"),
    statement_help=_("The facts in two or three sentences in the platform's language: %(language)s."),
    questions=(
        Question(
            MATTER,
            Phrase("Что это", "类型", "What it is"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "review",
                    Phrase("Отзыв", "评价", "Review"),
                    Phrase(
                        "Просим проверить отзыв покупателя.",
                        "请核查一条买家评价。",
                        "Please check a customer’s review.",
                    ),
                ),
                Choice(
                    "question",
                    Phrase("Вопрос", "问答", "Question"),
                    Phrase(
                        "Просим проверить вопрос или ответ под товаром.",
                        "请核查商品下的一条问答。",
                        "Please check a question or answer below the goods.",
                    ),
                ),
                Choice(
                    "chat",
                    Phrase("Чат", "聊天", "Chat"),
                    Phrase(
                        "Просим проверить переписку с покупателем.",
                        "请核查与买家的聊天记录。",
                        "Please check a chat with a customer.",
                    ),
                ),
                Choice(
                    "return",
                    Phrase("Возврат", "退货", "Return"),
                    Phrase(
                        "Не согласны с решением по возврату.",
                        "我方不同意该退货的处理结果。",
                        "We do not agree with the decision about a return.",
                    ),
                ),
            ),
        ),
        Question(
            "number",
            Phrase("Номер", "编号", "Number"),
            need="required",
            help=_("Of the review, question, chat or return, as the cabinet shows it; or the first words of it."),
            limit=120,
        ),
        Question(
            "link",
            Phrase("Ссылка", "链接", "Link"),
            Type.LINK,
            "advised",
            help=_("To the product’s page where it stands."),
            only_for=PUBLIC,
        ),
        Question("happened_on", Phrase("Дата", "日期", "Day"), Type.DATE, "required", is_past=True),
        own_skus(),
        orders(),
        Question(
            "quote",
            Phrase("Текст покупателя", "买家原文", "The customer’s text"),
            Type.LONG,
            "required",
            help=_(
                "Word for word, in the language it is written in. Leave out names, telephone numbers and addresses."
            ),
            limit=600,
        ),
        Question(
            "wrong",
            Phrase("Что не так", "问题所在", "What is wrong"),
            Type.CHOICE,
            "required",
            choices=(
                Choice("untrue", Phrase("неверные сведения", "内容不实", "untrue statements")),
                Choice("other_goods", Phrase("речь о другом товаре", "说的是别的商品", "it is about other goods")),
                Choice("insult", Phrase("оскорбления или угрозы", "侮辱或威胁", "insults or threats")),
                Choice(
                    "blackmail", Phrase("требование выгоды за отзыв", "以评价要挟", "a favour demanded for the review")
                ),
                Choice("advertising", Phrase("реклама чужого товара", "为他人打广告", "advertising of other goods")),
                Choice("personal", Phrase("личные данные", "泄露个人信息", "personal data")),
                Choice(
                    "delivery",
                    Phrase("претензия к доставке, а не к товару", "针对物流而非商品", "about delivery, not goods"),
                ),
                Choice("swapped", Phrase("вернули не наш товар", "退回的不是我方商品", "other goods were returned")),
                Choice("used", Phrase("вернули использованный товар", "退回的商品已使用", "used goods were returned")),
                Choice("other", Phrase("другое", "其他", "something else")),
            ),
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
                    "remove",
                    Phrase("Снять с публикации", "取消展示", "Take it down"),
                    Phrase(
                        "Просим снять это с публикации и не учитывать в оценке товара.",
                        "请取消展示，并不计入商品评分。",
                        "Please take it down and leave it out of the rating.",
                    ),
                ),
                Choice(
                    "reconsider",
                    Phrase("Пересмотреть решение", "重新审议决定", "Reconsider the decision"),
                    Phrase("Просим пересмотреть решение.", "请重新审议该决定。", "Please reconsider the decision."),
                ),
                Choice(
                    "compensate",
                    Phrase("Возместить ущерб", "赔偿损失", "Compensate the damage"),
                    Phrase("Просим возместить ущерб.", "请赔偿损失。", "Please compensate the damage."),
                ),
                Choice(
                    "check",
                    Phrase("Проверить и ответить", "核查并答复", "Check and answer"),
                    Phrase(
                        "Просим проверить и сообщить решение.",
                        "请核查并告知结果。",
                        "Please check it and tell us the result.",
                    ),
                ),
            ),
        ),
    ),
    proofs=(
        Proof(
            "shown",
            (K.SCREENSHOT, K.CORRESPONDENCE),
            "blocker",
            _("Nothing shows what the customer wrote."),
            _("The platform needs to see it as it stands: a screenshot or the chat’s text."),
            _("Attach the screenshot"),
            frozenset({"review", "question", "chat"}),
        ),
        Proof(
            "returned",
            (K.PHOTO, K.VIDEO, K.CORRESPONDENCE),
            "blocker",
            _("Nothing shows the returned goods."),
            _("Photos or a video of what came back prove its condition."),
            _("Attach photos"),
            RETURN,
        ),
    ),
    exhibits=(K.SCREENSHOT, K.CORRESPONDENCE, K.PHOTO, K.VIDEO, K.RECEIPT, K.OTHER),
)
