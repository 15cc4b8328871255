"""vCards as a sheet: each card a row, so that they are shown, checked and taken over like any other rows."""

from __future__ import annotations

import csv
import io
from typing import Any

import vobject
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError
from branddesk.foundation.transfers.sheets import MOST_BYTES

MOST_CARDS = 2_000
COLUMNS = ("name", "role", "position", "purpose", "languages", "phone", "email", "wecom", "chat_url", "time_zone")


def is_vcards(file: File) -> bool:
    file.seek(0)
    head = file.read(200)
    file.seek(0)
    return b"BEGIN:VCARD" in head.upper().replace(b"\x00", b"")


def as_sheet(file: File) -> ContentFile:
    """The cards as CSV, the first card in row 2. DomainError where the file is no vCards that can be read."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number, card in enumerate(_cards(file), start=1):
        if number > MOST_CARDS:
            raise DomainError(_("The file holds more than 2,000 cards. Split it and bring the parts in one by one."))
        writer.writerow([_row(card)[name] for name in COLUMNS])
    return ContentFile(text.getvalue().encode(), name="contacts.csv")


def _cards(file: File) -> Any:
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    for encoding in ("utf-8-sig", "gb18030", "cp1251"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = data.decode("utf-8", "replace")
    try:
        yield from (card for card in vobject.readComponents(text, allowQP=True) if card.name == "VCARD")
    except (vobject.base.VObjectError, ValueError, UnicodeError) as fault:
        raise DomainError(
            _("The vCards cannot be read. Export them again as vCard 3.0, or use the sheet of the example.")
        ) from fault


def _row(card: Any) -> dict[str, str]:
    name = _value(card, "fn") or " ".join(filter(None, (_part(card, "given"), _part(card, "family"))))
    phones = [str(row.value).removeprefix("tel:") for row in card.contents.get("tel", [])]
    wecom = next((_value(card, key) for key in ("x-wecom", "x-wework", "x-wxwork") if _value(card, key)), "")
    for row in card.contents.get("impp", []):
        scheme, _colon, address = str(row.value).partition(":")
        if scheme.casefold() in {"wecom", "wxwork", "wework"}:
            wecom = wecom or address
    return {
        "name": name,
        "role": _value(card, "categories"),
        "position": _value(card, "title"),
        "purpose": " ".join(_value(card, "note").split()),
        "languages": ",".join(str(row.value) for row in card.contents.get("lang", [])),
        "phone": next(iter(phones), ""),
        "email": _value(card, "email"),
        "wecom": wecom,
        "chat_url": _value(card, "url"),
        "time_zone": _value(card, "tz") if "/" in _value(card, "tz") else "",
    }


def _value(card: Any, name: str) -> str:
    rows = card.contents.get(name, [])
    if not rows:
        return ""
    value = rows[0].value
    return str(value[0] if isinstance(value, list) and value else value or "").strip()


def _part(card: Any, name: str) -> str:
    return str(getattr(getattr(getattr(card, "n", None), "value", None), name, "") or "")
