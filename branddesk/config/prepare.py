"""What must be done before a desk can answer, each step skipped when it was done before."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


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
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(sources, encoding="ascii")


def _static_sources() -> str:
    """A digest of the path, size and time of change of every static file that the apps hold."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
