"""A list as a table to take along: typed, safe to open in a spreadsheet, and only for whoever asked for it."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

import xlsxwriter
from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.cells import harmless
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import made_before
from branddesk.core.models import new_key
from branddesk.foundation.lists import events
from branddesk.foundation.lists.models import Export
from branddesk.foundation.lists.registry import Cell, table_of

MOST_ROWS = 50_000
KEPT_FOR = timedelta(hours=24)
ROWS_BETWEEN_NEWS = 500


class _Stopped(Exception):
    pass


@transaction.atomic
def begin(*, actor: Any, list_name: str, query: str, format: str, form_key: UUID | None = None) -> Export:
    """Have the list as it stands written as a table, in the background; once for the same form."""
    if format not in Export.Format:
        raise DomainError(_("Choose CSV or XLSX."))
    before = made_before(Export.objects.all(), form_key, person=actor, maker="person", name="key")
    if before is not None:
        return before
    export = Export.objects.create(
        key=form_key or new_key(),
        person=actor,
        list=list_name,
        query=query[:600],
        format=format,
        total=table_of(list_name).count(actor, query, MOST_ROWS),
    )
    events.export_begun.send(sender=Export, export=export)
    return export


def write(*, export_id: int) -> None:
    """Write the table. Begun anew when it was interrupted; it stops when its owner says so."""
    export = Export.objects.filter(pk=export_id, state=Export.State.RUNNING).first()
    if export is None:
        return
    person: Any = get_user_model().objects.select_related("organisation").get(pk=export.person_id)
    table = table_of(export.list)
    with (
        translation.override(getattr(person, "language", None)),
        timezone.override(getattr(person, "time_zone", None)),
        tempfile.TemporaryFile() as file,
    ):
        rows = _counted(export, table.rows(person, export.query, MOST_ROWS))
        try:
            (write_csv if export.format == Export.Format.CSV else write_xlsx)(file, rows)
        except _Stopped:
            return
        file.seek(0)
        _finish(export, person, File(file), f"{table.name(person, export.query)}.{export.format}")


@transaction.atomic
def _finish(export: Export, person: Any, file: File, name: str) -> None:
    now = clock.now()
    running = Export.objects.select_for_update().filter(pk=export.pk, state=Export.State.RUNNING)
    if not running.exists():
        return
    export.file.save(f"{export.key}.{export.format}", file, save=False)
    export.file_name, export.state, export.ended_at = name[:80], Export.State.DONE, now
    export.expires_at = now + KEPT_FOR
    export.save()
    table_of(export.list).recorded(person, export.done)


def stop(*, actor: Any, export: Export) -> None:
    """Write no further; nothing is kept."""
    Export.objects.filter(pk=export.pk, person=actor, state=Export.State.RUNNING).update(
        state=Export.State.CANCELLED, ended_at=clock.now()
    )


def throw_away_expired() -> int:
    """Delete tables whose day is over. Returns how many."""
    expired = Export.objects.filter(expires_at__lt=clock.now())
    for export in expired:
        export.file.delete(save=False)
        export.delete()
    return len(expired)


def write_csv(file: IO[bytes], rows: Iterator[list[Cell]]) -> None:
    """Rows as CSV with a byte-order mark, by which Excel knows Chinese and Russian."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
    text.flush()
    text.detach()


def write_xlsx(file: IO[bytes], rows: Iterator[list[Cell]]) -> None:
    """Rows as a sheet: moments, dates and numbers are typed, and text is never a formula or a link."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    heading = book.add_format({"bold": True})
    formats = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, datetime):
                sheet.write_datetime(place, column, timezone.make_naive(cell), formats[datetime])
            elif isinstance(cell, date):
                sheet.write_datetime(place, column, datetime(cell.year, cell.month, cell.day), formats[date])  # noqa: DTZ001
            elif isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
                sheet.write_number(place, column, cell)
            else:
                sheet.write_string(place, column, str(cell), heading if place == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 40, 18)
    book.close()


def _counted(export: Export, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, telling now and then how far they are; the headings do not count."""
    for number, row in enumerate(rows):
        if number % ROWS_BETWEEN_NEWS == 0:
            running = Export.objects.filter(pk=export.pk, state=Export.State.RUNNING)
            if not running.update(done=number):
                raise _Stopped
        export.done = number
        yield row


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, (int, float, Decimal)):
        return str(cell)
    text = str(cell)
    return harmless(text)
