"""Somebody in front of the desk, in a browser of their own, and the moves that every story is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Request, Response, expect

expect.set_options(timeout=15_000)

LEFT_BEHIND = ("net::ERR_ABORTED",)
"""How a browser says that a page was left while something was still loading. Live streams always end so."""


@dataclass(frozen=True)
class Desk:
    """A running desk: its address and its home."""

    url: str
    home: Path


class Person:
    """One of the demo's people. What their pages complain of is kept; the fixture fails on it."""

    def __init__(
        self,
        chromium: Browser,
        desk: Desk,
        *,
        width: int = 1440,
        height: int = 1000,
        scale: float = 1,
    ) -> None:
        self.desk = desk
        self.context = chromium.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(15_000)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk.url)
        self.complaints: list[str] = []
        self.is_narrow = width < 992
        self.page = self.context.new_page()
        self.listen(self.page)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complain(str(error)))
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def complain(self, text: str) -> None:
        # The browser tells of every refused request as well; `answered` says which it was.
        if not text.startswith("Failed to load resource"):
            self.complaints.append(f"{self.page.url}: {text}")

    def failed(self, request: Request) -> None:
        if request.failure not in LEFT_BEHIND:
            self.complaints.append(f"{self.page.url}: {request.method} {request.url}: {request.failure}")

    def answered(self, response: Response) -> None:
        if response.status == 409 and response.request.method == "GET":
            # The composer asks for its side once more while its page is left for the case just submitted.
            return
        if response.status >= 400:
            self.complaints.append(f"{self.page.url}: {response.request.method} {response.url}: {response.status}")

    def expect_refusal(self, status: int) -> None:
        """A test that provokes a refusal says so; any other complaint still fails it."""
        # A live stream that was about to begin is refused with it.
        refused = [line for line in self.complaints if line.endswith(f": {status}") or "/live/stream" in line]
        assert refused, f"Nothing was refused with {status}: {self.complaints}"
        self.complaints = [line for line in self.complaints if line not in refused]

    def open(self, path: str) -> Page:
        self.page.goto(self.desk.url + path)
        return self.page

    def follow(self, path: str) -> Page:
        """Open a page and wait until it hears what others do."""
        with self.page.expect_response(lambda answer: "/live/stream" in answer.url):
            return self.open(path)

    def click_in(self, name: str, language: str = "") -> Page:
        """Sign in with the demo's one click and read the desk in `language`, if one is named."""
        page = self.open("/sign-in/")
        page.locator("button.person-row", has_text=name).click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        if language and language.lower() != (page.locator("html").get_attribute("lang") or "").lower():
            self.speak(language)
        return page

    def speak(self, language: str) -> None:
        if self.is_narrow:
            self.page.locator("[data-opens-rail]").click()
        with self.page.expect_navigation():
            self.page.locator(f'#rail button[name="language"][value="{language}"]').click()
        expect(self.page.locator("html")).to_have_attribute("lang", re.compile(language, re.IGNORECASE))

    def go(self, path: str) -> Page:
        """Follow the navigation's line to `path`, as the screen's width shows it."""
        if self.is_narrow and not self.page.locator(f'.tabs a[href="{path}"]').is_visible():
            self.page.locator("[data-opens-rail]").click()
        self.page.locator(f'.tabs a[href="{path}"]:visible, #rail a[href="{path}"]:visible').first.click()
        self.page.wait_for_url(f"{self.desk.url}{path}")
        return self.page

    def paste_picture(self, data: bytes) -> None:
        """Put a PNG on the clipboard, as a screenshot tool does, and press Ctrl+V."""
        self.page.evaluate(
            """async (bytes) => {
                const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
                await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
            }""",
            list(data),
        )
        self.page.locator("body").press("Control+v")

    def clipboard(self) -> str:
        return str(self.page.evaluate("() => navigator.clipboard.readText()"))

    def saved(self, act: Callable[[], object], sent: str = "") -> None:
        """Do what makes the page save by itself, and wait for the server's word on the request that holds `sent`."""

        def is_it(answer: Response) -> bool:
            return answer.request.method == "POST" and sent in (answer.request.post_data or "")

        with self.page.expect_response(is_it) as answer:
            act()
        assert answer.value.ok, answer.value.url

    def told(self, number: str) -> Locator:
        """The toast of a notice about the case: unlike the word after one's own click, it is a link."""
        return self.page.locator("#toasts a[data-toast-text]", has_text=number).first

    def close(self) -> None:
        self.context.close()
