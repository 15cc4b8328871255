"""Keeping contacts: cards, who is there for which brand, who is away. Every change stands in the card's journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.contacts import permissions, vcards
from branddesk.contacts.history import LABELS, state_of
from branddesk.contacts.models import Absence, Book, Contact, Coverage, MenuOption, WorkingSpan
from branddesk.contacts.rules import Card
from branddesk.contacts.selectors import managers_of
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal.revisions import check_seen, record_revision, revisions_of
from branddesk.foundation.transfers.models import Transfer
from branddesk.foundation.transfers.services import open_transfer
from branddesk.notices.services import notify
from branddesk.stores.models import Marketplace

LONGEST_ABSENCE = timedelta(days=366)


@transaction.atomic
def add_contact(
    *,
    actor: User,
    marketplace: Marketplace,
    card: Card,
    brands: Sequence[Brand] = (),
    person: User | None = None,
    form_key: UUID | None = None,
) -> Contact:
    """Make a card. A merchant's is for these brands, or for all of them where none is named; the platform assigns."""
    permissions.check_can_keep(actor, marketplace, list(brands))
    before = made_before(Contact.objects.all(), form_key, person=actor, maker="changed_by")
    if before is not None:
        return before
    _check_card(actor, marketplace, card, brands, person, besides=None)

    contact = Contact.objects.create(
        keeper=actor.organisation,
        marketplace=marketplace,
        person=person,
        serves_all=_serves_all(actor, card, brands),
        changed_by=actor,
        form_key=form_key,
        **card.columns,
    )
    set_parts(contact, card)
    Coverage.objects.bulk_create(Coverage(contact=contact, brand=brand, as_deputy=card.as_deputy) for brand in brands)

    record_revision(actor, "contact.added", contact, before=None, after=state_of(contact))
    return contact


@transaction.atomic
def change_contact(
    *,
    actor: User,
    contact: Contact,
    card: Card,
    brands: Sequence[Brand] = (),
    person: User | None = None,
    seen: int | None = None,
) -> Contact:
    """Correct a card. A merchant's brands that the actor does not see stay as they are."""
    contact = _lock(contact)
    permissions.check_can_keep(actor, contact.marketplace, list(brands))
    permissions.check_can_change(actor, contact)
    _check_card(actor, contact.marketplace, card, brands, person, besides=contact)
    check_seen(actor, revisions_of(contact, "contact"), seen, LABELS)
    before = state_of(contact)

    for name, value in card.columns.items():
        setattr(contact, name, value)
    contact.person, contact.changed_by = person, actor
    if not actor.is_platform:
        contact.coverages.filter(brand__in=granted_to(actor)).delete()
        Coverage.objects.bulk_create(
            Coverage(contact=contact, brand=brand, as_deputy=card.as_deputy) for brand in brands
        )
    hidden = contact.coverages.exclude(brand__in=[brand.pk for brand in brands]).exists()
    contact.serves_all = _serves_all(actor, card, brands) and not (hidden and not actor.is_platform)
    contact.save()
    set_parts(contact, card)

    _record(actor, "contact.changed", contact, before)
    return contact


@transaction.atomic
def remove_contact(*, actor: User, contact: Contact) -> Contact:
    """Take a card out of every list; what was said with it stays, and it can be put back."""
    contact = _lock(contact)
    permissions.check_can_change(actor, contact)
    if contact.is_removed:
        return contact
    before = state_of(contact)
    contact.removed_at, contact.changed_by = clock.now(), actor
    contact.save(update_fields=["removed_at", "changed_by"])
    _record(actor, "contact.removed", contact, before)
    return contact


@transaction.atomic
def restore_contact(*, actor: User, contact: Contact) -> Contact:
    contact = _lock(contact)
    permissions.check_can_change(actor, contact)
    if not contact.is_removed:
        return contact
    before = state_of(contact)
    contact.removed_at, contact.changed_by = None, actor
    contact.save(update_fields=["removed_at", "changed_by"])
    _record(actor, "contact.restored", contact, before)
    return contact


@transaction.atomic
def assign(
    *, actor: User, marketplace: Marketplace, brand: Brand, manager: Contact | None, deputies: Iterable[Contact]
) -> None:
    """Say who is there for the brand: one manager, or none, and deputies. Whoever is new is told."""
    permissions.check_can_assign(actor)
    permissions.check_can_keep(actor, marketplace)
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    wanted = {deputy.pk: True for deputy in deputies}
    if manager is not None:
        wanted[manager.pk] = False
    cards = {card.pk: card for card in managers_of(marketplace, actor.organisation)}
    if not wanted.keys() <= cards.keys():
        raise DomainError(_("Choose managers of this marketplace from the list."))

    there = {row.contact_id: row for row in Coverage.objects.filter(brand=brand, contact__in=cards)}
    for pk in sorted(wanted.keys() | there.keys()):
        row, as_deputy = there.get(pk), wanted.get(pk)
        if row is not None and row.as_deputy == as_deputy:
            continue
        contact, before = cards[pk], state_of(cards[pk])
        if row is not None:
            row.delete()
        if as_deputy is not None:
            Coverage.objects.create(contact=contact, brand=brand, as_deputy=as_deputy)
            _tell(actor, contact, brand, as_deputy=as_deputy)
        _record(actor, "contact.assigned", contact, before)


@transaction.atomic
def add_absence(
    *, actor: User, contact: Contact, starts_on: date, ends_on: date, substitute: Contact | None = None
) -> Absence:
    """Note that a contact is away on these days, the first and the last included, and who stands in."""
    contact = _lock(contact)
    permissions.check_can_change(actor, contact)
    if ends_on < starts_on:
        raise DomainError(_("The last day away comes before the first. Swap the two."))
    if ends_on - starts_on > LONGEST_ABSENCE:
        raise DomainError(_("An absence lasts a year at most. Assign another manager instead."))
    twin = contact.absences.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if twin is not None:
        if (twin.starts_on, twin.ends_on, twin.substitute) == (starts_on, ends_on, substitute):
            return twin
        raise DomainError(
            _("%(name)s is away on some of these days already. Take that absence out first.") % {"name": contact.name}
        )
    if substitute is not None:
        _check_substitute(contact, substitute, starts_on, ends_on)
    before = state_of(contact)
    absence = Absence.objects.create(contact=contact, starts_on=starts_on, ends_on=ends_on, substitute=substitute)
    _record(actor, "contact.away", contact, before)
    return absence


@transaction.atomic
def drop_absence(*, actor: User, contact: Contact, absence: int) -> None:
    """Take an absence out by its key: the contact is there after all. Twice changes nothing."""
    contact = _lock(contact)
    permissions.check_can_change(actor, contact)
    before = state_of(contact)
    contact.absences.filter(pk=absence).delete()
    _record(actor, "contact.back", contact, before)


def import_contacts(
    *, actor: User, marketplace: Marketplace, brand: Brand, file: File, name: str, form_key: UUID | None = None
) -> Transfer:
    """Bring in a sheet or vCards; every row is shown before any is taken over. The same form brings it in once."""
    permissions.check_can_keep(actor, marketplace, [brand])
    book, _is_new = Book.objects.get_or_create(keeper=actor.organisation, marketplace=marketplace, brand=brand)
    if vcards.is_vcards(file):
        file = vcards.as_sheet(file)
    return open_transfer(actor=actor, kind="contacts.book", scope=book.pk, file=file, name=name, form_key=form_key)


def set_parts(contact: Contact, card: Card) -> None:
    """Hours and menu as the card says, where they differ."""
    spans = {(span.weekday, span.opens_at, span.closes_at) for span in card.hours}
    if spans != set(contact.spans.values_list("weekday", "opens_at", "closes_at")):
        contact.spans.all().delete()
        WorkingSpan.objects.bulk_create(
            WorkingSpan(contact=contact, weekday=span.weekday, opens_at=span.opens_at, closes_at=span.closes_at)
            for span in card.hours
        )
    options = [(line.keys, line.label, line.purpose) for line in card.menu]
    if options != list(contact.menu_options.values_list("keys", "label", "purpose")):
        contact.menu_options.all().delete()
        MenuOption.objects.bulk_create(
            MenuOption(contact=contact, place=place, keys=keys, label=label, purpose=purpose)
            for place, (keys, label, purpose) in enumerate(options, start=1)
        )


def _lock(contact: Contact) -> Contact:
    rows = Contact.objects.select_for_update(of=("self",)).select_related("marketplace", "keeper", "person")
    found = rows.filter(pk=contact.pk).first()
    if found is None:
        raise WrongStatus(_("This contact is gone. Load the page again."))
    return found


def _check_card(
    actor: User,
    marketplace: Marketplace,
    card: Card,
    brands: Sequence[Brand],
    person: User | None,
    *,
    besides: Contact | None,
) -> None:
    if card.role == Contact.Role.MANAGER and not brands and not actor.is_platform:
        raise DomainError(_("Choose the brands that this manager looks after."))
    if person is None:
        return
    if person.organisation_id != marketplace.operator_id:
        raise DomainError(_("Choose somebody who works for this marketplace."))
    twin = Contact.objects.filter(person=person, marketplace=marketplace).first()
    if twin is not None and twin != besides:
        raise DomainError(
            _("%(name)s has a card already, which was removed. Put it back instead.") % {"name": person.name}
            if twin.is_removed
            else _("%(name)s has a card already. Change that one instead.") % {"name": person.name}
        )


def _serves_all(actor: User, card: Card, brands: Sequence[Brand]) -> bool:
    """A line without brands of its own is for all of them; a manager never is."""
    return card.role != Contact.Role.MANAGER and not brands


def _check_substitute(contact: Contact, substitute: Contact, starts_on: date, ends_on: date) -> None:
    if substitute.pk == contact.pk:
        raise DomainError(_("Nobody stands in for themselves. Choose somebody else."))
    if (substitute.keeper_id, substitute.marketplace_id) != (contact.keeper_id, contact.marketplace_id):
        raise DomainError(_("Choose somebody of the same marketplace who stands in."))
    if substitute.absences.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise DomainError(
            _("%(name)s is away on some of these days, too. Choose somebody else.") % {"name": substitute.name}
        )


def _record(actor: User, action: str, contact: Contact, before: dict[str, Any]) -> None:
    after = state_of(contact)
    if before != after:
        record_revision(actor, action, contact, before=before, after=after)


def _tell(actor: User, contact: Contact, brand: Brand, *, as_deputy: bool) -> None:
    person = contact.person
    if person is not None and person != actor:
        code = "contact.made-deputy" if as_deputy else "contact.made-manager"
        notify(person=person, code=code, url=reverse("contacts:brand", args=[brand.slug]), brand=brand.name)
