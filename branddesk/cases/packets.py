"""One packet per submission: the way through the platform's cabinet, texts ready to copy, files in order.

Where the platform answers on this desk there is no cabinet to walk through; the same text is then its preview.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation
from branddesk.cases.kinds import kind_of
from branddesk.cases.letters import letter_of
from branddesk.cases.models import Case, CaseExhibit, OffendingListing, Submission
from branddesk.cases.prefetched import links_of, submissions_of
from branddesk.cases.proofs import files_for
from branddesk.cases.readiness.files import size_problem, type_problem
from branddesk.cases.readiness.terms import terms_for
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.complaint import ended
from branddesk.marketplaces.gateway import Cabinet, Complaint, FormField, Gateway, MenuStep, Rules
from branddesk.marketplaces.registry import gateway
from branddesk.marketplaces.words import Phrase
from branddesk.web import formats

ATTACHMENTS = Phrase("Приложения: {files}.", "附件：{files}。", "Attached: {files}.")
ATTACHMENT_COMMA = Phrase("; ", "；", "; ")


@dataclass(frozen=True)
class Step:
    """One step through the menus: the words on the screen, what they mean, and the page where its address is known."""

    ru: str
    meaning: str
    url: str = ""


@dataclass(frozen=True)
class Field:
    """One text to copy, in the platform's language, with its meaning in the reader's beside it."""

    name: str
    label_ru: str
    label: str
    text_ru: str
    meaning: str
    limit: int | None = None

    @property
    def length(self) -> int:
        return len(self.text_ru)

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.length > self.limit


@dataclass(frozen=True)
class PacketFile:
    """One file to attach, at its place in the order; `refused` says why the form would not take it."""

    exhibit: Exhibit
    position: int
    refused: str | None = None


@dataclass(frozen=True)
class Packet:
    """Everything a person needs to file one submission."""

    listing: OffendingListing | None
    """None where the case as a whole is filed."""
    submission: Submission | None
    label: str = ""
    steps: list[Step] = field(default_factory=list)
    """The way that every seller has."""
    brand_account_steps: list[Step] = field(default_factory=list)
    """The shorter way for those whom the platform knows as the brand's representative."""
    fields: list[Field] = field(default_factory=list)
    files: list[PacketFile] = field(default_factory=list)
    file_limits: str = ""
    note: str = ""
    source: str = ""
    """Where the way is written, for what is no complaint about a listing."""
    source_on: date | None = None


@dataclass(frozen=True)
class Preview:
    """The complaint about one listing as the platform will read it."""

    language: str
    title: str
    rows: list[tuple[str, str]]
    paragraphs: list[str]
    attachments: str
    limit: int | None

    @property
    def text(self) -> str:
        """The paragraphs as they go out, without the list of files."""
        return "\n\n".join(self.paragraphs)

    @property
    def length(self) -> int:
        return len(self.text)

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.length > self.limit


def packets_for(case: Case, *, reader_language: str) -> list[Packet]:
    """One packet per submission, in the order of the listings; in a draft, each as it would go out."""
    filing = _Filing(case, reader_language)
    submissions = {submission.listing_id: submission for submission in submissions_of(case)}
    parts: list[OffendingListing | None] = [*filing.listings] if kind_of(case.kind).has_listings else [None]
    with translation.override(reader_language):
        return [
            filing.packet(listing, submissions.get(listing.pk if listing else None))
            for listing in parts
            if not submissions or (listing.pk if listing else None) in submissions
        ]


def preview(case: Case, listing: OffendingListing | None, language: str) -> Preview:
    """The letter in `language`, filled with what is known so far; without a listing, about all of the case."""
    filing = _Filing(case, language)
    letter = filing.letter(listing, language)
    links = files_for(listing, filing.links, filing.listings, filing.port)
    return Preview(
        language=language,
        title=letter.title,
        rows=letter.rows,
        paragraphs=letter.paragraphs,
        attachments=_attachments(links, language),
        limit=filing.rules.text_limit,
    )


class _Filing:
    """A case on its way to a marketplace, with what each of its packets is made from."""

    def __init__(self, case: Case, language: str) -> None:
        self.case = case
        self.language = language
        self.kind = kind_of(case.kind)
        self.port: Gateway = gateway(case.marketplace.gateway)
        self.rules = terms_for(case.marketplace, case.kind).rules
        self.listings = list(case.listings.all())
        self.links = [link for link in links_of(case) if link.exhibit.withdrawn_at is None]
        person = case.assignee or case.created_by
        self.applicant: Organisation | None = person.organisation

    def letter(self, listing: OffendingListing | None, language: str) -> Complaint:
        return letter_of(self.case, listing, self.listings, self.applicant, self.port, language)

    def packet(self, listing: OffendingListing | None, submission: Submission | None) -> Packet:
        files = _files(files_for(listing, self.links, self.listings, self.port), self.rules)
        label = str(listing) if listing else str(self.case)
        cabinet = self.port.cabinet
        if cabinet is None:
            return Packet(listing=listing, submission=submission, label=label, files=files)
        form = cabinet.fields if self.kind.has_listings else cabinet.support_fields
        letter = self.letter(listing, self.case.marketplace.language)
        meaning = self.letter(listing, self.language)
        return Packet(
            listing=listing,
            submission=submission,
            label=label,
            fields=[self.field(form_field, listing, letter, meaning) for form_field in form],
            files=files,
            file_limits=_file_limits(self.rules),
            note=_(
                "Complaints cannot be sent by API: the text is copied, you submit it in the cabinet and note its "
                "number here."
            )
            if self.kind.has_listings
            else _(
                "Requests cannot be sent by API: the text is copied, you send it in the support chat and note its "
                "number here."
            ),
            **self.way(cabinet),
        )

    def way(self, cabinet: Cabinet) -> dict[str, Any]:
        """The steps through the menus, as far as they are known."""
        if self.kind.has_listings:
            return {
                "steps": self.steps(cabinet.paths.get(self.case.violation, ())),
                "brand_account_steps": self.steps(cabinet.brand_account_paths.get(self.case.violation, ())),
            }
        path = cabinet.support_paths.get(self.case.kind)
        if path is None:
            return {}
        return {
            "steps": self.steps(path.steps),
            "source": path.source.text.in_(self.language),
            "source_on": path.source.on,
        }

    def steps(self, menu: tuple[MenuStep, ...]) -> list[Step]:
        return [Step(step.label.ru, step.label.in_(self.language), step.url) for step in menu]

    def field(
        self, form_field: FormField, listing: OffendingListing | None, letter: Complaint, meaning: Complaint
    ) -> Field:
        title = (listing.title if listing else "") or _("The listing complained of.")
        texts = {
            "own_sku": (self.case.own_sku.strip(), _("The listing of ours that shows the genuine goods.")),
            "sku": (listing.sku if listing else "", title),
            "text": (letter.text, meaning.text),
        }
        text, text_meaning = texts[form_field.name]
        return Field(
            name=form_field.name,
            label_ru=form_field.label.ru,
            label=form_field.label.in_(self.language),
            text_ru=text,
            meaning=text_meaning,
            limit=form_field.limit and self.rules.text_limit,
        )


def _files(links: list[CaseExhibit], rules: Rules) -> list[PacketFile]:
    """The files in order; those that the form takes are counted against its number of files."""
    files: list[PacketFile] = []
    taken = 0
    for position, link in enumerate(links, start=1):
        refused = type_problem(link, rules) or size_problem(link, rules)
        if refused is None:
            taken += 1
            if rules.max_files is not None and taken > rules.max_files:
                refused = _("More than %(limit)d files may not fit into the form.") % {"limit": rules.max_files}
        files.append(PacketFile(link.exhibit, position, refused))
    return files


def _file_limits(rules: Rules) -> str:
    if not rules.file_types or rules.max_file_bytes is None or rules.max_files is None:
        return ""
    return _(
        "JPG, PNG or PDF, up to %(size)s each, up to %(count)d files. The platform states no limits for complaints; "
        "these are cautious ones."
    ) % {"size": formats.size(rules.max_file_bytes), "count": rules.max_files}


def _attachments(links: list[CaseExhibit], language: str) -> str:
    """The exhibits by name, each once, as the last line of the letter."""
    names = list(dict.fromkeys(link.exhibit.title or link.exhibit.file_name for link in links))
    if not names:
        return ""
    return ended(ATTACHMENTS.in_(language).format(files=ATTACHMENT_COMMA.in_(language).join(names)))
