"""Questions about marketplaces and stores."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from branddesk.foundation.calendars import selectors as calendars
from branddesk.foundation.calendars.hours import Hours
from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.client.probe import CAPABILITIES, State
from branddesk.stores import sync
from branddesk.stores.models import Marketplace, Reading, Store


def working_hours_of(marketplace: Marketplace) -> Hours:
    """The calendar that the marketplace was given, else nine to six by the holidays of its territory."""
    if marketplace.calendar is not None:
        return calendars.hours_of(marketplace.calendar)
    return Hours(marketplace.territory, marketplace.time_zone)


@dataclass(frozen=True)
class Shown:
    """One line of the table of what a key may do."""

    name: str
    state: str
    label: str
    sentence: str
    icon: str
    tone: str
    message: str


_SHOWN: dict[str, tuple[Promise, Promise, str, str]] = {
    State.AVAILABLE: (pgettext_lazy("capability", "Available"), _("It was tried and works."), "circle-check", "good"),
    State.NO_SUBSCRIPTION: (
        _("Not with this subscription"),
        _("Ozon offers it with another subscription. Until then it is done in the cabinet."),
        "ban",
        "warn",
    ),
    State.NO_ROLE: (_("No role"), _("Make a key with this role in the cabinet and replace it here."), "ban", "warn"),
    State.IP_BOUND: (
        _("Bound to other addresses"),
        _("Add the address of this server to the key in the cabinet."),
        "alert-circle",
        "bad",
    ),
    State.EXPIRED: (_("Key ended"), _("Make a new key in the cabinet and replace it here."), "alert-circle", "bad"),
    State.BLOCKED: (_("Blocked by Ozon"), _("Turn to Ozon's support."), "alert-circle", "bad"),
    State.OBSOLETE: (
        _("Gone at Ozon"),
        _("Ozon no longer has this method. Update the desk."),
        "alert-circle",
        "faint",
    ),
    State.TROUBLE: (_("No answer"), _("Ozon did not answer clearly. Try again later."), "alert-circle", "faint"),
    State.NOT_TRIED: (
        _("Not tried"),
        _("It shows only when it is used."),
        "minus",
        "faint",
    ),
}


def capabilities_of(store: Store) -> list[Shown]:
    """All that a key can be asked for, in the reader's language, with what the last probe found."""
    found = {each.code: each for each in store.capabilities.all()}
    language = get_language() or ""
    shown = []
    for each in CAPABILITIES:
        row = found.get(each.code)
        state = State(row.state) if row else State.NOT_TRIED
        label, sentence, icon, tone = _SHOWN[state]
        if row is None:
            sentence = _("Not tried yet.")
        shown.append(
            Shown(each.name.in_(language), state, str(label), str(sentence), icon, tone, row.message if row else "")
        )
    return shown


def refusal_of(store: Store) -> str:
    """Why the key as a whole does not work, in the reader's language; empty when it does."""
    if not store.probe_error:
        return ""
    kind = getattr(errors, store.probe_error, None)
    if kind is None:
        return gettext("The key was kept with another secret of this desk. Enter it once more.")
    return str(kind.sentence.in_(get_language() or ""))


@dataclass(frozen=True)
class ShownReading:
    """One line of what comes in from a store."""

    name: str
    reading: Reading
    sentence: str
    icon: str
    tone: str


_READING_SHOWN = {
    Reading.State.WAITING: ("clock", "dim"),
    Reading.State.RUNNING: ("refresh", "dim"),
    Reading.State.DONE: ("circle-check", "good"),
    Reading.State.STOPPED: ("minus", "faint"),
    Reading.State.CLOSED: ("ban", "warn"),
    Reading.State.FAILED: ("alert-circle", "bad"),
}


def readings_of(store: Store) -> list[ShownReading]:
    """All streams that were begun, in their own order, each with Ozon's sentence where it refused."""
    rows = {row.stream: row for row in store.readings.all()}
    language = get_language() or ""
    shown = []
    for stream in sync.streams():
        if row := rows.get(stream.code):
            kind = getattr(errors, row.error, None) if row.error else None
            sentence = str(kind.sentence.in_(language)) if kind else ""
            if row.error and kind is None:
                sentence = gettext(
                    "The desk could not keep what came. Whoever runs the desk finds the reason in its log."
                )
            shown.append(ShownReading(str(stream.name), row, sentence, *_READING_SHOWN[Reading.State(row.state)]))
    return shown
