"""Measures the customers' voice: the first reading of many reviews, the inbox when it is full, pushes meanwhile.

python -m tools.bench.voices --reviews 100000 --complaints 1000000 --database sqlite
"""

# ruff: noqa: PLC0415  Django's tables can be imported only once its settings are known.

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import timedelta
from statistics import median
from typing import Any

from tools.bench.chat import postgres_database, shown, wait_until_up

PER_SECOND = 50
PAGE = 100
SMALL = 10_000
GOALS = {"sync": 0.95, "inbox": 1.25, "queries": 12, "p95": 150, "p99": 500}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools.bench.voices", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--complaints", type=int, default=1_000_000)
    parser.add_argument("--pushes", type=int, default=50, help="a second (50)")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--port", type=int, default=8170)
    options = parser.parse_args()
    if options.database == "both":
        # Django is set up once in a process, for one database.
        rest = [f"--{name}={value}" for name, value in vars(options).items() if name != "database"]
        for database in ("sqlite", "postgres"):
            subprocess.run([sys.executable, "-m", "tools.bench.voices", "--database", database, *rest], check=True)
        return
    if options.database == "postgres":
        with postgres_database() as address:
            measure(options, address)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(options, f"sqlite:///{folder}/bench.sqlite3")


def measure(options: argparse.Namespace, database: str) -> None:
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
        sandbox = subprocess.Popen(
            [
                *(sys.executable, "-m", "branddesk.marketplaces.ozon.sandbox"),
                *("--port", str(options.port + 5), "--rhythm", "0", "--no-contract"),
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until_up(options.port + 5)
            print(f"{options.database}, load {os.getloadavg()[0]:.1f}", flush=True)
            store, person = prepare()
            first_reading(options, store)
            pushes(options, store)
            inbox(options, store, person)
        finally:
            sandbox.terminate()
            sandbox.wait(15)


def prepare() -> tuple[Any, Any]:
    """An empty desk with one store at the sandbox, and its administrator."""
    import django

    django.setup()
    from django.core.management import call_command

    from branddesk.accounts.models import Organisation, Role, User
    from branddesk.brands.models import Brand, BrandGrant
    from branddesk.config.prepare import collect_static_files
    from branddesk.core.encryption import encrypt
    from branddesk.core.enums import Route
    from branddesk.marketplaces.ozon.sandbox.server import KEYS
    from branddesk.stores.models import Marketplace, Store

    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    ours = Organisation.objects.create(name="Bench", legal_name="Bench", kind=Organisation.Kind.MERCHANT)
    person = User.objects.create(
        email="bench@example.org", name="Bench", organisation=ours, role=Role.ADMINISTRATOR, language="en"
    )
    brand = Brand.objects.create(name="Kettora", slug="kettora")
    BrandGrant.objects.create(brand=brand, organisation=ours)
    place = Marketplace.objects.create(name="Ozon", slug="ozon", route=Route.CABINET, gateway="ozon")
    client_id, key = KEYS[0]
    store = Store.objects.create(
        organisation=ours,
        marketplace=place,
        brand=brand,
        name="Bench",
        client_id=client_id,
        api_key=encrypt(key),
        connected_by=person,
    )
    return store, person


def first_reading(options: argparse.Namespace, store: Any) -> None:
    """All reviews, beside what fifty requests a second would allow."""
    from branddesk.complaints.models import Complaint
    from branddesk.stores.services import syncing

    fill(options.port + 5, options.reviews)
    syncing.prepare(store)
    reading = store.readings.get(stream="reviews")
    began, own = time.monotonic(), time.process_time()
    while syncing.read_stream(reading_id=reading.pk, seconds=300):
        pass
    took, own = time.monotonic() - began, time.process_time() - own
    kept = Complaint.objects.count()
    asked = kept / PAGE
    share = asked / PER_SECOND / took
    print(
        f"first reading: {kept} reviews in {took:.1f} s, {asked / took:.1f} requests a second, "
        f"{share:.0%} of what Ozon allows (goal {GOALS['sync']:.0%}); own CPU {own:.1f} s",
        flush=True,
    )


def fill(port: int, reviews: int) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sandbox/fill",
        data=json.dumps({"reviews": reviews}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=300) as answer:
        answer.read()


def pushes(options: argparse.Namespace, store: Any) -> None:
    """Pushes to the served desk while a stream is read anew."""
    from branddesk.config import processes
    from branddesk.stores.models import Reading
    from branddesk.stores.services import pushing, syncing

    web = subprocess.Popen(processes.web().arguments)
    try:
        wait_until_up(options.port)
        Reading.objects.filter(stream="reviews").update(cursor={}, state=Reading.State.WAITING)
        reading = store.readings.get(stream="reviews")
        stopped = threading.Event()

        def go_on_reading() -> None:
            from django.db import connection

            while not stopped.is_set():
                syncing.read_stream(reading_id=reading.pk, seconds=options.seconds)
            connection.close()

        reader = threading.Thread(target=go_on_reading, daemon=True)
        reader.start()
        times, faults = send_pushes(options, pushing.address_of(store))
        stopped.set()
        reader.join(60)
    finally:
        web.terminate()
        web.wait(15)
    print(shown(f"a push, {options.pushes} a second during a reading", times), f"faults {faults}", flush=True)
    print(f"  goal: p95 {GOALS['p95']} ms, p99 {GOALS['p99']} ms")


def send_pushes(options: argparse.Namespace, address: str) -> tuple[list[float], int]:
    """So many a second, each in its own thread, so that a slow one holds up no other."""
    times: list[float] = []
    faults: list[int] = []
    url = address.replace("localhost", "127.0.0.1")

    def send(number: int) -> None:
        body = {"message_type": "TYPE_NEW_MESSAGE", "chat_id": f"c-{number % 40}", "message_id": str(number)}
        request = urllib.request.Request(
            url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json", "Host": "localhost"}
        )
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                answer.read()
        except OSError:
            faults.append(number)
        times.append(time.monotonic() - began)

    threads = []
    start = time.monotonic()
    for number in range(int(options.pushes * options.seconds)):
        time.sleep(max(0.0, start + number / options.pushes - time.monotonic()))
        threads.append(threading.Thread(target=send, args=(number,), daemon=True))
        threads[-1].start()
    for thread in threads:
        thread.join(15)
    return times, len(faults)


def inbox(options: argparse.Namespace, store: Any, person: Any) -> None:
    """The page of fifty, at ten thousand voices and at very many."""
    from branddesk.complaints.models import Complaint

    Complaint.objects.all().delete()
    write(store, SMALL)
    small = page_times(person)
    write(store, options.complaints - SMALL)
    large = page_times(person)
    for view, (time_small, _queries) in small.items():
        time_large, queries = large[view]
        print(
            f"inbox {view}: {time_small * 1000:.1f} ms at {SMALL}, {time_large * 1000:.1f} ms at {options.complaints}, "
            f"{time_large / time_small:.2f} times (goal {GOALS['inbox']}); {queries} queries (goal {GOALS['queries']})",
            flush=True,
        )


def write(store: Any, count: int) -> None:
    """Voices of a year, one in ten of them waiting."""
    from branddesk.complaints.models import Complaint
    from branddesk.core import clock
    from tools.bench.loader import load

    names = [field.name for field in Complaint._meta.concrete_fields if field.name != "id"]
    now = clock.now()
    start = Complaint.objects.count()
    kinds = ("review", "review", "review", "question", "chat", "return")

    def rows() -> Any:
        for number in range(start, start + count):
            received = now - timedelta(seconds=(number * 37) % 31_536_000)
            row = Complaint(
                brand_id=store.brand_id, store=store, kind=kinds[number % 6], source="marketplace",
                outside_id=f"b-{number}", status="open" if number % 10 == 0 else "answered",
                text=f"Протекает крышка, случай {number}", sku="1571120446", rating=number % 5 + 1,
                received_at=received, due_at=received + timedelta(hours=48),
            )  # fmt: skip
            yield [getattr(row, field.attname) for field in Complaint._meta.concrete_fields if field.name != "id"]

    load(Complaint, names, rows())


def page_times(person: Any) -> dict[str, tuple[float, int]]:
    """By view: seconds for the whole page, the median of many, and how many queries it takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with connection.cursor() as cursor:
        # What was deleted before is otherwise walked over again and again.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    found = {}
    for view in ("open", "reviews", "settled", "all"):
        url = f"/voices/?view={view}"
        client.get(url)
        times = []
        for _time in range(15):
            began = time.perf_counter()
            assert client.get(url).status_code == 200
            times.append(time.perf_counter() - began)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found[view] = (median(times), len(queries))
    return found


if __name__ == "__main__":
    main()
