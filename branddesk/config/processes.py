"""The processes that make up a desk on one machine, started, watched and stopped together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType
from uuid import UUID

from django.conf import settings

START_SECONDS = 60
STOP_SECONDS = 12
TICK_SECONDS = 0.1
MOST_STREAMS = "8192"


@dataclass(frozen=True)
class Command:
    """A process to run; once it is ready it answers at `port`, if it has one."""

    name: str
    arguments: list[str]
    port: int | None = None


def web() -> Command:
    """The pages, on WSGI."""
    arguments = _granian("wsgi", "branddesk.config.wsgi:application", settings.PORT)
    return Command(
        "web",
        [*arguments, "--workers", os.environ.get("BRANDDESK_WEB_PROCESSES", "1"), "--blocking-threads", "4"],
        settings.PORT,
    )


def live() -> Command:
    """The live streams, on ASGI."""
    arguments = _granian("asginl", "branddesk.config.asgi:application", settings.LIVE_PORT)
    # Beyond this many open streams granian answers nobody any more; by itself it stops at a thousand.
    most = ["--backlog", MOST_STREAMS, "--backpressure", MOST_STREAMS]
    return Command("live", [*arguments, *most], settings.LIVE_PORT)


def worker() -> Command:
    return Command("worker", [sys.executable, "-m", "branddesk", "worker"])


def sandboxes(app: UUID) -> list[Command]:
    """What stands in for the outside in the demo: a mail server, a small WeCom that calls the desk's `app`, an Ozon."""
    mail = [str(settings.HOME / "mail"), str(settings.MAIL_SANDBOX_PORT), str(settings.IMAP_SANDBOX_PORT)]
    callback = f"http://127.0.0.1:{settings.PORT}/wecom/callback/{app}/"
    return [
        Command("mail sandbox", _module("email.sandbox", *mail, settings.MAIL_DOMAIN, settings.MAIL_AUTHSERV_ID)),
        Command(
            "WeCom sandbox",
            _module("wecom.sandbox", "--port", str(settings.WECOM_SANDBOX_PORT), "--callback", callback),
        ),
        ozon_sandbox(settings.OZON_SANDBOX_PORT, str(settings.HOME / "ozon"), rhythm="0.7"),
    ]


def ozon_sandbox(port: int, home: str, *, rhythm: str) -> Command:
    """A small Ozon whose buyers say `rhythm` things a minute."""
    options = ["--port", str(port), "--home", home, "--rhythm", rhythm]
    return Command("Ozon sandbox", [sys.executable, "-m", "branddesk.marketplaces.ozon.sandbox", *options])


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"branddesk.channels.{name}", *arguments]


def _granian(interface: str, application: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", interface, "--log-level", "error"),
        *("--host", _bind(), "--port", str(port)),
        # An open stream would else hold the process for ever.
        *("--workers-kill-timeout", "3"),
        application,
    ]


def _bind() -> str:
    return os.environ.get("BRANDDESK_BIND", "127.0.0.1")


def first_taken_port(*ports: int) -> int | None:
    """The first of `ports` that another program listens on."""
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_bind(), port))
            except OSError:
                return port
    return None


def run(commands: Sequence[Command], *, when_ready: Callable[[], None]) -> int:
    """Run `commands` until a signal (0) or until one of them ends by itself (1); never leaves one behind."""
    stop_asked = False

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        nonlocal stop_asked
        stop_asked = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)

    # A session of their own: Ctrl-C reaches this process only, which then stops them in order.
    running = [(command, subprocess.Popen(command.arguments, start_new_session=True)) for command in commands]
    waiting = [command for command in commands if command.port]
    deadline = time.monotonic() + START_SECONDS
    announced = False
    try:
        while not stop_asked:
            for command, process in running:
                if process.poll() is not None:
                    print(f"The {command.name} process ended (status {process.returncode}); stopping the desk.")
                    return 1
            waiting = [command for command in waiting if not _answers(command)]
            if waiting and time.monotonic() > deadline:
                print(f"The {waiting[0].name} process did not answer within {START_SECONDS} s; stopping the desk.")
                return 1
            if not waiting and not announced:
                announced = True
                when_ready()
            time.sleep(TICK_SECONDS)
    finally:
        _stop([process for _, process in running])
    print("The desk has stopped.")
    return 0


def _answers(command: Command) -> bool:
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    address = "127.0.0.1" if _bind() == "0.0.0.0" else _bind()  # noqa: S104
    connection = http.client.HTTPConnection(address, command.port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost" if host == "*" else host})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
