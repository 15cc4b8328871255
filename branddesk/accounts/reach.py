"""For which brands a person works: asked here, answered by the app that knows brands, which fills `place`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.core.errors import DomainError
from branddesk.web.slots import Place


class Brands(Protocol):
    def choices(self, organisation: Organisation) -> list[tuple[int, str]]:
        """The brands that the organisation acts for, by name."""

    def granted_to(self, person: User) -> list[int]:
        """The brands granted to the person by name."""

    def grant(self, *, actor: User, person: User, sees_all_brands: bool, brands: Collection[int]) -> User:
        """Let the person work for all brands of the organisation, or only for these."""


place: Place[Brands] = Place()


def brands() -> Brands:
    assert place.filling is not None
    return place.filling


def check(organisation: Organisation, *, sees_all_brands: bool, brand_ids: Collection[int]) -> None:
    """Whoever does not work for all brands works for at least one of the organisation's."""
    if sees_all_brands:
        return
    if not brand_ids:
        raise DomainError(_("Choose at least one brand, or let the person work for all of them."))
    if not set(brand_ids) <= {pk for pk, _name in brands().choices(organisation)}:
        raise DomainError(_("Your organisation does not act for one of these brands. Load the page again and choose."))
