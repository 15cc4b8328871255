"""Products brought in from a sheet, articles read by anybody, promises set by the platform's administrator."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from branddesk.core import clock
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


def test_products_are_read_from_a_sheet_shown_and_taken_over(person: Callable[..., Person]) -> None:
    emma = person()
    emma.click_in("Emma Clarke", "en")
    page = emma.open("/catalogue/import/")
    sku = f"9{clock.now():%d%H%M%S}"
    sheet = f"SKU;Offer ID;Name;Pictures;Price;Currency\n{sku};KT-1;Samovar 3 l;;4990;RUB\n;KT-2;No number;;1;RUB\n"

    page.locator("select[name=brand]").select_option(label="Kettora")
    page.locator("input[name=file]").set_input_files(
        FilePayload(name="autumn.csv", mimeType="text/csv", buffer=sheet.encode())
    )
    page.locator("main form button.btn-primary").click()
    expect(page.locator("#state tbody tr", has_text=sku)).to_be_visible()
    expect(page.locator("#state tbody .bad")).to_have_count(1)
    page.locator('form[action$="/take-over/"] button').click()
    page.locator('#state a.btn-primary[href="/catalogue/"]').click()

    emma.open(f"/catalogue/?q={sku}")
    expect(page.locator("main")).to_contain_text("Samovar 3 l")


def test_a_visitor_finds_an_article_and_says_that_it_helped(person: Callable[..., Person]) -> None:
    nobody = person(width=390, height=844)
    page = nobody.open("/help/")
    page.locator("main a[href^='/help/']:not([href*='?'])").first.click()
    page.wait_for_url(re.compile(r"/help/[\w-]+/"))

    page.locator('#helpful button[value="yes"]').click()

    expect(page.locator("[role=status], #toasts").filter(has_text=re.compile(r"\w")).first).to_be_visible()


def test_a_promise_is_changed_and_restored_from_its_history(person: Callable[..., Person]) -> None:
    belova = person()
    belova.click_in("Анна Белова", "en")
    address = "/administration/verba/promises/quality/3/"
    page = belova.open(address)
    before = page.locator('[name="response_hours"]').input_value()

    for hours in ("20", "21"):
        belova.open(address)
        page.locator('[name="response_hours"]').fill(hours)
        with page.expect_navigation():
            page.locator("#set button.btn-primary").click()
    belova.open(f"{address}history/")
    page.locator("main form button[type=submit]").first.click()
    with page.expect_navigation():
        page.locator("dialog[open] [value=yes]").click()

    belova.open(address)
    expect(page.locator('[name="response_hours"]')).to_have_value("20")
    page.locator('[name="response_hours"]').fill(before)
    with page.expect_navigation():
        page.locator("#set button.btn-primary").click()
