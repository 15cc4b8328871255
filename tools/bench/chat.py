"""The chat under load: `python -m tools.bench.chat --database postgres|sqlite --chats 500 --connections 2000 --seconds 60`.

Real server processes; clients on one event loop. In every chat the two sides write by turns, one line each ten seconds;
measured is the time from the client's sending to the line's arrival on the stream of the other side. The rest of the
connections are open streams that hear nothing. The server of TEST_DATABASE_URL gets a database for the run.
"""

# Django is set up for the database of the run first, so what needs it is imported after that.
# ruff: noqa: PLC0415
from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
TOKEN = "b" * 32
PAUSE = 10.0
"""Seconds between the lines of a chat."""
LIVE_START = 2.0
START_SECONDS = ANSWER_SECONDS = 60.0
OPENING = 6
"""Streams opened at the same moment: fewer than the server has connections to its database."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Talk:
    key: str
    sessions: tuple[str, str]
    """Of the one who asks and of the agent."""


@dataclass
class Tally:
    sent: dict[str, float] = field(default_factory=dict)
    posted: list[float] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    twice: int = 0
    faults: int = 0
    streams: int = 0
    heard: set[str] = field(default_factory=set)


def prepare(chats: int) -> list[Talk]:
    """People, chats and sessions, straight into the database of the environment."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    # Without its list of static files every page of a fault fails itself, and hides the fault.
    call_command("collectstatic", interactive=False, verbosity=0)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from branddesk.accounts.models import Organisation, Role, User
    from branddesk.channels.chat import services
    from branddesk.channels.chat.permissions import Reader
    from branddesk.core.enums import Route
    from branddesk.stores.models import Marketplace

    def person(organisation: Organisation, role: Role) -> User:
        return User.objects.create(
            email=f"{uuid4().hex}@example.org", name="Bench", organisation=organisation, role=role, password="!"
        )

    def session_of(user: User) -> str:
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.save()
        return str(session.session_key)

    talks = []
    with transaction.atomic():
        desk = Organisation.objects.create(name="Desk", legal_name="Desk", kind=Organisation.Kind.PLATFORM)
        merchant = Organisation.objects.create(name="Brand", legal_name="Brand", kind=Organisation.Kind.MERCHANT)
        slug = uuid4().hex[:12]
        Marketplace.objects.create(name=slug, slug=slug, route=Route.DESK, operator=desk)
        for number in range(chats):
            if number % 10 == 0:
                agent = person(desk, Role.SUPPORT_AGENT)
                services.set_attendance(actor=agent, is_available=False, capacity=15)
                agent_session = session_of(agent)
            asker = person(merchant, Role.REPRESENTATIVE)
            chat = services.start(reader=Reader(person=asker), desk=desk, text="Hello", language="en")
            services.accept(actor=agent, conversation=chat)
            talks.append(Talk(chat.key.hex, (session_of(asker), agent_session)))
    from django.db import connections

    connections.close_all()
    return talks


async def listen(
    port: int, session: str, channels: Sequence[str], tally: Tally, mine: str, opening: asyncio.Semaphore
) -> None:
    """One open stream; lines of the other side are timed. `mine` is the side that listens, empty for one that idles."""
    query = urlencode({"channels": ",".join(channels)})
    head = f"GET /live/stream?{query} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: branddesk_session={session}\r\n\r\n"
    status, writer = b"", None
    try:
        async with opening:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode())
            status = await asyncio.wait_for(reader.readline(), ANSWER_SECONDS)
    except (OSError, TimeoutError):
        status = b""
    if writer is None or b" 200 " not in status:
        tally.faults += 1
        if writer is not None:
            writer.close()
        return
    tally.streams += 1
    try:
        while line := await reader.readline():
            if not mine or not line.startswith(b"data: "):
                continue
            said = json.loads(line[6:]).get("line")
            if said and said["side"] != mine and (began := tally.sent.get(said["key"])):
                if said["key"] in tally.heard:
                    tally.twice += 1
                tally.heard.add(said["key"])
                tally.arrived.append(time.perf_counter() - began)
    finally:
        writer.close()


class Writer:
    """A few kept connections over which all lines are posted."""

    def __init__(self, port: int) -> None:
        self.port, self.free = port, asyncio.LifoQueue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None]()
        for _number in range(32):
            self.free.put_nowait(None)

    async def post(self, talk: Talk, session: str, tally: Tally) -> None:
        key = uuid4().hex
        body = urlencode({"key": key, "text": "A line of the usual length, as one writes it in a chat."}).encode()
        head = (
            f"POST /chat/{talk.key[:8]}-{talk.key[8:12]}-{talk.key[12:16]}-{talk.key[16:20]}-{talk.key[20:]}/lines/ "
            f"HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: branddesk_session={session}; csrftoken={TOKEN}\r\n"
            f"X-CSRFToken: {TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        tally.sent[key] = began = time.perf_counter()
        held = await self.free.get()
        try:
            reader, writer = held or await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(head.encode() + body)
            status = await reader.readline()
            length = 0
            while (line := await reader.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            await reader.readexactly(length)
            held = (reader, writer)
            if b" 200 " not in status:
                tally.faults += 1
        except (OSError, asyncio.IncompleteReadError):
            tally.faults, held = tally.faults + 1, None
        finally:
            self.free.put_nowait(held)
        tally.posted.append(time.perf_counter() - began)


async def load(talks: list[Talk], ports: tuple[int, int], connections: int, seconds: float) -> Tally:
    tally, opening = Tally(), asyncio.Semaphore(OPENING)
    streams: list[asyncio.Task[None]] = []

    async def open_stream(session: str, channels: Sequence[str], mine: str) -> None:
        streams.append(asyncio.create_task(listen(ports[1], session, channels, tally, mine, opening)))

    for talk in talks:
        await open_stream(talk.sessions[0], [f"chat:{talk.key}"], "guest")
    agents: dict[str, list[str]] = {}
    for talk in talks:
        agents.setdefault(talk.sessions[1], []).append(f"chat:{talk.key}")
    for session, channels in agents.items():
        await open_stream(session, channels, "desk")
    for number in range(max(0, connections - len(streams))):
        await open_stream(talks[number % len(talks)].sessions[0], [], "")
    began = time.perf_counter()
    while tally.streams + tally.faults < len(streams):
        await asyncio.sleep(0.2)
    print(f"{tally.streams} streams opened in {time.perf_counter() - began:.0f} s, {tally.faults} failed", flush=True)
    await asyncio.sleep(LIVE_START)
    for numbers in (tally.sent, tally.posted, tally.arrived):
        numbers.clear()

    sender, until = Writer(ports[0]), time.perf_counter() + seconds

    async def speak(number: int, talk: Talk) -> None:
        await asyncio.sleep(PAUSE * number / len(talks))
        turn = number
        while time.perf_counter() < until:
            began = time.perf_counter()
            await sender.post(talk, talk.sessions[turn % 2], tally)
            turn += 1
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))

    await asyncio.gather(*(speak(number, talk) for number, talk in enumerate(talks)))
    await asyncio.sleep(2)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    return tally


def wait_until_up(*ports: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    for port in ports:
        while True:
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2):
                    break
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit(f"Nothing answers at port {port}.") from None
                time.sleep(0.2)


def cpu_of(pids: Sequence[int]) -> float:
    """Seconds of processor time that the processes and their children took."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(stat.parent.name) in pids or int(fields[1]) in pids:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def shown(name: str, times: Sequence[float]) -> str:
    ordered = sorted(times)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
    return f"{name}: p50 {at[0]:.0f} ms, p95 {at[1]:.0f} ms, p99 {at[2]:.0f} ms ({len(ordered)})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--port", type=int, default=8130)
    options = parser.parse_args()
    if options.database == "both":
        # Django is set up once in a process, for one database.
        rest = [f"--{name}={value}" for name, value in vars(options).items() if name != "database"]
        for database in ("sqlite", "postgres"):
            subprocess.run([sys.executable, "-m", "tools.bench.chat", "--database", database, *rest], check=True)
        return
    if options.database == "postgres":
        with postgres_database() as address:
            measure(options, address)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(options, f"sqlite:///{folder}/bench.sqlite3")


@contextmanager
def postgres_database() -> Iterator[str]:
    """The address of a database that is made for this run and dropped after it."""
    name = f"bench_chat_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def measure(options: argparse.Namespace, database: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, options.connections * 2 + 500)), hard))

    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "BRANDDESK_HOME": home,
            "BRANDDESK_DEMO": "1",
            "DATABASE_URL": database,
            "PORT": str(options.port),
            "LIVE_PORT": str(options.port + 1),
            "BRANDDESK_LOG_LEVEL": "ERROR",
        }
        from branddesk.config.mode import use_settings

        use_settings(demo=True)
        began = time.monotonic()
        talks = prepare(options.chats)
        print(f"prepared in {time.monotonic() - began:.0f} s", flush=True)
        from branddesk.config import processes

        running = [subprocess.Popen(each.arguments) for each in (processes.web(), processes.live())]
        try:
            wait_until_up(options.port, options.port + 1)
            pids = [process.pid for process in running]
            ports, before = (options.port, options.port + 1), cpu_of(pids)
            began, own = time.monotonic(), time.process_time()
            tally = asyncio.run(load(talks, ports, options.connections, options.seconds))
            used, took = cpu_of(pids) - before, time.monotonic() - began
            own = time.process_time() - own
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(15)
    print(f"{options.database}: {options.chats} chats, {tally.streams} streams, {options.seconds:.0f} s")
    print(shown("to the other's screen", tally.arrived or [0]))
    print(shown("the sender's answer", tally.posted or [0]))
    lost = len(tally.sent) - len(tally.heard & tally.sent.keys())
    print(f"lines {len(tally.sent)}, lost {lost}, twice {tally.twice}, faults {tally.faults}")
    print(f"CPU: desk {used:.0f} s, clients {own:.0f} s, within {took:.0f} s, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
