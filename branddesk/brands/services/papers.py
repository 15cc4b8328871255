"""Keeping the rights register. Every change is an entry in the brand's journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from django.db import models, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands import permissions, rules
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.brands.rules import AuthorisationFields, Faults, RightFields
from branddesk.core.errors import DomainError, Stale
from branddesk.foundation.journal import services as journal


def faults_of_right(*, brand: Brand, fields: RightFields, besides: Right | None = None) -> Faults:
    """What keeps the right out of the brand's register, by field; empty when nothing does."""
    facts = rules.clean_right(fields)
    faults = rules.faults_of_right(facts)
    twins = brand.rights.filter(register=facts["register"], number=facts["number"])
    if "number" not in faults and any(twin != besides for twin in twins):
        faults["number"] = _("This number is already in the register of %(brand)s. Change that entry instead.") % {
            "brand": brand.name
        }
    return faults


def faults_of_authorisation(
    *, brand: Brand, fields: AuthorisationFields, besides: Authorisation | None = None
) -> Faults:
    """What keeps the paper out of the brand's register, by field; empty when nothing does."""
    facts = rules.clean_authorisation(fields)
    faults = rules.faults_of_authorisation(facts)
    if not faults and any(twin != besides for twin in brand.authorisations.filter(**facts)):
        faults["grantee"] = _("This paper is already in the register, with the same parties and dates.")
    return faults


@transaction.atomic
def add_right(
    *,
    actor: User,
    brand: Brand,
    **fields: Unpack[RightFields],
) -> Right:
    """Enter a right into the brand's register. Raises DomainError with a sentence per fault."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_keep_papers(actor, brand)
    facts = rules.clean_right(fields)
    _check(faults_of_right(brand=brand, fields=facts))

    right = Right.objects.create(brand=brand, **facts)

    journal.record(
        actor,
        "right.added",
        brand,
        private=_words(facts),
        right=right.pk,
        register=right.register,
        number=right.number,
        valid_to=right.valid_to,
    )
    return right


@transaction.atomic
def change_right(
    *,
    actor: User,
    right: Right,
    seen_at: datetime | None = None,
    **fields: Unpack[RightFields],
) -> Right:
    """Correct or renew a right. `seen_at`: its `updated_at` when the reader opened it; Stale when it changed since."""
    brand = Brand.objects.select_for_update().get(pk=right.brand_id)
    right = Right.objects.select_for_update().get(pk=right.pk)
    permissions.check_can_keep_papers(actor, brand)
    _check_unchanged(right, seen_at)
    facts = rules.clean_right(fields)
    _check(faults_of_right(brand=brand, fields=facts, besides=right))
    before, after = _apply(right, facts)
    if not after:
        return right

    journal.record(
        actor,
        "right.changed",
        brand,
        private={**_words(before, "before"), **_words(after, "after")},
        right=right.pk,
        changed=sorted(after),
        valid_to=right.valid_to,
    )
    return right


@transaction.atomic
def add_authorisation(
    *,
    actor: User,
    brand: Brand,
    **fields: Unpack[AuthorisationFields],
) -> Authorisation:
    """Enter a letter, licence or agreement. Raises DomainError with a sentence per fault."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_keep_papers(actor, brand)
    facts = rules.clean_authorisation(fields)
    _check(faults_of_authorisation(brand=brand, fields=facts))

    authorisation = Authorisation.objects.create(brand=brand, **facts)

    journal.record(
        actor,
        "authorisation.added",
        brand,
        private=_words(facts),
        authorisation=authorisation.pk,
        valid_to=authorisation.valid_to,
    )
    return authorisation


@transaction.atomic
def change_authorisation(
    *,
    actor: User,
    authorisation: Authorisation,
    seen_at: datetime | None = None,
    **fields: Unpack[AuthorisationFields],
) -> Authorisation:
    """Correct or prolong a paper. `seen_at` as in `change_right`."""
    brand = Brand.objects.select_for_update().get(pk=authorisation.brand_id)
    authorisation = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
    permissions.check_can_keep_papers(actor, brand)
    _check_unchanged(authorisation, seen_at)
    facts = rules.clean_authorisation(fields)
    _check(faults_of_authorisation(brand=brand, fields=facts, besides=authorisation))
    before, after = _apply(authorisation, facts)
    if not after:
        return authorisation

    journal.record(
        actor,
        "authorisation.changed",
        brand,
        private={**_words(before, "before"), **_words(after, "after")},
        authorisation=authorisation.pk,
        changed=sorted(after),
        valid_to=authorisation.valid_to,
    )
    return authorisation


def _check(faults: Faults) -> None:
    if faults:
        raise DomainError(" ".join(faults.values()))


def _check_unchanged(row: Right | Authorisation, seen_at: datetime | None) -> None:
    if seen_at is not None and row.updated_at != seen_at:
        raise Stale(
            _("A colleague changed this entry after you opened it. Open it again, compare, and save once more.")
        )


def _apply(row: models.Model, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Save what differs. Returns the differing fields before and after."""
    after = {name: value for name, value in facts.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    if after:
        row.save(update_fields=list(after))
    return before, after


def _words(facts: Mapping[str, Any], name: str = "entered") -> dict[str, str]:
    """Names of companies and signs are words, so they stand beside the journal and not in its facts."""
    return {name: json.dumps(facts, ensure_ascii=False, default=str)}
