"""What comes in from outside, with the web process or the worker killed at each step: counted at both ends.

Whoever sends hears no answer from a killed process and sends again, as its protocol says. Nothing is lost by that, and
nothing stands twice.
"""

from __future__ import annotations

import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tasks import fetch
from branddesk.channels.email.tests.mails import raw_mail
from branddesk.channels.email.views.hook import signature_of
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.sandbox import signed
from branddesk.channels.phone.tests.factories import SECRET as PHONE_SECRET
from branddesk.channels.phone.tests.factories import event, make_system
from branddesk.channels.tests.proof.conftest import SECRET, World
from branddesk.channels.tests.proof.processes import Process, Stop
from branddesk.channels.tests.proof.wire import Cut, wire_to
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.files.models import Blob
from branddesk.notices.models import Notice

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

NOTED = Stop(sql=r'UPDATE "django_tasks_\w+" SET .*"finished_at"')


@dataclass(frozen=True)
class Request:
    """One request of somebody outside."""

    address: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Way:
    """One way in: how its sender calls, each time anew, what stands on the desk at the end, and its own row."""

    calls: Callable[[World], Iterator[Request]]
    stands: Callable[[World], int]
    row: str


def hook(world: World) -> Iterator[Request]:
    content = raw_mail(to="brand@desk.test", message_id="<one@market.example>")
    while True:
        stamp = str(int(clock.now().timestamp()))
        headers = {"X-Branddesk-Timestamp": stamp, "X-Branddesk-Signature": signature_of(SECRET, stamp, content)}
        yield Request(reverse("email:hook"), content, headers | {"Content-Type": "message/rfc822"})


def callback(world: World) -> Iterator[Request]:
    while True:
        told, body = world.company.envelope("lin.xiaowen", "text", Content=f"{world.case.number} 已处理", MsgId="7")
        address = f"{reverse('wecom:callback', args=[world.app.key])}?{urlencode(told)}"
        yield Request(address, body, {"Content-Type": "text/xml"})


def phone(world: World) -> Iterator[Request]:
    system = make_system(world.cast.merchant, e101=world.cast.alice)
    told = event("ringing")
    for number in range(9):
        body, headers = signed(PHONE_SECRET, told | {"attempt": number})
        yield Request(reverse("phone:hook", args=[system.key]), body, headers)


WAYS = {
    "a mail service": Way(hook, lambda _: ReceivedMail.objects.count(), "email_receivedmail"),
    "WeCom": Way(callback, lambda world: world.case.messages.count(), "cases_message"),
    "a telephone system": Way(phone, lambda _: Notice.objects.filter(code="call.ringing").count(), "phone_call"),
}
IN_WEB = {
    "half of it was read": Stop(),
    "it was about to be stored": Stop(sql=r'INSERT INTO "delivery_inbound"'),
    "it was stored and not answered": Stop(answer=True),
}


@pytest.fixture(params=WAYS, ids=str)
def way(request) -> Way:
    return WAYS[request.param]


def request_of(call: Request) -> bytes:
    headers = {"Host": "localhost", "Content-Length": str(len(call.body)), **call.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {call.address} HTTP/1.1\r\n{head}\r\n".encode() + call.body


def call_and_kill(web: Process, call: Request, stop: Stop) -> None:
    data = request_of(call)
    with socket.create_connection(("127.0.0.1", web.port), timeout=60) as caller:
        if stop:
            caller.sendall(data)
            web.wait_until_stopped()
        else:
            caller.sendall(data[: -len(call.body) // 2])
            time.sleep(0.3)  # It has begun to read by then.
        web.kill()
        with suppress(ConnectionResetError):
            assert caller.recv(1000) == b"", "it was answered"


def call_once_more(call: Request) -> int:
    kind = call.headers["Content-Type"]
    headers = {name: value for name, value in call.headers.items() if name != "Content-Type"}
    return Client().post(call.address, call.body, content_type=kind, headers=headers).status_code


@pytest.mark.parametrize("moment", IN_WEB)
def test_a_web_process_killed_while_it_takes_something_in(world, way, moment):
    calls, stop = way.calls(world), IN_WEB[moment]
    first = next(calls)
    call_and_kill(world.desk.web(stop), first, stop)
    assert Inbound.objects.count() == (1 if stop.get("answer") else 0)

    # Its sender heard nothing and calls again: the same call, and the same news in a call of its own.
    assert call_once_more(first) in (200, 202, 403)
    assert call_once_more(next(calls)) in (200, 202)
    world.let_a_worker_end_it()

    assert Inbound.objects.count() == 1
    assert way.stands(world) == 1


@pytest.mark.parametrize("moment", ["before", "amid", "at the end", "after"])
def test_a_worker_killed_while_it_understands_something(world, way, moment):
    assert call_once_more(next(way.calls(world))) in (200, 202)
    stop = {
        "before": Stop(sql=r'SELECT .* FROM "delivery_inbound"'),
        "amid": Stop(sql=rf'INSERT INTO "{way.row}"'),
        "at the end": Stop(sql=r'UPDATE "delivery_inbound"'),
        "after": NOTED,
    }[moment]
    world.kill_worker_at(stop, world.wecom)
    assert way.stands(world) == (1 if moment == "after" else 0)

    world.let_a_worker_end_it()

    assert Inbound.objects.get().state == Inbound.State.HANDLED
    assert way.stands(world) == 1


@pytest.mark.parametrize(
    ("where", "stored"),
    [
        (Cut(rb"FETCH .*BODY\.PEEK", rb"BODY\["), 0),
        (Stop(sql=r'INSERT INTO "delivery_inbound"'), 0),
        (Cut(rb"UID STORE"), 1),
        (Cut(rb"UID STORE", rb"\bOK\b"), 1),
    ],
    ids=["read", "about to be stored", "stored", "marked as read"],
)
def test_a_fetcher_killed_over_a_mailbox(world, where, stored):
    number = f"<{clock.now().timestamp()}@market.example>"
    with smtplib.SMTP("127.0.0.1", world.smtp.port, timeout=10) as server:
        content = raw_mail(to="brand@desk.test", proof="", message_id=number)
        server.sendmail("manager@market.example", ["brand@desk.test"], content)
    fetch.enqueue()
    world.kill_worker_at(where, world.imap)
    assert Inbound.objects.count() == stored

    fetch.enqueue()
    world.let_a_worker_end_it()

    assert Inbound.objects.count() == 1
    assert list(ReceivedMail.objects.values_list("mail_id", flat=True)) == [number]


@contextmanager
def recordings() -> Iterator[tuple[int, list[str]]]:
    """Where a telephone system keeps its recordings; the first half of one is sent before the second."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "200000")
            self.end_headers()
            self.wfile.write(b"RIFF" + b"a" * 99_996)
            self.wfile.write(b"b" * 100_000)

        def log_message(self, *_anything: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "where",
    [
        Cut(rb"GET "),
        Cut(rb"GET ", rb"ab"),
        Stop(sql=r'UPDATE "phone_call"', after=r'INSERT INTO "files_blob"'),
        NOTED,
    ],
    ids=["asked for", "half there", "in the vault", "noted"],
)
def test_a_worker_killed_over_a_recording(world, where):
    system = make_system(world.cast.merchant, e101=world.cast.alice)
    system.keeps_recordings = True
    system.save()
    with recordings() as (port, _asked), wire_to(port) as wire:
        world.desk.settings["PHONE_RECORDING_HOSTS"] = [wire.address]
        body, headers = signed(PHONE_SECRET, event("recording", recording=f"{wire.address}/1.wav"))
        assert call_once_more(Request(reverse("phone:hook", args=[system.key]), body, headers)) == 202
        blobs = Blob.objects.count()
        world.kill_worker_at(where, wire)
        world.let_a_worker_end_it()

    assert Call.objects.get().recording is not None
    assert Call.objects.get().recording.size == 200_000
    assert Blob.objects.count() == blobs + 1
