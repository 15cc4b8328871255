"""Warning of papers that are about to end: 90, 30 and 7 days before, each time once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.brands import permissions
from branddesk.brands.models import Authorisation, Brand, Right
from branddesk.core import clock
from branddesk.notices.services import notify

DAYS_BEFORE = (7, 30, 90)


def warn_of_ending_papers() -> int:
    """Tell those who keep the register of every paper that ends soon. Returns how many were told something new."""
    today = clock.today()
    soon = Q(valid_to__gte=today, valid_to__lte=today + timedelta(days=DAYS_BEFORE[-1]))
    papers: list[Right | Authorisation] = [
        *Right.objects.filter(soon).select_related("brand"),
        *Authorisation.objects.filter(soon).select_related("brand"),
    ]
    keepers: dict[int, list[User]] = {}
    told = 0
    for paper in papers:
        if paper.brand_id not in keepers:
            keepers[paper.brand_id] = _keepers(paper.brand)
        told += _warn(paper, keepers[paper.brand_id], today)
    return told


def _keepers(brand: Brand) -> list[User]:
    """Active people who keep the brand's papers."""
    people = User.objects.filter(
        is_active=True, role__in=permissions.KEEPERS, organisation__brand_grants__brand=brand
    ).select_related("organisation")
    return [person for person in people if permissions.may_keep_papers(person, brand)]


@transaction.atomic
def _warn(paper: Right | Authorisation, people: list[User], today: date) -> int:
    assert paper.valid_to is not None
    days = next(limit for limit in DAYS_BEFORE if (paper.valid_to - today).days <= limit)
    name = "right" if isinstance(paper, Right) else "authorisation"
    url = reverse(f"brands:{name}_edit", args=[paper.brand.slug, paper.pk])
    told = [
        notify(
            person=person,
            code=f"{name}.ends",
            url=url,
            # A paper that is renewed has another end, and is warned of anew.
            key=f"{name}:{paper.pk}:{paper.valid_to.isoformat()}:{days}",
            paper=str(paper),
            brand=paper.brand.name,
            ends_on=paper.valid_to.isoformat(),
        )
        for person in people
    ]
    return sum(notice is not None for notice in told)
