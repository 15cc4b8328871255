"""The customers' voice in a real browser: what comes from the store, answered in place, and what is typed in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def emma(person: Callable[..., Person]) -> Person:
    somebody = person()
    somebody.click_in("Emma Clarke", "en")
    return somebody


def test_a_review_from_the_store_is_answered_in_place_and_shows_how_far_the_answer_is(emma: Person):
    page = emma.open("/voices/?view=reviews")
    # A worker reads the store within its first half minute.
    for _try in range(30):
        if page.locator("#voice-list [data-row]").count() > 3:
            break
        page.wait_for_timeout(2000)
        page.reload()
    page.locator("#voice-list [data-row] a.cover").nth(2).click()
    page.wait_for_url(re.compile(r"/voices/\d+/"))

    page.locator("#id_text").fill("Спасибо за отзыв! Подробности на kettora.ru")
    page.locator("form.reply button.btn-primary").click()
    expect(page.locator("form.reply")).to_contain_text("kettora.ru")
    expect(page.locator("#id_text")).to_have_value("Спасибо за отзыв! Подробности на kettora.ru")
    emma.expect_refusal(422)

    page.locator("#id_text").fill("Спасибо за отзыв! Мы уже разбираемся.")
    expect(page.locator("#answer-count")).to_contain_text("37")
    page.locator("form.reply button.btn-primary").click()
    expect(page.locator(".bub.me")).to_contain_text("Мы уже разбираемся")
    for _try in range(15):
        if "In moderation" in page.locator(".flow-talk").inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".flow-talk")).to_contain_text("In moderation")
    expect(page.locator("form.reply")).to_have_count(0)


def test_what_was_said_elsewhere_is_typed_in_answered_in_the_cabinet_and_set_aside_by_keyboard(emma: Person):
    page = emma.open("/voices/new/")
    page.locator("#id_brand").select_option(label="Kettora")
    page.locator("#id_text").fill("The lid leaks, my bag is wet")
    page.locator("#id_customer").fill("James")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/voices/\d+/"))
    expect(page.locator("#voice-title")).to_have_text("James")

    page.locator("#id_text").fill("We are sorry. Please open a return, we agree today.")
    page.locator("form.reply button.btn-primary").click()
    expect(page.locator(".flow-talk")).to_contain_text("Answered in the cabinet")

    page.goto(emma.desk.url + "/voices/")
    first = page.locator("#voice-title").inner_text(), page.locator(".flow-talk").inner_text()
    page.keyboard.press("e")
    page.wait_for_url(re.compile(r"/voices/\d+/"))
    assert (page.locator("#voice-title").inner_text(), page.locator(".flow-talk").inner_text()) != first
