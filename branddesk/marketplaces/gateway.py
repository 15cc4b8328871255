"""What the desk asks of any marketplace. Plain data and one protocol; each marketplace is a folder beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from branddesk.marketplaces.words import Phrase


@dataclass(frozen=True)
class ListingRef:
    """A listing as somebody named it: by SKU, by link or by both, and what else stood beside it."""

    sku: str = ""
    url: str = ""
    title: str = ""
    seller: str = ""
    inn: str = ""
    price: Decimal | None = None
    currency: str = "RUB"
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Source:
    """Where a rule is written, and as of which day."""

    text: Phrase
    on: date


OWN_CAUTION = Source(
    Phrase(
        "Площадка этого не называет: наша собственная осторожность",
        "平台没有明文规定：我们自己的谨慎做法",
        "The marketplace states nothing: our own caution",
    ),
    date(2026, 11, 23),
)


@dataclass(frozen=True)
class Rules:
    """What this marketplace accepts as proof. Each limit's source stands where the marketplace states it."""

    refuses_open_ended: bool = False
    """Papers without an end date are refused."""
    classes: frozenset[int] = frozenset(range(1, 46))
    """Nice classes whose marks count."""
    needs_own_sku: bool = False
    needs_sku: bool = False
    """The form takes SKUs only, so a link alone does not do."""
    needs_extract: bool = False
    """An extract from the register is asked for beside the certificate."""
    paper_languages: frozenset[str] = frozenset({"ru", "en"})
    """Papers in other languages need a certified translation."""
    extract_days: int = 30
    """An older extract may no longer show the register as it stands."""
    screenshot_days: int = 14
    """An older screenshot may no longer show the listing as it stands."""
    runs_days: int = 30
    """A paper that ends within these days may end before the platform has decided."""
    matter_days: int = 90
    """What lies longer back may no longer be looked into."""
    file_types: tuple[str, ...] = ()
    """Content types that the form takes; empty means any."""
    max_file_bytes: int | None = None
    max_files: int | None = None
    text_limit: int | None = None
    """Characters that the complaint's text may have."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Where each of these is written, by its name here; what is not named is our own caution."""


@dataclass(frozen=True)
class MenuStep:
    """One step through the cabinet's menus: the words on the screen, and the page where its address is known."""

    label: Phrase
    url: str = ""


@dataclass(frozen=True)
class SupportPath:
    """The way to the support chat for a kind of case, and where that is written."""

    steps: tuple[MenuStep, ...]
    source: Source


@dataclass(frozen=True)
class FormField:
    """One question of the cabinet's form. `name` is one of own_sku, sku, text."""

    name: str
    label: Phrase
    limit: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What the platform may answer, and what that means here: values of `SubmissionStatus` and `Reason`."""

    code: str
    label: Phrase
    status: str
    reason: str = ""


@dataclass(frozen=True)
class Cabinet:
    """The platform's own pages, in which a person files the complaint by hand."""

    paths: dict[str, tuple[MenuStep, ...]]
    """By violation: the way through the menus that every seller has."""
    brand_account_paths: dict[str, tuple[MenuStep, ...]]
    """By violation: the shorter way for those whom the platform knows as the brand's representative."""
    fields: tuple[FormField, ...]
    outcomes: tuple[Outcome, ...]
    support_paths: Mapping[str, SupportPath] = field(default_factory=dict)
    """By kind of case: the way for what is no complaint about a listing."""
    support_fields: tuple[FormField, ...] = ()
    support_outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that a complaint's text is filled from. What is not known yet is empty.

    A complaint is about one listing, in `sku`, `url`, `seller` …, or about several, in `listings` and `sellers`.
    """

    violation: str = ""
    brand: str = ""
    own_sku: str = ""
    sku: str = ""
    url: str = ""
    title: str = ""
    seller: str = ""
    inn: str = ""
    price: Decimal | None = None
    currency: str = "RUB"
    seen_on: date | None = None
    right_kind: str = ""
    sign: str = ""
    right_number: str = ""
    register: str = ""
    classes: tuple[int, ...] = ()
    right_ends_on: date | None = None
    holder: str = ""
    applicant: str = ""
    statement: str = ""
    listings: tuple[str, ...] = ()
    sellers: tuple[tuple[str, str], ...] = ()
    """Name and INN of each."""


@dataclass(frozen=True)
class Complaint:
    """A complaint, or any letter of a case, as the platform reads it."""

    title: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


class Gateway(Protocol):
    """What we ask of a marketplace."""

    @property
    def name(self) -> str: ...

    @property
    def rules(self) -> Rules: ...

    @property
    def cabinet(self) -> Cabinet | None:
        """None where the marketplace answers on this desk."""

    def parse_line(self, text: str) -> ListingRef | None:
        """The listing that `text`, a single link or SKU, names; None when it names none here."""

    def is_link(self, text: str) -> bool:
        """Whether `text` is a link to any page of this marketplace, a listing or not."""

    def is_sku(self, text: str) -> bool:
        """Whether `text` has the form of a SKU here."""

    def listing_url(self, sku: str) -> str:
        """The listing's address; empty where a SKU does not tell it."""

    def complaint(self, facts: Facts, language: str) -> Complaint:
        """The complaint in the words of our template, in `language`."""
