"""Places on the page that apps above this one fill, in `AppConfig.ready`.

slots.navigation.add(NavItem("cases", _("Cases"), "list-details", "cases:list", group="work", order=10,
                             count=turn_count, ours=True))
slots.bell.fill(Bell("notices:list", unread_count))
slots.organisation_facts.add(brands_sentence)
slots.start_panels.add(Panel("upload", "evidence/_panel.html", context=panel_context))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

GROUPS: dict[str, Promise | str] = {
    "": "",
    "work": pgettext_lazy("navigation", "Work"),
    "brand": pgettext_lazy("navigation", "Brand"),
    "talk": pgettext_lazy("navigation", "Contact"),
    "organisation": pgettext_lazy("navigation", "Organisation"),
}
"""Headings of the navigation, in their order."""


def _always(request: HttpRequest) -> bool:
    return True


def _nothing(request: HttpRequest) -> int | None:
    return None


def _no_context(request: HttpRequest) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class NavItem:
    """A line of the rail; on a phone the first four are tabs. `ours`: its count says that it is our turn."""

    key: str
    label: Promise | str
    icon: str
    url_name: str
    group: str = ""
    order: int = 100
    visible: Callable[[HttpRequest], bool] = _always
    count: Callable[[HttpRequest], int | None] = _nothing
    ours: bool = False
    short: Promise | str = ""
    """For the narrow tab, where the label is long."""


@dataclass(frozen=True)
class Bell:
    """Where notices are read, and how many are unread."""

    url_name: str
    unread: Callable[[HttpRequest], int]


@dataclass(frozen=True)
class Panel:
    """A template that another app's page includes, with the context it needs."""

    key: str
    template: str
    order: int = 100
    visible: Callable[[HttpRequest], bool] = _always
    context: Callable[[HttpRequest], Mapping[str, Any]] = _no_context


class Ordered(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def order(self) -> int: ...


OrderedItem = TypeVar("OrderedItem", bound=Ordered)
Filling = TypeVar("Filling")


class Slot(Generic[OrderedItem]):
    """A place for any number of things, shown by their `order`; each key once."""

    def __init__(self) -> None:
        self._items: dict[str, OrderedItem] = {}

    def add(self, item: OrderedItem) -> None:
        if self._items.get(item.key, item) != item:
            raise ValueError(f"This place has another {item.key} already")
        self._items[item.key] = item

    def __iter__(self) -> Iterator[OrderedItem]:
        return iter(sorted(self._items.values(), key=lambda item: (item.order, item.key)))


class Place(Generic[Filling]):
    """A place for one thing."""

    def __init__(self) -> None:
        self.filling: Filling | None = None

    def fill(self, filling: Filling) -> None:
        if self.filling not in (None, filling):
            raise ValueError("This place is taken")
        self.filling = filling


Sentence = Callable[[HttpRequest], str]


class Sentences:
    """A place for short sentences, shown side by side."""

    def __init__(self) -> None:
        self._writers: list[Sentence] = []

    def add(self, writer: Sentence) -> None:
        if writer not in self._writers:
            self._writers.append(writer)

    def of(self, request: HttpRequest) -> list[str]:
        return [sentence for writer in self._writers if (sentence := writer(request))]


navigation: Slot[NavItem] = Slot()
bell: Place[Bell] = Place()
organisation_facts = Sentences()
start_panels: Slot[Panel] = Slot()
case_panels: Slot[Panel] = Slot()
