"""Which address a brand or a marketplace has, made when it is first needed."""

from __future__ import annotations

import re

from django.db import transaction

from branddesk.brands.models import Brand
from branddesk.channels.email import addresses, conf
from branddesk.channels.email.models import DeskAddress
from branddesk.core.enums import Route
from branddesk.stores.models import Marketplace

RESERVED = frozenset({"desk", "postmaster", "abuse", "noreply", "no-reply", "mailer-daemon", "admin", "security"})


def address_of(holder: Brand | Marketplace) -> DeskAddress:
    """The holder's address; a name that is taken gets a number."""
    where = {"brand": holder} if isinstance(holder, Brand) else {"marketplace": holder}
    found = DeskAddress.objects.filter(**where).first()
    if found is not None:
        return found
    stem = (
        re.sub(r"[^a-z0-9-]+", "-", holder.slug.lower()).strip("-")[: addresses.LONGEST_SLUG - 3].strip("-") or "brand"
    )
    with transaction.atomic():
        local, number = stem, 2
        while local in RESERVED or DeskAddress.objects.filter(local=local).exists():
            local, number = f"{stem}-{number}", number + 1
        return DeskAddress.objects.get_or_create(**where, defaults={"local": local})[0]


def holder_of(recipients: tuple[str, ...]) -> DeskAddress | None:
    """The brand or marketplace to which one of these addresses belongs, the first that fits."""
    for recipient in recipients:
        local = addresses.plain_local(recipient, domain=conf.domain())
        if not local:
            continue
        found = DeskAddress.objects.select_related("brand", "marketplace").filter(local=local).first()
        if found is not None:
            return found
        holder = (
            Brand.objects.filter(slug=local).first() or Marketplace.objects.filter(slug=local, route=Route.DESK).first()
        )
        if holder is not None:
            made = address_of(holder)
            if made.local == local:
                return made
    return None
