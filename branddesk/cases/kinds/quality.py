"""The platform or buyers doubt the quality of the goods, or a quality document was refused.

The refusal codes follow those that Ozon's API names for quality documents (`rejection_reasons`).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import done, orders, own_skus
from branddesk.cases.kinds.questions import Choice, Question, Type
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

ABOUT_PAPER = frozenset({"document_refused", "goods_hidden"})
ABOUT_GOODS = frozenset({"claims", "return_disputed"})
REFUSED = frozenset({"document_refused"})

REFUSALS = (
    Choice("wrong_type", Phrase("не тот вид документа", "文件类型不符", "wrong type of document")),
    Choice("pages_missing", Phrase("не хватает страниц", "缺页", "pages are missing")),
    Choice("not_in_registry", Phrase("нет в реестре", "登记簿中查不到", "not found in the registry")),
    Choice("mismatch", Phrase("данные не совпадают", "信息不一致", "data do not match")),
    Choice("not_signed", Phrase("нет подписи или печати", "未签字或盖章", "not signed or stamped")),
    Choice("untrue", Phrase("сведения недостоверны", "内容不实", "information is untrue")),
    Choice("not_valid_here", Phrase("не действует в России", "在俄罗斯无效", "not valid in Russia")),
    Choice("unreadable", Phrase("нечитаемый файл", "文件无法辨认", "unreadable")),
    Choice("annulled", Phrase("аннулирован", "已被撤销", "annulled")),
    Choice("archived", Phrase("в архиве реестра", "已归档", "archived")),
    Choice("expired", Phrase("срок действия истёк", "已过期", "expired")),
)

QUALITY = Kind(
    code=CaseKind.QUALITY,
    when=_("The quality of your goods is doubted, a quality document was refused, or goods were hidden for it."),
    icon="certificate-2",
    title=Phrase("Спор о качестве товара", "产品质量纠纷", "Dispute about product quality"),
    sections=(
        Section("facts", _("What happened")),
        Section("document", _("Goods and document")),
    ),
    statement_label=_("What speaks for the goods"),
    statement_help=_("Two or three sentences for the platform, in its language: %(language)s."),
    questions=(
        Question(
            MATTER,
            Phrase("О чём обращение", "事由", "What it is about"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "document_refused",
                    Phrase("Отклонён документ о качестве", "质量文件被拒绝", "A quality document was refused"),
                    Phrase(
                        "Документ о качестве нашего товара отклонён. Просим проверить его ещё раз.",
                        "我方商品的质量文件被拒绝，请重新审核。",
                        "A quality document of our goods was refused. Please check it again.",
                    ),
                ),
                Choice(
                    "goods_hidden",
                    Phrase("Товар скрыт из-за качества", "商品因质量问题被隐藏", "Goods were hidden over quality"),
                    Phrase(
                        "Наш товар скрыт с витрины из-за сомнений в качестве. Прилагаем документы, которые его "
                        "подтверждают.",
                        "我方商品因质量疑问被隐藏。现附上证明其质量的文件。",
                        "Our goods were hidden over doubts about their quality. Documents that prove it are attached.",
                    ),
                ),
                Choice(
                    "claims",
                    Phrase("Покупатели жалуются на качество", "买家投诉质量", "Buyers complain of the quality"),
                    Phrase(
                        "Покупатели сообщают о недостатках товара. Мы проверили их и сообщаем результат.",
                        "买家反映商品有缺陷。我方已核查，现说明结果。",
                        "Buyers report defects of the goods. We have examined them and tell the result.",
                    ),
                ),
                Choice(
                    "return_disputed",
                    Phrase("Спорный возврат по браку", "有争议的质量退货", "A return as defective is disputed"),
                    Phrase(
                        "Возврат принят как брак, с чем мы не согласны.",
                        "该退货被认定为质量问题，我方不同意。",
                        "A return was accepted as defective, and we do not agree.",
                    ),
                ),
            ),
        ),
        Question(
            "happened_on",
            Phrase("Дата решения или претензии", "决定或投诉日期", "Day of the decision or claim"),
            Type.DATE,
            "required",
            is_past=True,
        ),
        Question(
            "notice",
            Phrase("Номер уведомления или возврата", "通知或退货编号", "Number of the notice or return"),
            help=_("As the platform gave it, if it did."),
            limit=80,
        ),
        Question(
            "refusal",
            Phrase("Причина отказа", "拒绝原因", "Reason of the refusal"),
            Type.CHOICE,
            "required",
            help=_("As the platform named it."),
            choices=REFUSALS,
            only_for=REFUSED,
        ),
        Question(
            "complaint",
            Phrase("Слова покупателя", "买家原话", "The buyer’s words"),
            Type.LONG,
            "required",
            help=_("Word for word, without names, telephone numbers or addresses."),
            limit=600,
            only_for=ABOUT_GOODS,
        ),
        done(),
        Question(
            ASKED,
            Phrase("Что просим", "请求", "What we ask for"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "accept",
                    Phrase("Принять документ", "接受文件", "Accept the document"),
                    Phrase("Просим принять документ.", "请接受该文件。", "Please accept the document."),
                ),
                Choice(
                    "show",
                    Phrase("Вернуть товар на витрину", "恢复商品展示", "Show the goods again"),
                    Phrase("Просим вернуть товар на витрину.", "请恢复商品展示。", "Please show the goods again."),
                ),
                Choice(
                    "reconsider",
                    Phrase("Пересмотреть решение", "重新审议决定", "Reconsider the decision"),
                    Phrase("Просим пересмотреть решение.", "请重新审议该决定。", "Please reconsider the decision."),
                ),
                Choice(
                    "explain",
                    Phrase("Назвать, чего не хватает", "说明缺少什么", "Say what is missing"),
                    Phrase(
                        "Просим назвать, каких сведений или документов не хватает.",
                        "请说明还缺少哪些信息或文件。",
                        "Please say which information or documents are missing.",
                    ),
                ),
            ),
        ),
        own_skus(section="document"),
        orders(section="document", only_for=ABOUT_GOODS),
        Question(
            "batch",
            Phrase("Партия", "批次", "Batch"),
            help=_("Number or production date, as on the packaging."),
            limit=80,
            section="document",
            only_for=ABOUT_GOODS,
        ),
        Question(
            "document_type",
            Phrase("Вид документа", "文件类型", "Kind of document"),
            Type.CHOICE,
            "required",
            section="document",
            only_for=ABOUT_PAPER,
            choices=(
                Choice("declaration", Phrase("декларация о соответствии", "符合性声明", "declaration of conformity")),
                Choice("certificate", Phrase("сертификат соответствия", "符合性证书", "certificate of conformity")),
                Choice(
                    "registration",
                    Phrase("свидетельство о госрегистрации", "国家注册证书", "certificate of state registration"),
                ),
                Choice("exemption", Phrase("отказное письмо", "免检函", "letter of exemption")),
                Choice("report", Phrase("протокол испытаний", "检测报告", "test report")),
            ),
        ),
        Question(
            "document",
            Phrase("Номер документа", "文件编号", "Number of the document"),
            need="required",
            limit=80,
            section="document",
            only_for=ABOUT_PAPER,
        ),
        Question(
            "document_to",
            Phrase("Документ действует до", "文件有效期至", "Document valid until"),
            Type.DATE,
            "required",
            section="document",
            only_for=ABOUT_PAPER,
        ),
        Question(
            "registry",
            Phrase("Запись в реестре", "登记簿记录", "Entry in the registry"),
            Type.LINK,
            "advised",
            help=_("The link to the document in the public registry."),
            section="document",
            only_for=ABOUT_PAPER,
        ),
    ),
    proofs=(
        Proof(
            "quality_document",
            (K.QUALITY_DOCUMENT, K.TEST_REPORT),
            "blocker",
            _("The quality document is missing."),
            _("The platform checks the document itself, every page of it."),
            _("Attach the document"),
            ABOUT_PAPER,
        ),
        Proof(
            "goods_shown",
            (K.PHOTO, K.VIDEO, K.TEST_REPORT, K.QUALITY_DOCUMENT),
            "blocker",
            _("Nothing shows the goods or their quality."),
            _("Photos of the goods, a test report or a quality document speak for them."),
            _("Attach photos or a report"),
            ABOUT_GOODS,
        ),
        Proof(
            "correspondence",
            (K.CORRESPONDENCE, K.SCREENSHOT),
            "warning",
            _("The platform’s notice or the buyer’s message is not attached."),
            _("With it the platform finds the matter at once."),
            _("Attach the notice"),
        ),
    ),
    exhibits=(K.QUALITY_DOCUMENT, K.TEST_REPORT, K.PHOTO, K.VIDEO, K.CORRESPONDENCE, K.SCREENSHOT, K.TRANSLATION),
    has_steps=True,
)
