"""A card as its history shows it: the state before and after each change, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from branddesk.contacts.models import Contact
from branddesk.contacts.rules import write_menu
from branddesk.contacts.schedule import Span, write_hours
from branddesk.core.enums import Language
from branddesk.foundation.journal.histories import plain

LABELS = {
    "name": pgettext_lazy("of a contact", "name"),
    "role": gettext_lazy("role"),
    "position": gettext_lazy("position"),
    "purpose": gettext_lazy("what it is for"),
    "languages": gettext_lazy("languages"),
    "phone": gettext_lazy("phone"),
    "extension": gettext_lazy("extension"),
    "email": gettext_lazy("e-mail"),
    "wecom": gettext_lazy("WeCom ID"),
    "chat_url": gettext_lazy("chat address"),
    "person": gettext_lazy("on this desk"),
    "time_zone": gettext_lazy("time zone"),
    "country": gettext_lazy("public holidays of"),
    "brands": gettext_lazy("brands"),
    "deputy_of": gettext_lazy("deputy for"),
    "hours": gettext_lazy("working hours"),
    "menu": gettext_lazy("menu"),
    "absences": gettext_lazy("absences"),
    "is_removed": gettext_lazy("removed"),
}
TITLES = {
    "contact.added": gettext_lazy("Card made"),
    "contact.changed": gettext_lazy("Card changed"),
    "contact.imported": gettext_lazy("Brought in with a sheet"),
    "contact.removed": gettext_lazy("Card removed"),
    "contact.restored": gettext_lazy("Card put back"),
    "contact.assigned": gettext_lazy("Brands assigned"),
    "contact.away": gettext_lazy("Absence noted"),
    "contact.back": gettext_lazy("Absence taken out"),
}
_KEPT = ("name", "role", "position", "purpose", "languages", "phone", "extension", "email", "wecom", "chat_url")


def state_of(contact: Contact) -> dict[str, Any]:
    """The card as plain values, read fresh from its rows."""
    covers = list(contact.coverages.select_related("brand").order_by("brand__name"))
    with override("en"):
        hours = write_hours([Span(row.weekday, row.opens_at, row.closes_at) for row in contact.spans.order_by("pk")])
    return {
        **{name: getattr(contact, name) for name in _KEPT},
        "person": contact.person.name if contact.person else "",
        "time_zone": contact.time_zone,
        "country": contact.country,
        "brands": "*" if contact.serves_all else [cover.brand.name for cover in covers if not cover.as_deputy],
        "deputy_of": [cover.brand.name for cover in covers if cover.as_deputy],
        "hours": hours,
        "menu": write_menu(contact.menu_options.order_by("place")),
        "absences": [
            f"{row.starts_on} – {row.ends_on}" + (f": {row.substitute}" if row.substitute else "")
            for row in contact.absences.select_related("substitute").order_by("starts_on")
        ],
        "is_removed": contact.is_removed,
    }


def wording(name: str, value: Any) -> str:
    if name == "role" and value in Contact.Role:
        return str(Contact.Role(value).label)
    if name == "languages" and value:
        return plain(name, [str(Language(code).label) for code in value])
    if name == "brands" and value == "*":
        return _("all brands")
    return plain(name, value)
