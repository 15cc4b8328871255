"""What follows for brands when people come."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.accounts.events import person_joined
from branddesk.accounts.models import Invitation, User
from branddesk.brands.access import grant_as_invited
from branddesk.brands.events import access_changed
from branddesk.brands.models import Brand, PersonGrant
from branddesk.notices.selectors import facts_told
from branddesk.notices.services import forget


@receiver(person_joined, dispatch_uid="brands.person_joined")
def grant_brands(sender: type[User], *, person: User, invitation: Invitation, **kwargs: Any) -> None:
    if not invitation.sees_all_brands:
        grant_as_invited(person, invitation.brands)


@receiver(access_changed, dispatch_uid="brands.access_changed")
def forget_papers(sender: type[PersonGrant], *, person: User, **kwargs: Any) -> None:
    """Warnings of papers of brands that are no longer the person's go with the brands."""
    seen = Brand.objects.visible_to(person).values_list("name", flat=True)
    forget(person=person, fact="brand", values=facts_told(person, "brand").difference(seen))
