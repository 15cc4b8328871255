"""A reply with every field that the contract names: Ozon writes unset ones too, with the value that means nothing."""

from __future__ import annotations

from typing import Any

from branddesk.marketplaces.ozon.contract.check import ARRAYS_NOT_OBJECTS
from branddesk.marketplaces.ozon.contract.methods import Method, Node, contract

PLAIN: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": []}


def complete(verb: str, path: str, body: Any) -> Any:
    """The same reply; what it lacks is empty, zero, false or an unset message. Lists are completed row by row."""
    node = contract().methods[Method(verb, path)].get("reply", {})
    return _whole(node, body, path, "reply", ())


def _resolved(node: Node) -> tuple[Node, str]:
    """The node itself, without references, and the name of its schema."""
    name = ""
    while "ref" in node or "allOf" in node:
        name = node.get("ref", name)
        node = contract().schemas[node["ref"]] if "ref" in node else node["allOf"][0]
    return node, name


def _whole(node: Node, value: Any, path: str, place: str, seen: tuple[str, ...]) -> Any:
    node, name = _resolved(node)
    fields = node.get("fields")
    if isinstance(value, list):
        rows = node if (path, place) in ARRAYS_NOT_OBJECTS else node.get("items", {})
        return [_whole(rows, each, path, f"{place}[]", seen) for each in value]
    if not isinstance(value, dict) or not fields:
        return value
    told = {
        field: _whole(fields[field], each, path, f"{place}.{field}", (*seen, name)) if field in fields else each
        for field, each in value.items()
    }
    unset = {field: _unset(each, (*seen, name)) for field, each in fields.items() if field not in value}
    return told | unset


def _unset(node: Node, seen: tuple[str, ...]) -> Any:
    node, name = _resolved(node)
    if name and name in seen:
        return None
    if node.get("enum"):
        return node["enum"][0]
    if node.get("format") == "date-time":
        return None
    if node.get("format") in ("int64", "uint64") and node.get("type") == "string":
        return "0"
    if "fields" in node:
        return {field: _unset(each, (*seen, name)) for field, each in node["fields"].items()}
    if "others" in node or node.get("type") == "object":
        return {}
    kind = str(node.get("type") or "")
    return [] if kind == "array" else PLAIN.get(kind)
