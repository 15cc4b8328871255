"""A card or the brand's page shows the brand wrongly, or the brand's papers were not accepted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import done, own_skus, rule
from branddesk.cases.kinds.questions import Choice, Question, Type
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

PAPERS = frozenset({"papers"})
ABOUT_BRAND = frozenset({"papers", "brand_name"})
ON_PAGE = frozenset({"text", "pictures", "brand_name", "merged", "brand_page"})

CONTENT = Kind(
    code=CaseKind.CONTENT,
    when=_("A card or the brand’s page shows your brand wrongly, or your brand papers were not accepted."),
    icon="photo",
    title=Phrase("Контент бренда", "品牌内容", "Brand content"),
    sections=(Section("facts", _("What it is about"), has_right=True),),
    statement_label=_("Why it matters"),
    statement_help=_("One or two sentences in the platform's language: %(language)s."),
    questions=(
        Question(
            MATTER,
            Phrase("О чём обращение", "事由", "What it is about"),
            Type.CHOICE,
            "required",
            choices=(
                Choice(
                    "text",
                    Phrase("Текст или характеристики", "文字或属性", "Text or attributes"),
                    Phrase(
                        "В карточке товара неверный текст или характеристики.",
                        "商品页的文字或属性有误。",
                        "A card has a wrong text or wrong attributes.",
                    ),
                ),
                Choice(
                    "pictures",
                    Phrase("Фото или видео", "图片或视频", "Photos or video"),
                    Phrase(
                        "В карточке товара неверные фотографии или видео.",
                        "商品页的图片或视频有误。",
                        "A card has wrong photos or a wrong video.",
                    ),
                ),
                Choice(
                    "brand_name",
                    Phrase("Название бренда", "品牌名称", "Brand name"),
                    Phrase("Название бренда указано неверно.", "品牌名称有误。", "The name of the brand is wrong."),
                ),
                Choice(
                    "merged",
                    Phrase("Карточки объединены неверно", "商品页合并有误", "Cards are merged wrongly"),
                    Phrase(
                        "Карточка объединена с другим товаром.",
                        "该商品页与其他商品错误合并。",
                        "A card is merged with other goods.",
                    ),
                ),
                Choice(
                    "brand_page",
                    Phrase("Страница бренда", "品牌页面", "Brand page"),
                    Phrase(
                        "На странице бренда показано не то.",
                        "品牌页面展示的内容有误。",
                        "The brand’s page shows something wrong.",
                    ),
                ),
                Choice(
                    "papers",
                    Phrase("Документы на бренд не приняты", "品牌文件未被接受", "Brand papers were not accepted"),
                    Phrase(
                        "Документы на бренд не приняты. Просим проверить их ещё раз.",
                        "品牌文件未被接受，请重新审核。",
                        "The brand’s papers were not accepted. Please check them again.",
                    ),
                ),
            ),
        ),
        Question(
            "link",
            Phrase("Страница", "页面", "Page"),
            Type.LINK,
            "required",
            help=_("The card or the brand’s page, copied from the address line."),
            only_for=ON_PAGE,
        ),
        own_skus("advised"),
        Question(
            "seen_on",
            Phrase("Замечено", "发现日期", "Seen on"),
            Type.DATE,
            "required",
            is_past=True,
            only_for=ON_PAGE,
        ),
        Question(
            "shown",
            Phrase("Показано", "现在显示", "It shows"),
            Type.LONG,
            "required",
            help=_("What stands there now, word for word or picture by picture."),
            limit=600,
            only_for=ON_PAGE,
        ),
        Question(
            "correct",
            Phrase("Верно", "正确内容", "Right is"),
            Type.LONG,
            "required",
            help=_("What should stand there, ready to be copied."),
            limit=600,
            only_for=ON_PAGE,
        ),
        Question(
            "answer",
            Phrase("Ответ по документам", "对文件的答复", "Answer about the papers"),
            Type.LONG,
            "required",
            help=_("What the platform wrote when it did not accept them, word for word."),
            limit=600,
            only_for=PAPERS,
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
                    "correct",
                    Phrase("Исправить", "更正", "Correct it"),
                    Phrase("Просим исправить.", "请予以更正。", "Please correct it."),
                ),
                Choice(
                    "split",
                    Phrase("Разъединить карточки", "拆分商品页", "Split the cards"),
                    Phrase("Просим разъединить карточки.", "请拆分商品页。", "Please split the cards."),
                ),
                Choice(
                    "accept",
                    Phrase("Принять документы", "接受文件", "Accept the papers"),
                    Phrase("Просим принять документы.", "请接受文件。", "Please accept the papers."),
                ),
                Choice(
                    "explain",
                    Phrase("Назвать, чего не хватает", "说明缺少什么", "Say what is missing"),
                    Phrase("Просим назвать, чего не хватает.", "请说明还缺少什么。", "Please say what is missing."),
                ),
            ),
        ),
    ),
    proofs=(
        Proof(
            "shown",
            (K.SCREENSHOT,),
            "blocker",
            _("The screenshot of the page is missing."),
            _("It proves what stood there, and when."),
            _("Attach the screenshot"),
            ON_PAGE,
        ),
        Proof(
            "certificate",
            (K.CERTIFICATE, K.EXTRACT),
            "blocker",
            _("The registration certificate is missing."),
            _("The name of a brand and its papers are checked by the certificate."),
            _("Attach the certificate"),
            ABOUT_BRAND,
        ),
    ),
    exhibits=(K.SCREENSHOT, K.PHOTO, K.VIDEO, K.CERTIFICATE, K.EXTRACT, K.LETTER, K.TRANSLATION, K.CORRESPONDENCE),
)
