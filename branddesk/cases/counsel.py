"""The package for counsel: a case with its facts, rights, story and exhibits, as a ZIP that is never whole in memory.

Texts are in the reader's language; what people wrote stays word for word. Notes among colleagues are not part of it.
"""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from stream_zip import ZIP_AUTO, stream_zip

from branddesk.accounts.models import User
from branddesk.brands import selectors as papers_of_brands
from branddesk.brands.models import Authorisation, Right
from branddesk.cases import selectors
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import PRIVATE, Case, CaseExhibit
from branddesk.core import clock
from branddesk.core.cells import harmless
from branddesk.core.enums import Via
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files import services as files
from branddesk.foundation.files import vault
from branddesk.foundation.files.names import clean_filename
from branddesk.web import formats

PACKED_ALREADY = re.compile(r"(image|video|audio)/|application/(pdf|zip)|officedocument")
"""Types that do not become smaller by packing."""

CHUNK = vault.CHUNK


@dataclass(frozen=True)
class Paper:
    """One exhibit in the package."""

    number: int
    exhibit: Exhibit
    listing: str
    """The listing it proves; empty where it is for the whole case."""
    sent_at: datetime | None
    missing: str
    """Why its bytes are not enclosed; empty when they are."""

    @property
    def is_enclosed(self) -> bool:
        return not self.missing

    @property
    def path(self) -> str:
        """Its place in the package: numbered, so that no name meets another."""
        name = PurePath(clean_filename(self.exhibit.file_name))
        return f"exhibits/{self.number:02} {name.stem[:80].rstrip()}{name.suffix}"


@dataclass(frozen=True)
class Section:
    """One part of the story: a file of text, and a heading of the printed index."""

    file_name: str
    title: str
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Package:
    number: str
    made_at: datetime
    sections: list[Section]
    papers: list[Paper]
    index: str
    """index.html, ready."""
    table: str
    """index.csv, ready."""

    @property
    def file_name(self) -> str:
        return f"{self.number} {self.made_at:%Y-%m-%d}.zip"

    def stream(self) -> Iterator[bytes]:
        """The ZIP, a piece at a time; exhibits are read from the vault as they are sent."""
        yield from stream_zip(self._members(), chunk_size=CHUNK)

    def _members(self) -> Iterable[tuple[str, datetime, int, Any, Iterable[bytes]]]:
        mode = stat.S_IFREG | 0o644
        sums = "".join(f"{paper.exhibit.blob.sha256}  {paper.path}\n" for paper in self.papers if paper.is_enclosed)
        texts = [("index.html", self.index), ("index.csv", self.table), ("SHA256SUMS.txt", sums)]
        texts += [(section.file_name, f"{section.title}\n\n{section.text}\n") for section in self.sections]
        for name, text in texts:
            data = text.encode()
            yield f"{self.number}/{name}", self.made_at, mode, ZIP_AUTO(len(data)), (data,)
        for paper in self.papers:
            if paper.is_enclosed:
                blob = paper.exhibit.blob
                method = ZIP_AUTO(blob.size, level=0 if PACKED_ALREADY.search(blob.content_type) else 6)
                place = f"{self.number}/{paper.path}"
                yield place, paper.exhibit.sealed_at, mode, method, _bytes_of(paper.exhibit)


def package_of(case: Case, reader: User) -> Package:
    """Everything is read from the database now; only the exhibits' bytes are left for the stream."""
    when = _Clocks(reader, case)
    links = case.exhibit_links.select_related("exhibit__blob", "exhibit__sealed_by", "listing")
    papers = [_paper(number, link) for number, link in enumerate(links, start=1)]
    numbers = {paper.exhibit.pk: paper.number for paper in papers}
    sections = [
        Section("facts.txt", _("Facts"), _facts(case, when)),
        Section("rights.txt", _("Rights and authorisations"), _rights(case)),
        Section("chronology.txt", _("Chronology"), _chronology(case, reader, when)),
        Section("messages.txt", _("Messages, word for word"), _messages(case, when, numbers)),
    ]
    made_at = clock.now()
    context = {
        "case": case,
        "made": when(made_at),
        "reader": reader,
        "sections": sections,
        "papers": papers,
        "language": get_language(),
    }
    return Package(
        number=case.number,
        made_at=made_at,
        sections=sections,
        papers=papers,
        index=render_to_string("cases/counsel/index.html", context),
        table=_table(papers),
    )


class _Clocks:
    """Moments by both sides' clocks, named by their zones."""

    def __init__(self, reader: User, case: Case) -> None:
        self.zones = list(dict.fromkeys([reader.time_zone, case.marketplace.time_zone]))

    def __call__(self, moment: datetime | None) -> str:
        if moment is None:
            return "–"
        times = [(name, moment.astimezone(ZoneInfo(name))) for name in self.zones]
        return " · ".join(f"{at:%Y-%m-%d %H:%M} {name}" for name, at in times)


def _paper(number: int, link: CaseExhibit) -> Paper:
    exhibit = link.exhibit
    missing = ""
    if exhibit.blob.is_infected:
        missing = _("not enclosed: a virus was found in it")
    elif not vault.storage().exists(exhibit.blob.path):
        missing = _("not enclosed: its bytes are not in the vault")
    return Paper(number, exhibit, str(link.listing or ""), link.sent_at, missing)


def _facts(case: Case, when: _Clocks) -> list[str]:
    rows: list[tuple[str, object]] = [
        (_("Case"), case.number),
        (_("Subject"), case.subject),
        (_("Kind"), case.get_kind_display()),
        (_("Brand"), case.brand),
        (_("Marketplace"), case.marketplace),
        (_("Status"), case.get_status_display()),
        (_("Priority"), case.get_priority_display()),
        (_("Escalation level"), case.get_level_display()),
        (_("What the seller does"), case.get_violation_display()),
        (_("Our own SKU"), case.own_sku),
        (_("Class of the goods"), case.nice_class),
        (_("Opened by"), f"{case.created_by.name}, {case.created_by.organisation.legal_name}"),
        (_("Opened"), when(case.created_at)),
        (_("Submitted"), when(case.submitted_at)),
        (_("Decided"), when(case.decided_at)),
        (_("Closed"), when(case.closed_at)),
    ]
    lines = [f"{label}: {value}" for label, value in rows if value not in ("", None, "–")]
    lines += _answers(case)
    for listing in case.listings.all():
        lines += ["", _("Listing %(name)s") % {"name": listing}]
        price = formats.money(listing.price, listing.currency) if listing.price is not None else ""
        about: list[tuple[str, object]] = [
            (_("Link"), listing.url),
            (_("Title"), listing.title),
            (_("Seller"), " ".join(filter(None, [listing.seller, listing.seller_inn]))),
            (_("Price"), price),
            (_("Seen"), when(listing.seen_at)),
        ]
        lines += [f"  {label}: {value}" for label, value in about if value not in ("", "–")]
    for submission in case.submissions.select_related("listing"):
        reference = f", {submission.reference}" if submission.reference else ""
        lines += ["", f"{submission.label}: {submission.get_status_display()}{reference}"]
    if case.statement:
        lines += ["", _("Statement, as the platform received it"), "", case.statement]
    return lines


def _answers(case: Case) -> list[str]:
    """What the case's kind asked, as it was answered."""
    language = get_language() or "en"
    lines = []
    for question in kind_of(case.kind).questions:
        answer = case.details.get(question.code)
        if answer not in (None, "", []):
            choice = question.choice(answer)
            said = choice.label.in_(language) if choice is not None else question.write(answer)
            lines.append(f"{question.label.in_(language)}: {said}")
    return lines


def _rights(case: Case) -> list[str]:
    """The brand's papers on the day of submission, and whether they led from the holder to whoever filed the case."""
    zone = ZoneInfo(case.marketplace.time_zone)
    day = case.submitted_at.astimezone(zone).date() if case.submitted_at else case.marketplace.today()
    organisation = case.created_by.organisation
    found = papers_of_brands.papers_of(case.brand, organisation, day)
    lines = [_("As of %(day)s") % {"day": formats.full_day(day)}]
    for row in found.rights:
        mark = _("the case stands on it") if row.right.pk == case.right_id else ""
        lines += ["", ", ".join(filter(None, [str(row.right), row.right.get_register_display(), mark]))]
        classes = ", ".join(map(str, row.right.classes))
        lines += [f"  {_('Holder')}: {row.right.holder}", *([f"  {_('Classes')}: {classes}"] if classes else [])]
        lines.append(f"  {_in_force(row.right, day)}")
        if row.chain.is_whole:
            lines.append(f"  {_('Chain')}: {' → '.join(row.chain.parties)}")
        else:
            lines.append(f"  {_('The chain is broken.')} {row.chain.gap}")
    for paper in found.authorisations:
        letter = paper.authorisation
        lines += ["", f"{letter.get_kind_display()}: {letter.grantor} → {letter.grantee}"]
        lines += [f"  {letter.territory_names}", f"  {_in_force(letter, day)}"]
    return lines


def _in_force(paper: Right | Authorisation, day: date) -> str:
    """From when to when, with the years, and whether the day lies between."""
    start, end = formats.full_day(paper.valid_from), paper.valid_to and formats.full_day(paper.valid_to)
    span = _("From %(start)s to %(end)s") if end else _("From %(start)s, open-ended")
    stands = _("in force on that day") if paper.is_valid_on(day) else _("not in force on that day")
    return f"{span % {'start': start, 'end': end}} · {stands}"


def _chronology(case: Case, reader: User, when: _Clocks) -> list[str]:
    lines = []
    for item in selectors.timeline(case, reader):
        if item.kind not in ("note", "contact"):
            who = f"{item.actor.name}: " if item.actor is not None else ""
            lines.append(f"{when(item.at)}\n  {who}{item.text}")
    return lines


def _messages(case: Case, when: _Clocks, numbers: dict[int, int]) -> list[str]:
    said = (
        case.messages.exclude(kind__in=PRIVATE)
        .filter(leaves_at=None)
        .select_related("author__organisation")
        .prefetch_related("exhibits")
        .order_by("happened_at", "pk")
    )
    lines = [_("Notes among colleagues are not part of this package.")]
    for number, message in enumerate(said, start=1):
        author = message.speaker
        if message.author is not None:
            author = f"{author}, {message.author.organisation.name}"
        elif message.outside_address:
            author = f"{author} <{message.outside_address}>"
        if message.via != Via.DESK:
            author = f"{author} · {message.get_via_display()}"
        if message.is_quoted:
            author = _("%(platform)s, recorded by %(name)s") % {"platform": case.marketplace, "name": author}
        lines += ["", f"{number}. {when(message.happened_at)}", f"{author} · {message.get_kind_display()}"]
        enclosed = sorted(numbers[exhibit.pk] for exhibit in message.exhibits.all() if exhibit.pk in numbers)
        if enclosed:
            lines.append(_("Exhibits: %(numbers)s") % {"numbers": ", ".join(map(str, enclosed))})
        lines += ["", message.body]
    return lines


def _table(papers: list[Paper]) -> str:
    """The index for a spreadsheet, with the mark that lets Excel read Chinese."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(
        [
            _("No."),
            _("File"),
            _("Title"),
            _("What it is"),
            _("Listing"),
            _("Sealed"),
            _("Sealed by"),
            _("Source address"),
            _("Time of capture"),
            _("Sent to the platform"),
            _("Bytes"),
            "SHA-256",
            _("Remark"),
        ]
    )
    for paper in papers:
        exhibit = paper.exhibit
        remark = ", ".join(filter(None, [_("withdrawn") if exhibit.is_withdrawn else "", paper.missing]))
        moments = [exhibit.sealed_at, exhibit.captured_at, paper.sent_at]
        sealed, captured, sent = ("" if at is None else f"{at:%Y-%m-%d %H:%M:%SZ}" for at in moments)
        row = [
            paper.number,
            paper.path if paper.is_enclosed else "",
            exhibit.title,
            exhibit.get_kind_display(),
            paper.listing,
            sealed,
            exhibit.sealed_by.name,
            exhibit.source_url,
            captured,
            sent,
            exhibit.blob.size,
            exhibit.blob.sha256,
            remark,
        ]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _bytes_of(exhibit: Exhibit) -> Iterator[bytes]:
    with files.open_blob(exhibit.blob) as source:
        while chunk := source.read(CHUNK):
            yield chunk
