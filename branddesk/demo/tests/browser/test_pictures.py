"""The pictures of README and docs, made from the running desk. BRANDDESK_PICTURES names the folder that keeps them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

MOST_BYTES = 250_000
COLOURS = 160
SEEN = 8
FEWEST_SHADES = 24
"""A blank page or a sentence of an error has fewer."""

READERS = {"zh": ("林晓雯", "zh-hans"), "ru": ("Emma Clarke", "ru"), "en": ("Emma Clarke", "en")}
MODERATORS = {"zh": ("Елена Соколова", "zh-hans"), "ru": ("Елена Соколова", "ru"), "en": ("Елена Соколова", "en")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("BRANDDESK_PICTURES")
    return Path(kept) if kept else tmp_path_factory.mktemp("pictures")


WORTH = """async (addresses) => Promise.all(addresses.map(async (address) => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const count = (selector) => page.querySelectorAll(selector).length;
    return [[2, 3].includes(count("section[aria-labelledby=skus] tbody tr")), count(".tl article.msg")];
}))"""


def take(page: Page, file: Path) -> None:
    """Picture what is on the screen, once its fonts and images are there, in few enough colours to be light."""
    page.evaluate("() => document.fonts.ready")
    page.wait_for_function("() => [...document.images].every((i) => i.complete || i.loading === 'lazy')")
    page.locator("body").evaluate("() => document.activeElement?.blur()")
    whole = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    small = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file.parent.mkdir(parents=True, exist_ok=True)
    small.save(file, "PNG", optimize=True)

    assert file.stat().st_size <= MOST_BYTES, file
    assert len(whole.resize((200, 200)).getcolors(200 * 200)) >= FEWEST_SHADES, f"{file} shows next to nothing"


def open_case_worth_showing(reader: Person) -> None:
    """Of the decided cases, the one with several listings in which most was said."""
    page = reader.open("/cases/?view=decided&marketplace=verba")
    addresses = page.locator("[data-row] a").evaluate_all("links => links.map((link) => link.pathname)")[:SEEN]
    worth = dict(zip(addresses, page.evaluate(WORTH, addresses), strict=True))
    reader.open(max(addresses, key=lambda address: worth[address]))
    expect(page.locator(".tl blockquote.word").first).to_be_visible()


@pytest.mark.parametrize("tongue", ["zh", "ru", "en"])
def test_pictures_of_the_brand_side(person: Callable[..., Person], folder: Path, tongue: str) -> None:
    name, language = READERS[tongue]
    reader = person(width=1280, height=900, scale=2)
    page = reader.click_in(name, language)

    reader.open("/")
    take(page, folder / f"start.{tongue}.png")
    reader.open("/cases/")
    take(page, folder / f"cases.{tongue}.png")
    open_case_worth_showing(reader)
    take(page, folder / f"case.{tongue}.png")
    reader.open("/cases/?view=drafts")
    page.locator("[data-row] a").first.click()
    page.wait_for_url("**/draft/")
    take(page, folder / f"composer.{tongue}.png")


@pytest.mark.parametrize("tongue", ["zh", "ru", "en"])
def test_pictures_of_the_platform_side(person: Callable[..., Person], folder: Path, tongue: str) -> None:
    name, language = MODERATORS[tongue]
    moderator = person(width=1280, height=900, scale=2)
    page = moderator.click_in(name, language)

    moderator.open("/cases/queue/")
    page.locator("#queue [data-row] a").first.click()
    expect(page.locator("#case h2.h1")).to_be_visible()

    take(page, folder / f"platform.{tongue}.png")


@pytest.mark.parametrize("tongue", ["zh", "ru", "en"])
def test_pictures_of_the_copy_window_and_the_phone(person: Callable[..., Person], folder: Path, tongue: str) -> None:
    name, language = READERS[tongue]
    reader = person(width=1280, height=900, scale=2)
    page = reader.click_in(name, language)
    reader.open("/")
    page.locator('a[href$="/packets/"]').first.click()
    page.wait_for_url("**/packets/**")
    window = page.locator("a[data-window]").get_attribute("href")

    page.set_viewport_size({"width": 380, "height": 820})
    reader.open(window)
    expect(page.locator("#copy-next")).to_be_visible()
    take(page, folder / f"copy-window.{tongue}.png")

    page.set_viewport_size({"width": 390, "height": 844})
    open_case_worth_showing(reader)
    take(page, folder / f"phone.{tongue}.png")
