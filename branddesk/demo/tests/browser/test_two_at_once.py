"""Two people in one case at the same time, and what was sent a moment ago."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from branddesk.core import clock
from branddesk.demo.tests.browser.conftest import copy_world, running_desk
from branddesk.demo.tests.browser.people import Desk, Person

pytestmark = pytest.mark.browser

HOLD_SECONDS = 4


@pytest.fixture
def people(person: Callable[..., Person]) -> Callable[..., list[Person]]:
    def sign_in(*names: str) -> list[Person]:
        signed_in = []
        for name in names:
            somebody = person()
            somebody.click_in(name, "en")
            signed_in.append(somebody)
        return signed_in

    return sign_in


def with_the_platform(emma: Person) -> str:
    """The path of a case that the platform's desk has, and that both sides may write in."""
    page = emma.open("/cases/?view=theirs")
    for path in page.locator("[data-row] a[href*='/cases/BD-']").evaluate_all("all => all.map(a => a.pathname)"):
        emma.follow(path)
        if page.locator("#message-text").count():
            return str(path)
    raise AssertionError("No case is with the platform's desk.")


def fresh(text: str) -> str:
    return f"{text} {clock.now().isoformat()}"


def note(page: Page, text: str) -> None:
    page.locator("#tab-note").click()
    page.locator("#note-text").fill(text)
    page.locator("#note button[type=submit]").click()
    expect(page.locator(".tl .said", has_text=text)).to_be_visible()


def test_colleagues_see_who_writes_and_the_other_side_only_of_messages(people: Callable[..., list[Person]]) -> None:
    emma, lin, orlov = people("Emma Clarke", "林晓雯", "Дмитрий Орлов")
    path = with_the_platform(emma)
    lin.follow(path)
    orlov.follow(path)

    emma.page.locator("#tab-note").click()
    emma.page.locator("#note-text").press_sequentially("Between us")
    expect(lin.page.locator("#writing")).to_contain_text("Emma Clarke is writing")
    expect(orlov.page.locator("#writing [data-words]")).to_have_text("")

    emma.page.locator("#note-text").fill("")
    emma.page.wait_for_timeout(4_200)
    emma.page.locator("#tab-platform").click()
    emma.page.locator("#message-text").press_sequentially("Hello")
    expect(orlov.page.locator("#writing")).to_contain_text("Emma Clarke is writing")
    expect(orlov.page.locator("#writing [data-words]")).to_have_text("", timeout=20_000)
    emma.page.locator("#message-text").fill("")


def test_story_goes_on_around_a_text_that_is_being_typed(people: Callable[..., list[Person]]) -> None:
    emma, lin = people("Emma Clarke", "林晓雯")
    path = with_the_platform(emma)
    lin.open(path)
    emma.page.locator("#tab-note").click()
    field = emma.page.locator("#note-text")
    field.press_sequentially("Half a thought")
    field.press("Home")
    news = fresh("Seller looks familiar")

    note(lin.page, news)

    expect(emma.page.locator(".tl .said", has_text=news)).to_be_visible()
    expect(emma.page.locator("#stale")).to_contain_text("林晓雯")
    expect(field).to_have_value("Half a thought")
    expect(field).to_be_focused()
    field.press_sequentially("Not ")
    expect(field).to_have_value("Not Half a thought")
    field.fill("")


def test_of_two_who_decide_the_second_is_told_and_keeps_the_text(people: Callable[..., list[Person]]) -> None:
    orlov, sokolova = people("Дмитрий Орлов", "Елена Соколова")
    page = orlov.open("/cases/queue/?view=mine&kind=infringement")
    if not page.locator("#queue [data-row] a").count():
        page = orlov.open("/cases/queue/?view=unassigned&kind=infringement")
    page.locator("#queue [data-row] a").first.click()
    page.wait_for_url("**/cases/BD-*/**")
    if page.locator("[data-key=t]").count():
        page.locator("[data-key=t]").click()
    expect(page.locator("#decide")).to_be_visible()
    sokolova.follow(page.url.removeprefix(orlov.desk.url))

    def answer(person: Person, key: str, ground: str, text: str) -> None:
        person.page.locator(f'#decide [data-key="{key}"]').check()
        person.page.locator("#decide [name=reason]").select_option(ground)
        person.page.locator("#decide [name=text]").fill(text)

    words = fresh("Нарушений не найдено.")
    answer(orlov, "r", "no_violation", words)
    answer(sokolova, "g", "counterfeit", "Карточка скрыта.")
    sokolova.page.locator("#decide button[type=submit]").click()
    expect(sokolova.page.locator(".tl blockquote", has_text="Карточка скрыта.").first).to_be_visible()

    expect(orlov.page.locator(".tl blockquote", has_text="Карточка скрыта.").first).to_be_visible()
    expect(orlov.page.locator("#decide [name=text]")).to_have_value(words)
    orlov.page.locator("#decide button[type=submit]").click()

    expect(orlov.page.locator("#kept-text")).to_have_value(words)
    orlov.expect_refusal(409)


def test_colleague_is_named_with_the_keyboard_alone(people: Callable[..., list[Person]]) -> None:
    emma, lin = people("Emma Clarke", "林晓雯")
    with_the_platform(emma)
    lin.follow("/")
    emma.page.locator("#tab-note").click()
    field = emma.page.locator("#note-text")

    field.press_sequentially("Please look, @林")
    expect(emma.page.locator(".mentions [aria-selected=true]")).to_contain_text("林晓雯")
    field.press("Enter")
    expect(field).to_have_value("Please look, @林晓雯 ")
    field.press("Control+Enter")

    expect(emma.page.locator(".tl .said", has_text="@林晓雯").last).to_be_visible()
    expect(lin.page.locator("#toasts a[data-toast-text]", has_text="mentioned you").first).to_be_visible()


def test_text_outlives_the_session_and_the_page(people: Callable[..., list[Person]]) -> None:
    [emma] = people("Emma Clarke")
    path = with_the_platform(emma)
    emma.page.locator("#tab-note").click()
    emma.page.locator("#note-text").fill("It took a quarter of an hour.")

    emma.context.clear_cookies(name="branddesk_session")
    emma.page.locator("#note button[type=submit]").click()
    expect(emma.page.locator("#refusal")).to_contain_text("signed out")
    expect(emma.page.locator("#note-text")).to_have_value("It took a quarter of an hour.")
    emma.expect_refusal(403)

    emma.page.on("dialog", lambda dialog: dialog.accept())
    emma.click_in("Emma Clarke")
    emma.open(path)
    emma.page.locator("#tab-note").click()
    expect(emma.page.locator("#note-text")).to_have_value("It took a quarter of an hour.")
    emma.page.locator("#note button[type=submit]").click()
    expect(emma.page.locator("#note-text")).to_have_value("")
    emma.page.reload()
    expect(emma.page.locator("#note-text")).to_have_value("")


@pytest.fixture
def holding(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the desk on which what is sent is held for some seconds."""
    home = tmp_path / "home"
    copy_world(desk, home)
    with running_desk(home, BRANDDESK_HOLD_SECONDS=str(HOLD_SECONDS)) as started:
        yield started


def test_what_was_sent_is_taken_back_or_leaves(chromium: Browser, holding: Desk) -> None:
    emma, orlov = Person(chromium, holding), Person(chromium, holding)
    emma.click_in("Emma Clarke", "en")
    orlov.click_in("Дмитрий Орлов", "en")
    path = with_the_platform(emma)
    orlov.follow(path)
    text = fresh("Any news?")
    field = emma.page.locator("#message-text")

    field.fill(text)
    emma.page.locator("#message button[type=submit]").click()
    expect(emma.page.locator(".msg.held", has_text=text)).to_contain_text("leaves in")
    emma.page.locator(".msg.held form button").click()
    expect(field).to_have_value(text)
    expect(emma.page.locator(".tl .said", has_text=text)).to_have_count(0)
    emma.page.wait_for_timeout(HOLD_SECONDS * 1000 + 1_500)
    expect(orlov.page.locator(".tl .said", has_text=text)).to_have_count(0)

    emma.page.locator("#message button[type=submit]").click()
    expect(orlov.page.locator(".tl .said", has_text=text)).to_be_visible()
    expect(emma.page.locator(".msg.held")).to_have_count(0)
    expect(emma.page.locator(".tl .said", has_text=text)).to_have_count(1)

    assert emma.complaints + orlov.complaints == []
    emma.close()
    orlov.close()
