"""Fetching what an address from outside names, and never from the own network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

import httpx2
from django.core.files import File

from branddesk.core.outside import Forbidden, Unknown, check_address

TIMEOUT = httpx2.Timeout(20.0, connect=5.0)
CHUNK = 256 * 1024

Result = TypeVar("Result")

__all__ = ["Arriving", "Failed", "Forbidden", "fetch"]


class Failed(Exception):
    """The address is fine, but nothing came from it."""


class Arriving(File):
    """A file on its way, read once and never whole in memory; the vault stops it at its limit."""

    def __init__(self, body: Iterator[bytes], name: str) -> None:
        super().__init__(None, name)
        self._body = body

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from self._body


def fetch(address: str, keep: Callable[[Iterator[bytes]], Result], allowed: Collection[str] = ()) -> Result:
    """Have `keep` read what stands at the address. Raises Forbidden or Failed; their words hold no address.

    `allowed` names places, as scheme and host, that may be in the own network: what the operator has set.
    """
    try:
        place = check_address(address, allowed)
    except Unknown as unknown:
        raise Failed(str(unknown)) from None
    try:
        with (
            httpx2.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as http,
            http.stream(
                "GET",
                place.url,
                headers={**place.headers, "Accept-Encoding": "identity"},
                extensions=place.extensions,
            ) as answer,
        ):
            if answer.status_code != 200:
                raise Failed(f"HTTP {answer.status_code}")
            return keep(answer.iter_bytes(CHUNK))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Failed(type(error).__name__) from None
