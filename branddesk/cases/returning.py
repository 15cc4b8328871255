"""Where the words of a message that was taken back are written on, where that is not the page of the case."""

from __future__ import annotations

from collections.abc import Callable

from branddesk.cases.models import Case

Page = Callable[[Case], str]

_pages: dict[str, Page] = {}


def register(action: str, page: Page) -> None:
    """Messages of this action are written on a page of their own. Called in `AppConfig.ready`."""
    _pages[action] = page


def is_elsewhere(action: str) -> bool:
    return action in _pages


def page_of(action: str, case: Case) -> str | None:
    page = _pages.get(action)
    return page(case) if page is not None else None
