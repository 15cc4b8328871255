"""Whom a case concerns."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from branddesk.accounts.models import Organisation, Role, User
from branddesk.cases.models import Case, Message
from branddesk.core.enums import Side


def participants(case: Case, side: Side) -> QuerySet[User]:
    """The people on one side who handle the case or spoke in it, and who still may see it.

    A case at the platform that nobody has taken concerns all moderators of the marketplace.
    """
    spoke = Message.objects.filter(case=case, side=side, is_quoted=False).values("author")
    people = User.objects.filter(is_active=True)
    if side == Side.BRAND:
        handles = Q(pk__in=[case.assignee_id or case.created_by_id])
        here = Q(organisation__brand_grants__brand=case.brand_id, organisation__kind=Organisation.Kind.MERCHANT)
    else:
        handles = Q(pk=case.moderator_id) if case.moderator_id else Q(role=Role.MODERATOR)
        here = Q(organisation=case.marketplace.operator_id)
    return people.filter(here, handles | Q(pk__in=spoke)).distinct().order_by("pk")


def colleagues_of(case: Case, side: Side) -> QuerySet[User]:
    """The people to whom one side of the case can be given: active, in the right role, and able to see it."""
    people = User.objects.filter(is_active=True)
    if side == Side.BRAND:
        return people.filter(role=Role.REPRESENTATIVE, organisation__brand_grants__brand=case.brand_id).order_by("name")
    return people.filter(role=Role.MODERATOR, organisation=case.marketplace.operator_id).order_by("name")
