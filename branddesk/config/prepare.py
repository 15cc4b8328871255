"""What must be done before a desk can answer, each step skipped when it was done before."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from branddesk.config import static


def migrations_wait() -> bool:
    """Whether the database lacks a migration of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Make or update the tables."""
    if migrations_wait():
        print("Preparing the database.", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def collect_static_files() -> None:
    """Gather the static files under hashed names, unless none changed since the last time."""
    static_root = Path(settings.STATIC_ROOT)
    mark = static_root / ".sources"
    sources = _static_sources()
    if mark.exists() and mark.read_text(encoding="ascii") == sources:
        return
    print("Gathering the static files.", flush=True)
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(sources, encoding="ascii")


def _static_sources() -> str:
    """A digest of every static file that the apps hold, and of what makes the gathered ones of them.

    Of the bytes, since the files of two versions of a package may share their size and time; two megabytes in all.
    """
    makers = f"{version('django')} {version('whitenoise')} {_sha256(Path(static.__file__))}\n"
    digest = hashlib.sha256(makers.encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            digest.update(f"{path}\0{_sha256(Path(storage.path(path)))}\n".encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
