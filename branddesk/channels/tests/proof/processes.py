"""Workers and web processes that a test kills at a named moment.

They are forked from one process that has read all code, so that each costs no start. The only thing about them that is
not the desk's own is where they stop: before a statement to the database, or before an answer leaves.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, TypedDict
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment
from branddesk.foundation.jobs.worker import run_worker

PATIENCE_SECONDS = 60
BEGIN = """
import json, sys
from django.conf import settings
settings.TASKS, settings.ALLOWED_HOSTS = json.loads(sys.argv[1]), ["*"]
for name, place in json.loads(sys.argv[2]).items():
    settings.STORAGES[name]["OPTIONS"]["location"] = place
import django; django.setup()
from branddesk.channels.tests.proof.processes import take_orders; take_orders()
"""


class Stop(TypedDict, total=False):
    """Where a process stops, for good: before a statement that the pattern matches, or before it answers.

    `after`: only statements that follow one which this pattern matches.
    """

    sql: str
    after: str
    answer: bool


class Order(TypedDict):
    kind: str
    port: int
    settings: dict[str, Any]
    stop: Stop
    stopped: str


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@dataclass
class Process:
    pid: int
    port: int
    stopped: Path

    def is_alive(self) -> bool:
        return Path(f"/proc/{self.pid}").exists()

    def wait_until_stopped(self) -> None:
        wait_for(lambda: self.stopped.exists() or not self.is_alive())
        assert self.stopped.exists(), "it ended by itself"

    def kill(self) -> None:
        if self.is_alive():
            os.kill(self.pid, signal.SIGKILL)
        wait_for(lambda: not self.is_alive())


class Desk:
    """Starts processes of the desk on the test's database; none outlives it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, Any] = {}
        self._started: list[Process] = []
        places = {name: settings.STORAGES[name]["OPTIONS"]["location"] for name in ("default", "vault")}
        self._nest = subprocess.Popen(
            [sys.executable, "-c", BEGIN, json.dumps(DATABASE_QUEUE), json.dumps(places, default=str)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(TMPDIR=str(folder)),
        )

    def worker(self, stop: Stop | None = None) -> Process:
        return self._start("worker", 0, stop)

    def web(self, stop: Stop | None = None) -> Process:
        """A web process that answers already."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = self._start("web", port, stop)
        wait_for(lambda: _answers(port))
        return process

    def kill_all(self) -> None:
        for process in self._started:
            process.kill()
        self._started.clear()

    def close(self) -> None:
        self.kill_all()
        self._nest.communicate(timeout=20)

    def _start(self, kind: str, port: int, stop: Stop | None) -> Process:
        stopped = self.folder / f"stopped-{time.monotonic_ns()}"
        order = Order(kind=kind, port=port, settings=self.settings, stop=stop or {}, stopped=str(stopped))
        assert self._nest.stdin is not None
        assert self._nest.stdout is not None
        self._nest.stdin.write(json.dumps(order) + "\n")
        self._nest.stdin.flush()
        process = Process(int(self._nest.stdout.readline()), port, stopped)
        self._started.append(process)
        return process


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test reads no access log."""


def _live(order: Order, application: WSGIHandler) -> None:
    for name, value in order["settings"].items():
        setattr(settings, name, value)

    def stop_here() -> None:
        Path(order["stopped"]).touch()
        time.sleep(PATIENCE_SECONDS)

    if pattern := order["stop"].get("sql"):
        first = order["stop"].get("after", "")

        def hold(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            nonlocal first
            if first:
                first = "" if re.search(first, sql) else first
            elif re.search(pattern, sql):
                stop_here()
            return execute(sql, params, many, context)

        connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(hold), weak=False)

    def answering(environ: dict[str, Any], start_response: Any) -> Any:
        answer = application(environ, start_response)
        if order["stop"].get("answer"):
            stop_here()
        return answer

    if order["kind"] == "worker":
        run_worker()
    else:
        make_server("127.0.0.1", order["port"], answering, _Server, _Quiet).serve_forever()


def take_orders() -> None:
    """Fork one process for each order that comes in by a line; the line that goes out is its number."""
    autodiscover_modules("tasks")
    application = get_wsgi_application()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid:
            sys.stdout.write(f"{pid}\n")
            sys.stdout.flush()
            continue
        try:
            _live(json.loads(line), application)
        finally:
            os._exit(1)
