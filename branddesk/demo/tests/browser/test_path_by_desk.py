"""The main story: a fake is reported, the platform asks for one paper more, gets it, and the listing is hidden."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from playwright.sync_api import expect

from branddesk.demo import pictures
from branddesk.demo.tests.browser.composing import STATEMENT, Composer, screenshot_of, speckled_png
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

FIRST = "https://verba.example/product/1690038851"
SECOND = "https://verba.example/product/1690044120"
QUESTION = "Здравствуйте! Пришлите, пожалуйста, фотографию контрольной закупки.\nБез неё решение принять нельзя."
ANSWER = "Здравствуйте! Направляем фотографию товара, купленного у продавца."
DECISION = "Здравствуйте! Карточки скрыты: продавец не подтвердил право на товарный знак.\n\nСпасибо за обращение."


@pytest.mark.parametrize(
    ("language", "width"),
    [("en", 1440), ("zh-hans", 390)],
    ids=["english", "chinese-phone"],
)
def test_a_fake_is_reported_asked_about_answered_and_decided(
    person: Callable[..., Person], command: Callable[..., CompletedProcess[str]], language: str, width: int
) -> None:
    emma = person(width=width, height=844 if width < 500 else 1000)
    orlov = person()

    number = _emma_reports(emma, language, subject=f"KETT0RA, {language}, {width}")
    _orlov_takes_it_and_asks(orlov, number)
    _emma_is_told_and_answers(emma, number)
    _orlov_grants(orlov, number)
    _emma_reads_the_answer(emma, number)

    assert command("verify-journal").returncode == 0
    assert command("verify-vault").returncode == 0


def _emma_reports(emma: Person, language: str, *, subject: str) -> str:
    page = emma.click_in("Emma Clarke", language)
    page.locator('a[href="/cases/new/"]:visible').first.click()
    composer = Composer(emma)
    number = composer.begin(f"{FIRST}\n{SECOND}", "Verba Market")

    expect(composer.listings).to_have_count(2)
    expect(composer.submit_button).to_be_disabled()
    assert composer.blockers.count() >= 4

    composer.demand(subject=subject)
    page.reload()
    expect(page.locator("#id_subject")).to_have_value(subject)
    expect(page.locator('input[name="violation"][value="counterfeit"]')).to_be_checked()
    expect(page.locator("#id_right")).not_to_have_value("")
    expect(page.locator("#id_own_sku")).to_have_value("1571120446")
    expect(page.locator("#id_nice_class")).to_have_value("21")
    expect(page.locator("#id_statement")).to_have_value(STATEMENT)

    composer.choose_listing(0)
    composer.choose_file("listing.png", screenshot_of(FIRST))
    composer.choose_listing(1)
    composer.paste(speckled_png(2))
    composer.describe(composer.exhibits.nth(0), FIRST)
    composer.describe(composer.exhibits.nth(1), SECOND)
    composer.take_papers("Letter Shenzhen", "Extract 912447", "Rospatent")

    expect(composer.blockers).to_have_count(0)
    composer.set_warnings_aside()
    composer.submit_button.click()
    page.wait_for_url(f"**/cases/{number}/")
    expect(page.locator("#case-state .track li[aria-current]")).to_be_visible()
    return number


def _orlov_takes_it_and_asks(orlov: Person, number: str) -> None:
    page = orlov.click_in("Дмитрий Орлов")
    page.goto(f"{orlov.desk.url}/cases/queue/?view=unassigned&q={number}")
    page.locator("#queue a.cover", has_text="KETT0RA").click()
    page.locator(f'form[action="/cases/{number}/take/"] button').click()
    page.locator('input[name="outcome"][value="waiting"]').check()
    page.locator('#decide select[name="reason"]').select_option("proof_insufficient")
    page.locator('#decide textarea[name="text"]').fill(QUESTION)
    page.locator("#decide button[type=submit]").click()
    expect(page.locator("#decide")).to_have_count(0)


def _emma_is_told_and_answers(emma: Person, number: str) -> None:
    page = emma.page
    # Her page has stood open all the while: the bell, the toast and the form come by themselves.
    expect(emma.told(number)).to_be_visible()
    expect(page.locator("#bell-count")).to_be_visible()
    expect(page.locator("#panel-platform blockquote")).to_have_text(QUESTION, use_inner_text=True)

    with page.expect_file_chooser() as dialog:
        page.locator('label[for="case-upload-input"]').click()
    photo = pictures.photo(colour="#1f5b48", mark=number)
    dialog.value.set_files({"name": f"purchase {number}.jpg", "mimeType": "image/jpeg", "buffer": photo})
    expect(page.locator("#unsent")).to_contain_text(f"purchase {number}")

    page.locator("#answer-text").fill(ANSWER)
    page.locator("#answer button[type=submit]").click()
    expect(page.locator("form#answer")).to_have_count(0)
    expect(page.locator(".tl .said").last).to_have_text(ANSWER)


def _orlov_grants(orlov: Person, number: str) -> None:
    page = orlov.page
    page.goto(f"{orlov.desk.url}/cases/{number}/")
    expect(page.locator(".tl")).to_contain_text(f"purchase {number}")
    page.locator('input[name="outcome"][value="granted"]').check()
    page.locator('#decide select[name="reason"]').select_option("counterfeit")
    page.locator('#decide textarea[name="text"]').fill(DECISION)
    page.locator("#decide button[type=submit]").click()
    expect(page.locator("#decide")).to_have_count(0)


def _emma_reads_the_answer(emma: Person, number: str) -> None:
    page = emma.page
    said = page.locator(".tl blockquote.word").last
    expect(said).to_have_text(DECISION, use_inner_text=True)
    expect(said).to_have_attribute("lang", "ru")
    expect(page.locator(".tl blockquote.word").first).to_have_text(QUESTION, use_inner_text=True)
    times = page.locator(".tl > li time[datetime]")
    assert times.count() >= page.locator(".tl > li").count()
    expect(page.locator("#case-state .track li.done small").first).not_to_be_empty()
