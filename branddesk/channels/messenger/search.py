"""Finding lines by their words, in the conversations of the reader's own stores."""

from __future__ import annotations

from collections.abc import Iterable

from branddesk.accounts.models import User
from branddesk.channels.messenger.models import Line
from branddesk.foundation.search import services as search
from branddesk.foundation.search.selectors import search as ask
from branddesk.foundation.search.services import PartText
from branddesk.stores.models import Store

KIND = "talk-line"


def index_many(lines: Iterable[Line], store: Store) -> None:
    """Let them be found by their words."""
    scopes = [f"=o{store.organisation_id}"]
    search.index_many(KIND, [(line.pk, [PartText("words", line.text, scopes)]) for line in lines])


def lines_with(reader: User, text: str) -> list[int]:
    """The keys of the lines that hold all words of the text, the newest first."""
    return list(ask(KIND, text, scopes=[f"=o{reader.organisation_id}"]).keys)


def talks_with(reader: User, text: str) -> list[int]:
    """The keys of the conversations with such a line."""
    return list(Line.objects.filter(pk__in=lines_with(reader, text)).values_list("talk", flat=True).distinct())
