"""The bare SQL of each operation, without the desk: what the database alone would take for it."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg

from tools.bench.clients import Tally

Do = Callable[[Any, random.Random], None]

LIST = (
    "SELECT id, number, subject, status, turn, last_event_at FROM cases_case WHERE brand_id = {p} AND shelf = 'platform' "
    "ORDER BY last_event_at DESC, id DESC LIMIT 51"
)
CASE = "SELECT * FROM cases_case WHERE number = {p}"
MESSAGES = "SELECT * FROM cases_message WHERE case_id = {p} ORDER BY happened_at, id"
SAY = (
    "INSERT INTO cases_message (case_id, kind, author_id, side, body, language, is_quoted, happened_at, created_at, "
    "updated_at) VALUES ({p}, 'message', 1, 'brand', {p}, 'ru', {false}, {p}, {p}, {p})"
)
TOUCH = "UPDATE cases_case SET version = version + 1, last_event_at = {p} WHERE id = {p}"
FILE = "UPDATE cases_case SET status = 'submitted', turn = 'platform', submitted_at = {p} WHERE id = {p}"
ASK = (
    "INSERT INTO cases_submission (case_id, listing_id, status, attempt, reference, reason, submitted_at, created_at, "
    "updated_at) VALUES ({p}, {p}, 'submitted', 1, '', '', {p}, {p}, {p})"
)


class Bare:
    """Connections of its own to the database that is measured."""

    def __init__(self, address: str, cases: int, brands: list[int]) -> None:
        self.address, self.cases, self.brands = address, cases, brands
        self.on_sqlite = address.startswith("sqlite")
        self._filed = iter(range(cases + 1, cases + 100_000))
        self._lock = threading.Lock()

    def connect(self) -> Any:
        if not self.on_sqlite:
            return psycopg.connect(self.address, autocommit=True)
        connection = sqlite3.connect(self.address.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection

    def sql(self, text: str) -> str:
        return text.replace("{p}", "?" if self.on_sqlite else "%s").replace(
            "{false}", "0" if self.on_sqlite else "false"
        )

    def operations(self, words: list[str]) -> dict[str, Do]:
        moment = "2026-11-23 12:00:00" if self.on_sqlite else "2026-11-23 12:00:00+00"
        find = (
            "SELECT rowid FROM search_words WHERE words MATCH {p} ORDER BY rowid DESC LIMIT 50"
            if self.on_sqlite
            else "SELECT id, key FROM search_part WHERE words @@ {p}::tsquery ORDER BY id DESC LIMIT 50"
        )

        def one(connection: Any, text: str, *values: object) -> Any:
            return connection.execute(self.sql(text), values).fetchall()

        def write(connection: Any, *statements: tuple[Any, ...]) -> None:
            if self.on_sqlite:
                connection.execute("BEGIN IMMEDIATE")
            else:
                connection.execute("BEGIN")
            for text, *values in statements:
                connection.execute(self.sql(text), values)
            connection.execute("COMMIT")

        def reply(connection: Any, dice: random.Random) -> None:
            pk = dice.randint(1, self.cases)
            write(connection, (SAY, pk, "Просим проверить карточку.", moment, moment, moment), (TOUCH, moment, pk))

        def create(connection: Any, dice: random.Random) -> None:
            pk = dice.randint(1, self.cases)
            write(connection, (SAY, pk, "Просим проверить карточку.", moment, moment, moment), (FILE, moment, pk))

        def case(connection: Any, dice: random.Random) -> None:
            pk = dice.randint(1, self.cases)
            one(connection, CASE, f"BD-{10_000 + pk}")
            one(connection, MESSAGES, pk)

        return {
            "list": lambda connection, dice: one(connection, LIST, dice.choice(self.brands)),
            "case": case,
            "search": lambda connection, dice: one(connection, find, dice.choice(words)),
            "reply": reply,
            "create": create,
        }

    def run(self, do: Do, *, clients: int, seconds: float) -> Tally:
        tally, lock = Tally(), threading.Lock()
        began = time.monotonic()

        def work(number: int) -> None:
            connection, dice, times = self.connect(), random.Random(number), []
            while time.monotonic() < began + seconds:
                start = time.perf_counter()
                do(connection, dice)
                times.append(time.perf_counter() - start)
            connection.close()
            with lock:
                tally.times += times

        threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        tally.seconds = time.monotonic() - began
        return tally
