"""Browsers without a window: each holds one connection open and one session, and waits for every answer."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "b" * 32


@dataclass(frozen=True)
class Call:
    """One request: its address, the fields of its form when it is a POST, and what the answer must hold."""

    path: str
    form: dict[str, str] | None = None
    status: int = 200
    holds: str = ""


@dataclass
class Tally:
    """What one run took, each request in seconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0
    faults: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


class Browser:
    def __init__(self, port: int, session: str) -> None:
        self._port, self._connection = port, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Host": f"localhost:{port}",
            "Cookie": f"branddesk_session={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Encoding": "identity",
        }

    def ask(self, call: Call) -> str:
        """Do it; returns what is wrong with the answer, or nothing."""
        if call.form is None:
            self._connection.request("GET", call.path, headers=self._headers)
        else:
            headers = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"}
            self._connection.request("POST", call.path, urlencode(call.form), headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != call.status:
            return f"{call.path}: {answer.status}"
        if call.holds and call.holds.encode() not in body:
            return f"{call.path}: without {call.holds}"
        return ""


def run(port: int, sessions: Sequence[str], next_call: Callable[[int], Call], *, seconds: float) -> Tally:
    """As many browsers as sessions, each asking again and again. `next_call` gets the browser's number."""
    tally, lock = Tally(), threading.Lock()
    began = time.monotonic()
    deadline = began + seconds

    def work(number: int, session: str) -> None:
        browser = Browser(port, session)
        times, faults = [], []
        while time.monotonic() < deadline:
            try:
                call = next_call(number)
            except IndexError:
                break
            start = time.perf_counter()
            fault = browser.ask(call)
            times.append(time.perf_counter() - start)
            if fault:
                faults.append(fault)
        with lock:
            tally.times += times
            tally.faults += faults

    threads = [threading.Thread(target=work, args=each) for each in enumerate(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.seconds = time.monotonic() - began
    return tally
