"""The two sides of the desk, which live by different clocks."""

from __future__ import annotations

from branddesk.accounts.models import User
from branddesk.stores.models import Marketplace


def other_zone(user: User) -> str:
    """The time zone of the platforms for a brand's people; a platform hears from everywhere and keeps its own."""
    if user.is_platform:
        return user.time_zone
    return Marketplace.objects.order_by("pk").values_list("time_zone", flat=True).first() or user.time_zone
