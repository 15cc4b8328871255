"""What each command of `branddesk` does, once Django is set up."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from branddesk.cases.services.indexing import reindex as reindex_cases
from branddesk.config import prepare, processes
from branddesk.demo import world
from branddesk.demo.wecom import KEY as DEMO_APP
from branddesk.foundation.files.verify import verify_vault as check_vault
from branddesk.foundation.jobs.worker import run_worker
from branddesk.foundation.journal.verify import verify_journal as check_journal
from branddesk.helpcenter.search import reindex_articles


def serve(options: argparse.Namespace) -> int:
    sandboxes = processes.sandboxes(DEMO_APP) if settings.DEMO else []
    taken = processes.first_taken_port(settings.PORT, settings.LIVE_PORT, *(_sandbox_ports() if sandboxes else ()))
    if taken is not None:
        print(f"Port {taken} is in use by another program. Choose free neighbours, for example:")
        print(f"  PORT={settings.PORT + 10} make run")
        return 1

    if settings.DEMO:
        prepare.migrate()
        _fill_demo(seed=1)
    elif prepare.migrations_wait():
        print("The database is older than this version. Run `branddesk migrate` first.")
        return 1
    prepare.collect_static_files()

    working = [processes.worker()] if options.worker else []
    return processes.run([processes.web(), processes.live(), *sandboxes, *working], when_ready=_welcome)


def worker(options: argparse.Namespace) -> int:
    run_worker()
    return 0


def migrate(options: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=1)
    # Only where CACHE_URL names a table (dbcache://...).
    call_command("createcachetable", verbosity=1)
    return 0


def demo(options: argparse.Namespace) -> int:
    if not settings.DEMO:
        print("This desk is not a demo. Set BRANDDESK_DEMO=1 and a BRANDDESK_HOME of its own.")
        return 1
    if options.reset:
        if connection.vendor != "sqlite":
            print("Only a demo in an SQLite file can be reset. Make a new database and name it in DATABASE_URL.")
            return 1
        _throw_demo_away()
    prepare.migrate()
    if not _fill_demo(seed=options.seed):
        print("This desk holds a world already; nothing was changed. To begin again: branddesk demo --reset")
    return 0


def ozon_sandbox(options: argparse.Namespace) -> int:
    """Serve a small Ozon until it is stopped."""
    home = options.home or str(settings.HOME / "ozon")
    return processes.run([processes.ozon_sandbox(options.port, home, rhythm=options.rhythm)], when_ready=lambda: None)


def verify_journal(options: argparse.Namespace) -> int:
    report = check_journal()
    print(*report.lines, sep="\n")
    return 0 if report.ok else 1


def verify_vault(options: argparse.Namespace) -> int:
    report = check_vault()
    print(*report.lines, sep="\n")
    return 0 if report.ok else 1


def reindex(options: argparse.Namespace) -> int:
    for done, total in reindex_cases():
        print(f"\r{done} of {total} cases", end="", flush=True)
    print()
    print(f"{reindex_articles()} articles")
    return 0


def _fill_demo(*, seed: int) -> bool:
    if not world.is_empty():
        return False
    print("Filling the demo world; this happens once and takes about a minute.", flush=True)
    # Whole or not at all: a world cut short by Ctrl-C would be taken for a full one at the next start.
    with transaction.atomic():
        world.build_world(seed, cases=settings.DEMO_CASES, say=lambda line: print(f"  {line}", flush=True))
    return True


def _throw_demo_away() -> None:
    file = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for path in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        path.unlink(missing_ok=True)
    for storage in ("vault", "default"):
        shutil.rmtree(settings.STORAGES[storage]["OPTIONS"]["location"], ignore_errors=True)
    for folder in ("mail", "ozon"):
        shutil.rmtree(settings.HOME / folder, ignore_errors=True)


def _sandbox_ports() -> tuple[int, ...]:
    return (
        *(settings.MAIL_SANDBOX_PORT, settings.IMAP_SANDBOX_PORT),
        *(settings.WECOM_SANDBOX_PORT, settings.OZON_SANDBOX_PORT),
    )


def _welcome() -> None:
    if not settings.DEMO:
        print(f"The desk answers at {settings.SITE_URL} (port {settings.PORT}, live streams {settings.LIVE_PORT}).")
        return
    print(f"\nOpen http://localhost:{settings.PORT} and click in as one of the demo's people:\n")
    for organisation, people in world.people():
        print(f"  {organisation}")
        for name, role, email in people:
            print(f"    {email:<28}  {name}, {role}")
    print("\nCtrl-C stops the desk; its data stays for the next start.", flush=True)
