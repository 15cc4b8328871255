"""Fills an empty database with the desk that is measured, and says who is signed in how.

Run by `tools.bench` in a process of its own, with the environment of the desk.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import django
from django.db import connection, transaction

from branddesk.config.mode import use_settings

AT_ONCE = 20_000
FAST = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-800000"),
    # What is copied refers to what is there; looking it all up again would take as long as the writing.
    "postgresql": (
        "SET session_replication_role = replica",
        "SET maintenance_work_mem = '1GB'",
        "SET work_mem = '256MB'",
    ),
}


def main(cases: int, clients: int, out: Path) -> None:
    from branddesk.foundation.search.services import without_index  # noqa: PLC0415  tables exist after the setup only
    from tools.bench import world  # noqa: PLC0415
    from tools.bench.copies import copy_block  # noqa: PLC0415

    for setting in FAST[connection.vendor]:
        with connection.cursor() as cursor:
            cursor.execute(setting)
    began = time.monotonic()
    cast = world.make_cast(clients)
    with without_index():
        for first in range(1, cases + 1, AT_ONCE):
            count = min(AT_ONCE, cases - first + 1)
            with transaction.atomic():
                if first > 1 and count == AT_ONCE and connection.vendor == "postgresql":
                    copy_block(cases=AT_ONCE, messages=world.MESSAGES, parts=world.PARTS, block=first // AT_ONCE)
                else:
                    world.fill(cast, count, first=first)
            print(f"{first + count - 1:,} of {cases:,} cases, {time.monotonic() - began:.0f} s", flush=True)
    with transaction.atomic():
        world.ready_drafts(cast, world.READY_DRAFTS, first=cases + 1)
    world.finish()
    with connection.cursor() as cursor:
        # As PostgreSQL does by itself within minutes: else counts read the table instead of the index.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    people = {
        "representatives": [world.session_of(person) for person in cast.representatives],
        "moderator": world.session_of(cast.moderator),
        "idle": world.session_of(cast.idle),
        "brands": [brand.pk for brand in cast.brands],
        "marketplace": cast.marketplace.pk,
        "cases": cases,
        "open": _open_cases(),
        "drafts": [f"BD-{10_000 + pk}" for pk in range(cases + 1, cases + 1 + world.READY_DRAFTS)],
        "filled_in_seconds": round(time.monotonic() - began),
    }
    out.write_text(json.dumps(people))


def _open_cases() -> list[str]:
    """Numbers of cases to which one may still write."""
    from branddesk.cases.models import Case  # noqa: PLC0415

    rows = Case.objects.exclude(status__in=["closed", "draft"]).order_by("-pk")
    return list(rows.values_list("number", flat=True)[:20_000])


if __name__ == "__main__":
    use_settings()
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
