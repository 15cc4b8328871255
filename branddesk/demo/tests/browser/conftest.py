"""A desk as `make run` starts it, with the demo world in a folder of its own, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from branddesk.demo.tests.browser.people import Desk, Person

ROOT = Path(__file__).resolve().parents[4]
START_SECONDS = 120
STOP_SECONDS = 30
CASES = "60"
"""Enough for a page of every kind; the world is the same, only smaller."""


def free_port() -> int:
    """A port whose five neighbours are free as well: pages, live streams, mail out, mail in, WeCom, Ozon."""
    while True:
        with ExitStack() as taken:
            first = taken.enter_context(socket.socket())
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                for neighbour in range(port + 1, port + 6):
                    taken.enter_context(socket.socket()).bind(("127.0.0.1", neighbour))
            except (OSError, OverflowError):
                continue
            return port


def environment_of(home: Path, **more: str) -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    # What is sent leaves at once; who tests taking it back asks for more.
    ours = {"BRANDDESK_DEMO": "1", "BRANDDESK_HOLD_SECONDS": "0", "BRANDDESK_DEMO_CASES": CASES}
    return env | ours | {"BRANDDESK_HOME": str(home)} | more


@contextmanager
def running_desk(home: Path, **more: str) -> Iterator[Desk]:
    """`branddesk serve --demo` on ports of its own, stopped as Ctrl-C stops it."""
    port = free_port()
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "branddesk", "serve", "--demo", "--port", str(port)],
            cwd=ROOT,
            env=environment_of(home, PORT=str(port), LIVE_PORT=str(port + 1), **more),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(f"http://localhost:{port}/healthz", process, home / "serve.log")
            yield Desk(f"http://localhost:{port}", home)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The desk ended at its start:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"The desk did not answer within {START_SECONDS} s:\n{log.read_text()}")


def copy_world(desk: Desk, home: Path) -> None:
    """The world of a running desk once more, for a desk with other settings."""
    shutil.copytree(desk.home, home, ignore=shutil.ignore_patterns("*.sqlite3*", "*.log"), dirs_exist_ok=True)
    with (
        closing(sqlite3.connect(desk.home / "branddesk.sqlite3")) as source,
        closing(sqlite3.connect(home / "branddesk.sqlite3")) as copy,
    ):
        source.backup(copy)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of all stories. BRANDDESK_TEST_DESK="URL HOME" names one that runs already."""
    if running := os.environ.get("BRANDDESK_TEST_DESK"):
        url, home = running.split()
        yield Desk(url, Path(home))
        return
    with running_desk(tmp_path_factory.mktemp("home")) as started:
        yield started


@pytest.fixture(scope="session")
def command(desk: Desk) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command of `branddesk` on the desk's home, as its keeper would."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "branddesk", *arguments],
            cwd=ROOT,
            env=environment_of(desk.home),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def person(
    chromium: Browser, desk: Desk, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Person]]:
    """Makes people; each has a browser of their own, and no page of theirs may complain. A failure leaves pictures."""
    made: list[Person] = []

    def make(**how: Any) -> Person:
        somebody = Person(chromium, desk, **how)
        made.append(somebody)
        return somebody

    yield make
    for index, somebody in enumerate(made):
        if request.node.stash.get(FAILED, False) and not somebody.page.is_closed():
            picture = tmp_path / f"{index}.png"
            somebody.page.screenshot(path=picture)
            print(f"{somebody.page.url} stood so: {picture}")
        somebody.close()
    assert [line for somebody in made for line in somebody.complaints] == []
