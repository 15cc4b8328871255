"""Keeping the rights register. Every change is an entry in the brand's journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands import permissions, rules
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.brands.rules import AuthorisationFields, Faults, RightFields
from branddesk.core.errors import DomainError, Stale
from branddesk.foundation.journal import services as journal

Paper = TypeVar("Paper", Right, Authorisation)


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
def add_right(*, actor: User, brand: Brand, **fields: Unpack[RightFields]) -> Right:
    """Enter a right into the brand's register. Raises DomainError with a sentence per fault."""
    brand = _hold(actor, brand.pk)
    facts = rules.clean_right(fields)
    _check(faults_of_right(brand=brand, fields=facts))
    return _enter(actor, Right(brand=brand, **facts), facts, register=facts["register"], number=facts["number"])


@transaction.atomic
def change_right(*, actor: User, right: Right, seen_at: datetime | None = None, **fields: Unpack[RightFields]) -> Right:
    """Correct or renew a right. `seen_at`: its `updated_at` when the reader opened it; Stale when it changed since."""
    brand = _hold(actor, right.brand_id)
    right = Right.objects.select_for_update().get(pk=right.pk)
    _check_unchanged(right, seen_at)
    facts = rules.clean_right(fields)
    _check(faults_of_right(brand=brand, fields=facts, besides=right))
    return _correct(actor, brand, right, facts)


@transaction.atomic
def add_authorisation(*, actor: User, brand: Brand, **fields: Unpack[AuthorisationFields]) -> Authorisation:
    """Enter a letter, licence or agreement. Raises DomainError with a sentence per fault."""
    brand = _hold(actor, brand.pk)
    facts = rules.clean_authorisation(fields)
    _check(faults_of_authorisation(brand=brand, fields=facts))
    return _enter(actor, Authorisation(brand=brand, **facts), facts)


@transaction.atomic
def change_authorisation(
    *, actor: User, authorisation: Authorisation, seen_at: datetime | None = None, **fields: Unpack[AuthorisationFields]
) -> Authorisation:
    """Correct or prolong a paper. `seen_at` as in `change_right`."""
    brand = _hold(actor, authorisation.brand_id)
    authorisation = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
    _check_unchanged(authorisation, seen_at)
    facts = rules.clean_authorisation(fields)
    _check(faults_of_authorisation(brand=brand, fields=facts, besides=authorisation))
    return _correct(actor, brand, authorisation, facts)


def _hold(actor: User, pk: int) -> Brand:
    """The brand, held until the transaction ends, for somebody who may keep its papers."""
    brand = Brand.objects.select_for_update().get(pk=pk)
    permissions.check_can_keep_papers(actor, brand)
    return brand


def _check(faults: Faults) -> None:
    if faults:
        raise DomainError(" ".join(faults.values()))


def _check_unchanged(row: Right | Authorisation, seen_at: datetime | None) -> None:
    if seen_at is not None and row.updated_at != seen_at:
        raise Stale(
            _("A colleague changed this entry after you opened it. Open it again, compare, and save once more.")
        )


def _enter(actor: User, paper: Paper, facts: Mapping[str, Any], **more: str) -> Paper:
    paper.save()

    name = str(paper._meta.model_name)
    known = {name: paper.pk, "valid_to": paper.valid_to, **more}
    journal.record(actor, f"{name}.added", paper.brand, private=_words(facts), **known)
    return paper


def _correct(actor: User, brand: Brand, paper: Paper, facts: Mapping[str, Any]) -> Paper:
    """Save what differs, if anything does."""
    after = {name: value for name, value in facts.items() if getattr(paper, name) != value}
    if not after:
        return paper
    before = {name: getattr(paper, name) for name in after}
    for name, value in after.items():
        setattr(paper, name, value)
    paper.save(update_fields=list(after))

    name = str(paper._meta.model_name)
    known = {name: paper.pk, "valid_to": paper.valid_to, "changed": sorted(after)}
    words = {**_words(before, "before"), **_words(after, "after")}
    journal.record(actor, f"{name}.changed", brand, private=words, **known)
    return paper


def _words(facts: Mapping[str, Any], name: str = "entered") -> dict[str, str]:
    """Names of companies and signs are words, so they stand beside the journal and not in its facts."""
    return {name: json.dumps(facts, ensure_ascii=False, default=str)}
