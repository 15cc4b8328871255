"""What the journal's entries about a case mean: a sentence for each action, and which side may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.cases.models import Closing, Satisfaction
from branddesk.core.enums import EscalationLevel, Priority, Side
from branddesk.foundation.journal.models import Entry
from branddesk.web import formats

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
    with_reason: Promise | None = None
    """The sentence where the person gave a reason."""


HAPPENINGS: dict[str, Happening] = {
    "case.opened": Happening(_("Draft opened"), BRAND),
    "case.draft-changed": Happening(_("Draft changed"), BRAND, is_quiet=True),
    "case.kind-changed": Happening(_("What it is about was changed"), BRAND),
    "case.listings-added": Happening(_("Listings added: %(count)s"), BRAND),
    "case.listing-changed": Happening(_("A listing's details changed"), BRAND, is_quiet=True),
    "case.listing-removed": Happening(_("Listings removed: %(count)s"), BRAND),
    "case.exhibit-attached": Happening(_("Exhibits attached: %(count)s"), BRAND),
    "case.phone-linked": Happening(_("Link for photos from a phone opened"), BRAND),
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
    "case.closed": Happening(_("Closed"), BOTH, with_reason=_("Closed: %(reason)s")),
    "case.prioritised": Happening(
        _("Priority: %(before)s → %(after)s"), BOTH, with_reason=_("Priority: %(before)s → %(after)s. %(reason)s")
    ),
    "case.escalated": Happening(_("Escalated to “%(after)s”: %(reason)s"), BOTH),
    "case.lowered": Happening(
        _("Escalation taken back to “%(after)s”"),
        BOTH,
        with_reason=_("Escalation taken back to “%(after)s”: %(reason)s"),
    ),
    "case.merged": Happening(_("Merged into %(other)s"), BOTH),
    "case.merged-in": Happening(_("%(other)s was merged into this case; what was said stays in its history"), BOTH),
    "case.unmerged": Happening(_("The merge with %(other)s was taken back"), BOTH),
    "case.linked": Happening(_("Linked with %(other)s"), BOTH),
    "case.unlinked": Happening(_("No longer linked with %(other)s"), BOTH),
    "case.watched": Happening(_("%(person)s watches"), BOTH, is_quiet=True),
    "case.unwatched": Happening(_("%(person)s no longer watches"), BOTH, is_quiet=True),
    "case.tagged": Happening(_("Tags changed"), BOTH, is_quiet=True),
    "case.untagged": Happening(_("Tags changed"), BOTH, is_quiet=True),
    "case.rated": Happening(
        _("Said how it was handled: %(score)s"), BOTH, with_reason=_("Said how it was handled: %(score)s. %(reason)s")
    ),
    "case.packaged": Happening(_("Counsel's package downloaded"), BRAND),
    "case.response-missed": Happening(_("The first answer promised for %(day)s did not come in time"), BOTH),
    "case.resolution-missed": Happening(_("The decision promised for %(day)s did not come in time"), BOTH),
    "case.follow-up-set": Happening(_("To ask again on %(day)s"), BRAND),
    "case.follow-up-changed": Happening(_("To ask again on %(day)s instead"), BRAND, is_quiet=True),
    "case.follow-up-done": Happening(_("Asked again"), BRAND),
    "case.follow-up-dropped": Happening(_("No longer to be asked again on %(day)s"), BRAND),
    "case.unclosed": Happening(_("Closing taken back"), BOTH),
    "case.ladder-dismissed": Happening(_("Dismissed: stays at this level. %(reason)s"), BOTH),
    "case.mail-accepted": Happening(_("Mail put into the case"), BOTH, is_quiet=True),
    "case.messaged": Happening(_("Message sent"), BOTH),
    "case.noted": Happening(_("Note left"), BOTH),
    "case.contacted": Happening(_("Contact outside the desk"), BOTH),
    "case.heard": Happening(_("Message received"), BOTH),
    "case.taken-back": Happening(_("Taken back before it was sent"), BOTH),
    "case.returned": Happening(_("Not sent: %(reason)s"), BOTH),
}

OWN_AFFAIRS = frozenset(
    {
        "case.noted",
        "case.contacted",
        "case.ladder-dismissed",
        "case.taken-back",
        "case.returned",
        "case.linked",
        "case.unlinked",
        "case.watched",
        "case.unwatched",
        "case.tagged",
        "case.untagged",
    }
)
"""Known only on the side of whoever did it."""


class Places(dict[str, object]):
    """What fills the places of a sentence; a place that nobody filled reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def values_of(entry: Entry) -> dict[str, object]:
    """What the entry itself fills into its sentence; people, listings and cases are looked up by whoever shows it."""
    facts, said = entry.facts, entry.text("reason")
    values: dict[str, object] = {"count": facts.get("count", 1), "reference": entry.text("reference") or "–"}
    for kind in (Priority, EscalationLevel):
        name = "priority" if kind is Priority else "level"
        if f"{name}_to" in facts:
            values |= {"before": kind(facts[f"{name}_from"]).label, "after": kind(facts[f"{name}_to"]).label}
    if "score" in facts:
        values["score"] = Satisfaction.Score(facts["score"]).label
    if "day" in facts:
        values["day"] = formats.day(date.fromisoformat(facts["day"]))
    if "closing" in facts:
        closing = Closing(facts["closing"]).label
        said = str(_("%(closing)s. %(reason)s") % {"closing": closing, "reason": said}) if said else str(closing)
    return values | {"reason": said or "–"}


def sentence_of(entry: Entry, values: Mapping[str, object]) -> str:
    """What happened, in the reader's language."""
    happening = HAPPENINGS[entry.action]
    text = happening.with_reason if happening.with_reason and values.get("reason", "–") != "–" else happening.text
    return str(text) % Places(values)


def may_read(entry: Entry, side: Side) -> bool:
    """Whether people of that side may know of the entry. What is one side's own affair says whose it is."""
    happening = HAPPENINGS.get(entry.action)
    if happening is None or side not in happening.sides:
        return False
    return entry.action not in OWN_AFFAIRS or entry.facts.get("side") == side
