"""Places on the page that apps above this one fill, in `AppConfig.ready`.

slots.navigation.add(NavItem("cases", _("Cases"), "list-details", "cases:list", group="work", order=10,
                             count=turn_count, ours=True))
slots.bell.fill(Bell("notices:list", unread_rows))
slots.organisation_facts.add(Fact("brands", brands_of_reader, in_words))
slots.start_panels.add(Panel("upload", "evidence/_panel.html", context=panel_context))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
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


Rows = QuerySet[Any] | None
"""Rows to be counted; None for nothing to count."""


def _always(request: HttpRequest) -> bool:
    return True


def _nothing(request: HttpRequest) -> Rows:
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
    count: Callable[[HttpRequest], Rows] = _nothing
    """The rows whose number stands beside it. All numbers of the frame are counted in one query."""
    ours: bool = False
    short: Promise | str = ""
    """For the narrow tab, where the label is long."""


@dataclass(frozen=True)
class Bell:
    """Where notices are read, and which are unread."""

    url_name: str
    unread: Callable[[HttpRequest], Rows]


@dataclass(frozen=True)
class Paste:
    """Where a paste on any page goes, for the readers whose pastes mean something."""

    url_name: str
    visible: Callable[[HttpRequest], bool] = _always


@dataclass(frozen=True)
class Fact:
    """A short sentence about the reader's organisation, with a number in it."""

    key: str
    rows: Callable[[HttpRequest], Rows]
    """None: it does not concern this reader."""
    sentence: Callable[[int], str]
    order: int = 100


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


@dataclass(frozen=True)
class AdminLine:
    """Something that administrators look after."""

    key: str
    label: Promise | str
    hint: Promise | str
    icon: str
    url_name: str
    order: int = 100
    args: tuple[str, ...] = ()
    visible: Callable[[HttpRequest], bool] = _always

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class Command:
    """Something the palette can do: open a page, or send a form with `fields` to it."""

    key: str
    label: Promise | str
    icon: str
    url_name: str
    order: int = 100
    visible: Callable[[HttpRequest], bool] = _always
    fields: Mapping[str, str] = field(default_factory=dict)
    words: Promise | str = ""
    """Other words by which one may look for it."""


class Marked(Protocol):
    """A stretch of a text, marked where the words that were looked for stand."""

    @property
    def text(self) -> str: ...

    @property
    def is_marked(self) -> bool: ...


@dataclass(frozen=True)
class Found:
    """One thing that a search found."""

    url: str
    title: Sequence[Marked]
    about: str = ""
    """What it is, in few words: its number, its brand."""
    snippet: Sequence[Marked] = ()


@dataclass(frozen=True)
class Findings:
    """What one kind of thing has for the words. `count` is one more than a thousand where there is more."""

    found: Sequence[Found]
    count: int
    more_url: str = ""
    """Where all of them stand."""


@dataclass(frozen=True)
class SearchGroup:
    """A kind of thing that the search over everything finds. `find` takes the words and how many to show."""

    key: str
    label: Promise | str
    icon: str
    find: Callable[[HttpRequest, str, int], Findings]
    order: int = 100
    visible: Callable[[HttpRequest], bool] = _always


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


navigation: Slot[NavItem] = Slot()
bell: Place[Bell] = Place()
paste: Place[Paste] = Place()
organisation_facts: Slot[Fact] = Slot()
start_panels: Slot[Panel] = Slot()
case_panels: Slot[Panel] = Slot()
"""In the side column of a case, which `request.case` names; loaded by themselves, so that the case comes first."""
case_actions: Slot[Panel] = Slot()
"""Lines of a case's menu; `request.case` names it."""
administration: Slot[AdminLine] = Slot()
"""Lines of the administrators' page, below those of the organisation."""
beneath_messages: Slot[Panel] = Slot()
"""Below each message of a case, in whose template `message` stands; it asks nothing by itself."""
corner: Slot[Panel] = Slot()
"""What floats in the corner of every page of somebody signed in; asks nothing of the database by itself."""
profile: Slot[Panel] = Slot()
"""Sections of a person's own profile."""
commands: Slot[Command] = Slot()
search_groups: Slot[SearchGroup] = Slot()
