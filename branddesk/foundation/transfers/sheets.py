"""Reads sheets: XLSX and its kin, and CSV in the encodings and with the separators of offices in three countries."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 2_000
"""Of one cell; what is longer is cut, and then refused by whoever reads the column."""
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "cp1251")
SEPARATORS = ",;\t|"
SAMPLE = 20_000


class UnreadableSheet(Exception):
    """The file is no sheet that can be read; the message is a sentence for its owner."""


def read_sheet(file: BinaryIO) -> Iterator[list[str]]:
    """The rows of the first sheet as texts, empty rows too, so that numbers agree with what the owner sees.

    Whole numbers come without a fraction, dates as YYYY-MM-DD. Raises `UnreadableSheet`.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise UnreadableSheet(_("The file is empty. Choose the sheet that holds your rows."))
    if size > MOST_BYTES:
        raise UnreadableSheet(_("The file is too large. Split it into sheets of up to 20 MB."))
    head = file.read(8)
    file.seek(0)
    is_workbook = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    rows = _workbook_rows(file) if is_workbook else _text_rows(file.read())
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS + 1:
            raise UnreadableSheet(_("The sheet has more than 50,000 rows. Split it and bring the parts in one by one."))
        yield [cell[:MOST_CHARACTERS] for cell in row[:MOST_COLUMNS]]


def _workbook_rows(file: BinaryIO) -> Iterator[list[str]]:
    unreadable = UnreadableSheet(_("The workbook cannot be opened. Save it again as XLSX or CSV, without a password."))
    if zipfile.is_zipfile(file):
        try:
            with zipfile.ZipFile(file) as parts:
                unpacked = sum(part.file_size for part in parts.infolist())
        except zipfile.BadZipFile:
            raise unreadable from None
        if unpacked > MOST_UNPACKED_BYTES:
            raise UnreadableSheet(_("The workbook is too large once unpacked. Save the rows alone as CSV."))
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        if not workbook.sheet_names:
            raise unreadable
        for row in workbook.get_sheet_by_index(0).iter_rows():
            yield [_text(cell) for cell in row]
    except (CalamineError, ValueError, OSError):
        raise unreadable from None


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.time().min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _text_rows(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise UnreadableSheet(_("This is not a sheet. Choose an XLSX or CSV file."))
    try:
        separator = csv.Sniffer().sniff(text[:SAMPLE], SEPARATORS).delimiter
    except csv.Error:
        first = text.split("\n", 1)[0]
        separator = max(SEPARATORS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [cell.strip() for cell in row]
    except csv.Error:
        raise UnreadableSheet(_("This is not a sheet. Choose an XLSX or CSV file.")) from None


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        if encoding == "gb18030" and _looks_russian(data):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSheet(_("The text of the file cannot be read. Save it as XLSX, or as CSV in UTF-8."))


def _looks_russian(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Windows-1251 rather than GB 18030.

    Both accept nearly everything. Russian words read as Cyrillic letters side by side, mostly small ones; Chinese
    text read so is a jumble of capitals and signs.
    """
    sample = data[:SAMPLE].decode("cp1251", "replace")
    foreign = [letter for letter in sample if ord(letter) > 127]
    small = sum("а" <= letter <= "я" or letter == "ё" for letter in foreign)
    return bool(foreign) and small * 2 > len(foreign)
