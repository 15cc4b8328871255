"""Every kind of page that the demo's people can reach: quiet, whole at any width and theme, open to everybody."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from branddesk.demo.tests.browser.axe import barriers, bring_axe
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

LOCALE = Path(__file__).resolve().parents[3] / "locale"
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)
NOT_PAGES = re.compile(
    r"/(file|thumb|example|report)/|/notices/\d|/sign-out/|/live/|/static/|/demo/mail|\.(webmanifest|svg)$"
)
BY_NUMBER = re.compile(
    r"BD-\d+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+|kettora|nordbay|tarusno|(?<=^/help/)(?!edit/)[\w-]+"
    r"|(?<=/promises/)\w+|(?<=/reasons/)\w+|(?<=/readiness/)\w+(?=/\w)|\w+(?=/history/)"
)
"""What differs between two pages of one kind."""
ORDER = "sort"
"""The one thing in a query that changes nothing of a page but the order of its rows."""


STICKING_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const right = (part) => Math.round(part.getBoundingClientRect().right);
    const parts = [...document.querySelectorAll("body *")].filter((part) => right(part) > width);
    return parts.slice(0, 4).map((part) => `${part.tagName}.${part.className} ${right(part)}`);
}"""


SPOKEN = """() => {
    const isOurs = (node) => !node.parentElement.closest('script, style, template, [lang]:not(html), .prose');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (isOurs(walker.currentNode)) texts.push(walker.currentNode.data);
    for (const name of ["aria-label", "placeholder", "title"])
        for (const part of document.querySelectorAll(`[${name}]`)) texts.push(part.getAttribute(name));
    return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def english_sentences() -> set[str]:
    """The catalogue's texts of two words and more that hold no value: what must not be read in another language."""
    catalogue = (LOCALE / "ru" / "LC_MESSAGES" / "django.po").read_text()
    texts = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', catalogue, re.MULTILINE)
    whole = ("".join(ast.literal_eval(line) for line in text.splitlines()) for text in texts)
    return {" ".join(text.split()) for text in whole if len(text.split()) > 1 and "%(" not in text}


def spoken(page: Page) -> list[str]:
    """What the open page says itself, shown or read aloud; what people wrote stands in its own language."""
    return list(page.evaluate(SPOKEN))


def kind_of(path: str) -> str:
    address, _, query = path.partition("?")
    names = {pair.partition("=")[0] for pair in query.split("&") if pair} - {ORDER}
    return BY_NUMBER.sub("*", address) + "?" + "&".join(sorted(names))


def links_of(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "a[href]",
        """links => links.filter(a => a.origin === location.origin && !a.hasAttribute("download"))
                         .map(a => a.pathname + a.search)""",
    )


def pages_reached_from(page: Page, start: str, only: str = "") -> Iterator[str]:
    """One page of every kind that links lead to, opened; the reader is looking at it while it is yielded."""
    origin = start[: start.index("/", 8)]
    waiting = [start.removeprefix(origin)]
    seen = {kind_of(waiting[0])}
    while waiting:
        path = waiting.pop(0)
        page.goto(f"{origin}{path}")
        for link in links_of(page):
            if link.startswith(only) and not NOT_PAGES.search(link) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
        yield path


def overflow(page: Page, size: ViewportSize) -> list[str]:
    """The parts that stick out of the open page at this size, if it scrolls sideways."""
    page.set_viewport_size(size)
    parts = page.evaluate(STICKING_OUT)
    return [f"{size['width']} px, {kind_of(page.url)}: {part}" for part in parts]


def barriers_from(page: Page, start: str, only: str = "") -> list[str]:
    """What shuts anyone out of the pages reached, in either theme, and what sticks out of them at either size."""
    sizes = [WIDE, NARROW]
    found: list[str] = []
    for _path in pages_reached_from(page, start, only):
        for size in sizes:
            found += overflow(page, size)
            if size is WIDE:
                found += [f"{kind_of(page.url)}: {barrier}" for barrier in barriers(page)]
        # So every other page is opened on a phone, and one change of size does for both.
        sizes.reverse()
    return found


# An administrator has the pages of a representative or moderator and some more.
ADMINISTRATORS = (("周启明", ("/people/",)), ("Анна Белова", ("/administration/", "/help/edit/")))


def starts_and_limits(page: Page, only: tuple[str, ...]) -> list[tuple[str, str]]:
    origin = page.url[: page.url.index("/", 8)]
    return [(f"{origin}{path}", path) for path in only] or [(page.url, "")]


@pytest.mark.parametrize(("name", "only"), [("Emma Clarke", ()), ("Дмитрий Орлов", ()), *ADMINISTRATORS])
def test_no_page_shuts_anyone_out_in_either_theme_or_sticks_out_on_a_phone(
    person: Callable[..., Person], name: str, only: tuple[str, ...]
) -> None:
    somebody = person()
    page = somebody.click_in(name, "en")
    bring_axe(page)

    assert [line for start, limit in starts_and_limits(page, only) for line in barriers_from(page, start, limit)] == []


@pytest.mark.parametrize(
    ("name", "language", "only"),
    [
        ("林晓雯", "zh-hans", ()),
        ("Emma Clarke", "ru", ()),
        ("Елена Соколова", "ru", ()),
        ("Анна Белова", "zh-hans", ADMINISTRATORS[1][1]),
    ],
)
def test_every_page_stays_whole_and_speaks_no_english_in_the_other_languages(
    person: Callable[..., Person], name: str, language: str, only: tuple[str, ...]
) -> None:
    somebody = person()
    page = somebody.click_in(name, language)
    sentences = english_sentences()
    sizes = [WIDE, NARROW]
    found: list[str] = []

    for start, limit in starts_and_limits(page, only):
        for _path in pages_reached_from(page, start, limit):
            assert page.locator("html").get_attribute("lang").lower() == language
            found += [f"{kind_of(page.url)}: {text}" for text in spoken(page) if text in sentences]
            found += [line for size in sizes for line in overflow(page, size)]
            sizes.reverse()

    assert sorted(set(found)) == []


def test_pages_before_sign_in_are_quiet_and_open_to_everybody(person: Callable[..., Person]) -> None:
    nobody = person()
    page = nobody.open("/sign-in/")
    bring_axe(page)

    assert barriers_from(page, page.url) + barriers_from(page, f"{nobody.desk.url}/help/", "/help/") == []
