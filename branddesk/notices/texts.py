"""The sentences of notices: one for each code, with named places for the facts. Upper apps register theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branddesk.web import formats


class Kind(TextChoices):
    """What notices are about, as people choose among them."""

    TURN = "turn", _("Something waits for me")
    MENTION = "mention", _("Somebody names me or hands me something over")
    DECISION = "decision", _("A decision, or the end of a case")
    MESSAGE = "message", _("A message or a note")
    DATE = "date", _("A date comes near: promises, follow-ups, papers")
    CHANGES = "changes", _("Other changes: level, priority, merging, people")


_texts: dict[str, Promise] = {}
_kinds: dict[str, Kind] = {}
_UNKNOWN = _("Something that concerns you has changed.")


def register(code: str, text: Promise, kind: Kind = Kind.CHANGES) -> None:
    """Make `text` (lazy, so that it is read in the reader's language) the sentence of the notices with this code.

    People choose by `kind` on which ways they are told.
    """
    if code in _texts and _texts[code] != text:
        raise ValueError(f"Two texts for the notice {code}")
    _texts[code], _kinds[code] = text, kind


def kind_of(code: str) -> Kind:
    return _kinds.get(code, Kind.CHANGES)


def is_known(code: str) -> bool:
    return code in _texts


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence in the active language. A notice of a code that is gone still says that there is something."""
    return str(_texts.get(code, _UNKNOWN)) % {name: _shown(name, fact) for name, fact in facts.items()}


def _shown(name: str, fact: object) -> object:
    """A date (its name ends in `_on`) as the reader writes it."""
    return formats.full_day(date.fromisoformat(fact)) if name.endswith("_on") and isinstance(fact, str) else fact
