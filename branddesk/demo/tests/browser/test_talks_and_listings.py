"""Ozon's own people and the own listings in a real browser: read, written to, put into a case, changed at the store."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def emma(person: Callable[..., Person]) -> Person:
    somebody = person()
    somebody.click_in("Emma Clarke", "en")
    return somebody


def reloaded_until(page: Page, words: str, *, place: str, tries: int = 40) -> None:
    """A worker reads and sends by itself; the page is looked at again until it is there."""
    for _try in range(tries):
        if words in page.locator(place).inner_text():
            return
        page.wait_for_timeout(1500)
        page.reload()
    expect(page.locator(place)).to_contain_text(words)


def test_a_manager_is_written_to_and_the_talk_is_put_into_a_case(emma: Person):
    page = emma.open("/talks/")
    reloaded_until(page, "Personal manager", place="main")
    page.locator("#talk-list .item", has_text="Kettora Official").filter(has_text="Personal manager").locator(
        "a.cover"
    ).click()
    page.wait_for_url(re.compile(r"/talks/\d+/"))

    page.locator("#id_text").fill("Добрый день! Пришлите, пожалуйста, условия акции.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#lines")).to_contain_text("условия акции")
    reloaded_until(page, "Добрый день! Пришлите", place="#lines")

    page.locator("#id_case").fill("BD-0000")
    page.get_by_role("button", name="Put into the case").click()
    expect(page.locator("#case-fault")).to_be_visible()
    expect(page.locator("#id_case")).to_have_value("BD-0000")
    emma.expect_refusal(422)

    number = page.locator("#talk-cases option").first.get_attribute("value")
    if number is None:
        return
    page.locator("#lines input[type=checkbox]").first.check()
    page.locator("#id_case").fill(number)
    page.get_by_role("button", name="Put into the case").click()
    expect(page.locator("#lines")).to_contain_text(number)


def test_a_price_is_changed_at_the_store_and_the_card_says_who_did_it(emma: Person):
    page = emma.open("/catalogue/listings/")
    reloaded_until(page, "Термос Kettora", place="main")
    page.get_by_role("link", name="Термос Kettora 750 мл").first.click()
    page.wait_for_url(re.compile(r"/listings/\d+/"))

    page.locator("#id_price").fill("dear")
    page.get_by_role("button", name="Send to the store").click()
    expect(page.locator("form [role=alert]")).to_be_visible()
    expect(page.locator("#id_price")).to_have_value("dear")
    emma.expect_refusal(422)

    page.locator("#id_price").fill("2 590")
    page.get_by_role("button", name="Send to the store").click()
    reloaded_until(page, "Emma Clarke", place=".own-main")
    expect(page.locator(".own-change").first).to_contain_text("2,590")
