from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs.registry import job, periodic
from branddesk.foundation.lists.services import changes, exports


@job(max_attempts=5, time_limit_seconds=600)
def change_rows(change_id: int) -> None:
    changes.carry_on(change_id=change_id)


@job(max_attempts=2, time_limit_seconds=600)
def write_export(export_id: int) -> None:
    exports.write(export_id=export_id)


@periodic(every=timedelta(hours=1))
@job(max_attempts=1)
def throw_away_exports() -> None:
    exports.throw_away_expired()
