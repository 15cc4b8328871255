"""What the pages of calls find by what an address names."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from branddesk.accounts.requests import DeskRequest
from branddesk.channels.phone.models import Call
from branddesk.contacts import phones
from branddesk.contacts.models import Contact
from branddesk.contacts.selectors import entries_of


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def find_call(request: DeskRequest, pk: int) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("case", "brand", "contact", "person", "recording")
    return get_object_or_404(rows, pk=pk)


def entry_of(contact: Contact | None) -> Any:
    """The contact as it stands at this moment: whether it is open, and who stands in."""
    found = entries_of(Contact.objects.filter(pk=contact.pk)) if contact is not None else []
    return found[0] if found else None


def shown(number: str) -> str:
    return phones.shown(number) if number.startswith("+") else number
