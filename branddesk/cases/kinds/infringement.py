"""Somebody sells fakes, or uses our mark, photos or texts: complained of listing by listing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.cases.kinds.spec import Kind, Section
from branddesk.core.enums import CaseKind
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.words import Phrase

K = Exhibit.Kind

INFRINGEMENT = Kind(
    code=CaseKind.INFRINGEMENT,
    when=_("Other sellers offer fakes, or use your mark, photos or texts without permission."),
    icon="shield-check",
    title=Phrase("Нарушение прав на бренд", "侵犯品牌权利", "Infringement of brand rights"),
    sections=(
        Section("listings", pgettext_lazy("step", "Listings")),
        Section("right", _("Right and demand"), has_right=True),
    ),
    statement_label=_("Statement for the platform"),
    statement_help=_("What shows the violation, in two or three sentences in the platform's language: %(language)s."),
    exhibits=(K.SCREENSHOT, K.PHOTO, K.PURCHASE, K.RECEIPT, K.CERTIFICATE, K.EXTRACT, K.LETTER, K.TRANSLATION),
    has_steps=True,
    has_listings=True,
)
