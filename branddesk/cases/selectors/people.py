"""Whom a case concerns."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.models import BrandGrant, PersonGrant
from branddesk.cases import permissions
from branddesk.cases.models import Case, Message, Watcher
from branddesk.core.enums import EscalationLevel, Side
from branddesk.web.formats import HAN


def participants(case: Case, *sides: Side) -> QuerySet[User]:
    """The people on these sides who handle the case, spoke in it or watch it, and who still may see it.

    A case at the platform that nobody has taken concerns everybody at the desk that decides it.
    """
    theirs = reduce(or_, (_takes_part(case, side) for side in sides))
    return _people(theirs)


def told_of(case: Case, side: Side) -> QuerySet[User]:
    """Whom it concerns when one side has to act: its participants, and who watches the case on the other side."""
    other = Side.PLATFORM if side == Side.BRAND else Side.BRAND
    return _people(_takes_part(case, side) | (_is_of(case, other) & _watches(case)))


def watchers_of(case: Case) -> QuerySet[User]:
    """Who watches the case on either side and still may see it."""
    return _people(_watches(case) & (_works_for(case) | _works_at_platform(case)))


def readers_of(case: Case, side: Side) -> QuerySet[User]:
    """Everybody on one side who may read the case, by name."""
    return User.objects.filter(_is_of(case, side), is_active=True).order_by("name", "pk")


def handlers_of(case: Case, level: int) -> QuerySet[User]:
    """Whoever looks at cases of that level: the platform's account managers, at the legal level the brand's counsel."""
    managers = _works_at_platform(case) & Q(role=Role.ACCOUNT_MANAGER)
    counsel = _works_for(case) & Q(role=Role.COUNSEL)
    wanted = {EscalationLevel.ACCOUNT_MANAGER: managers, EscalationLevel.LEGAL: managers | counsel}
    found = wanted.get(EscalationLevel(level))
    people = User.objects.filter(is_active=True).select_related("organisation").order_by("pk")
    return people.none() if found is None else people.filter(found)


def colleagues_of(case: Case, side: Side) -> QuerySet[User]:
    """The people to whom one side of the case can be given: active, in the right role, and able to see it."""
    people = User.objects.filter(is_active=True)
    if side == Side.BRAND:
        return people.filter(_works_for(case), role__in=permissions.WRITER).order_by("name")
    desk = permissions.roles_of_desk(case)
    return people.filter(role__in=desk, organisation=case.marketplace.operator_id).order_by("name")


def mentioned_in(text: str, case: Case, side: Side) -> list[User]:
    """The colleagues whom the text names with @ before their whole name."""
    if "@" not in text:
        return []
    words = text.casefold()
    return [person for person in readers_of(case, side) if _is_named(person.name.casefold(), words)]


def _is_named(name: str, words: str) -> bool:
    """Whether @name stands in the text as a whole: no letter follows, unless the name ends in a Han sign."""
    for place in re.finditer(re.escape(f"@{name}"), words):
        following = words[place.end() : place.end() + 1]
        if not following.isalnum() or HAN.match(name[-1]):
            return True
    return False


def _people(wanted: Q) -> QuerySet[User]:
    return User.objects.filter(wanted, is_active=True).select_related("organisation").order_by("pk")


def _takes_part(case: Case, side: Side) -> Q:
    """Handles the case on that side, spoke in it or watches it."""
    spoke = Q(pk__in=Message.objects.filter(case=case, side=side, is_quoted=False).order_by().values("author"))
    if side == Side.BRAND:
        handles = Q(pk=case.assignee_id or case.created_by_id)
    else:
        handles = Q(pk=case.moderator_id) if case.moderator_id else Q(role__in=permissions.roles_of_desk(case))
    return _is_of(case, side) & (handles | spoke | _watches(case))


def _is_of(case: Case, side: Side) -> Q:
    """Works on that side of the case, and so may see it."""
    return _works_for(case) if side == Side.BRAND else _works_at_platform(case)


def _works_for(case: Case) -> Q:
    """Whoever sees the brand: of an organisation that acts for it, and granted to the person where not all are."""
    granted = PersonGrant.objects.filter(brand=case.brand_id, person=OuterRef("pk"))
    acts = BrandGrant.objects.filter(brand=case.brand_id, organisation=OuterRef("organisation"))
    return Q(Exists(acts), Q(sees_all_brands=True) | Exists(granted)) & ~Q(
        organisation__kind=Organisation.Kind.PLATFORM
    )


def _works_at_platform(case: Case) -> Q:
    return Q(organisation=case.marketplace.operator_id)


def _watches(case: Case) -> Q:
    return Q(pk__in=Watcher.objects.filter(case=case).values("person"))
