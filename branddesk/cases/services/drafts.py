"""Writing a case: its listings, its demand, its exhibits, and the warnings set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases import events, permissions
from branddesk.cases.kinds import Answer, kind_of
from branddesk.cases.listings import Reading, read_listings
from branddesk.cases.models import Case, CaseExhibit, OffendingListing, Overrule
from branddesk.cases.services.changing import attach, check_version, clean, lock, required, settle
from branddesk.cases.services.indexing import index_case
from branddesk.core import clock
from branddesk.core.enums import CaseKind
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import note_use
from branddesk.foundation.journal import services as journal
from branddesk.marketplaces.gateway import ListingRef
from branddesk.marketplaces.registry import gateway
from branddesk.stores.models import Marketplace

MAX_LISTINGS = 500
"""More than this is no longer one case: nobody could review it as one."""

MOST_OVERRULED = 1000
"""A case of many listings may have a warning for each."""

CODE = re.compile(r"[a-z_-]{1,40}(?::[a-z0-9_]{1,38})?")
"""How the readiness check names a warning."""

FIRST_NUMBER = 10_000

DRAFT_FIELDS = frozenset(
    {"subject", "violation", "right", "own_sku", "nice_class", "statement", "marketplace", "details"}
)
LISTING_FIELDS = frozenset({"sku", "url", "title", "seller", "seller_inn", "price", "currency", "seen_at"})


@transaction.atomic
def open_draft(
    *,
    actor: User,
    brand: Brand,
    marketplace: Marketplace,
    kind: CaseKind | str = CaseKind.INFRINGEMENT,
    subject: str = "",
    text: str = "",
    form_key: UUID | None = None,
) -> Case:
    """Begin a case for the brand, with the listings that the pasted text names. The actor handles it.

    The same form sent twice begins one case.
    """
    permissions.check_can_open(actor, brand)
    before = made_before(Case.objects.all(), form_key, person=actor, maker="created_by")
    if before is not None:
        return before
    if kind not in CaseKind.values:
        raise DomainError(_("Choose what the case is about."))

    now = clock.now()
    # The number follows from the row's key, so two people who open cases at once never meet on a counter.
    case = Case(
        number=uuid4().hex[:16],
        kind=kind,
        subject=subject.strip(),
        brand=brand,
        marketplace=marketplace,
        created_by=actor,
        assignee=actor,
        last_event_at=now,
        form_key=form_key,
    )
    clean(case, ["subject"])
    case.save()
    case.number = f"BD-{FIRST_NUMBER + case.pk}"
    case.save(update_fields=["number"])
    index_case(case)
    journal.record(actor, "case.opened", case, brand=brand.pk, marketplace=marketplace.pk, version=case.version)
    if text.strip():
        _add_listings(actor, case, text)
    return case


@transaction.atomic
def change_draft(*, actor: User, case: Case, version: int | None = None, **fields: Any) -> Case:
    """Change what the case says. Only fields that really differ count as a change.

    While it is a draft, all of `DRAFT_FIELDS`; after an answer from a cabinet, all but the marketplace. `details`
    holds answers by the code of the question, as typed or as stored: those named are replaced, the rest stays.
    """
    if unknown := set(fields) - DRAFT_FIELDS:
        raise ValueError(f"not a field of a draft: {sorted(unknown)}")
    case = lock(case)
    permissions.check_can_edit(actor, case)
    if "details" in fields:
        fields["details"] = _answered(case, fields["details"])
    changed = {name: value for name, value in fields.items() if getattr(case, name) != value}
    if not changed:
        return case
    check_version(actor, case, version)
    if "marketplace" in changed and not case.is_being_written:
        raise WrongStatus(_("The marketplace can no longer change: the case was filed there."))
    right = changed.get("right")
    if right is not None and right.brand_id != case.brand_id:
        raise DomainError(_("This right belongs to another brand."))

    for name, value in changed.items():
        setattr(case, name, value)
    clean(case, changed.keys() - {"details"})

    return settle(case, actor=actor, action="case.draft-changed", fields=sorted(changed))


def _answered(case: Case, typed: object) -> dict[str, Answer]:
    """The answers of the case with those typed in their place; refused when a question does not take its answer."""
    kind = kind_of(case.kind)
    if not isinstance(typed, Mapping):
        raise DomainError(_("The answers cannot be read. Load the page again."))
    answers = kind.answers_in(case.details)
    for code, value in typed.items():
        question = kind.question(code) if isinstance(code, str) else None
        if question is None:
            raise DomainError(_("This kind of case does not ask that. Load the page again."))
        answer = question.read(value)
        if answer is None:
            answers.pop(question.code, None)
        else:
            answers[question.code] = answer
    return answers


@transaction.atomic
def change_kind(*, actor: User, case: Case, kind: CaseKind | str) -> Case:
    """Make the draft a case of another kind. Answers that the new kind asks for, too, stay; so does what was typed.

    A case whose listings are named stays a complaint about them until they are taken out.
    """
    if kind not in CaseKind.values:
        raise DomainError(_("Choose what the case is about."))
    case = lock(case)
    permissions.check_can_edit(actor, case)
    if case.kind == kind:
        return case
    if not case.is_being_written:
        raise WrongStatus(_("What the case is about can no longer change: it was filed so."))
    if case.listings.exists():
        raise DomainError(_("Take the listings out first: only a complaint about listings has them."))

    case.kind = CaseKind(kind)
    case.details = kind_of(kind).answers_in(case.details)
    case.overrules.all().delete()

    return settle(case, actor=actor, action="case.kind-changed", case_kind=case.kind)


@transaction.atomic
def add_listings(*, actor: User, case: Case, text: str) -> Reading:
    """Add the listings that a pasted text names.

    Returns what was read: the listings added, those named twice or already in the case, and lines not understood.
    """
    case = lock(case)
    permissions.check_can_edit(actor, case)
    return _add_listings(actor, case, text)


def _add_listings(actor: User, case: Case, text: str) -> Reading:
    _check_listings_may_change(case)
    reading = read_listings(text, gateway(case.marketplace.gateway))

    rows = list(case.listings.values_list("sku", "url", "position"))
    there = {name for sku, url, _position in rows for name in (sku, url) if name}
    fresh: list[ListingRef] = []
    repeated = list(reading.repeated)
    for ref in reading.listings:
        if (ref.sku or ref.url) in there:
            repeated.append(ref.sku or ref.url)
        else:
            fresh.append(ref)
    if len(rows) + len(fresh) > MAX_LISTINGS:
        raise DomainError(
            ngettext(
                "A case holds up to %(most)d listing. Open another case for the rest.",
                "A case holds up to %(most)d listings. Open another case for the rest.",
                MAX_LISTINGS,
            )
            % {"most": MAX_LISTINGS}
        )

    last = max((position for _sku, _url, position in rows), default=0)
    listings = [
        OffendingListing(
            case=case,
            position=position,
            sku=ref.sku,
            url=ref.url,
            title=ref.title,
            seller=ref.seller,
            seller_inn=ref.inn,
            price=ref.price,
            currency=ref.currency,
            seen_at=ref.seen_at,
        )
        for position, ref in enumerate(fresh, start=last + 1)
    ]
    for listing in listings:
        clean(listing, LISTING_FIELDS)
    OffendingListing.objects.bulk_create(listings)
    if fresh:
        settle(case, actor=actor, action="case.listings-added", count=len(fresh))
    return replace(reading, listings=fresh, repeated=repeated)


@transaction.atomic
def change_listing(*, actor: User, listing: OffendingListing, **fields: Any) -> OffendingListing:
    """Correct a listing's details. What it is, its SKU and link, stays once it was put before the platform."""
    if unknown := set(fields) - LISTING_FIELDS:
        raise ValueError(f"not a field of a listing: {sorted(unknown)}")
    case = lock(Case(pk=listing.case_id))
    permissions.check_can_edit(actor, case)
    listing = _listing_of(case, listing)
    changed = {name: value for name, value in fields.items() if getattr(listing, name) != value}
    if not changed:
        return listing
    if changed.keys() & {"sku", "url"}:
        _check_listings_may_change(case)

    for name, value in changed.items():
        setattr(listing, name, value)
    clean(listing, {*changed, "case", "sku", "url"})
    listing.save(update_fields=list(changed))

    settle(case, actor=actor, action="case.listing-changed", listing=listing.pk, fields=sorted(changed))
    return listing


@transaction.atomic
def remove_listing(*, actor: User, listing: OffendingListing) -> Case:
    """Take a listing out of the draft. Its exhibits stay with the case."""
    case = lock(Case(pk=listing.case_id))
    permissions.check_can_edit(actor, case)
    _check_listings_may_change(case)
    listing = _listing_of(case, listing)

    key = listing.pk
    listing.delete()

    return settle(case, actor=actor, action="case.listing-removed", listing=key, count=1)


@transaction.atomic
def attach_exhibits(
    *, actor: User, case: Case, exhibits: Sequence[Exhibit], listing: OffendingListing | None = None
) -> list[CaseExhibit]:
    """Use exhibits of the brand in the case, for one listing or for the whole of it: one change, however many.

    Attached again, they only move to the listing named. The platform sees them when the case is submitted or answered.
    """
    case = lock(case)
    permissions.check_can(actor, "attach", case)
    if listing is not None:
        listing = _listing_of(case, listing)
    there = list(case.exhibit_links.filter(exhibit__in=exhibits))
    fresh = attach(case, exhibits, listing=listing)
    moved = [link for link in there if link.listing_id != (listing and listing.pk)]
    for link in moved:
        link.listing = listing
        link.save(update_fields=["listing"])
    note_use(actor=actor, exhibits=[link.exhibit for link in fresh], case=case.number)

    if changed := [*moved, *fresh]:
        settle(
            case,
            actor=actor,
            action="case.exhibit-attached",
            exhibits=[link.exhibit_id for link in changed],
            listing=listing and listing.pk,
            count=len(changed),
        )
    return [*there, *fresh]


def attach_exhibit(
    *, actor: User, case: Case, exhibit: Exhibit, listing: OffendingListing | None = None
) -> CaseExhibit:
    """Use one exhibit of the brand in the case, or move it to the listing named."""
    return attach_exhibits(actor=actor, case=case, exhibits=[exhibit], listing=listing)[0]


@transaction.atomic
def detach_exhibit(*, actor: User, case: Case, exhibit: Exhibit) -> Case:
    """Take an exhibit out of the case, unless the platform already has it. It stays in the vault."""
    case = lock(case)
    permissions.check_can(actor, "attach", case)
    link = case.exhibit_links.filter(exhibit=exhibit).first()
    if link is None:
        return case
    if link.sent_at is not None:
        raise WrongStatus(_("The platform already has this exhibit, so it stays in the case."))

    link.delete()
    note_use(actor=actor, exhibits=[exhibit], case=case.number, is_used=False)

    return settle(case, actor=actor, action="case.exhibit-detached", exhibit=exhibit.pk, count=1)


@transaction.atomic
def overrule_warnings(*, actor: User, case: Case, codes: Iterable[str], reason: str) -> list[Overrule]:
    """Set warnings of the readiness check aside, all for the one reason that goes on record."""
    case = lock(case)
    permissions.check_can_edit(actor, case)
    codes = list(dict.fromkeys(codes))
    if not 0 < len(codes) <= MOST_OVERRULED or not all(CODE.fullmatch(code) for code in codes):
        raise DomainError(_("Choose the warnings that the reason is for."))
    reason = required(reason, _("Say why the warning does not hold here; the reason is kept."))

    before = {overrule.code: overrule for overrule in case.overrules.filter(code__in=codes)}
    overrules = [before.get(code) or Overrule(case=case, code=code) for code in codes]
    for overrule in overrules:
        overrule.reason, overrule.overruled_by = reason, actor
        clean(overrule, ["code", "reason"])
        overrule.save()

    settle(case, actor=actor, action="case.warning-overruled", private={"reason": reason}, codes=codes)
    return overrules


def overrule_warning(*, actor: User, case: Case, code: str, reason: str) -> Overrule:
    """Set one warning of the readiness check aside, with the reason on record."""
    return overrule_warnings(actor=actor, case=case, codes=[code], reason=reason)[0]


@transaction.atomic
def take_back_overrule(*, actor: User, case: Case, code: str) -> Case:
    """Let the warning stand again."""
    case = lock(case)
    permissions.check_can_edit(actor, case)
    count = case.overrules.filter(code=code).delete()[0] if CODE.fullmatch(code) else 0
    if not count:
        return case

    return settle(case, actor=actor, action="case.overrule-taken-back", code=code)


@transaction.atomic
def discard_draft(*, actor: User, case: Case) -> None:
    """Throw away a case that was never submitted, with its notes. Its exhibits stay in the vault, its journal too."""
    case = lock(case)
    permissions.check_can(actor, "discard", case)

    journal.record(actor, "case.discarded", case, number=case.number)
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.discarded")
    case.messages.all().delete()
    case.delete()


@transaction.atomic
def hand_over(*, actor: User, case: Case, assignee: User) -> Case:
    """Let a colleague handle the case from now on."""
    case = lock(case)
    permissions.check_can(actor, "hand_over", case)
    permissions.check_can_be_assigned(assignee, case)
    if case.assignee_id == assignee.pk:
        return case

    case.assignee = assignee

    settle(case, actor=actor, action="case.handed-over", person=assignee.pk)
    events.case_handed_over.send(sender=Case, case=case, actor=actor)
    return case


def _check_listings_may_change(case: Case) -> None:
    if not kind_of(case.kind).has_listings:
        raise DomainError(_("Only a complaint about listings names them. Open another case for it."))
    if not case.is_being_written:
        raise WrongStatus(_("The listings of a filed case stay as they are. Open another case for more."))


def _listing_of(case: Case, listing: OffendingListing) -> OffendingListing:
    found = case.listings.filter(pk=listing.pk).first()
    if found is None:
        raise DomainError(_("This listing is no longer in the case."))
    return found
