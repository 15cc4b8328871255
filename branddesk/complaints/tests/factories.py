"""The smallest valid voice."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints import search
from branddesk.complaints.models import Complaint
from branddesk.complaints.windows import answer_until
from branddesk.core import clock

_numbers = count(1)


def make_complaint(**fields: Any) -> Complaint:
    """A review of two stars that was typed in, waiting; from a store, if one is given."""
    number = next(_numbers)
    fields.setdefault("kind", Complaint.Kind.REVIEW)
    if "brand" not in fields:
        fields["brand"] = make_brand()
    fields.setdefault("source", "marketplace" if fields.get("store") else "manual")
    fields.setdefault("outside_id", f"review-{number}" if fields.get("store") else "")
    fields.setdefault("text", "Молния сломалась через неделю")
    fields.setdefault("rating", 2)
    fields.setdefault("received_at", clock.now())
    until = answer_until(fields["kind"], fields["received_at"])
    fields.setdefault("due_at", until.at)
    fields.setdefault("is_window", until.is_window)
    complaint = Complaint.objects.create(**fields)
    search.index(complaint)
    return complaint
