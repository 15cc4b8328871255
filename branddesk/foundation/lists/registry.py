"""What apps can do with their lists: changes of many rows, and the columns of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth.models import AbstractBaseUser


class Unchanged(Exception):
    """The row is already as it should be."""


@dataclass(frozen=True)
class Outcome:
    """What was before a row changed, as JSON, with all that taking it back needs."""

    label: str
    before: Mapping[str, Any]


class Apply(Protocol):
    def __call__(self, *, actor: Any, key: int, value: str) -> Outcome:
        """Change one row. `Unchanged` when there is nothing to change; `DomainError` when it may not be."""


class Undo(Protocol):
    def __call__(self, *, actor: Any, key: int, value: str, before: Mapping[str, Any]) -> None:
        """Set the row back. `DomainError` when somebody changed it since."""


@dataclass(frozen=True)
class Action:
    """A change that many rows can go through. Without `undo` it cannot be taken back."""

    name: str
    apply: Apply
    label_of: Callable[[int], str]
    """How the row is named when it refuses."""
    undo: Undo | None = None


Cell = Any
"""Text, a number, a date or a moment; None for an empty cell."""


@dataclass(frozen=True)
class Table:
    """A list as a table: how many rows there are, up to a limit, and its rows with the headings first."""

    count: Callable[[Any, str, int], int]
    """The person, the list's query, the limit."""
    rows: Callable[[Any, str, int], Iterator[list[Cell]]]
    name: Callable[[Any, str], str]
    """The file's name without its ending."""
    recorded: Callable[[AbstractBaseUser, int], None]
    """Writes into the person's journal that so many rows were taken along."""
    back: Callable[[Any], str]
    """The address of the person's list."""


_actions: dict[tuple[str, str], Action] = {}
_tables: dict[str, Table] = {}


def register_action(list_name: str, action: Action) -> None:
    _actions[list_name, action.name] = action


def register_table(list_name: str, table: Table) -> None:
    _tables[list_name] = table


def action_of(list_name: str, name: str) -> Action | None:
    return _actions.get((list_name, name))


def table_of(list_name: str) -> Table:
    return _tables[list_name]
