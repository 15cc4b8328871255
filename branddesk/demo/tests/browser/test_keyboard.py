"""The desk without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from branddesk.demo.cast import PASSWORD
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

MOST_STEPS = 40


def walk_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus, as somebody without a mouse would."""
    for _step in range(MOST_STEPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached with {MOST_STEPS} presses of Tab on {page.url}")


def test_one_signs_in_and_files_a_case_by_keyboard_alone(person: Callable[..., Person]) -> None:
    emma = person()
    page = emma.open("/sign-in/")

    walk_to(page, 'input[name="login"]')
    page.keyboard.type("emma@qiheng.example")
    walk_to(page, 'input[name="password"]')
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{emma.desk.url}/")

    page.keyboard.press("c")
    page.wait_for_url("**/cases/new/")
    walk_to(page, 'textarea[name="text"]')
    page.keyboard.type("https://verba.example/product/1690055001")
    walk_to(page, 'input[name="marketplace"]')
    verba = page.locator("label.opt", has_text="Verba Market").locator("input")
    if not verba.is_checked():
        page.keyboard.press("ArrowDown")
    expect(verba).to_be_checked()
    walk_to(page, 'select[name="brand"]')
    page.keyboard.type("Kettora")
    walk_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/cases/BD-\d+/draft/"))
    expect(page.locator("#listings tbody tr")).to_have_count(1)


def test_single_keys_search_walk_and_list_themselves(person: Callable[..., Person]) -> None:
    emma = person()
    emma.click_in("Emma Clarke", "en")
    page = emma.open("/cases/")

    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_have_value("j")
    page.locator("#q").blur()

    rows = page.locator("[data-row]")
    page.keyboard.press("j")
    expect(rows.nth(0).locator("a")).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1).locator("a")).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0).locator("a")).to_be_focused()

    page.keyboard.press("?")
    expect(page.locator("dialog#shortcuts")).to_be_visible()
    expect(page.locator("#shortcut-list dt")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("dialog#shortcuts")).to_be_hidden()

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/BD-\d+/"))


def test_first_tab_leads_past_the_navigation(person: Callable[..., Person]) -> None:
    emma = person()
    page = emma.click_in("Emma Clarke")

    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
