"""The methods of the Seller API that the sandbox answers, each a function of the shop and the request's body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from branddesk.marketplaces.ozon.sandbox.world import Shop

Body = dict[str, Any]
Run = Callable[[Shop, Body], Body]


class Refusal(Exception):
    """An answer of another status than 200, in Ozon's gRPC-like form."""

    def __init__(self, status: int, code: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}


@dataclass(frozen=True)
class Method:
    verb: str
    path: str
    run: Run
    gate: str = ""
    """What subscription it needs: `reviews`, `plus`, `pro` or none."""
    check: Callable[[Body], None] | None = None
    """Looks at the request before the subscription is looked at, as Ozon does."""
    per_minute: int = 0


METHODS: dict[tuple[str, str], Method] = {}


def method(
    path: str,
    *,
    verb: str = "POST",
    gate: str = "",
    check: Callable[[Body], None] | None = None,
    per_minute: int = 0,
) -> Callable[[Run], Run]:
    """Answer `path` by the function."""

    def declare(run: Run) -> Run:
        METHODS[verb, path] = Method(verb, path, run, gate, check, per_minute)
        return run

    return declare


def limit_of(body: Body, most: int, *, fewest: int = 1, usual: int | None = None) -> int:
    """The number of rows asked for. Raises Refusal outside of `fewest` to `most`."""
    asked = body.get("limit")
    limit = int(asked) if asked not in (None, "", 0) else (usual or most)
    if not fewest <= limit <= most:
        raise Refusal(400, 3, f"invalid Request.Limit: value must be inside range [{fewest}, {most}]")
    return limit


def between(fewest: int, most: int) -> Callable[[Body], None]:
    """A check of the limit that comes before all others."""

    def check(body: Body) -> None:
        limit_of({"limit": body.get("limit") if body.get("limit") is not None else -1}, most, fewest=fewest)

    return check


def text_of(body: Body, name: str) -> str:
    """A field that must be there."""
    value = body.get(name)
    if value in (None, ""):
        raise Refusal(400, 3, f"invalid Request.{name}: value is required")
    return str(value)
