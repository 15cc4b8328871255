"""Questions about a sheet on its way in."""

from __future__ import annotations

from django.db.models import Case, Count, QuerySet, When

from branddesk.foundation.transfers.models import Transfer, TransferRow


def counts_of(transfer: Transfer) -> dict[str, int]:
    """How many rows are new, changed, same and wrong; in one query."""
    found = dict(transfer.rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in TransferRow.State}


def rows_of(transfer: Transfer, state: str = "", order: str = "") -> QuerySet[TransferRow]:
    """The rows of one state, or all of them; `wrong-first`: those to be mended, then what changes."""
    rows = transfer.rows.filter(state=state) if state else transfer.rows.all()
    if order == "wrong-first":
        urgency = Case(When(state="wrong", then=0), When(state="changed", then=1), When(state="new", then=2), default=3)
        return rows.order_by(urgency, "number")
    return rows.order_by("number")
