"""The code on the screen through which a phone adds photos to the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.prefetched import rarities_of
from branddesk.cases.services.phone import ARRIVED, links_of
from branddesk.core import clock


def context_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """For those who may add evidence, else nothing. At most 1 query."""
    if not may.get("attach") or not rarities_of(case).phone_links:
        return {"phone_link": None}
    links = links_of(reader, case).filter(expires_at__gt=clock.now())
    return {"phone_link": links.annotate(arrived=ARRIVED).order_by("-pk").first()}
