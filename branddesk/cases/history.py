"""What the journal's entries about a case mean: a sentence for each action, and which side may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.core.enums import Side
from branddesk.foundation.journal.models import Entry

BOTH = frozenset({Side.BRAND, Side.PLATFORM})
BRAND = frozenset({Side.BRAND})
PLATFORM = frozenset({Side.PLATFORM})


@dataclass(frozen=True)
class Happening:
    """The sentence of an action; its places are filled from the entry by `selectors.timeline`."""

    text: Promise
    sides: frozenset[Side]
    is_quiet: bool = False
    """Too small for the timeline, but enough to tell a second editor of it."""


HAPPENINGS: dict[str, Happening] = {
    "case.opened": Happening(_("Draft opened"), BRAND),
    "case.draft-changed": Happening(_("Draft changed"), BRAND, is_quiet=True),
    "case.listings-added": Happening(_("Listings added: %(count)s"), BRAND),
    "case.listing-changed": Happening(_("A listing's details changed"), BRAND, is_quiet=True),
    "case.listing-removed": Happening(_("Listings removed: %(count)s"), BRAND),
    "case.exhibit-attached": Happening(_("Exhibits attached: %(count)s"), BRAND),
    "case.exhibit-detached": Happening(_("Exhibits taken out: %(count)s"), BRAND),
    "case.warning-overruled": Happening(_("Warning set aside: %(reason)s"), BRAND),
    "case.overrule-taken-back": Happening(_("Warning no longer set aside"), BRAND, is_quiet=True),
    "case.handed-over": Happening(_("Handed over to %(person)s"), BRAND),
    "case.prepared": Happening(_("Packets prepared, to be filed in the cabinet: %(count)s"), BRAND),
    "case.unprepared": Happening(_("Taken back to the draft"), BRAND),
    "case.submitted": Happening(_("Submitted to the platform"), BOTH),
    "case.filed": Happening(_("%(listing)s filed in the cabinet under number %(reference)s"), BOTH),
    "case.filed-unnumbered": Happening(_("%(listing)s filed in the cabinet"), BOTH),
    "case.taken": Happening(_("Taken into review"), BOTH),
    "case.passed-on": Happening(_("Passed on to %(person)s"), PLATFORM),
    "case.released": Happening(_("Put back into the queue"), PLATFORM),
    "case.asked": Happening(_("More information asked for"), BOTH),
    "case.answered": Happening(_("Request answered"), BOTH),
    "case.answer-recorded": Happening(_("The platform's answer recorded"), BOTH),
    "case.decided": Happening(_("Decided"), BOTH),
    "case.refiled": Happening(_("%(listing)s is to be filed again"), BRAND),
    "case.reopened": Happening(_("Reopened"), BOTH),
    "case.withdrawn": Happening(_("%(listing)s withdrawn: %(reason)s"), BOTH),
    "case.closed": Happening(_("Closed"), BOTH),
    "case.messaged": Happening(_("Message sent"), BOTH),
    "case.noted": Happening(_("Note left"), BOTH),
}


class Places(dict[str, object]):
    """What fills the places of a sentence; a place that nobody filled reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def may_read(entry: Entry, side: Side) -> bool:
    """Whether people of that side may know of the entry. A note is known on its own side only."""
    happening = HAPPENINGS.get(entry.action)
    if happening is None or side not in happening.sides:
        return False
    return entry.action != "case.noted" or entry.facts.get("side") == side
