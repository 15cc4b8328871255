"""A chat between a representative and a support agent, each in front of a page of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from branddesk.core import clock
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.locator("[data-chat-compose] textarea").fill(text)
    page.locator("[data-chat-compose] textarea").press("Enter")


def lines(page: Page, text: str) -> Locator:
    return page.locator(".chat-log li", has_text=text)


def test_chat_goes_back_and_forth_without_reload_and_outlives_one(person: Callable[..., Person]) -> None:
    tom, ryabov = person(), person()
    mark = clock.now().isoformat()
    question, answer, word = (f"{text} {mark}" for text in ("Where is my answer?", "I am looking.", "For colleagues:"))

    tom.click_in("Tom Halvorsen", "en")
    tom.open("/chat/")
    tom.page.locator("#id_text").fill(question)
    tom.page.get_by_role("button", name="Begin the chat").click()
    tom.page.wait_for_url("**/chat/*-*/")
    expect(lines(tom.page, question)).to_have_count(1)

    ryabov.click_in("Павел Рябов", "en")
    ryabov.open("/chat/desk/")
    ryabov.page.locator("#chat-list li", has_text=mark).get_by_role("button", name="Take").click()
    ryabov.page.wait_for_url("**/chat/desk/*-*/")
    say(ryabov.page, answer)
    expect(lines(tom.page, answer)).to_have_count(1)

    ryabov.page.locator("[data-chat-note]").check()
    say(ryabov.page, word)
    expect(lines(ryabov.page, word)).to_have_count(1)

    tom.page.reload()
    expect(lines(tom.page, question)).to_have_count(1)
    expect(lines(tom.page, answer)).to_have_count(1)
    expect(lines(tom.page, word)).to_have_count(0)
    say(tom.page, f"Thank you {mark}")
    expect(lines(ryabov.page, f"Thank you {mark}")).to_have_count(1)
