"""What the pages of every import have in common: where it stands, the example to fill, the rows to mend."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from branddesk.core.cells import harmless
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.registry import Column
from branddesk.foundation.transfers.selectors import counts_of, rows_of

SHOWN_ROWS = 100


def state_of(request: HttpRequest, transfer: Transfer) -> dict[str, Any]:
    """What `transfers/state.html` shows, but for the app's own addresses (`to`), sentences (`words`) and columns."""
    asked = request.GET.get("rows", "")
    shown = asked if asked in TransferRow.State else ""
    counts = counts_of(transfer)
    rows = list(rows_of(transfer, shown, "" if shown else "wrong-first")[:SHOWN_ROWS]) if not transfer.is_busy else []
    return {
        "transfer": transfer,
        "counts": counts,
        "tabs": [(state.value, state.label, counts[state.value]) for state in TransferRow.State],
        "shown": shown,
        "rows": rows,
        "most": SHOWN_ROWS,
        "wanted": counts["new"] + counts["changed"],
    }


def example_sheet(name: str, columns: Sequence[Column], cells: Mapping[str, str]) -> HttpResponse:
    """A sheet with the right titles and one row, to be filled."""
    response, writer = _sheet(name)
    writer.writerow([column.titles[0] for column in columns])
    writer.writerow([cells.get(column.name, "") for column in columns])
    return response


def wrong_rows(transfer: Transfer, columns: Sequence[Column]) -> HttpResponse:
    """The wrong rows as they were written, each with what is wrong, as a sheet to mend and bring in again."""
    response, writer = _sheet("rows-to-mend.csv")
    writer.writerow([*(column.titles[0] for column in columns), _("Row"), _("What is wrong")])
    for row in rows_of(transfer, TransferRow.State.WRONG).iterator(chunk_size=1000):
        cells = [str(row.values.get(column.name, "")) for column in columns]
        writer.writerow([*map(harmless, cells), row.number, harmless(row.problem)])
    return response


def _sheet(name: str) -> tuple[HttpResponse, Any]:
    """A CSV to download that Excel reads as UTF-8, and its writer."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response, csv.writer(response)
