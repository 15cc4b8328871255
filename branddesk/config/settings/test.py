"""Settings of the test run: a folder and a database of its own per process, jobs at once, mail kept in memory."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from branddesk.config.settings.base import *
from branddesk.config.settings.base import STORAGES, database, env

HOME = Path(tempfile.mkdtemp(prefix="branddesk-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

SECRET_KEY = "only-for-tests-and-known-to-everyone-who-reads-this"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{HOME / 'desk.sqlite3'}"))}
# A pool keeps connections open, and PostgreSQL drops no database that somebody is connected to.
DATABASES["default"]["OPTIONS"].pop("pool", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since threads and other processes cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}

STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    "default": {**STORAGES["default"], "OPTIONS": {"location": HOME / "files"}},
    "vault": {**STORAGES["vault"], "OPTIONS": {"location": HOME / "vault"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SEND_HOLD_SECONDS = 0
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
