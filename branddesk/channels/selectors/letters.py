"""What could not be sent or understood, as far as it is the reader's organisation's own."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case
from branddesk.channels.models import Delivery
from branddesk.core.enums import Side
from branddesk.foundation.delivery.models import Inbound, Outbound


def letters_out(reader: User) -> QuerySet[Outbound]:
    """What was given up or dropped of the messages of the reader's side, and of the mail to colleagues."""
    gone = Outbound.objects.filter(state__in=[Outbound.State.DEAD, Outbound.State.DROPPED])
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    own = Delivery.objects.filter(
        outbound=OuterRef("pk"), message__side=side, message__case__in=Case.objects.visible_to(reader)
    )
    colleague = User.objects.filter(organisation=reader.organisation_id, email=OuterRef("to"))
    return gone.filter(Exists(own) | Q(channel="mail") & Exists(colleague)).order_by("-pk")


def letters_in(reader: User) -> QuerySet[Inbound]:
    """What was given up or dropped of what came in for the reader's organisation.

    What does not say for whom it came is looked after by the platform, where one works on this desk.
    """
    gone = Inbound.objects.filter(state__in=[Inbound.State.DEAD, Inbound.State.DROPPED])
    own = Q(meta__organisation=reader.organisation_id)
    platforms = Organisation.objects.filter(kind=Organisation.Kind.PLATFORM)
    if reader.is_platform or not platforms.exists():
        own |= Q(meta__organisation__isnull=True)
    return gone.filter(own).order_by("-pk")
