"""The sandbox over HTTP: WeCom's own addresses, and below `/` a page on which to read and write as a member."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from branddesk.channels.wecom.codec import Codec
from branddesk.channels.wecom.sandbox.company import Company, Media, error
from branddesk.channels.wecom.sandbox.page import page

MOST_BYTES = 32 * 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    """One request. `company` is set by `make_server`."""

    company: Company

    def do_GET(self) -> None:
        match self._path():
            case "/cgi-bin/gettoken":
                self._json(self._faulty("gettoken") or self._token())
            case "/cgi-bin/media/get":
                self._media()
            case "/sandbox/state":
                self._json(state(self.company))
            case "/":
                self._reply(200, page(state(self.company)).encode(), "text/html; charset=utf-8")
            case _:
                self._json(error(404, "no such address"), status=404)

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST_BYTES))
        match self._path():
            case "/cgi-bin/message/send":
                self._json(self._faulty("message/send") or self._unauthorised() or self.company.send(json.loads(body)))
            case "/cgi-bin/media/upload":
                self._json(self._faulty("media/upload") or self._unauthorised() or self._lay_down(body))
            case "/cgi-bin/webhook/send":
                self._json(self._faulty("webhook/send") or self.company.speak(self._asked("key"), json.loads(body)))
            case "/sandbox/write":
                self._write(body)
            case "/sandbox/confirm":
                self._json({"status": confirm(self.company)})
            case _:
                self._json(error(404, "no such address"), status=404)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: addresses hold secrets here too."""

    def _path(self) -> str:
        return urlsplit(self.path).path

    def _asked(self, name: str) -> str:
        return parse_qs(urlsplit(self.path).query).get(name, [""])[0]

    def _faulty(self, call: str) -> dict[str, Any] | None:
        code = self.company.fault(call)
        return error(code, "as asked") if code else None

    def _unauthorised(self) -> dict[str, Any] | None:
        return self.company.check_token(self._asked("access_token"))

    def _token(self) -> dict[str, Any]:
        return self.company.new_token(self._asked("corpid"), self._asked("corpsecret"))

    def _lay_down(self, body: bytes) -> dict[str, Any]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        for part in message_from_bytes(head + body, policy=default).iter_parts():
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and part.get_filename():
                media = Media(part.get_filename() or "", part.get_content_type(), data, time.time())
                return self.company.lay_down(media)
        return error(41005, "missing media data")

    def _media(self) -> None:
        if wrong := self._faulty("media/get") or self._unauthorised():
            self._json(wrong)
            return
        media = self.company.fetch(self._asked("media_id"))
        if media is None:
            self._json(error(40007, "invalid media_id"))
            return
        self._reply(200, media.data, media.content_type, f"attachment; filename*=utf-8''{quote(media.name)}")

    def _write(self, body: bytes) -> None:
        """Write to the app as a member: from the page's form, or as JSON."""
        if "json" in self.headers.get("Content-Type", ""):
            asked = json.loads(body)
        else:
            asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        status = write(self.company, str(asked.get("user", "")), text=str(asked.get("text", "")))
        if "json" in self.headers.get("Content-Type", ""):
            self._json({"status": status})
            return
        self.send_response(303)
        self.send_header("Location", "/")
        self.end_headers()

    def _json(self, body: dict[str, Any], *, status: int = 200) -> None:
        self._reply(status, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=UTF-8")

    def _reply(self, status: int, data: bytes, content_type: str, disposition: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        if disposition:
            self.send_header("Content-Disposition", disposition)
        self.end_headers()
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            return  # Whoever asked is gone.


def write(company: Company, user: str, *, text: str) -> int:
    """Have a member write to the app. Returns the desk's status."""
    return post(company, *company.envelope(user, "text", Content=text))


def write_file(company: Company, user: str, kind: str, media: Media) -> int:
    """Have a member send a picture, a voice or a file."""
    media_id = company.lay_down(media)["media_id"]
    named = {"FileName": media.name} if kind == "file" else {}
    return post(company, *company.envelope(user, kind, MediaId=media_id, **named))


def confirm(company: Company) -> int:
    """Have WeCom confirm the callback address. Returns 200 only when the desk read the echo aloud."""
    echo = b"1288432023552776189"
    encrypted = Codec(company.token, company.aes_key, company.corp_id).encrypt(echo)
    address = f"{company.callback}?{urlencode({**company.signed(encrypted), 'echostr': encrypted})}"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  the address is our own setting
            return 200 if answer.read() == echo else 406
    except urllib.error.HTTPError as refused:
        return refused.code


def post(company: Company, signed: dict[str, str], body: bytes) -> int:
    """Call the desk as WeCom does. 0 when it does not answer."""
    request = urllib.request.Request(  # noqa: S310
        f"{company.callback}?{urlencode(signed)}", data=body, headers={"Content-Type": "text/xml"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def state(company: Company) -> dict[str, Any]:
    """What arrived, for tests and for the page."""
    with company.lock:
        return {
            "members": sorted(company.members),
            "callback": company.callback,
            "sent": [{"to": each.user, "type": each.kind, "content": each.content} for each in company.sent],
            "dropped": len(company.dropped),
            "group": list(company.group),
        }


def make_server(company: Company, *, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    handler = type("BoundHandler", (Handler,), {"company": company})
    server = ThreadingHTTPServer((host, port), handler)
    server.daemon_threads = True
    return server


@contextmanager
def running(company: Company) -> Iterator[str]:
    """The sandbox on loopback until the block ends; gives its address."""
    server = make_server(company)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
