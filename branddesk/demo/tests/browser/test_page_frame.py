"""What the frame and the scripts of every page do, shown on the components page, which everyone must be able to use."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from branddesk.demo.tests.browser.axe import barriers, bring_axe
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


def reader(person: Callable[..., Person], **how: object) -> Person:
    """Emma before the components page."""
    emma = person(**how)
    emma.click_in("Emma Clarke")
    emma.open("/components/")
    return emma


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious_on_the_components_page(person, width):
    emma = reader(person, width=width)
    bring_axe(emma.page)
    emma.page.reload()

    assert barriers(emma.page) == []
    assert emma.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_changes_at_once_and_stays(person):
    page = reader(person).page

    with page.expect_response("**/theme/"):
        page.locator("[data-theme-switch] button[value=dark]").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_as_the_system_follows_the_system(person):
    page = reader(person).page
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")

    page.emulate_media(color_scheme="dark")

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_j_and_k_walk_the_rows_whatever_the_keyboard_s_layout(person):
    page = reader(person).page
    rows = page.locator("[data-row] a")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()

    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'л', code: 'KeyK', bubbles: true}))")
    expect(rows.nth(0)).to_be_focused()


def test_single_keys_can_be_switched_off(person):
    page = reader(person).page
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")

    page.keyboard.press("?")

    expect(page.locator("#shortcuts")).to_be_hidden()


def test_copying_puts_the_text_on_the_clipboard_and_says_so(person):
    emma = reader(person)
    button = emma.page.locator("[data-copy-from]").first

    button.click()

    expect(button).to_have_class(re.compile("is-copied"))
    assert emma.clipboard().startswith("Просим скрыть карточку")


def test_on_a_phone_the_navigation_opens_over_the_page_and_esc_closes_it(person):
    page = reader(person, width=390, height=844).page
    rail = page.locator("#rail")
    expect(rail).to_be_hidden()

    page.locator("[data-opens-rail]").click()
    expect(rail).to_be_visible()
    page.keyboard.press("Escape")

    expect(rail).to_be_hidden()
    expect(page.locator("[data-opens-rail]")).to_be_focused()
