"""Reads Ozon's JSON into frozen dataclasses, and puts up with how loosely it follows its own description.

Numbers of 64 bits come as numbers or strings and are kept as text. Null is an empty text, 0, False, an empty tuple or
None, by the field's type. An object may come where a list is declared, and a list where an object is. Values that are
new to us stay what they are. What a row cannot do without is an `Id`: without it the answer is Malformed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

Row = TypeVar("Row")

Id = Annotated[str, "id"]
"""Must be there."""
Word = Annotated[str, "word"]
"""One of a set of values, now or later; look-alike Cyrillic letters are made Latin."""

_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")


class Unreadable(ValueError):
    """The value is nothing that the field could hold."""


def at(path: str) -> Any:
    """A field that stands under another name, or deeper: `at("chat.chat_id")`."""
    return field(metadata={"at": path})


def read(kind: type[Row], data: Any) -> Row:
    """`data` as `kind`, a dataclass. Raises Unreadable."""
    if isinstance(data, list):
        data = data[0] if data else {}
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        raise Unreadable(f"{kind.__name__} is a {type(data).__name__}")
    found = {}
    for name, path, convert in _plan(kind):  # type: ignore[arg-type]
        try:
            found[name] = convert(dig(data, path))
        except Unreadable as error:
            raise Unreadable(f"{kind.__name__}.{name}: {error}") from None
    return kind(**found)


def read_all(kind: type[Row], data: Any) -> tuple[Row, ...]:
    """A list of them; null is none, and a lone object is one."""
    if data is None:
        return ()
    if isinstance(data, Mapping):
        return (read(kind, data),) if data else ()
    if not isinstance(data, list):
        raise Unreadable(f"a list of {kind.__name__} is a {type(data).__name__}")
    return tuple(read(kind, each) for each in data)


def dig(data: Any, path: str) -> Any:
    """What stands at `a.b.c`; None where a step is missing. A list on the way counts by its first."""
    for name in path.split("."):
        if isinstance(data, list):
            data = data[0] if data else None
        if data is None:
            return None
        if not isinstance(data, Mapping):
            raise Unreadable(f"{path} leads through a {type(data).__name__}")
        data = data.get(name)
    return data


def text_of(value: Any) -> str:
    """Text, or a number as text; null is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise Unreadable(f"no text but a {type(value).__name__}")
    return format(value, "f").rstrip("0").rstrip(".") if isinstance(value, Decimal) and value % 1 == 0 else str(value)


def word_of(value: Any) -> str:
    """A value of an enumeration, in Latin letters where look-alikes stand in."""
    return text_of(value).translate(_LOOK_ALIKES)


def number_of(value: Any) -> int | None:
    amount = amount_of(value)
    return None if amount is None else int(amount)


def amount_of(value: Any) -> Decimal | None:
    """A number that may come as text; null and empty text are None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unreadable("no number but a bool")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise Unreadable(f"no number but a {type(value).__name__}") from None
    if not amount.is_finite():
        raise Unreadable("no finite number")
    return amount


def moment_of(value: Any) -> datetime | None:
    """RFC 3339, aware; null, empty text and the year 1 that Ozon sends for “never” are None."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f"no moment but a {type(value).__name__}")
    if value.startswith("0001-"):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable("no moment") from None
    return moment if moment.tzinfo else datetime.fromisoformat(value + "+00:00" if "T" in value else value + "T00:00Z")


def truth_of(value: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise Unreadable(f"neither true nor false but a {type(value).__name__}")


def _id_of(value: Any) -> str:
    text = text_of(value)
    if not text:
        raise Unreadable("is missing")
    return text


@cache
def _plan(kind: type) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((each.name, each.metadata.get("at", each.name), _converter(hints[each.name])) for each in fields(kind))


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: text_of,
    Id: _id_of,
    Word: word_of,
    bool: truth_of,
    int: lambda value: number_of(value) or 0,
    Any: lambda value: value,
}
_OR_NONE: dict[Any, Callable[[Any], Any]] = {int: number_of, Decimal: amount_of, datetime: moment_of}


def _converter(hint: Any) -> Callable[[Any], Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return lambda value: read(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        each = get_args(hint)[0]
        if is_dataclass(each):
            return lambda value: read_all(each, value)  # type: ignore[arg-type]
        one = _converter(each)
        return lambda value: tuple(one(part) for part in _listed(value))
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not NoneType)
        if inner in _OR_NONE:
            return _OR_NONE[inner]
        return lambda value: None if value in (None, [], {}) else read(inner, value)
    raise TypeError(f"{hint} cannot be read")


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]
