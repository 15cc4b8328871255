"""What a representative does between cases: lists, views, tables, search, asking again, escalating, merging."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from branddesk.core import clock
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def emma(person: Callable[..., Person]) -> Person:
    somebody = person()
    somebody.click_in("Emma Clarke", "en")
    return somebody


def begin(emma: Person, subject: str) -> str:
    """A draft with nothing but its subject; returns its number."""
    page = emma.open("/cases/new/")
    page.locator('input[name="kind"][value="other"]').check()
    page.locator('[name="subject"]').fill(subject)
    page.locator("label.opt", has_text="Verba Market").click()
    page.locator('select[name="brand"]').select_option(label="Kettora")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/cases/BD-\d+/draft/"))
    return re.search(r"BD-\d+", page.url).group()


def find(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.locator("#palette-words").fill(words)


def open_case_with(emma: Person, selector: str, view: str = "theirs") -> None:
    """Open the first case of the view whose page holds `selector`."""
    page = emma.open(f"/cases/?view={view}")
    for path in page.locator("[data-row] a[href*='/cases/BD-']").evaluate_all("all => all.map(a => a.pathname)"):
        emma.open(path)
        if page.locator(selector).count():
            return
    raise AssertionError(f"No case of {view} has {selector}.")


def test_many_cases_are_tagged_at_once_and_it_is_taken_back(emma: Person) -> None:
    page = emma.open("/cases/?view=theirs")
    boxes = page.locator("td input[name=case]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("[data-bulk-count]")).to_have_text("2")

    page.locator("[data-bulk-bar] summary", has_text="Tag").click()
    page.locator("#bulk-tag").fill("autumn")
    page.locator('[data-bulk-bar] button[value="tag"]').click()
    expect(page.locator(".bulk-result")).to_contain_text("2")
    page.locator('.bulk-result form[action$="/undo/"] button').click()

    expect(page.locator('.bulk-result form[action$="/undo/"]')).to_have_count(0)
    page.locator("[data-row] a[href*='/cases/BD-']").first.click()
    expect(page.locator("#handling .chip", has_text="autumn")).to_have_count(0)


def test_the_list_is_narrowed_by_a_menu_that_comes_when_it_is_opened(emma: Person) -> None:
    page = emma.open("/cases/")
    page.keyboard.press("f")
    page.locator('#filter-form select[name="brand"]').select_option("kettora")
    page.locator("#filter-form button[type=submit]").click()

    expect(page).to_have_url(re.compile("brand=kettora"))
    expect(page.locator(".filters .chip", has_text="Kettora")).to_be_visible()


def test_a_view_is_saved_opened_and_deleted(emma: Person) -> None:
    name = f"Kettora {clock.now():%H:%M:%S}"
    page = emma.open("/cases/?view=closed&brand=kettora")
    page.locator('[data-dialog="#save-view"]').click()
    page.locator("#view-name").fill(name)
    page.locator("#save-view button[type=submit]").click()

    emma.open("/cases/")
    page.locator(".views a", has_text=name).click()
    expect(page.locator(".views a[aria-current]")).to_contain_text(name)
    expect(page).to_have_url(re.compile("brand=kettora"))

    emma.open("/cases/views/")
    row = page.locator(".kept li", has=page.locator(f'input[value="{name}"]'))
    row.locator('button[value="delete"]').click()
    page.locator("dialog[open] .btn-danger, dialog[open] button[value=yes]").first.click()
    expect(row).to_have_count(0)


def test_the_list_is_downloaded_as_a_table_that_opens(emma: Person) -> None:
    page = emma.open("/cases/?view=theirs")
    shown = page.locator("tbody [data-row], tbody tr").count()
    page.locator("summary[aria-label=Export]").click()
    page.locator('button[name=format][value="xlsx"]').click()
    page.wait_for_url("**/cases/export/**")

    with page.expect_download() as download:
        page.locator('#run a[href$="/file/"]').click()

    rows = CalamineWorkbook.from_path(str(download.value.path())).get_sheet_by_index(0).to_python()
    assert len(rows) - 1 >= shown > 0
    assert any(re.fullmatch(r"BD-\d+", str(cell)) for cell in rows[1])


def test_ctrl_k_finds_a_case_by_a_chinese_word_and_by_a_form_of_a_russian_one(emma: Person) -> None:
    number = begin(emma, f"Самовар 鹦鹉图案 {clock.now():%H%M%S}")
    page = emma.open("/brands/")

    find(page, "鹦鹉")
    expect(page.locator("#palette-lines [role=option]", has_text="鹦鹉图案").first).to_be_visible()
    page.keyboard.press("Escape")
    find(page, "самоварами")
    expect(page.locator("#palette-lines [role=option]", has_text="Самовар").first).to_be_visible()
    page.locator("#palette-words").fill(number)
    expect(page.locator("#palette-lines [role=option]").first).to_contain_text("Самовар")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/cases/{number}/**")


def test_a_template_fills_the_message(emma: Person) -> None:
    open_case_with(emma, "#message-text")
    page = emma.page
    page.locator("#message details[data-templates] summary").click()
    page.locator("#message [data-template]").first.click()

    expect(page.locator("#message-text")).not_to_have_value("")
    page.locator("#message-text").fill("")


def test_the_platform_is_asked_again_in_one_click(emma: Person) -> None:
    open_case_with(emma, "form[action*='/follow-ups/'], #follow-ups")
    page = emma.page
    if not page.locator("#follow-ups form[action$='/ask/']").count():
        page.locator("#follow-ups form[action$='/follow-ups/'] button").first.click()
        expect(page.locator("#follow-ups form[action$='/ask/']").first).to_be_attached()
    told, to_ask = page.locator(".tl > li").count(), page.locator("#follow-ups form[action$='/ask/']").count()
    page.locator("#follow-ups form[action$='/ask/'] button").first.click()

    expect(page.locator("#follow-ups form[action$='/ask/']")).to_have_count(to_ask - 1)
    expect(page.locator(".tl > li")).not_to_have_count(told)


def test_a_case_is_escalated_with_a_reason_that_both_sides_read(emma: Person) -> None:
    page = emma.page
    open_case_with(emma, '.case-menu a[href$="/do/escalate/"]')
    page.locator(".case-menu > summary").click()
    page.locator('.case-menu a[href$="/do/escalate/"]').click()
    page.locator('#act textarea[name="reason"]').fill("No answer for two weeks.")
    page.locator("#act button[type=submit]").click()
    expect(page.locator(".tl")).to_contain_text("No answer for two weeks.")


def test_of_two_drafts_about_the_same_one_is_merged_into_the_other(emma: Person) -> None:
    number, doubled = begin(emma, "The seller writes to buyers"), begin(emma, "The same once more")

    page = emma.open(f"/cases/{doubled}/do/merge/")
    page.locator('#act input[name="into"]').fill(number)
    page.locator("#act button[type=submit]").click()
    page.wait_for_url(lambda url: "/do/merge/" not in url)

    emma.open(f"/cases/{doubled}/")
    expect(page.locator("#handling")).to_contain_text(number)
