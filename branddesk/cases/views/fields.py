"""What the case pages read off a request."""

from __future__ import annotations

from uuid import UUID

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.models import Case
from branddesk.evidence.models import Exhibit


def version_of(request: DeskRequest) -> int | None:
    """The version of the case that the page showed, if it said so."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def exhibits_of(request: DeskRequest, case: Case) -> list[Exhibit]:
    """The exhibits ticked in a form, of those that the reader may use in this case."""
    keys = [key for key in request.POST.getlist("exhibits") if _is_key(key)]
    return list(Exhibit.objects.visible_to(request.user).filter(key__in=keys, brand=case.brand_id))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
