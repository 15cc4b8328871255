"""The methods of the contract: which there are, and until when."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

Node = Mapping[str, Any]


class Method(NamedTuple):
    verb: str
    path: str


class Contract(NamedTuple):
    methods: Mapping[Method, Node]
    schemas: Mapping[str, Node]


@cache
def contract() -> Contract:
    """The committed contract, read once."""
    told = json.loads(files(__package__).joinpath("contract.json").read_text("utf-8"))
    by_method = {Method(*name.split(" ", 1)): node for name, node in told["methods"].items()}
    return Contract(by_method, told["schemas"])


def methods() -> tuple[Method, ...]:
    """Every method of the contract, dead ones included."""
    return tuple(contract().methods)


def is_known(verb: str, path: str) -> bool:
    return Method(verb, path) in contract().methods


def sunset_of(verb: str, path: str) -> date | None:
    """The day from which the method no longer answers, where Ozon announced one."""
    told = contract().methods[Method(verb, path)].get("sunset")
    return date.fromisoformat(told) if told else None


def replacement_of(verb: str, path: str) -> str | None:
    """The path that takes over from an obsolete method, where Ozon named one."""
    path_told: str | None = contract().methods[Method(verb, path)].get("replacement")
    return path_told
