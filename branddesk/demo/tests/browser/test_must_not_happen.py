"""What would cost somebody their work, or their trust."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, expect

from branddesk.core import clock
from branddesk.demo.tests.browser.composing import Composer, speckled_png
from branddesk.demo.tests.browser.conftest import copy_world, running_desk
from branddesk.demo.tests.browser.people import Desk, Person

pytestmark = pytest.mark.browser

LONG_TEXT = "A note that took a quarter of an hour to write."
HTML = b"<!doctype html><title>Hello</title><script>document.title = 'taken over'</script>"
HOSTILE_NAME = '"><img src=x onerror=alert(1)>\u202egnp.exe'


@pytest.fixture
def emma(person: Callable[..., Person]) -> Person:
    somebody = person()
    somebody.click_in("Emma Clarke", "en")
    return somebody


def open_a_case_with_the_platform(emma: Person) -> str:
    page = emma.open("/cases/?view=theirs")
    page.locator("[data-row] a").first.click()
    page.wait_for_url("**/cases/BD-*/")
    page.locator("#tab-note").click()
    return page.url


def begin_a_draft(emma: Person) -> Composer:
    emma.open("/cases/new/")
    composer = Composer(emma)
    composer.begin("https://verba.example/product/1690066001", "Verba Market")
    return composer


def kept_files(home: Path) -> set[Path]:
    return {path for path in (home / "vault").rglob("*") if path.is_file()}


def test_form_sent_twice_says_it_once(emma: Person) -> None:
    open_a_case_with_the_platform(emma)
    text = f"Said once, {clock.now().isoformat()}"
    emma.page.locator("#note-text").fill(text)

    # Past the page's own lock against double clicks: the same form leaves the browser twice at the same time.
    emma.page.evaluate(
        """async () => {
            const form = document.getElementById("note");
            const send = () => fetch(form.action, { method: "POST", body: new FormData(form) });
            await Promise.all([send(), send()]);
        }"""
    )
    emma.page.locator("#note-text").fill("")
    emma.page.reload()

    expect(emma.page.locator(".tl .said", has_text=text)).to_have_count(1)


def test_impatient_double_click_submits_once(emma: Person) -> None:
    open_a_case_with_the_platform(emma)
    text = f"Clicked twice, {clock.now().isoformat()}"
    emma.page.locator("#note-text").fill(text)

    emma.page.locator("#note button[type=submit]").dblclick()

    expect(emma.page.locator(".tl .said", has_text=text)).to_have_count(1)


def test_text_survives_a_session_that_ends_while_it_is_typed(emma: Person) -> None:
    open_a_case_with_the_platform(emma)
    emma.page.locator("#note-text").fill(LONG_TEXT)

    emma.context.clear_cookies(name="branddesk_session")
    emma.page.locator("#note button[type=submit]").click()

    expect(emma.page.locator("#refusal")).not_to_be_empty()
    expect(emma.page.locator("#note-text")).to_have_value(LONG_TEXT)
    emma.expect_refusal(403)
    emma.page.close(run_before_unload=False)


def test_draft_says_that_it_is_not_saved_when_the_session_has_ended(emma: Person) -> None:
    composer = begin_a_draft(emma)

    emma.context.clear_cookies(name="branddesk_session")
    composer.page.locator("#id_subject").fill(LONG_TEXT)

    expect(composer.page.locator("#refusal")).not_to_be_empty()
    expect(composer.page.locator("#id_subject")).to_have_value(LONG_TEXT)
    emma.expect_refusal(403)
    composer.page.close(run_before_unload=False)


def test_reason_outlives_the_list_of_warnings_it_is_typed_beside(emma: Person) -> None:
    composer = begin_a_draft(emma)
    form = emma.page.locator("form.overrule")
    form.locator('input[name="code"]').first.check()
    form.locator('[name="reason"]').fill(LONG_TEXT)

    composer.choose_file("seen.png", speckled_png(7))

    expect(emma.page.locator("#side")).to_contain_text("seen")
    expect(form.locator('[name="reason"]')).to_have_value(LONG_TEXT)
    expect(form.locator('input[name="code"]').first).to_be_checked()
    emma.page.close(run_before_unload=False)


def test_hostile_file_name_is_only_a_name(emma: Person) -> None:
    composer = begin_a_draft(emma)
    dialogs: list[str] = []

    def close(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    emma.page.on("dialog", close)

    composer.choose_file(HOSTILE_NAME, speckled_png(5))
    row = composer.exhibits.first
    row.locator("a").first.click()
    emma.page.wait_for_url("**/evidence/**")

    assert dialogs == []
    assert emma.page.locator('img[src="x"]').count() == 0
    assert "\u202e" not in emma.page.locator("main").inner_text()


def test_html_file_is_never_opened_in_the_desk(emma: Person) -> None:
    composer = begin_a_draft(emma)
    composer.page.locator("#upload-kind").select_option("other")

    composer.choose_file("page.html", HTML, kind="text/html")
    key = composer.exhibits.first.get_attribute("id").removeprefix("exhibit-")
    answer = emma.context.request.get(f"{emma.desk.url}/evidence/{key}/file/")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"].split(";")[0] != "text/html"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body() == HTML


def test_file_over_the_limit_gets_a_sentence_and_leaves_nothing(chromium: Browser, desk: Desk, tmp_path: Path) -> None:
    copy_world(desk, tmp_path)
    before = kept_files(tmp_path)
    with running_desk(tmp_path, BRANDDESK_MAX_UPLOAD_BYTES=str(1024 * 1024)) as strict:
        emma = Person(chromium, strict)
        emma.click_in("Emma Clarke", "en")
        composer = begin_a_draft(emma)
        too_large = speckled_png(6) + bytes(2 * 1024 * 1024)

        file = FilePayload(name="film.png", mimeType="image/png", buffer=too_large)
        composer.page.locator("#case-upload-input").set_input_files(file)
        row = composer.page.locator("#case-upload-files li")

        expect(row.locator("[data-part=error]")).to_contain_text("1 MB")
        expect(composer.exhibits).to_have_count(0)
        assert kept_files(tmp_path) == before
        emma.close()


def test_text_typed_just_before_leaving_the_draft_is_kept(emma: Person) -> None:
    composer = begin_a_draft(emma)
    draft = emma.page.url
    emma.page.locator("#id_statement").press_sequentially("Написано перед самым уходом")

    emma.page.goto("about:blank")

    # The request outlives the page, so the desk may still be at it when somebody comes back at once.
    for _again in range(5):
        emma.page.goto(draft)
        if composer.page.locator("#id_statement").input_value():
            break
    expect(composer.page.locator("#id_statement")).to_have_value("Написано перед самым уходом")
