"""Whatever fits no other kind: told in one's own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from branddesk.cases.kinds.common import orders, own_skus, rule
from branddesk.cases.kinds.questions import Question, Type
from branddesk.cases.kinds.spec import Kind, Section
from branddesk.core.enums import CaseKind
from branddesk.marketplaces.words import Phrase

OTHER = Kind(
    code=CaseKind.OTHER,
    when=_("Anything else that you want from the marketplace."),
    icon="help-circle",
    title=Phrase("Обращение представителя бренда", "品牌代表来函", "Request of a brand representative"),
    sections=(Section("facts", _("What it is about")),),
    statement_label=_("What it is about"),
    statement_help=_("The facts in a few sentences in the platform's language: %(language)s."),
    questions=(
        Question("link", Phrase("Страница", "页面", "Page"), Type.LINK),
        Question("happened_on", Phrase("Дата", "日期", "Day"), Type.DATE),
        own_skus("optional"),
        orders(),
        rule(),
        Question(
            "request",
            Phrase("Что просим", "请求", "What we ask for"),
            Type.LONG,
            "required",
            help=_("One clear request, so that it can be answered with yes or no."),
            limit=600,
        ),
    ),
)
