"""What happens to a chat, as a sentence in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "opened": _("The chat began."),
    "accepted": _("%(name)s answers now."),
    "handed-over": _("%(by)s handed the chat over to %(name)s."),
    "handed-to-manager": _("%(by)s handed the chat over to the account manager, %(name)s."),
    "taken-over": _("%(name)s took the chat over."),
    "attached": _("The chat belongs to case %(number)s."),
    "became-case": _("The chat became case %(number)s; its text and files are there."),
    "closed-by-guest": _("%(name)s ended the chat."),
    "closed-by-desk": _("%(name)s ended the chat."),
}


def sentence(data: Mapping[str, Any]) -> str:
    text = SENTENCES.get(str(data.get("code")))
    return str(text) % data if text is not None else gettext("Something happened that this page does not know yet.")
