"""The account: blocked, a document refused, details or payments wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import done, own_skus
from branddesk.cases.kinds.questions import Choice, Question, Type
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

DOCUMENT = frozenset({"document"})
BLOCKED = frozenset({"blocked", "brand_hidden"})

ACCOUNT = Kind(
    code=CaseKind.ACCOUNT,
    when=_("The account or the whole brand is blocked, a document of the company was refused, or details are wrong."),
    icon="key",
    title=Phrase("Вопрос по личному кабинету", "账户问题", "Account"),
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
                    "blocked",
                    Phrase("Кабинет заблокирован", "账户被封锁", "The account is blocked"),
                    Phrase("Наш личный кабинет заблокирован.", "我方账户被封锁。", "Our account is blocked."),
                ),
                Choice(
                    "brand_hidden",
                    Phrase("Скрыт весь бренд", "整个品牌被隐藏", "The whole brand is hidden"),
                    Phrase(
                        "Все товары нашего бренда скрыты.",
                        "我方品牌的全部商品被隐藏。",
                        "All goods of our brand are hidden.",
                    ),
                ),
                Choice(
                    "document",
                    Phrase("Документ отклонён", "文件被拒绝", "A document was refused"),
                    Phrase(
                        "Документ нашей компании отклонён.",
                        "我方公司的文件被拒绝。",
                        "A document of our company was refused.",
                    ),
                ),
                Choice(
                    "details",
                    Phrase("Изменить реквизиты", "变更公司信息", "Change the company’s details"),
                    Phrase(
                        "Просим изменить реквизиты компании.",
                        "请变更公司信息。",
                        "Please change the company’s details.",
                    ),
                ),
                Choice(
                    "payment",
                    Phrase("Выплаты и начисления", "结算与费用", "Payments and charges"),
                    Phrase(
                        "Не согласны с начислением или выплатой.",
                        "我方对费用或结算有异议。",
                        "We do not agree with a charge or payment.",
                    ),
                ),
                Choice(
                    "access",
                    Phrase("Доступ в кабинет", "登录与权限", "Access to the cabinet"),
                    Phrase("Нет доступа к личному кабинету.", "无法登录账户。", "We cannot get into our account."),
                ),
            ),
        ),
        Question("happened_on", Phrase("С какого дня", "自何日起", "Since"), Type.DATE, "required", is_past=True),
        Question(
            "message",
            Phrase("Сообщение площадки", "平台通知", "The platform’s message"),
            Type.LONG,
            "required",
            help=_("Word for word; the clause that it names stays in it."),
            limit=600,
            only_for=BLOCKED | DOCUMENT,
        ),
        Question(
            "document",
            Phrase("Документ", "文件", "Document"),
            need="required",
            help=_("Its name and number."),
            limit=160,
            only_for=DOCUMENT,
        ),
        Question(
            "document_to",
            Phrase("Документ действует до", "文件有效期至", "Document valid until"),
            Type.DATE,
            "advised",
            only_for=DOCUMENT,
        ),
        Question(
            "details",
            Phrase("Новые реквизиты", "新信息", "New details"),
            Type.LONG,
            "required",
            limit=600,
            only_for=frozenset({"details"}),
        ),
        Question(
            "sum",
            Phrase("Спорная сумма", "争议金额", "Disputed amount"),
            Type.MONEY,
            "required",
            only_for=frozenset({"payment"}),
        ),
        Question(
            "period",
            Phrase("За какой период", "所属期间", "For which period"),
            need="required",
            limit=80,
            only_for=frozenset({"payment"}),
        ),
        own_skus("optional", only_for=BLOCKED),
        done(),
        Question(
            ASKED,
            Phrase("Что просим", "请求", "What we ask for"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "unblock",
                    Phrase("Снять блокировку", "解除封锁", "Lift the block"),
                    Phrase("Просим снять блокировку.", "请解除封锁。", "Please lift the block."),
                ),
                Choice(
                    "explain",
                    Phrase("Назвать причину и что исправить", "说明原因及如何改正", "Name the ground and the way out"),
                    Phrase(
                        "Просим назвать причину и что нужно исправить.",
                        "请说明原因以及需要改正什么。",
                        "Please name the ground and what has to be put right.",
                    ),
                ),
                Choice(
                    "accept",
                    Phrase("Принять документ", "接受文件", "Accept the document"),
                    Phrase("Просим принять документ.", "请接受该文件。", "Please accept the document."),
                ),
                Choice(
                    "change",
                    Phrase("Внести изменения", "进行变更", "Make the change"),
                    Phrase("Просим внести изменения.", "请进行变更。", "Please make the change."),
                ),
                Choice(
                    "recalculate",
                    Phrase("Пересчитать", "重新核算", "Recalculate"),
                    Phrase(
                        "Просим пересчитать и сообщить результат.",
                        "请重新核算并告知结果。",
                        "Please recalculate and tell us the result.",
                    ),
                ),
            ),
        ),
    ),
    proofs=(
        Proof(
            "message_shown",
            (K.CORRESPONDENCE, K.SCREENSHOT),
            "blocker",
            _("The platform’s message is not attached."),
            _("With it the platform finds the decision at once."),
            _("Attach the message"),
            BLOCKED | DOCUMENT,
        ),
        Proof(
            "document_attached",
            (K.OTHER, K.CERTIFICATE, K.EXTRACT, K.LETTER, K.QUALITY_DOCUMENT),
            "blocker",
            _("The document itself is missing."),
            _("The platform checks the document, not its description."),
            _("Attach the document"),
            DOCUMENT,
        ),
    ),
    exhibits=(K.CORRESPONDENCE, K.SCREENSHOT, K.OTHER, K.CERTIFICATE, K.EXTRACT, K.LETTER, K.RECEIPT, K.TRANSLATION),
)
