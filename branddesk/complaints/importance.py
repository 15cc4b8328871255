"""Which customers are worth a call-back, and what to say to them first."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from branddesk.complaints.models import Callback, Complaint
from branddesk.core.enums import Currency

VALUABLE = {
    Currency.RUB: Decimal(5000),
    Currency.CNY: Decimal(400),
    Currency.USD: Decimal(60),
    Currency.EUR: Decimal(55),
}
"""An order from this sum on, in whole units of its currency, is one whose buyer is worth a call."""
LOW = 2

Reason = Callback.Reason


def reasons_for(complaint: Complaint) -> list[str]:
    """By rule: one or two stars, a valuable order, or a customer who was heard before."""
    found = []
    if complaint.rating is not None and complaint.rating <= LOW:
        found.append(Reason.RATING)
    least = VALUABLE.get(Currency(complaint.currency))
    if complaint.order_value is not None and least is not None and complaint.order_value >= least:
        found.append(Reason.VALUE)
    if is_known(complaint):
        found.append(Reason.REPEAT)
    return [str(reason) for reason in found]


def is_known(complaint: Complaint) -> bool:
    """Whether the same customer spoke to the brand before: by the name, where there is more than a first one."""
    if len(complaint.customer.split()) < 2:
        return False
    others = Complaint.objects.filter(brand=complaint.brand_id, customer=complaint.customer)
    return others.exclude(pk=complaint.pk).exists()


def script_for(reason: str) -> str:
    """What to say and ask, to be changed by the caller."""
    scripts = {
        Reason.RATING: _("Thank the customer for the honest rating. Ask what happened and what would put it right."),
        Reason.VALUE: _("Thank the customer for the order. Ask whether everything is as expected now."),
        Reason.REPEAT: _("Say that we remember the earlier matter. Ask whether it came up again."),
        Reason.OUTCOME: _("Tell the customer how the matter with the marketplace ended, and what we do now."),
        Reason.HAND: _("Ask whether the matter is settled, and what would be better next time."),
    }
    return scripts[Reason(reason)]
