from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from branddesk.config import commands
from branddesk.config.cli import main
from branddesk.foundation.reports import Report

COMMANDS = ["serve", "worker", "migrate", "demo", "verify-journal", "verify-vault"]
PRODUCTION = {"SECRET_KEY": "x" * 50, "BRANDDESK_HOSTS": "desk.example", "BRANDDESK_URL": "https://desk.example"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_an_example_and_the_environment(command, capsys):
    with pytest.raises(SystemExit) as exit_:
        main([command, "--help"])

    text = capsys.readouterr().out
    assert exit_.value.code == 0
    assert "example" in text
    assert f"branddesk {command}" in text
    assert "BRANDDESK_HOME" in text


def test_help_of_the_whole_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    text = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in text] == []


def test_unknown_command_is_a_wrong_command_line(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["fly"])

    assert exit_.value.code == 2
    assert "fly" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["check_journal", "check_vault"])
@pytest.mark.parametrize(("ok", "status"), [(True, 0), (False, 1)])
def test_verification_prints_its_report_and_says_by_its_status_whether_all_is_well(
    name, ok, status, capsys, monkeypatch
):
    monkeypatch.setattr(commands, name, lambda: Report(ok=ok, lines=["first line", "second line"]))

    result = getattr(commands, name.replace("check", "verify"))(argparse.Namespace())

    assert result == status
    assert capsys.readouterr().out == "first line\nsecond line\n"


def test_demo_world_is_refused_on_a_desk_for_real_work(capsys):
    result = commands.demo(argparse.Namespace(seed=1, reset=True))

    assert result == 1
    assert "not a demo" in capsys.readouterr().out


def test_half_configured_desk_says_what_is_missing_instead_of_a_traceback(tmp_path):
    result = _branddesk("migrate", tmp_path)

    assert result.returncode == 1
    assert result.stdout.startswith("Set SECRET_KEY")
    assert "Traceback" not in result.stderr


def test_port_in_use_is_refused_with_the_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = _branddesk("serve", tmp_path, "--demo", "--port", str(port))

    assert result.returncode == 1
    assert f"Port {port} is in use" in result.stdout
    assert "PORT=" in result.stdout


def test_desk_with_an_old_database_is_not_served(tmp_path):
    result = _branddesk("serve", tmp_path / "home", "--port", "29871", **PRODUCTION)

    assert result.returncode == 1
    assert "branddesk migrate" in result.stdout


def test_database_that_does_not_answer_is_told_without_a_traceback(tmp_path):
    result = _branddesk("verify-journal", tmp_path, **PRODUCTION, DATABASE_URL="sqlite:////nowhere/desk.sqlite3")

    assert result.returncode == 1
    assert "Check DATABASE_URL" in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "address",
    [
        {"DATABASE_URL": "postgress://desk:geheim-123@127.0.0.1/desk"},
        {"DATABASE_URL": "postgres://desk:geheim-123@127.0.0.1:port/desk"},
        {"EMAIL_URL": "smtpx://desk:geheim-123@127.0.0.1:25"},
    ],
)
def test_no_refusal_at_the_start_repeats_a_password(tmp_path, address):
    result = _branddesk("verify-journal", tmp_path, **PRODUCTION, **address)

    assert result.returncode != 0
    assert "geheim" not in result.stdout + result.stderr


def _branddesk(command: str, home: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "branddesk", command, *options],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "BRANDDESK_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
