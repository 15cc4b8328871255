"""Whom a brand reaches at a marketplace, who is there now, and when the others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Prefetch, Q, QuerySet

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand, BrandGrant
from branddesk.contacts.models import Absence, Contact, Coverage
from branddesk.contacts.schedule import Span, Week
from branddesk.core import clock
from branddesk.core.queries import holding
from branddesk.foundation.transfers.models import Transfer
from branddesk.stores.models import Marketplace

PAGE_SIZE = 50

Role = Contact.Role
_ORDER = {role: number for number, role in enumerate(Role)}


@dataclass
class Entry:
    """A contact as a brand finds it at a moment."""

    contact: Contact
    as_deputy: bool
    moment: datetime
    week: Week
    away: Absence | None
    """The absence that holds at the moment."""
    comes: Absence | None
    """The next one, within a month."""
    stands_in_for: list[Absence] = field(default_factory=list)
    """Absences of others of the same list in which this one stands in now."""

    @property
    def is_manager(self) -> bool:
        return self.contact.is_manager and not self.as_deputy

    @property
    def is_open(self) -> bool:
        return self.away is None and self.week.is_open(self.moment)

    @property
    def closes_at(self) -> datetime | None:
        """When an open one closes."""
        return self.week.closes(self.moment) if self.away is None else None

    @property
    def opens_at(self) -> datetime | None:
        """When a closed one opens, after an absence too; None where its hours are not known."""
        start = self.moment
        if self.away is not None:
            back = self.away.ends_on + timedelta(days=1)
            start = datetime.combine(back, time(0), ZoneInfo(self.week.time_zone)) - timedelta(seconds=1)
        return self.week.opens(start)

    @property
    def has_hours(self) -> bool:
        return bool(self.week.spans)

    @property
    def local(self) -> datetime:
        """The moment on the contact's clock."""
        return self.moment.astimezone(ZoneInfo(self.week.time_zone))


def contacts_for(
    brand: Brand, marketplace: Marketplace | None = None, moment: datetime | None = None, *, reader: User | None = None
) -> list[Entry]:
    """Managers, then deputies, then lines. Of all marketplaces when none is named; for a reader what they may see.

    Five queries, however many there are.
    """
    rows = _of_brand(brand, marketplace, reader).prefetch_related(
        Prefetch("coverages", Coverage.objects.filter(brand=brand), to_attr="covers")
    )
    return entries_of(rows, moment)


def entries_of(contacts: QuerySet[Contact], moment: datetime | None = None) -> list[Entry]:
    """The contacts with what is true of them at the moment, in the order of a brand's page. Four queries more."""
    moment = moment or clock.now()
    rows = list(_with_times(contacts, moment))
    entries = [_entry(contact, moment) for contact in rows]
    entries.sort(key=lambda entry: (_ORDER[Role(entry.contact.role)], entry.as_deputy, entry.contact.name))
    by_key = {entry.contact.pk: entry for entry in entries}
    for entry in entries:
        if entry.away is not None and entry.away.substitute_id in by_key:
            entry.away.contact = entry.contact
            by_key[entry.away.substitute_id].stands_in_for.append(entry.away)
    return entries


def manager_for(
    brand: Brand, marketplace: Marketplace, moment: datetime | None = None, *, reader: User | None = None
) -> Contact | None:
    """Who answers as the brand's account manager at the moment: who is away is stood in for. None: nobody is there."""
    return present_manager(contacts_for(brand, marketplace, moment, reader=reader))


def present_manager(entries: Sequence[Entry]) -> Contact | None:
    """The manager; away, whoever stands in; else the first deputy who is there."""
    managers = [entry for entry in entries if entry.contact.is_manager]
    present = {entry.contact.pk for entry in managers if entry.away is None}
    for entry in managers:
        if entry.contact.pk in present:
            return entry.contact
        substitute = entry.away.substitute if entry.away is not None and entry.is_manager else None
        if substitute is not None and not substitute.is_removed and _is_there(substitute, entry.moment):
            return substitute
    return None


def week_of(contact: Contact) -> Week:
    spans = tuple(Span(row.weekday, row.opens_at, row.closes_at) for row in contact.spans.all())
    return Week(spans, contact.time_zone, contact.country)


def open_now(contact: Contact, moment: datetime | None = None) -> bool:
    """Whether somebody is there at the moment, by hours, holidays and absences."""
    return _fresh_entry(contact, moment).is_open


def next_opening(contact: Contact, moment: datetime | None = None) -> datetime | None:
    """When somebody is there again, in UTC; None where the hours are not known."""
    return _fresh_entry(contact, moment).opens_at


def away_on(contact: Contact, day: date) -> Absence | None:
    return next((row for row in contact.absences.all() if row.holds_on(day)), None)


@dataclass(frozen=True)
class BrandRow:
    """A brand in the list, with its managers at each marketplace."""

    brand: Brand
    managers: list[Entry]


@dataclass(frozen=True)
class BrandPage:
    rows: list[BrandRow]
    after: str
    """Where the next page starts; empty on the last one."""


def brand_page(reader: User, *, query: str = "", unmanaged: bool = False, after: str = "") -> BrandPage:
    """Brands by name with who is there for them, a page at a time; for the platform all of them, to be assigned.

    `unmanaged`: only brands for which no manager is named.
    """
    brands = Brand.objects.all() if reader.is_platform else Brand.objects.visible_to(reader)
    brands = brands.filter(holding(query, "name")).order_by("name", "pk")
    seen = Contact.objects.visible_to(reader).standing().filter(role=Role.MANAGER)
    if unmanaged:
        brands = brands.exclude(pk__in=Coverage.objects.filter(contact__in=seen, as_deputy=False).values("brand"))
    start = brands.filter(slug=after).first() if after else None
    if start is not None:
        brands = brands.filter(Q(name__gt=start.name) | Q(name=start.name, pk__gt=start.pk))
    found = list(brands[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    covers = Coverage.objects.filter(brand__in=shown)
    managers = entries_of(
        seen.filter(coverages__brand__in=shown)
        .distinct()
        .select_related("marketplace")
        .prefetch_related(Prefetch("coverages", covers, to_attr="covers"))
    )
    by_brand: dict[int, list[Entry]] = {brand.pk: [] for brand in shown}
    for entry in managers:
        for cover in entry.contact.covers:  # type: ignore[attr-defined]
            if not cover.as_deputy:
                by_brand[cover.brand_id].append(entry)
    last = shown[-1].slug if len(found) > PAGE_SIZE else ""
    return BrandPage([BrandRow(brand, by_brand[brand.pk]) for brand in shown], last)


def cards_of(keeper: Organisation) -> list[Entry]:
    """Every card that the organisation keeps, with how many brands it is there for."""
    rows = Contact.objects.filter(keeper=keeper).standing().select_related("marketplace")
    return entries_of(rows.prefetch_related(Prefetch("coverages", to_attr="covers")))


def managers_of(marketplace: Marketplace, keeper: Organisation) -> QuerySet[Contact]:
    """The managers' cards that can be assigned to a brand, or stand in for each other."""
    return Contact.objects.filter(marketplace=marketplace, keeper=keeper, role=Role.MANAGER).standing()


def last_imports(user: User, most: int = 5) -> list[Transfer]:
    return list(Transfer.objects.filter(owner=user, kind="contacts.book").order_by("-pk")[:most])


def _of_brand(brand: Brand, marketplace: Marketplace | None, reader: User | None) -> QuerySet[Contact]:
    rows = Contact.objects.standing().select_related("marketplace", "keeper", "person")
    if marketplace is not None:
        rows = rows.filter(marketplace=marketplace)
    if reader is not None:
        rows = rows & Contact.objects.visible_to(reader)
    else:
        acting = BrandGrant.objects.filter(brand=brand).values("organisation")
        rows = rows.filter(Q(keeper__in=acting) | Q(marketplace__operator=F("keeper")))
    return rows.filter(Q(serves_all=True) | Q(pk__in=Coverage.objects.filter(brand=brand).values("contact")))


def _with_times(rows: QuerySet[Contact], moment: datetime) -> QuerySet[Contact]:
    near = Absence.objects.filter(
        ends_on__gte=moment.date() - timedelta(days=1), starts_on__lte=moment.date() + timedelta(days=31)
    ).select_related("substitute")
    return rows.prefetch_related("spans", "menu_options", Prefetch("absences", near))


def _entry(contact: Contact, moment: datetime) -> Entry:
    week = week_of(contact)
    today = week.today(moment)
    away = away_on(contact, today)
    comes = next((row for row in contact.absences.all() if row.starts_on > today), None)
    covers: list[Coverage] = getattr(contact, "covers", [])
    return Entry(contact, any(cover.as_deputy for cover in covers), moment, week, away, comes)


def _fresh_entry(contact: Contact, moment: datetime | None) -> Entry:
    return _entry(contact, moment or clock.now())


def _is_there(contact: Contact, moment: datetime) -> bool:
    return away_on(contact, moment.astimezone(ZoneInfo(contact.time_zone)).date()) is None
