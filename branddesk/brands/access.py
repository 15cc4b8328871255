"""For which brands a person works: what `accounts.reach` asks, and the granting of single brands."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts import permissions, reach
from branddesk.accounts.models import Organisation, User
from branddesk.brands import events
from branddesk.brands.models import Brand, PersonGrant
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live


def choices(organisation: Organisation) -> list[tuple[int, str]]:
    return list(Brand.objects.filter(grants__organisation=organisation).values_list("pk", "name"))


def granted_to(person: User) -> list[int]:
    return list(PersonGrant.objects.filter(person=person).order_by("brand").values_list("brand", flat=True))


@transaction.atomic
def grant(*, actor: User, person: User, sees_all_brands: bool, brands: Collection[int]) -> User:
    """Let a person of the actor's organisation work for all its brands, or only for these; it holds at once."""
    organisation = Organisation.objects.select_for_update().get(pk=person.organisation_id)
    person = User.objects.select_for_update().get(pk=person.pk)
    permissions.check_can_manage_people(actor, organisation)
    if organisation.kind == Organisation.Kind.PLATFORM:
        raise DomainError(_("A platform's people work for no single brands."))
    reach.check(organisation, sees_all_brands=sees_all_brands, brand_ids=brands)
    wanted, before = set() if sees_all_brands else set(brands), set(granted_to(person))
    if (person.sees_all_brands, before) == (sees_all_brands, wanted):
        return person

    person.sees_all_brands = sees_all_brands
    person.save(update_fields=["sees_all_brands"])
    PersonGrant.objects.filter(person=person).exclude(brand__in=wanted).delete()
    PersonGrant.objects.bulk_create(PersonGrant(person=person, brand_id=pk) for pk in sorted(wanted - before))

    journal.record(
        actor,
        "person.brands-changed",
        person,
        sees_all_brands=sees_all_brands,
        before=sorted(before),
        after=sorted(wanted),
    )
    live.recheck(person.pk)
    events.access_changed.send(sender=PersonGrant, person=person)
    return person


def grant_as_invited(person: User, brand_ids: Collection[int]) -> None:
    """Grant what the invitation promised, of the brands for which the organisation still acts."""
    for pk in Brand.objects.filter(grants__organisation=person.organisation_id, pk__in=brand_ids).values_list(
        "pk", flat=True
    ):
        PersonGrant.objects.create(person=person, brand_id=pk)
