"""What follows when the scanner finds a virus: everyone whose evidence it is hears of it."""

from __future__ import annotations

from django.dispatch import receiver

from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import report_virus
from branddesk.foundation.files.events import virus_found


@receiver(virus_found)
def report_exhibits(sender: object, *, blob_id: int, **kwargs: object) -> None:
    for exhibit in Exhibit.objects.filter(blob=blob_id).select_related("blob", "brand").order_by("pk"):
        report_virus(exhibit=exhibit)
