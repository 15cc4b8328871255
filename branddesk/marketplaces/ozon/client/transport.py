"""One call to Ozon: its headers, its pace, what its answer means, and when it may be repeated."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import httpx2

from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.client.pace import LIMITS, Pace
from branddesk.marketplaces.ozon.client.reading import Unreadable

OZON = "https://api-seller.ozon.ru"
TIMEOUT = httpx2.Timeout(30.0, connect=5.0)
ATTEMPTS = 4
PAUSES = (0.5, 1.5, 4.0)
"""Seconds before a read is tried again, each up to doubled by chance."""
PATIENCE = 10.0
"""Seconds that a call waits for its turn, and for a pause that Ozon asks for."""

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class _NoBytes(logging.Filter):
    """What the library tells of every call is not for the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


for _name in ("httpx2", "httpcore2", "httpcore2.http11", "httpcore2.connection"):
    logging.getLogger(_name).addFilter(_NoBytes())


@dataclass(frozen=True)
class Unknown(Generic[Result]):
    """A write of which no answer came: it may be done or not. Never repeat it before `look_up` was asked."""

    error: errors.Interrupted
    look_up: Callable[[], Result | None]
    """What the write made, as Ozon shows it now; None when it is not there. Ozon may show it some seconds late."""


class Client:
    """The way to one seller at Ozon. Safe to share between threads; to be closed, or used by `with`."""

    def __init__(
        self,
        client_id: str,
        api_key: str,
        *,
        pace: Pace,
        base_url: str = OZON,
        patience: float = PATIENCE,
        attempts: int = ATTEMPTS,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.client_id = client_id
        self._pace = pace
        self._patience = patience
        self._attempts = attempts
        self._sleep = sleep
        self._http = httpx2.Client(
            base_url=base_url,
            headers={"Client-Id": client_id, "Api-Key": api_key},
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def __repr__(self) -> str:
        return f"<Client of {self.client_id}>"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def read(
        self, path: str, body: Mapping[str, Any] | None, read: Callable[[Any], Result], *, verb: str = "POST"
    ) -> Result:
        """Ask for something; asked again where that can help. Raises OzonError."""
        for attempt in range(self._attempts):
            try:
                return self._read_once(path, body, read, verb)
            except errors.Limited as error:
                if attempt == self._attempts - 1 or error.seconds > self._patience:
                    raise
                self._sleep(error.seconds)
            except errors.ServerTrouble:
                if attempt == self._attempts - 1:
                    raise
                self._sleep(PAUSES[min(attempt, len(PAUSES) - 1)] * (1 + random.random()))  # noqa: S311
        raise AssertionError

    def write(
        self,
        path: str,
        body: Mapping[str, Any],
        read: Callable[[Any], Result],
        *,
        look_up: Callable[[], Result | None],
    ) -> Result | Unknown[Result]:
        """Change something, once. Tried again only when it is certain that nothing was done. Raises OzonError."""
        for attempt in range(self._attempts):
            try:
                return self._read_once(path, body, read, "POST")
            except errors.Limited as error:
                if attempt == self._attempts - 1 or error.seconds > self._patience:
                    raise
                self._sleep(error.seconds)
            except errors.Unreachable:
                if attempt == self._attempts - 1:
                    raise
                self._sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            except errors.ServerTrouble as error:
                log.warning("Ozon left open whether %s was done: %s", path, type(error).__name__)
                return Unknown(errors.Interrupted(path, error.message, status=error.status), look_up)
        raise AssertionError

    def count_use(self, name: str, limit: tuple[int, float]) -> None:
        """Count one use of what has a limit of its own, such as the price of one product. Raises Limited."""
        self._pace.take_own(self.client_id, name, limit)

    def _read_once(self, path: str, body: Mapping[str, Any] | None, read: Callable[[Any], Result], verb: str) -> Result:
        data = self._call(path, body, verb)
        try:
            return read(data)
        except Unreadable as error:
            raise errors.Malformed(path, str(error), status=200) from None

    def _call(self, path: str, body: Mapping[str, Any] | None, verb: str) -> Any:
        if path in LIMITS:
            self._pace.take_own(self.client_id, path, LIMITS[path])
        self._pace.take(self.client_id, path, patience=self._patience)
        try:
            answer = self._http.request(verb, path, json=None if verb == "GET" else dict(body or {}))
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise errors.Unreachable(path, type(error).__name__) from None
        except httpx2.HTTPError as error:
            raise errors.Interrupted(path, type(error).__name__) from None
        if answer.status_code != 200:
            raise self._refusal(path, answer)
        if not answer.content.strip():
            return {}
        try:
            data = json.loads(answer.content, parse_float=Decimal)
        except ValueError:
            raise errors.Malformed(path, "no JSON", status=200) from None
        if not isinstance(data, (dict, list)):
            raise errors.Malformed(path, f"a {type(data).__name__}", status=200)
        return data

    def _refusal(self, path: str, answer: httpx2.Response) -> errors.OzonError:
        try:
            data = json.loads(answer.content)
            message, code = str(data.get("message") or ""), data.get("code")
        except (ValueError, AttributeError):
            if answer.status_code == 404:
                return errors.NoSuchMethod(path, answer.text[:200], status=404)
            message, code = answer.text[:200], None
        code = code if isinstance(code, int) else None
        seconds, is_of_item = _pause(answer.headers)
        error = errors.from_answer(path, answer.status_code, message[:1000], code, seconds)
        if isinstance(error, errors.Limited):
            is_of_method = is_of_item or isinstance(error, errors.Tripped) or path in LIMITS
            self._pace.rest(self.client_id, path if is_of_method else "", error.seconds)
        return error


def _pause(headers: Mapping[str, str]) -> tuple[float | None, bool]:
    """The seconds that an answer asks to wait, and whether this is about items: then Ozon counts in minutes."""
    for name, unit in (("Item-Retry-After", 60.0), ("Retry-After", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if 0 <= seconds < 86400:
            return seconds, unit == 60.0
    return None, False
