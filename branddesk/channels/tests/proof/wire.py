"""A wire between the desk and a provider, on which a test can stop one conversation at one moment."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """What the desk says and what it is answered. Without an answer, its own words do not arrive any more."""

    said: bytes
    answered: bytes = b""


class Wire:
    """Passes bytes on in both directions, until the cut: what matches it, and all after it, never arrives.

    One conversation is cut, and only the first that matches; the next ones pass whole.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._cut: Cut | None = None
        self.port: int = self._server.getsockname()[1]
        self.reached = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self, cut: Cut) -> None:
        self.reached.clear()
        self._cut = cut

    def serve(self) -> None:
        while True:
            try:
                desk, _address = self._server.accept()
            except OSError:
                return
            try:
                provider = socket.create_connection(("127.0.0.1", self._to), timeout=5)
            except OSError:
                desk.close()
                continue
            provider.settimeout(None)
            _Conversation(self, desk, provider).start()

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def take_cut(self, said: bytes, answered: bytes | None) -> bool:
        """Whether the conversation has come to the cut; `answered` since the words were said, None before."""
        with self._lock:
            cut = self._cut
            if cut is None or not re.search(cut.said, said, re.IGNORECASE):
                return False
            if cut.answered and not re.search(cut.answered, answered or b"", re.IGNORECASE):
                return False
            self._cut = None
        self.reached.set()
        return True

    def has_heard(self, said: bytes) -> bool:
        cut = self._cut
        return cut is not None and re.search(cut.said, said, re.IGNORECASE) is not None


class _Conversation:
    def __init__(self, wire: Wire, desk: socket.socket, provider: socket.socket) -> None:
        self._wire, self._desk, self._provider = wire, desk, provider
        self._said = self._answered = b""
        self._is_cut = False

    def start(self) -> None:
        for way in (self._up, self._down):
            threading.Thread(target=way, daemon=True).start()

    def _up(self) -> None:
        for data in _read(self._desk):
            self._said += data
            if self._wire.has_heard(self._said):
                self._answered = b""
            self._is_cut = self._is_cut or self._wire.take_cut(self._said, None)
            if not self._is_cut:
                _write(self._provider, data)
        _end(self._provider)

    def _down(self) -> None:
        for data in _read(self._provider):
            self._answered += data
            self._is_cut = self._is_cut or self._wire.take_cut(self._said, self._answered)
            if not self._is_cut:
                _write(self._desk, data)
        if not self._is_cut:  # Else the desk waits, as for an answer that is lost.
            _end(self._desk)


def _read(side: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while data := side.recv(65536):
            yield data


def _write(side: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        side.sendall(data)


def _end(side: socket.socket) -> None:
    with suppress(OSError):
        side.shutdown(socket.SHUT_WR)


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    wire = Wire(port)
    threading.Thread(target=wire.serve, daemon=True).start()
    try:
        yield wire
    finally:
        wire.close()
