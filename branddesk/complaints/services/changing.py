"""What every change of a complaint has in common: the lock, the version, the journal, and telling open pages."""

from __future__ import annotations

from typing import Any

from branddesk.accounts.models import User
from branddesk.complaints.models import Complaint
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live


def lock(complaint: Complaint) -> Complaint:
    """The row as it is now, held until the transaction ends."""
    return Complaint.objects.select_for_update(of=("self",)).select_related("brand", "store").get(pk=complaint.pk)


def settle(actor: User | None, action: str, complaint: Complaint, **facts: Any) -> Complaint:
    """Save the change, note it in the journal, and have open pages look again."""
    complaint.version += 1
    complaint.save()
    journal.record(actor, action, complaint, brand=complaint.brand_id, version=complaint.version, **facts)
    live.announce(f"brand:{complaint.brand_id}", "voice", voice=complaint.pk)
    return complaint
