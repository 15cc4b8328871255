"""Whether a request or a reply keeps to the contract: each breach as a sentence with the place where it stands.

Reality is a little wider than what Ozon publishes, and so is the check: 64-bit numbers may be written as numbers or as
text, a field that is not set may be null, lists in replies may be longer than declared (questions come by a hundred
where ten are), and `ARRAYS_NOT_OBJECTS` says where Ozon is known to answer otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from branddesk.marketplaces.ozon.contract.methods import Method, Node, contract

MOST_PROBLEMS = 10
ARRAYS_NOT_OBJECTS = frozenset({("/v2/returns/rfbs/list", "reply.returns")})
"""Declared as an object, always answered as a list: seen by third parties at the live API, and said of its example."""

Check = Callable[[Any, str], Iterator[str]]
"""A value and where it stands; each breach as a sentence."""


def check_request(verb: str, path: str, body: object) -> list[str]:
    """What is wrong with a request's body; nothing when it keeps to the contract."""
    return _problems(verb, path, "request", body)


def check_reply(verb: str, path: str, status: int, body: object) -> list[str]:
    """What is wrong with an answer: of status 200 by its schema, of another by the form of Ozon's errors."""
    if status == 200:
        return _problems(verb, path, "reply", body)
    if not isinstance(body, dict):
        return ["reply: an error is an object"]
    found = [f"reply.{name}: is missing" for name in ("code", "message") if name not in body]
    if not isinstance(body.get("code", 0), int):
        found.append("reply.code: is no integer")
    if not isinstance(body.get("message", ""), str):
        found.append("reply.message: is no text")
    return found


def _problems(verb: str, path: str, side: str, body: object) -> list[str]:
    method = contract().methods.get(Method(verb, path))
    if method is None:
        return [f"{verb} {path} is not in the contract"]
    node = method.get(side)
    if node is None:
        return [] if side == "request" and not body else [f"{side}: takes no body"]
    check = _checker_at(path, side)
    return list(islice(check(body, side), MOST_PROBLEMS))


@cache
def _checker_at(path: str, side: str) -> Check:
    node = next(each[side] for method, each in contract().methods.items() if method.path == path and side in each)
    return _checker(node, path, side, is_request=side == "request", depth=0)


@cache
def _of_schema(name: str, path: str, place: str, is_request: bool, depth: int) -> Check:
    return _checker(contract().schemas[name], path, place, is_request=is_request, depth=depth)


def _checker(node: Node, path: str, place: str, *, is_request: bool, depth: int) -> Check:
    """The check of one node, made once. References are followed when they are first needed, for they may lead back."""
    if "ref" in node:
        name = node["ref"]
        return lambda value, at: _of_schema(name, path, place, is_request, depth)(value, at)
    if "allOf" in node:
        return _checker(node["allOf"][0], path, place, is_request=is_request, depth=depth)
    for choice in ("anyOf", "oneOf"):
        if choice in node:
            checks = [_checker(one, path, place, is_request=is_request, depth=depth) for one in node[choice]]
            return lambda value, at: _any(checks, value, at)
    kind = node.get("type") or ("object" if "fields" in node else "")
    if kind == "object":
        return _object(node, path, place, is_request=is_request, depth=depth)
    if kind == "array":
        return _array(node, path, place, is_request=is_request, depth=depth)
    return _plain(node, str(kind), is_request=is_request)


def _any(checks: list[Check], value: Any, at: str) -> Iterator[str]:
    found = [list(check(value, at)) for check in checks]
    if all(found):
        yield from found[0]


def _object(node: Node, path: str, place: str, *, is_request: bool, depth: int) -> Check:
    fields = {
        name: _checker(field, path, f"{place}.{name}", is_request=is_request, depth=depth + 1)
        for name, field in node.get("fields", {}).items()
    }
    # Ozon's description also requires fields that it does not have.
    required = frozenset(node.get("required", ())) & fields.keys() if is_request else frozenset()
    is_open = not fields
    is_array = (path, place) in ARRAYS_NOT_OBJECTS

    def check(value: Any, at: str) -> Iterator[str]:
        if value is None:
            return
        if is_array:
            if not isinstance(value, list):
                yield f"{at}: is no list"
                return
            for number, each in enumerate(value):
                yield from inside(each, f"{at}[{number}]")
            return
        yield from inside(value, at)

    def inside(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: is no object"
            return
        for name in sorted(required - value.keys()):
            yield f"{at}.{name}: is missing"
        for name, each in value.items():
            if name in fields:
                yield from fields[name](each, f"{at}.{name}")
            elif not is_open:
                yield f"{at}.{name}: is not in the contract"

    return check


def _array(node: Node, path: str, place: str, *, is_request: bool, depth: int) -> Check:
    check_each = _checker(node.get("items", {}), path, f"{place}[]", is_request=is_request, depth=depth + 1)
    most, fewest = node.get("maxItems"), node.get("minItems")

    def check(value: Any, at: str) -> Iterator[str]:
        if value is None:
            return
        if not isinstance(value, list):
            yield f"{at}: is no list"
            return
        if is_request and most is not None and len(value) > most:
            yield f"{at}: has more than {most}"
        if is_request and fewest is not None and len(value) < fewest:
            yield f"{at}: has fewer than {fewest}"
        for number, each in enumerate(value):
            yield from check_each(each, f"{at}[{number}]")

    return check


def _plain(node: Node, kind: str, *, is_request: bool) -> Check:
    is_kind, word = _KINDS.get(kind, (lambda value: True, "anything"))
    choices = frozenset(map(str, node.get("enum", ())))
    is_moment = node.get("format") == "date-time"
    may_be_number = kind == "string" and str(node.get("format", "")).lstrip("u") in ("int64", "int32")

    def check(value: Any, at: str) -> Iterator[str]:
        if value is None:
            return
        if may_be_number and _is_integer(value):
            return
        if not is_kind(value):
            yield f"{at}: is no {word}"
            return
        if choices and str(value) not in choices and not (is_request and value == ""):
            yield f"{at}: “{value}” is not one of its values"
        if is_moment and value and not _is_moment(value):
            yield f"{at}: “{value}” is no moment"

    return check


def _is_integer(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return value.lstrip("-").isdecimal()
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.lstrip("-").replace(".", "", 1).isdecimal()
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "string": (lambda value: isinstance(value, str), "text"),
    "integer": (_is_integer, "integer"),
    "number": (_is_number, "number"),
    "boolean": (lambda value: isinstance(value, bool), "truth value"),
}
