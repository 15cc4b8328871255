"""The mail that is ready to be sent from a case: what was asked, the facts, and who writes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import asking, packets
from branddesk.cases.models import Case
from branddesk.core.enums import Language, Side


@dataclass(frozen=True)
class Prepared:
    subject: str
    text: str
    language: str


def prepared(case: Case, actor: User, language: str, *, side: Side) -> Prepared:
    """A first draft in the reader's language, to be worked over by whoever sends it."""
    if language not in Language:
        language = Language.ENGLISH
    with translation.override(language):
        return Prepared(case.subject or str(case), _text(case, actor, language, side), language)


def _text(case: Case, actor: User, language: str, side: Side) -> str:
    parts = []
    if side == Side.BRAND:
        if case.submitted_at is not None:
            question = asking.prepared_text(case, language)
            greeting, _gap, rest = question.partition("\n\n")
            body, _gap, thanks = rest.rpartition("\n\n")
            parts += [greeting, body]
        else:
            greeting, thanks = _("Hello!"), _("Thank you.")
            parts.append(greeting)
        letter = packets.preview(case, None, language)
        if letter.text:
            parts += [_("What it is about:"), letter.text]
        parts.append(thanks)
    else:
        about = {"number": case.number, "subject": str(case)}
        parts += [_("Hello!"), _("We write about case %(number)s, “%(subject)s”.") % about]
    parts.append(f"{actor.name}\n{actor.organisation}")
    return "\n\n".join(part for part in parts if part)
