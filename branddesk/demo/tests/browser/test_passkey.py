"""A passkey from the browser's virtual authenticator: set up, signed in with, asked for after a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from branddesk.demo.cast import PASSWORD
from branddesk.demo.tests.browser.people import Person

pytestmark = pytest.mark.browser

EMAIL = "emma@qiheng.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page: Page, **how: bool) -> None:
    """Let the browser hold passkeys as a phone or laptop does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **how}})


def sign_in_by_password(page: Page, url: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.fill('input[name="login"]', EMAIL)
    page.fill('input[name="password"]', PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, url: str) -> None:
    page.goto(f"{url}/sign-out/")
    page.locator("main button.btn-primary").click()
    page.wait_for_url("**/sign-in/")


def test_a_passkey_is_added_signs_in_alone_and_serves_as_second_factor(person: Callable[..., Person]) -> None:
    emma = person()
    url, page = emma.desk.url, emma.open("/sign-in/")
    give_device(page)
    sign_in_by_password(page, url)
    page.wait_for_url(f"{url}/")
    if page.locator("html").get_attribute("lang") != "en":
        emma.speak("en")

    page.goto(f"{url}/profile/second-factor/passkeys/")
    page.fill('input[name="password"]', PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.fill('input[name="name"]', "Office laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/second-factor/codes/")
    codes = page.locator("#recovery-codes").input_value().split()
    assert len(codes) == 10

    sign_out(page, url)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{url}/")

    sign_out(page, url)
    sign_in_by_password(page, url)
    page.wait_for_url("**/sign-in/code/*")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{url}/")

    page.goto(f"{url}/profile/second-factor/")
    expect(page.get_by_text("Office laptop")).to_be_visible()
    page.get_by_role("link", name="Remove Office laptop").click()
    page.fill('input[name="password"]', PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Remove the passkey").click()
    page.wait_for_url("**/profile/second-factor/")
    expect(page.get_by_text("Office laptop")).to_have_count(0)


def test_a_device_that_does_not_confirm_is_told_in_words_and_the_password_still_works(
    person: Callable[..., Person],
) -> None:
    emma = person()
    page = emma.open("/sign-in/")
    give_device(page, isUserVerified=False)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("The device did not confirm")).to_be_visible()
    sign_in_by_password(page, emma.desk.url)
    page.wait_for_url(f"{emma.desk.url}/")
