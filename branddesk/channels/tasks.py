from __future__ import annotations

from branddesk.channels.services import translations
from branddesk.foundation.jobs.registry import job


@job(max_attempts=2, time_limit_seconds=60)
def translate(translation_id: int) -> None:
    translations.translate(translation_id=translation_id)
