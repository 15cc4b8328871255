"""One packet per offending listing: the way through the platform's cabinet, texts ready to copy, files in order.

Where the platform answers on this desk there is no cabinet to walk through; the same text is then its preview.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation
from branddesk.cases.letters import facts_of, facts_of_all
from branddesk.cases.models import Case, CaseExhibit, OffendingListing, Submission
from branddesk.cases.prefetched import links_of
from branddesk.cases.proofs import files_for
from branddesk.cases.readiness.files import size_problem, type_problem
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.gateway import Complaint, FormField, Gateway, MenuStep
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
    """Everything a person needs to file one listing."""

    listing: OffendingListing
    submission: Submission | None
    steps: list[Step] = field(default_factory=list)
    """The way that every seller has."""
    brand_account_steps: list[Step] = field(default_factory=list)
    """The shorter way for those whom the platform knows as the brand's representative."""
    fields: list[Field] = field(default_factory=list)
    files: list[PacketFile] = field(default_factory=list)
    file_limits: str = ""
    note: str = ""


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
    """One packet per submission, in the order of the listings; in a draft, one per listing as it would go out."""
    port = gateway(case.marketplace.gateway)
    listings = list(case.listings.all())
    submissions = {submission.listing_id: submission for submission in case.submissions.all()}
    links = _standing(case)
    applicant = _applicant(case)
    with translation.override(reader_language):
        return [
            _packet(case, listing, submissions.get(listing.pk), links, listings, port, applicant, reader_language)
            for listing in listings
            if not submissions or listing.pk in submissions
        ]


def preview(case: Case, listing: OffendingListing | None, language: str) -> Preview:
    """The complaint in `language`, filled with what is known so far; without a listing, about all of the case."""
    port = gateway(case.marketplace.gateway)
    applicant, listings, links = _applicant(case), list(case.listings.all()), _standing(case)
    facts = facts_of(case, listing, applicant) if listing else facts_of_all(case, listings, applicant)
    complaint = port.complaint(facts, language)
    files = files_for(listing, links, listings, port) if listing else links
    return Preview(
        language=language,
        title=complaint.title,
        rows=complaint.rows,
        paragraphs=complaint.paragraphs,
        attachments=_attachments(files, language),
        limit=port.rules.text_limit,
    )


def _packet(
    case: Case,
    listing: OffendingListing,
    submission: Submission | None,
    links: list[CaseExhibit],
    listings: list[OffendingListing],
    port: Gateway,
    applicant: Organisation | None,
    language: str,
) -> Packet:
    facts = facts_of(case, listing, applicant)
    complaint = port.complaint(facts, case.marketplace.language)
    meaning = port.complaint(facts, language)
    files = _files(files_for(listing, links, listings, port), port)
    if port.cabinet is None:
        return Packet(listing=listing, submission=submission, files=files)
    return Packet(
        listing=listing,
        submission=submission,
        steps=_steps(port.cabinet.paths.get(case.violation, ()), language),
        brand_account_steps=_steps(port.cabinet.brand_account_paths.get(case.violation, ()), language),
        fields=[_field(form_field, case, listing, complaint, meaning, language) for form_field in port.cabinet.fields],
        files=files,
        file_limits=_file_limits(port),
        note=_(
            "Complaints cannot be sent by API: the text is copied, you submit it in the cabinet and note its number "
            "here."
        ),
    )


def _steps(menu: tuple[MenuStep, ...], language: str) -> list[Step]:
    return [Step(step.label.ru, step.label.in_(language), step.url) for step in menu]


def _field(
    form_field: FormField,
    case: Case,
    listing: OffendingListing,
    complaint: Complaint,
    meaning: Complaint,
    language: str,
) -> Field:
    texts = {
        "own_sku": (case.own_sku.strip(), _("The listing of ours that shows the genuine goods.")),
        "sku": (listing.sku, listing.title or _("The listing complained of.")),
        "text": (complaint.text, meaning.text),
    }
    text, text_meaning = texts[form_field.name]
    return Field(
        name=form_field.name,
        label_ru=form_field.label.ru,
        label=form_field.label.in_(language),
        text_ru=text,
        meaning=text_meaning,
        limit=form_field.limit,
    )


def _files(links: list[CaseExhibit], port: Gateway) -> list[PacketFile]:
    """The files in order; those that the form takes are counted against its number of files."""
    files: list[PacketFile] = []
    taken = 0
    for position, link in enumerate(links, start=1):
        refused = type_problem(link, port.rules) or size_problem(link, port.rules)
        if refused is None:
            taken += 1
            if port.rules.max_files is not None and taken > port.rules.max_files:
                refused = _("More than %(limit)d files may not fit into the form.") % {"limit": port.rules.max_files}
        files.append(PacketFile(link.exhibit, position, refused))
    return files


def _file_limits(port: Gateway) -> str:
    rules = port.rules
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
    return ATTACHMENTS.in_(language).format(files=ATTACHMENT_COMMA.in_(language).join(names))


def _standing(case: Case) -> list[CaseExhibit]:
    return [link for link in links_of(case) if link.exhibit.withdrawn_at is None]


def _applicant(case: Case) -> Organisation | None:
    """The organisation of the person in charge of the case."""
    person = case.assignee or case.created_by
    return person.organisation
