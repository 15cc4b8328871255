"""How matters reach the desk other than by a list of listings: a question of quality, a paste, a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import FilePayload, expect

from branddesk.core import clock
from branddesk.demo.tests.browser.composing import Composer, speckled_png
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

DECISION = "Здравствуйте! Возврат отменён: дефект не подтверждён."


def test_a_quality_dispute_is_asked_about_step_by_step_and_decided(person: Callable[..., Person]) -> None:
    emma, ryabov = person(), person()
    page = emma.click_in("Emma Clarke", "ru")
    emma.open("/cases/new/")
    subject = f"Спорный возврат, {clock.now():%H:%M:%S.%f}"

    page.locator('input[name="kind"][value="quality"]').check()
    page.locator('[name="subject"]').fill(subject)
    page.locator("label.opt", has_text="Verba Market").click()
    page.locator('select[name="brand"]').select_option(label="Kettora")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/cases/BD-\d+/draft/"))
    number = re.search(r"BD-\d+", page.url).group()
    composer = Composer(emma)
    emma.saved(lambda: page.locator('input[name="q_matter"][value="return_disputed"]').check(), "q_matter=")
    for name, text in (
        ("q_happened_on", f"{clock.today().replace(day=1):%Y-%m-%d}"),
        ("q_complaint", "Протекает крышка"),
        ("q_skus", "1571120446"),
        ("statement", "Крышка исправна: при проверке течи нет."),
    ):
        emma.saved(partial(page.locator(f'[name="{name}"]').fill, text), f"{name}=")
    emma.saved(lambda: page.locator('input[name="q_asked"][value="reconsider"]').check(), "q_asked=")
    page.locator("#upload-kind").select_option("photo")
    composer.choose_file("lid.png", speckled_png(11))
    expect(composer.blockers).to_have_count(0)
    composer.set_warnings_aside("Уведомления нет, покупатель писал в чате.")
    composer.submit_button.click()
    page.wait_for_url(f"**/cases/{number}/")

    ryabov.click_in("Павел Рябов", "ru")
    platform = ryabov.open(f"/cases/{number}/")
    expect(platform.locator("body")).to_contain_text("Протекает крышка")
    platform.locator(f'form[action="/cases/{number}/take/"] button').click()
    platform.locator('input[name="outcome"][value="granted"]').check()
    platform.locator('#decide select[name="reason"]').select_option(index=1)
    platform.locator('#decide textarea[name="text"]').fill(DECISION)
    platform.locator("#decide button[type=submit]").click()

    expect(page.locator(".tl blockquote.word").last).to_have_text(DECISION, use_inner_text=True)


def test_a_link_pasted_on_any_page_opens_a_draft(person: Callable[..., Person]) -> None:
    emma = person()
    emma.click_in("Emma Clarke", "en")
    page = emma.open("/brands/")

    page.evaluate("() => navigator.clipboard.writeText('https://www.ozon.ru/product/termos-1690099001/?at=x')")
    page.locator("body").press("Control+v")
    page.locator("dialog[data-paste-question] [name=brand]").select_option("kettora")
    page.locator("dialog[data-paste-question] button[value=yes]").click()

    page.wait_for_url(re.compile(r"/cases/BD-\d+/draft/"))
    expect(Composer(emma).listings).to_have_count(1)
    expect(page.locator("#listings")).to_contain_text("1690099001")


def test_a_phone_adds_photos_by_the_code_and_the_open_draft_shows_them(person: Callable[..., Person]) -> None:
    emma, phone = person(), person(width=390, height=844)
    emma.click_in("Emma Clarke", "en")
    emma.open("/cases/new/")
    composer = Composer(emma)
    composer.begin("https://verba.example/product/1690066002", "Verba Market")

    emma.page.locator("#phone-code button[type=submit]").click()
    address = emma.page.locator("#phone-code a.address").get_attribute("href")
    phone.page.goto(address)
    photo = FilePayload(name="shelf.png", mimeType="image/png", buffer=speckled_png(12))
    phone.page.locator("#phone-choose").set_input_files(photo)

    expect(phone.page.locator("#phone-files")).to_contain_text("shelf.png")
    expect(phone.page.locator("#phone-files .seal").first).to_be_visible()
    expect(composer.exhibits).to_have_count(1)
