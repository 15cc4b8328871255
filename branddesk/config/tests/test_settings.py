from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from branddesk.config.secrets import kept_secret
from branddesk.config.settings.base import database

GOOD = {
    "SECRET_KEY": "x" * 50,
    "BRANDDESK_HOSTS": "desk.example",
    "BRANDDESK_URL": "https://desk.example",
    "BRANDDESK_HOME": "/nowhere/branddesk",
}


@pytest.mark.parametrize("name", GOOD)
def test_production_refuses_to_start_without(name):
    environment = {key: value for key, value in GOOD.items() if key != name}

    result = _production("DEMO", environment)

    assert result.returncode != 0
    assert f"Set {name}" in result.stderr


def test_production_refuses_a_short_secret():
    result = _production("DEMO", {**GOOD, "SECRET_KEY": "short"})

    assert result.returncode != 0
    assert "at least 32 characters" in result.stderr


def test_production_is_never_a_demo_whatever_the_environment_says():
    result = _production("DEMO", {**GOOD, "BRANDDESK_DEMO": "1"})

    assert result.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"])
def test_production_on_https_keeps_cookies_and_pages_to_https(name):
    result = _production(name, GOOD)

    assert result.stdout.strip() == "True"


def test_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "secrets"

    first = kept_secret(folder, "key")
    second = kept_secret(folder, "key")

    assert first == second
    assert len(first) >= 48
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_sqlite_runs_in_wal_mode_with_immediate_transactions():
    options = database("sqlite:////nowhere/desk.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_connections_are_pooled():
    assert database("postgres://desk@127.0.0.1/desk")["OPTIONS"]["pool"]["max_size"] == 8


@pytest.mark.django_db
def test_every_page_tells_the_browser_to_run_only_our_scripts_and_to_be_framed_by_nobody(client):
    response = client.get("/sign-in/")

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


def _production(name: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    code = f"from branddesk.config.settings import production; print(production.{name})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
