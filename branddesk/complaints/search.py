"""Finding voices by their words, as far as the reader may hear them."""

from __future__ import annotations

from collections.abc import Iterable

from branddesk.accounts.models import User
from branddesk.brands.models import granted_to
from branddesk.complaints.models import Complaint
from branddesk.foundation.search import services as search
from branddesk.foundation.search.selectors import Hits
from branddesk.foundation.search.selectors import search as ask
from branddesk.foundation.search.services import PartText

KIND = "complaint"


def index(complaint: Complaint) -> None:
    """Let it be found by its words as they are now."""
    search.index(KIND, complaint.pk, parts_of(complaint))


def index_many(complaints: Iterable[Complaint]) -> None:
    search.index_many(KIND, [(complaint.pk, parts_of(complaint)) for complaint in complaints])


def index_talk(complaint: Complaint, text: str) -> None:
    """The messages of a chat, all in one part."""
    search.index(KIND, complaint.pk, [PartText("talk", text, [f"=b{complaint.brand_id}"])])


def parts_of(complaint: Complaint) -> list[PartText]:
    words = [complaint.text, complaint.customer, complaint.sku, complaint.order_number, complaint.outside_id]
    return [PartText("words", "\n".join(filter(None, words)), [f"=b{complaint.brand_id}"])]


def find(reader: User, text: str, *, is_typing: bool = False) -> Hits:
    """The keys of the voices that hold all words of the text, the newest first.

    While somebody types, only voices whose one part holds all words: a chat's other part is not asked as well.
    """
    scopes = [f"=b{key}" for key in granted_to(reader)]
    return ask(KIND, text, scopes=scopes, is_typing=is_typing, is_spread=not is_typing)
