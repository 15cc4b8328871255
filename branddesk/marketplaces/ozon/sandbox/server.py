"""The sandbox over HTTP: Ozon's own addresses, and below `/sandbox/` the handles by which it is driven."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from branddesk.marketplaces.ozon import contract
from branddesk.marketplaces.ozon.sandbox import controls, gatekeeping, life
from branddesk.marketplaces.ozon.sandbox.methods import Refusal, reports
from branddesk.marketplaces.ozon.sandbox.page import page, photo, picture
from branddesk.marketplaces.ozon.sandbox.world import Row, World

MOST_BYTES = 32 * 1024 * 1024
KEYS = (("1204501", "sandbox-key-of-the-first-store"), ("1204502", "sandbox-key-of-the-second-store"))


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


class Handler(BaseHTTPRequestHandler):
    """One connection. `world` is set by `make_server`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    world: World

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/healthz":
            self._send(Answer(200, b"{}"))
        elif path == "/":
            html = page(controls.state(self.world)).encode()
            self._send(Answer(200, html, "text/html; charset=utf-8"))
        elif path == "/sandbox/state":
            self._send(_json(200, controls.state(self.world)))
        elif path.startswith("/sandbox/pictures/") and path.endswith(".png"):
            self._send(Answer(200, photo(path), "image/png"))
        elif path.startswith("/sandbox/pictures/"):
            self._send(Answer(200, picture(path), "image/svg+xml"))
        elif path.startswith("/sandbox/files/"):
            self._send_file(path.rpartition("/")[2])
        else:
            self._ask("GET", path, b"")

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST_BYTES))
        path = urlsplit(self.path).path
        if handle := controls.HANDLES.get(path):
            self._drive(handle, body)
        else:
            self._ask("POST", path, body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests carry keys."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The clock that a client may read off the headers, skewed when told so."""
        moment = self.world.now() + timedelta(seconds=self.world.modes.skew_seconds)
        return format_datetime(moment, usegmt=True)

    def _send_file(self, name: str) -> None:
        with self.world.lock:
            content = reports.file_of(self.world, name)
        if content is None:
            self._send(Answer(404, b"404 page not found\n", "text/plain; charset=utf-8"))
        else:
            self._send(Answer(200, content, "text/csv; charset=utf-8"))

    def _drive(self, handle: Any, body: bytes) -> None:
        if "json" in self.headers.get("Content-Type", ""):
            self._send(_json(200, handle(self.world, json.loads(body or b"{}"))))
            return
        handle(self.world, {name: values[0] for name, values in parse_qs(body.decode()).items()})
        self._send(Answer(303, b"", headers=(("Location", "/"),)))

    def _ask(self, verb: str, path: str, body: bytes) -> None:
        """One call of the Seller API, with whatever goes wrong on demand."""
        began, modes = time.monotonic(), self.world.modes
        if modes.slow_ms:
            time.sleep(modes.slow_ms / 1000)
        if modes.take("fail_next"):
            answer = _refused(Refusal(500, 13, "internal error"))
        else:
            answer = self._answer(verb, path, body)
        took = round((time.monotonic() - began) * 1000, 1)
        self.world.calls.append({"path": path, "status": answer.status, "ms": took})
        if modes.take("swallow_next"):
            self.close_connection = True
            return
        if answer.status == 200 and modes.take("wrong_next"):
            answer = _json(200, {"result": "unexpected", "reviews": "no list", "has_next": {"a": 1}})
        self._send(answer, cut=modes.take("cut_next"))

    def _answer(self, verb: str, path: str, body: bytes) -> Answer:
        try:
            method = gatekeeping.find(verb, path)
            shop = gatekeeping.shop_of(self.world, dict(self.headers.items()))
            gatekeeping.keep_pace(shop, method)
            asked = _read(body)
            self._check_request(verb, path, asked)
            gatekeeping.check(shop, method, asked)
            with self.world.lock:
                answer = method.run(shop, asked)
                return _json(200, self._whole_reply(verb, path, answer))
        except gatekeeping.NoSuchPath:
            return Answer(404, b"404 page not found\n", "text/plain; charset=utf-8")
        except Refusal as refusal:
            return _refused(refusal, in_text="/question/" in path)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return _refused(Refusal(400, 3, f"invalid request: {type(error).__name__}"))

    def _check_request(self, verb: str, path: str, asked: Row) -> None:
        """Wrong values are refused, as Ozon does; fields that it does not know Ozon passes over, and they are noted.

        Raises Refusal.
        """
        problems = contract.check_request(verb, path, asked) if self.world.keeps_contract else []
        unknown = [problem for problem in problems if problem.endswith("is not in the contract")]
        self.world.violations.extend({"path": path, "problem": problem} for problem in unknown)
        if faults := [problem for problem in problems if problem not in unknown]:
            raise Refusal(400, 3, f"invalid request: {faults[0]}")

    def _whole_reply(self, verb: str, path: str, answer: Row) -> Row:
        """With every field that Ozon writes. What the sandbox itself gets wrong is kept, for its page and for tests."""
        if not self.world.keeps_contract:
            return answer
        whole: Row = contract.complete(verb, path, answer)
        for problem in contract.check_reply(verb, path, 200, whole):
            self.world.violations.append({"path": path, "problem": problem})
        return whole

    def _send(self, answer: Answer, *, cut: bool = False) -> None:
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if cut else answer.body)
            if cut:
                self.close_connection = True
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # Whoever asked is gone.


def _read(body: bytes) -> Row:
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        raise Refusal(400, 3, "invalid JSON") from None
    if not isinstance(asked, dict):
        raise Refusal(400, 3, "invalid JSON")
    return asked


def _json(status: int, body: Any) -> Answer:
    return Answer(status, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def _refused(refusal: Refusal, *, in_text: bool = False) -> Answer:
    """Question methods declare `details` as text, all others as a list."""
    body = {"code": refusal.code, "message": refusal.message, "details": "" if in_text else []}
    answer = _json(refusal.status, body)
    return Answer(answer.status, answer.body, headers=tuple(refusal.headers.items()))


def make_world(home: Path | None = None, *, port: int = 0, rhythm: float = 0.0, seed: int = 7) -> World:
    """The world as it was left in `home`; else two sellers with a past: one with all subscriptions, one with none."""
    world = World(home, seed=seed, rhythm=rhythm, port=port)
    if not world.shops:
        (first, first_key), (second, second_key) = KEYS
        life.fill(life.make_shop(world, first, first_key, "Kettora Official", ("Kettora", "Nordbay")))
        poor = life.make_shop(world, second, second_key, "Nordbay Outlet", ("Nordbay",))
        poor.subscription, poor.has_reviews = "UNSPECIFIED", False
        life.fill(poor, days=30)
        world.save()
    return world


def make_server(world: World, *, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """A server that answers for this world, on a free port where none is named."""
    handler = type("BoundHandler", (Handler,), {"world": world})
    server = ThreadingHTTPServer((host, port), handler)
    server.daemon_threads = True
    world.address = f"http://{host}:{server.server_address[1]}"
    return server


@dataclass(frozen=True)
class Running:
    url: str
    world: World


@contextmanager
def running(world: World | None = None) -> Iterator[Running]:
    """A sandbox in a thread of this process, for tests."""
    world = world or make_world()
    server = make_server(world)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Running(world.address, world)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
