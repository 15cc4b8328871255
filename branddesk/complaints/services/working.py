"""Working on a complaint: taking it, giving it to somebody, setting it aside and taking it up again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.complaints import permissions
from branddesk.complaints.models import Complaint
from branddesk.complaints.services.changing import lock, settle
from branddesk.core.errors import DomainError, WrongStatus

Status = Complaint.Status


@transaction.atomic
def assign(*, actor: User, complaint: Complaint, person: User | None) -> Complaint:
    """Have `person`, who sees the brand, work on it; nobody with None."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if complaint.assignee == person:
        return complaint
    if person is not None and not (
        permissions.may_work(person) and Brand.objects.visible_to(person).filter(pk=complaint.brand_id).exists()
    ):
        raise DomainError(_("%(name)s does not answer customers of this brand.") % {"name": person})
    complaint.assignee = person
    return settle(actor, "complaint.assigned", complaint, person=person.pk if person else None)


@transaction.atomic
def finish(*, actor: User, complaint: Complaint) -> Complaint:
    """Set it aside without an answer: praise, a rating without words, nothing to say."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if complaint.status == Status.DONE:
        return complaint
    if complaint.status != Status.OPEN:
        raise WrongStatus(_("It is answered already."))
    complaint.status = Status.DONE
    complaint.assignee = complaint.assignee or actor
    return settle(actor, "complaint.done", complaint)


@transaction.atomic
def take_up_again(*, actor: User, complaint: Complaint) -> Complaint:
    """Have it wait for us again. An answer that was given stays given."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if complaint.status == Status.OPEN:
        return complaint
    complaint.status = Status.OPEN
    return settle(actor, "complaint.taken-up", complaint)


@transaction.atomic
def say_wish(*, actor: User, complaint: Complaint, wish: str) -> Complaint:
    """Say what the customer wants, where the first guess was wrong."""
    complaint = lock(complaint)
    permissions.check_can_work(actor, complaint.brand)
    if wish not in Complaint.Wish.values:
        raise DomainError(_("Choose what the customer wants."))
    if complaint.wish == wish and complaint.is_wish_given:
        return complaint
    complaint.wish, complaint.is_wish_given = wish, True
    return settle(actor, "complaint.wish-said", complaint, wish=wish)
