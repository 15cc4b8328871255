"""The custody of an exhibit in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.evidence.models import Exhibit
from branddesk.evidence.selectors import custody_of
from branddesk.foundation.journal.models import Entry

ICONS = {
    "exhibit.sealed": "lock-check",
    "exhibit.described": "edit",
    "exhibit.opened": "eye",
    "exhibit.downloaded": "download",
    "exhibit.shared": "send",
    "exhibit.used": "paperclip",
    "exhibit.unused": "arrow-back-up",
    "exhibit.infected": "alert-triangle",
    "exhibit.withdrawn": "x",
}
MOST_SHOWN = 200


@dataclass(frozen=True)
class Happening:
    at: datetime
    icon: str
    text: str
    detail: str = ""


def happenings(exhibit: Exhibit, reader: User) -> list[Happening]:
    """The latest that happened to the exhibit, oldest first, as far as the reader may know it."""
    entries = list(custody_of(exhibit, reader).order_by("-seq")[:MOST_SHOWN])[::-1]
    names = _organisations(entries)
    return [
        Happening(entry.at, ICONS[entry.action], _sentence(entry, names), _detail(entry))
        for entry in entries
        if entry.action in ICONS
    ]


def _organisations(entries: Iterable[Entry]) -> dict[int, str]:
    keys = {entry.facts["organisation"] for entry in entries if entry.action == "exhibit.shared"}
    return dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _sentence(entry: Entry, organisations: dict[int, str]) -> str:
    who = {"who": entry.actor.name if isinstance(entry.actor, User) else _("The desk")}
    if entry.action == "exhibit.sealed":
        if entry.facts.get("source") == Exhibit.Source.PHONE:
            return _("It came through the phone link of %(who)s and was sealed.") % who
        return _("%(who)s sealed it.") % who
    if entry.action == "exhibit.described":
        return _("%(who)s changed what is said about it.") % who
    if entry.action == "exhibit.opened":
        return _("%(who)s opened it.") % who
    if entry.action == "exhibit.downloaded":
        return _("%(who)s downloaded it.") % who
    if entry.action == "exhibit.withdrawn":
        return _("%(who)s withdrew it.") % who
    if entry.action == "exhibit.infected":
        return _("The virus scan found a virus. The file is given to nobody.")
    if entry.action == "exhibit.used":
        return _("%(who)s put it into %(case)s.") % (who | {"case": entry.facts["case"]})
    if entry.action == "exhibit.unused":
        return _("%(who)s took it out of %(case)s.") % (who | {"case": entry.facts["case"]})
    shared = {"organisation": organisations.get(entry.facts["organisation"], "—"), "case": entry.facts["case"]}
    return _("%(who)s shared it with %(organisation)s in %(case)s.") % (who | shared)


def _detail(entry: Entry) -> str:
    """The reason of a withdrawal, which of its facts were changed, or the virus."""
    if entry.action == "exhibit.infected":
        return entry.text("threat") or ""
    if entry.action == "exhibit.withdrawn":
        return entry.text("reason") or ""
    if entry.action == "exhibit.described":
        names = {str(field.name): str(field.verbose_name) for field in Exhibit._meta.concrete_fields}
        return ", ".join(names.get(name, name) for name in entry.facts.get("changed", []))
    return ""
