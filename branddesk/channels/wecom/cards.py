"""The prepared card of a case: what it is, what is asked and where it stands, in the receiver's language."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.cases.models import Case, Message
from branddesk.core.enums import Language
from branddesk.web import formats

MOST_OF_A_TEXT = 200


def prepared_card(case: Case, language: str) -> str:
    """Markdown as WeCom shows it: a bold title, facts line by line, what is asked, the last answer."""
    if language not in Language:
        language = Language.ENGLISH
    with translation.override(language), timezone.override(case.marketplace.time_zone):
        lines = [f"**{case.number} {case}**"]
        facts = [
            (_("Brand"), case.brand.name),
            (_("Marketplace"), case.marketplace.name),
            (_("Kind"), case.get_kind_display()),
            (_("Status"), case.get_status_display()),
            (_("Submitted"), formats.full_day(case.submitted_at) if case.submitted_at else ""),
        ]
        lines += [f"> {label}: {text}" for label, text in facts if text]
        asks = _("What we ask")
        if asked := _shortened(case.statement):
            lines += ["", f"**{asks}**", asked]
        if last := _last_answer(case):
            head = _("Last answer, %(day)s") % {"day": formats.full_day(last.happened_at)}
            lines += ["", f"**{head}**", _shortened(last.body)]
    return "\n".join(lines)


def _last_answer(case: Case) -> Message | None:
    """What the platform said last."""
    said = [Message.Kind.QUESTION, Message.Kind.DECISION, Message.Kind.MESSAGE]
    rows = case.messages.filter(kind__in=said, side="platform", leaves_at=None)
    return rows.order_by("happened_at", "pk").last()


def _shortened(text: str) -> str:
    """One paragraph, cut between words where it has any."""
    line = " ".join(text.split())
    if len(line) <= MOST_OF_A_TEXT:
        return line
    head = line[:MOST_OF_A_TEXT]
    return (head.rpartition(" ")[0] or head) + "…"
