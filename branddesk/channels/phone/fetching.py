"""Fetching what an address from outside names, and never from the own network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx2
from django.conf import settings

from branddesk.core.outside import Forbidden, Unknown, check_address

TIMEOUT = httpx2.Timeout(20.0, connect=5.0)
CHUNK = 256 * 1024

Result = TypeVar("Result")

__all__ = ["Failed", "Forbidden", "fetch"]


class Failed(Exception):
    """The address is fine, but nothing came from it."""


def fetch(address: str, keep: Callable[[Iterator[bytes]], Result]) -> Result:
    """Have `keep` read what stands at the address. Raises Forbidden or Failed; their words hold no address."""
    try:
        place = check_address(address, settings.PHONE_RECORDING_HOSTS)
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
