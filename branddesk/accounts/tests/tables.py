"""A table of permissions as a test: every address of an app, and what each person gets there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from branddesk.accounts.tests.roles import EVERYBODY, Cast, expectation

SIGN_IN = "sign in"
"""Redirected to the sign-in page."""


def check_row(cast: Cast, name: str, *, method: str, expected: Mapping[str, int | str], **call: Any) -> None:
    """Call the address as everybody and compare. `expected` gives a status per person, as `roles.expectation` reads it;
    `call` holds `args` and `query` of the address and `data` of the form."""
    address = reverse(name, args=call.get("args", ())) + call.get("query", "")
    got, wanted = {}, {}
    for person, client in cast.clients():
        response = getattr(client, method)(address, call.get("data", {}))
        is_sent_to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login") + "?")
        got[person] = SIGN_IN if is_sent_to_sign_in else response.status_code
        wanted[person] = expectation(expected, person)
    assert got == wanted, f"{method.upper()} {address}"


def names_of(*prefixes: str) -> set[str]:
    """The names of all addresses that begin with one of the prefixes, such as "accounts:" or "account_"."""
    return {name for name in _names(get_resolver().url_patterns) if name.startswith(prefixes)}


def _names(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterable[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


__all__ = ["EVERYBODY", "SIGN_IN", "check_row", "expectation", "names_of"]
