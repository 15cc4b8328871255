"""What people set in pages: every state of it, with who, when and what was before, to be read and taken back.

The states are private texts of the journal's entries, so they are proven like everything else there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from branddesk.core.errors import Stale
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.services import record

State = Mapping[str, Any]
"""A thing as a form knows it: plain values by the names of its fields. None: it was not there."""


@dataclass(frozen=True)
class Change:
    """One field of one revision."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Revision:
    """One entry of the journal with the states on both sides of it."""

    entry: Entry
    before: State | None
    after: State | None
    is_erased: bool
    """The words were erased with those of their writer; who and when still stand."""

    @property
    def seq(self) -> int:
        return self.entry.seq

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def changes(self) -> list[Change]:
        """The fields that differ, in the order of the later state."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys([*after, *before])
        return [
            Change(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
        ]


def record_revision(
    actor: AbstractBaseUser | None,
    action: str,
    target: models.Model,
    /,
    *,
    before: State | None,
    after: State | None,
    **facts: Any,
) -> Entry:
    """Append the change to the target's chain. `facts` name the thing where the chain holds several."""
    return record(actor, action, target, private={"before": _dump(before), "after": _dump(after)}, **facts)


def revisions_of(target: models.Model, prefix: str, /, **facts: Any) -> list[Revision]:
    """The history of one thing, newest first: entries of the target whose action begins so and whose facts agree."""
    entries = entries_for(target).filter(action__startswith=f"{prefix}.").order_by("-seq")
    return [_revision(entry) for entry in entries if all(entry.facts.get(name) == facts[name] for name in facts)]


def newest_seq(revisions: list[Revision]) -> int:
    """What a form keeps as the state that its reader saw; 0 before the first change."""
    return revisions[0].seq if revisions else 0


def check_seen(
    actor: AbstractBaseUser, revisions: list[Revision], seen: int | None, labels: Mapping[str, str | Promise]
) -> None:
    """Refuse with `Stale` when somebody else changed the thing after `seen`, and say who changed what."""
    others = [row for row in revisions if seen is not None and row.seq > seen and row.entry.actor_id != actor.pk]
    if not others:
        return
    names = dict.fromkeys(str(labels.get(change.name, change.name)) for row in others for change in row.changes)
    raise Stale(
        _(
            "%(name)s changed this while you were writing: %(fields)s. What you typed is still here. "
            "Compare it with the history, then save again to put yours in its place."
        )
        % {"name": str(others[0].entry.actor or _("The desk")), "fields": ", ".join(names)}
    )


def _revision(entry: Entry) -> Revision:
    before, after = entry.text("before"), entry.text("after")
    is_erased = before is None or after is None
    return Revision(entry, json.loads(before or "null"), json.loads(after or "null"), is_erased)


def _dump(state: State | None) -> str:
    return json.dumps(state, cls=DjangoJSONEncoder, ensure_ascii=False)
