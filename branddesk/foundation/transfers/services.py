"""Bringing a sheet in: keep the file, read it in the background, and take it over only as its owner says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.core.models import new_key
from branddesk.foundation.transfers import events
from branddesk.foundation.transfers.models import Transfer, TransferRow
from branddesk.foundation.transfers.registry import Check, Kind, Line, columns_of, kind_of
from branddesk.foundation.transfers.sheets import UnreadableSheet, read_sheet

ROWS_AT_ONCE = 500


@transaction.atomic
def open_transfer(
    *, actor: AbstractBaseUser, kind: str, scope: int, file: File, name: str, form_key: UUID | None = None
) -> Transfer:
    """Keep the file and have it read. Nothing is taken over yet. The form's key becomes the transfer's: it is one."""
    before = made_before(Transfer.objects.all(), form_key, person=actor, maker="owner", name="key")
    if before is not None:
        return before
    transfer = Transfer.objects.create(
        key=form_key or new_key(),
        kind=kind,
        scope=scope,
        owner_id=actor.pk,
        file=File(file, name="sheet"),
        file_name=name[-160:],
    )
    events.transfer_opened.send(sender=Transfer, transfer=transfer)
    return transfer


@transaction.atomic
def take_over(*, actor: AbstractBaseUser, transfer: Transfer, leave_out_wrong: bool = False) -> Transfer:
    """Take all rows over at once. Wrong rows are left out only if the actor says so."""
    transfer = _locked(actor, transfer)
    if transfer.state in {Transfer.State.TAKING, Transfer.State.DONE}:
        return transfer
    if transfer.state != Transfer.State.CHECKED:
        raise WrongStatus(_("This sheet can no longer be taken over. Bring it in again."))
    if not leave_out_wrong and transfer.rows.filter(state="wrong").exists():
        raise DomainError(_("Some rows are wrong. Mend the sheet and bring it in again, or leave these rows out."))
    transfer.state = Transfer.State.TAKING
    transfer.save(update_fields=["state"])
    events.transfer_confirmed.send(sender=Transfer, transfer=transfer)
    return transfer


@transaction.atomic
def cancel(*, actor: AbstractBaseUser, transfer: Transfer) -> Transfer:
    """Stop it; nothing of the sheet is kept. A sheet that was taken over stays so."""
    transfer = _locked(actor, transfer)
    if transfer.state in {Transfer.State.TAKING, Transfer.State.DONE}:
        raise WrongStatus(_("The sheet is taken over already, so it can no longer be cancelled."))
    _end(transfer, Transfer.State.CANCELLED)
    transfer.rows.all().delete()
    return transfer


def read(*, transfer_id: int) -> None:
    """Read the sheet part by part, saying how far it is. Begun anew when it was interrupted; stops when cancelled."""
    transfer = Transfer.objects.select_related("owner").filter(pk=transfer_id, state=Transfer.State.READING).first()
    if transfer is None:
        return
    transfer.rows.all().delete()
    with translation.override(getattr(transfer.owner, "language", None)):
        try:
            _read_rows(transfer)
        except UnreadableSheet as refusal:
            transfer.fault = str(refusal)
            transfer.save(update_fields=["fault"])
            _end(transfer, Transfer.State.UNREADABLE)


def _read_rows(transfer: Transfer) -> None:
    kind = kind_of(transfer)
    with transfer.file.open("rb") as file:
        rows = list(read_sheet(cast(BinaryIO, file)))
    headings, columns = _headings(kind, rows)
    transfer.rows_in_all = len(rows) - headings
    transfer.save(update_fields=["rows_in_all"])
    check = kind.checker(transfer)
    lines = _lines(rows, headings, columns)
    while part := list(islice(lines, ROWS_AT_ONCE)):
        if not _keep(transfer, part, check):
            return
    if not transfer.rows.exists():
        raise UnreadableSheet(_("The sheet has a heading but no rows below it."))
    _move(transfer, Transfer.State.CHECKED)


def _headings(kind: Kind, rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """How many rows stand before the data, and which column is which. The heading may stand below a title."""
    for number, row in enumerate(rows[:10], start=1):
        columns = columns_of(kind, row)
        if all(column.name in columns.values() for column in kind.columns if column.required):
            return number, columns
    wanted = ", ".join(column.titles[0] for column in kind.columns if column.required)
    raise UnreadableSheet(
        _("No row names the columns. The first row needs at least these titles: %(titles)s.") % {"titles": wanted}
    )


def _lines(rows: Sequence[Sequence[str]], headings: int, columns: dict[int, str]) -> Iterator[Line]:
    """The rows below the heading that hold anything, numbered as in the sheet."""
    for number, row in enumerate(rows[headings:], start=headings + 1):
        cells = {name: row[place] for place, name in columns.items() if place < len(row)}
        if any(cells.values()):
            yield Line(number, cells)


@transaction.atomic
def _keep(transfer: Transfer, part: list[Line], check: Check) -> bool:
    """Check and keep one part. False when the owner cancelled meanwhile."""
    now = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if now.state != Transfer.State.READING:
        return False
    TransferRow.objects.bulk_create(
        TransferRow(
            transfer=transfer,
            number=line.number,
            state=finding.state,
            values=dict(finding.values),
            before=dict(finding.before),
            problem=finding.problem[:400],
        )
        for line, finding in zip(part, check(part), strict=True)
    )
    now.rows_read += len(part)
    now.save(update_fields=["rows_read"])
    return True


def _move(transfer: Transfer, state: Transfer.State) -> None:
    Transfer.objects.filter(pk=transfer.pk, state=Transfer.State.READING).update(state=state, updated_at=clock.now())


@transaction.atomic
def take(*, transfer_id: int) -> None:
    """Take all rows over in one transaction: all of them or none. A second time changes nothing."""
    transfer = Transfer.objects.select_for_update().get(pk=transfer_id)
    if transfer.state != Transfer.State.TAKING:
        return
    wanted = [TransferRow.State.NEW, TransferRow.State.CHANGED]
    kind_of(transfer).take(transfer, transfer.rows.filter(state__in=wanted).order_by("number"))
    _end(transfer, Transfer.State.DONE)


def _locked(actor: AbstractBaseUser, transfer: Transfer) -> Transfer:
    return Transfer.objects.select_for_update().get(pk=transfer.pk, owner=actor.pk)


def _end(transfer: Transfer, state: Transfer.State) -> None:
    transfer.state, transfer.ended_at = state, clock.now()
    transfer.save(update_fields=["state", "ended_at"])
