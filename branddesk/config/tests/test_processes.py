from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest
from django.conf import settings

from branddesk.config import processes

RUNNER = """
import os, sys
from branddesk.config.processes import Command, run
sleeper = Command("sleeper", [sys.executable, "-c", {sleeper!r}])
other = Command("other", [sys.executable, "-c", {other!r}])
raise SystemExit(run([sleeper, other], when_ready=lambda: os.write(1, b"ready\\n")))
"""
# One write each: the processes share an output, and lines must not run into one another.
SLEEPS = "import os, time; os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
ENDS = "import time; time.sleep(1.5); raise SystemExit(3)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"


def test_a_process_that_ends_takes_the_others_with_it_and_is_named():
    runner = _runner(sleeper=SLEEPS, other=ENDS)

    output, _ = runner.communicate(timeout=20)

    assert runner.returncode == 1
    assert "The other process ended (status 3); stopping the desk." in output
    assert not _is_alive(_pid(output))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_process(number):
    runner = _runner(sleeper=SLEEPS, other=SLEEPS)
    _wait_for(runner, lines=3)

    runner.send_signal(number)
    output, _ = runner.communicate(timeout=20)

    assert runner.returncode == 0
    assert "The desk has stopped." in output
    assert not any(_is_alive(pid) for pid in runner.seen)


def test_a_process_that_will_not_stop_is_killed():
    runner = _runner(sleeper=DEAF, other=ENDS, stop_seconds=1)

    output, _ = runner.communicate(timeout=20)

    assert runner.returncode == 1
    assert not _is_alive(_pid(output))


def test_a_taken_port_is_found_and_a_free_one_is_not():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        taken = processes.first_taken_port(port)
    free = processes.first_taken_port(port)

    assert taken == port
    assert free is None


class Runner(subprocess.Popen[str]):
    seen: list[int]


def _runner(*, sleeper: str, other: str, stop_seconds: int = 12) -> Runner:
    code = RUNNER.format(sleeper=sleeper, other=other)
    code = f"from branddesk.config import processes\nprocesses.STOP_SECONDS = {stop_seconds}\n" + textwrap.dedent(code)
    return Runner([sys.executable, "-c", code], cwd=settings.ROOT, stdout=subprocess.PIPE, text=True)


def _wait_for(runner: Runner, *, lines: int) -> None:
    assert runner.stdout is not None
    read = [runner.stdout.readline().strip() for _ in range(lines)]
    runner.seen = [int(line) for line in read if line.isdigit()]
    assert len(runner.seen) == 2


def _pid(output: str) -> int:
    return next(int(line) for line in output.splitlines() if line.isdigit())


def _is_alive(pid: int) -> bool:
    for _ in range(20):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
