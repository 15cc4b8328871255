"""The main story where the platform is elsewhere: every text is copied into Ozon's cabinet by a person, beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from branddesk.demo import pictures
from branddesk.demo.tests.browser.composing import STATEMENT, Composer, screenshot_of
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

SKUS = ("1690038851", "1690044120")
PASTE = f"https://www.ozon.ru/product/termos-kettora-{SKUS[0]}/?at=x1\nhttps://ozon.ru/context/detail/id/{SKUS[1]}/"
NUMBERS = ("48112233", "48112234")
INSUFFICIENT = "Здравствуйте! Доказательств недостаточно.\nПришлите фотографии товара или контрольной закупки."
GRANTED = "Здравствуйте! Товар скрыт. Спасибо, что помогаете нам."


def test_packets_are_filed_by_hand_sent_back_mended_and_granted(person: Callable[..., Person]) -> None:
    lin = person()
    lin.click_in("林晓雯", "zh-hans")
    lin.open("/cases/new/")

    number = _lin_prepares_packets(lin)
    window = _opens_the_copy_window(lin)
    _files_by_keyboard(lin, window)
    _records_that_the_proof_is_insufficient(lin, number)
    _sees_what_was_missing_and_mends_it(lin, number)
    _files_again_and_records_the_grant(lin, number)


def _lin_prepares_packets(lin: Person) -> str:
    composer = Composer(lin)
    number = composer.begin(PASTE, "Ozon")
    expect(composer.listings).to_have_count(2)
    for row, sku in zip(composer.listings.all(), SKUS, strict=True):
        expect(row).to_contain_text(sku, use_inner_text=False) if not row.locator("[name=sku]").count() else expect(
            row.locator("[name=sku]")
        ).to_have_value(sku)
    composer.demand(subject=f"Ozon {number}")
    for index, sku in enumerate(SKUS):
        composer.choose_listing(index)
        composer.choose_file(f"SKU {sku}.png", screenshot_of(f"https://www.ozon.ru/product/{sku}/ {number}"))
        composer.describe(composer.exhibits.nth(index), f"https://www.ozon.ru/product/{sku}/")
    composer.take_papers("Letter Shenzhen", "Extract 912447", "Rospatent")
    expect(composer.blockers).to_have_count(0)
    composer.set_warnings_aside()
    composer.submit_button.click()
    lin.page.wait_for_url(f"**/cases/{number}/packets/")
    expect(lin.page.locator("#packet-list li")).to_have_count(2)
    return number


def _opens_the_copy_window(lin: Person) -> Page:
    with lin.page.expect_popup() as popup:
        lin.page.keyboard.press("w")
    window = popup.value
    lin.listen(window)
    window.wait_for_load_state()
    assert window.evaluate("() => window.innerWidth") <= 480
    return window


def _files_by_keyboard(lin: Person, window: Page) -> None:
    for sku, reference in zip(SKUS, NUMBERS, strict=True):
        expect(window.locator("h1")).to_have_text(sku)
        expect(window.locator("#copy-next")).to_be_focused()
        for field, text in (("own_sku", "1571120446"), ("sku", sku), ("text", STATEMENT)):
            step = window.locator(".copy-step", has=window.locator(f"#step-{field}"))
            expect(step).to_have_class(re.compile(r"\bnow\b"))
            window.keyboard.press("Space")
            expect(step).not_to_have_class(re.compile(r"\bnow\b"))
            assert text in window.evaluate("() => navigator.clipboard.readText()")
        # What the cabinet answers is copied there; from here on three keys lead to the next SKU.
        window.evaluate("text => navigator.clipboard.writeText(text)", reference)
        window.keyboard.press("Space")
        expect(window.locator("#reference")).to_be_focused()
        window.keyboard.press("Control+v")
        with window.expect_navigation():
            window.keyboard.press("Enter")
    expect(window.locator("#close-window")).to_be_visible()
    window.close()
    # The page behind the window has followed by itself.
    for reference in NUMBERS:
        expect(lin.page.locator("#packet-list")).to_contain_text(reference)


def _record(lin: Person, number: str, reference: str, outcome: str, text: str) -> None:
    page = lin.page
    page.goto(f"{lin.desk.url}/cases/{number}/packets/")
    page.locator("#packet-list li", has_text=reference).locator("a").click()
    expect(page.locator("#packet-list li[aria-current]")).to_contain_text(reference)
    page.locator('.call-box a[href$="/answer/"]').click()
    page.locator(f'input[name="outcome"][value="{outcome}"]').check()
    page.locator('textarea[name="text"]').fill(text)
    page.locator('input[name="answered_at"]').fill(page.locator('input[name="answered_at"]').input_value())
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/answer/" not in url)


def _records_that_the_proof_is_insufficient(lin: Person, number: str) -> None:
    _record(lin, number, NUMBERS[0], "insufficient", INSUFFICIENT)
    expect(lin.page.locator("blockquote.word")).to_have_text(INSUFFICIENT, use_inner_text=True)


def _sees_what_was_missing_and_mends_it(lin: Person, number: str) -> None:
    page = lin.page
    missing = page.locator("section[aria-labelledby=missing-title]")
    expect(missing.locator(".check .bad")).to_have_count(1)
    missing.locator(f'a[href^="/cases/{number}/draft/"].btn').click()
    page.wait_for_url(f"**/cases/{number}/draft/**")
    composer = Composer(lin)
    expect(composer.blockers).to_have_count(1)

    page.locator("#upload-kind").select_option("purchase")
    page.locator("#upload-listing").select_option(label=SKUS[0])
    purchase = pictures.photo(colour="#1f5b48", mark=number[-6:])
    composer.choose_file(f"purchase {number}.jpg", purchase, kind="image/jpeg")

    expect(composer.blockers).to_have_count(0)


def _files_again_and_records_the_grant(lin: Person, number: str) -> None:
    page = lin.page
    page.goto(f"{lin.desk.url}/cases/{number}/packets/")
    page.locator("#packet-list li", has_text=NUMBERS[0]).locator("a").click()
    page.locator('form[action$="/again/"] button').click()
    expect(page.locator(".files")).to_contain_text(f"purchase {number}")
    page.locator("form#number #reference").fill("48119999")
    page.locator("form#number button[type=submit]").click()
    page.wait_for_url(lambda url: "/file/" not in url)

    _record(lin, number, "48119999", "hidden", GRANTED)
    _record(lin, number, NUMBERS[1], "hidden", GRANTED)

    page.goto(f"{lin.desk.url}/cases/{number}/")
    expect(page.locator(".tl blockquote.word")).to_have_text([INSUFFICIENT, GRANTED, GRANTED], use_inner_text=True)
    expect(page.locator("#case-state .track li.done")).not_to_have_count(0)
