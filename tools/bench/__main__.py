"""Measures the desk: fills it, serves it, asks it, and sets the answers beside the bare SQL of the same run.

python -m tools.bench --cases 10000 --database postgres
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

from branddesk.foundation.search.analyser import analyse
from tools.bench.bare import Bare
from tools.bench.clients import Call, Tally, run
from tools.bench.words import RARE, Speech

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 8
GOALS = {"create": (120, 300), "reply": (150, 200), "list": (100, 150), "case": (80, 150), "search": (100, 150)}
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools.bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seconds", type=float, default=8, help="how long each operation is measured (8)")
    parser.add_argument("--keep", action="store_true", help="keep the filled desk, and use it again")
    parser.add_argument("--port", type=int, default=8790)
    options = parser.parse_args()
    for database in ("sqlite", "postgres") if options.database == "both" else (options.database,):
        measure(database, options)
    return 0


def measure(database: str, options: argparse.Namespace) -> None:
    home = ROOT / "var" / "bench" / f"{database}-{options.cases}"
    address = (
        f"sqlite:///{home / 'desk.sqlite3'}"
        if database == "sqlite"
        else f"{POSTGRES.rsplit('/', 1)[0]}/branddesk_bench_{options.cases}"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "BRANDDESK_HOME": str(home),
        "BRANDDESK_DEMO": "1",
        "DATABASE_URL": address,
        "PORT": str(options.port),
        "LIVE_PORT": str(options.port + 1),
        "BRANDDESK_WEB_PROCESSES": str(os.cpu_count() or 2),
    }
    people = _filled(database, home, address, environment, options)
    print(
        f"\n{database}, {people['cases']:,} cases of 5 messages, {os.cpu_count()} cores, filled in {people['filled_in_seconds']} s"
    )
    with _desk(environment, options.port) as process:
        _table(options, people, process, Bare(address, people["cases"], people["brands"]))
    if not options.keep:
        _drop(database, home, address)


def _filled(
    database: str, home: Path, address: str, environment: dict[str, str], options: argparse.Namespace
) -> dict[str, Any]:
    kept = home / "people.json"
    if not (options.keep and kept.exists()):
        _drop(database, home, address)
        home.mkdir(parents=True)
        if database == "postgres":
            with psycopg.connect(POSTGRES, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{address.rsplit("/", 1)[1]}"')
        for command in (["branddesk", "migrate"], ["tools.bench.fill", str(options.cases), str(CLIENTS), str(kept)]):
            subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment, check=True)
    found: dict[str, Any] = json.loads(kept.read_text())
    return found


def _drop(database: str, home: Path, address: str) -> None:
    if home.exists():
        subprocess.run(["rm", "-r", str(home)], check=True)
    if database == "postgres":
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1]}"')


@contextmanager
def _desk(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "branddesk", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _attempt in range(300):
            time.sleep(0.2)
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit("The desk ended at its start.") from None
        _wait_until_idle(process.pid)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _table(options: argparse.Namespace, people: dict[str, Any], process: subprocess.Popen[bytes], bare: Bare) -> None:
    words = [word for language in RARE for word in RARE[language][200:700]]
    calls = _calls(people, words)
    queries = [_query(word, people, on_sqlite=bare.on_sqlite) for word in words]
    alone = bare.operations(queries)
    heads = ("operation", "clients", "req/s", "median ms", "p95 ms", "CPU ms", "bare/s", "ratio", "goal")
    print("{:10} {:>7} {:>8} {:>10} {:>8} {:>7} {:>8} {:>6} {:>9}".format(*heads))
    for clients in (1, CLIENTS):
        for name, next_call in calls.items():
            sessions = people["representatives"][:clients] if name != "empty" else [people["idle"]] * clients
            run(options.port, sessions, next_call, seconds=1)
            before = _cpu_seconds(process.pid)
            tally = run(options.port, sessions, next_call, seconds=options.seconds)
            cpu = (_cpu_seconds(process.pid) - before) / max(1, len(tally.times)) * 1000
            beside = bare.run(alone[name], clients=clients, seconds=2) if name in alone else Tally()
            _line(name, clients, tally, cpu, beside)
    visible = _visible_at_once(options.port, people)
    print("A reply is found by its words as soon as it is sent:", "yes" if visible else "NO")


def _line(name: str, clients: int, tally: Tally, cpu: float, beside: Tally) -> None:
    goal = "{}/{}".format(*GOALS[name]) if name in GOALS and clients == CLIENTS else ""
    ratio = f"{beside.rate / tally.rate:.0f}" if beside.rate and tally.rate else ""
    bare = f"{beside.rate:.0f}" if beside.rate else ""
    print(
        f"{name:10} {clients:>7} {tally.rate:>8.1f} {tally.percentile(0.5) * 1000:>10.1f} {tally.percentile(0.95) * 1000:>8.1f} "
        f"{cpu:>7.1f} {bare:>8} {ratio:>6} {goal:>9}"
        + (f"   {len(tally.faults)} FAULTS, {tally.faults[0]}" if tally.faults else ""),
        flush=True,
    )


def _calls(people: dict[str, Any], words: list[str]) -> dict[str, Callable[[int], Call]]:
    dice, speech = random.Random(7), Speech(7)
    drafts = deque(people["drafts"])

    def number() -> str:
        return f"BD-{10_000 + dice.randint(1, people['cases'])}"

    def create(client: int) -> Call:
        return Call(f"/cases/{drafts.popleft()}/submit/", {"version": "1"}, 302)

    def reply(client: int) -> Call:
        text = speech.text("ru")
        return Call(
            f"/cases/{people['open'][dice.randrange(len(people['open']))]}/message/",
            {"text": text, "form_key": str(uuid4())},
            302,
        )

    return {
        "empty": lambda client: Call("/notices/"),
        "list": lambda client: Call("/cases/", holds="BD-"),
        "by due": lambda client: Call("/cases/?sort=due", holds="BD-"),
        "saved view": lambda client: Call("/cases/?view=open&assignee=me&sort=due", holds="BD-"),
        "start": lambda client: Call("/", holds="BD-"),
        "case": lambda client: Call(f"/cases/{number()}/", holds="BD-"),
        "search": lambda client: Call(f"/cases/?view=all&q={_quoted(dice.choice(words))}"),
        "reply": reply,
        "create": create,
    }


def _quoted(word: str) -> str:
    return quote(word)


def _query(word: str, people: dict[str, Any], *, on_sqlite: bool) -> str:
    tokens = analyse(word)
    if on_sqlite:
        return '"' + " ".join(tokens) + '"'
    return " <-> ".join(f"'{token}'" for token in tokens)


def _visible_at_once(port: int, people: dict[str, Any]) -> bool:
    """Say a word that nobody ever said, and look for it."""
    session = people["representatives"][0]
    word, case = f"琥珀{uuid4().hex[:6]}", people["open"][0]
    said = run(
        port,
        [session],
        iter_once(Call(f"/cases/{case}/message/", {"text": f"请看 {word}", "form_key": str(uuid4())}, 302)),
        seconds=5,
    )
    found = run(port, [session], iter_once(Call(f"/cases/?view=all&q={_quoted(word)}", holds=case)), seconds=5)
    return not said.faults and not found.faults


def iter_once(call: Call) -> Callable[[int], Call]:
    """The call, once for each browser."""
    left = [call]

    def next_call(client: int) -> Call:
        return left.pop()

    return next_call


def _wait_until_idle(pid: int) -> None:
    """A desk that was just filled has estimates to make and chains to seal; at most two minutes."""
    for _second in range(120):
        before = _cpu_seconds(pid)
        time.sleep(1)
        if _cpu_seconds(pid) - before < 0.1:
            return


def _cpu_seconds(pid: int) -> float:
    """CPU time of the process and all that it started, in seconds."""
    parents: dict[int, list[int]] = {}
    times: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
        times[int(entry.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family, waiting = 0.0, [pid]
    while waiting:
        each = waiting.pop()
        family += times.get(each, 0)
        waiting += parents.get(each, [])
    return family


if __name__ == "__main__":
    raise SystemExit(main())
