"""Which views a person has, and what became of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from branddesk.foundation.lists.models import BulkChange, BulkRow, SavedView


def views_of(person: Any, list_name: str) -> list[SavedView]:
    """One's own views in their order, then those that colleagues share."""
    shared = Q(is_shared=True, owner__organisation=person.organisation_id)
    views = SavedView.objects.filter(Q(owner=person) | shared, list=list_name).select_related("owner")
    return sorted(views, key=lambda view: (view.owner_id != person.pk, view.position, view.pk))


@dataclass(frozen=True)
class Result:
    """What became of a change of many rows."""

    changed: int
    refused: list[BulkRow]
    undone: int
    kept: list[BulkRow]


def result_of(change: BulkChange) -> Result:
    rows = list(change.rows.all())
    by = {state: [row for row in rows if row.state == state] for state in BulkRow.State}
    return Result(
        changed=len(by[BulkRow.State.CHANGED]) + len(by[BulkRow.State.SAME]),
        refused=by[BulkRow.State.REFUSED],
        undone=len(by[BulkRow.State.UNDONE]),
        kept=by[BulkRow.State.KEPT],
    )
