"""How a brand representative completes a case, the same by either route: told by ids and names, in any language."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from branddesk.core import clock
from branddesk.demo import pictures
from branddesk.demo.tests.browser.people import Person

STATEMENT = "Товар не выпущен правообладателем: отличаются маркировка на дне и штрихкод."


def screenshot_of(address: str) -> bytes:
    return pictures.screenshot(
        address=address,
        title="Термос KETT0RA 750 мл",
        seller="shop-78114",
        price="1 190 ₽",
        seen_at=clock.now(),
        colour="#1f5b48",
    )


def speckled_png(number: int) -> bytes:
    """A picture that no other test has sent, so that it is an exhibit of its own."""
    picture = Image.new("RGB", (320, 200), "#f6f6f4")
    ImageDraw.Draw(picture).text((20, 90), f"{number} {clock.now().isoformat()}", fill="#1b1d21")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def an_hour_ago() -> str:
    """As a field of day and time takes it; early enough in any zone between London and Shanghai."""
    return f"{clock.now() - timedelta(hours=2):%Y-%m-%dT%H:%M}"


class Composer:
    """The page on which a draft is completed."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.page = who.page

    def begin(self, text: str, marketplace: str, brand: str = "Kettora") -> str:
        """Paste listings on the page of a new case; returns the number of the draft."""
        page = self.page
        page.locator('textarea[name="text"]').fill(text)
        page.locator("label.opt", has_text=marketplace).click()
        page.locator('select[name="brand"]').select_option(label=brand)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url(re.compile(r"/cases/BD-\d+/draft/"))
        return re.search(r"BD-\d+", page.url).group()

    def demand(
        self, *, subject: str, violation: str = "counterfeit", own_sku: str = "1571120446", nice: int = 21
    ) -> None:
        """Fill in right, violation, own SKU, class and statement; each saves itself."""
        page, saved = self.page, self.who.saved
        saved(lambda: page.locator("#id_subject").fill(subject), "subject=")
        saved(lambda: page.locator(f'input[name="violation"][value="{violation}"]').check(), "violation=")
        saved(lambda: page.locator("#id_right").select_option(index=1), "right=")
        saved(lambda: page.locator("#id_own_sku").fill(own_sku), "own_sku=")
        saved(lambda: page.locator("#id_nice_class").fill(str(nice)), "nice_class=")
        saved(lambda: page.locator("#id_statement").fill(STATEMENT), "statement=")

    @property
    def listings(self) -> Locator:
        return self.page.locator("#listings tbody tr")

    @property
    def blockers(self) -> Locator:
        return self.page.locator("#readiness .check .bad")

    @property
    def exhibits(self) -> Locator:
        return self.page.locator("#exhibits li.exhibit")

    @property
    def submit_button(self) -> Locator:
        return self.page.locator("#submit-box button[type=submit]")

    def choose_listing(self, position: int) -> None:
        """The next screenshot shows this listing, counted from 0."""
        self.page.locator("#upload-kind").select_option("screenshot")
        values = self.page.locator("#upload-listing option:not([value=''])")
        self.page.locator("#upload-listing").select_option(values.nth(position).get_attribute("value"))

    def choose_file(self, name: str, data: bytes, kind: str = "image/png") -> None:
        """Send a file by the button that opens the system's dialog."""
        before = self.exhibits.count()
        with self.page.expect_file_chooser() as dialog:
            self.page.locator('label[for="case-upload-input"]').click()
        dialog.value.set_files({"name": name, "mimeType": kind, "buffer": data})
        expect(self.exhibits).to_have_count(before + 1)

    def paste(self, data: bytes) -> None:
        before = self.exhibits.count()
        self.who.paste_picture(data)
        expect(self.exhibits).to_have_count(before + 1)

    def describe(self, exhibit: Locator, address: str) -> None:
        """Say where and when the screenshot was taken."""
        key = exhibit.get_attribute("id")
        exhibit.locator('a[hx-get*="/describe/"]').click()
        form = self.page.locator(f"#{key} form[hx-post]")
        form.locator('[name="source_url"]').fill(address)
        form.locator('[name="captured_at"]').fill(an_hour_ago())
        # The list is read anew as soon as the description is saved.
        with self.page.expect_response("**/draft/evidence/"):
            self.who.saved(form.locator("button[type=submit]").click, "captured_at=")
        expect(self.page.locator(f"#{key} form[hx-post*='/describe/']")).to_have_count(0)

    def set_warnings_aside(self, reason: str = "Checked with the rights holder.") -> None:
        """Say once why the standing warnings do not hold, if there are any."""
        form = self.page.locator("form.overrule")
        if not form.count():
            return
        for box in form.locator('input[name="code"]').all():
            box.check()
        form.locator('[name="reason"]').fill(reason)
        form.locator("button[type=submit]").click()
        expect(form).to_have_count(0)

    def take_papers(self, *titles: str) -> None:
        """Add papers of the vault by the beginning of their titles."""
        for title in titles:
            vault = self.page.locator("#exhibits > details")
            if vault.get_attribute("open") is None:
                vault.locator("summary").click()
            add = vault.locator("li", has_text=title).first.locator("button[type=submit]")
            self.who.saved(add.click, "exhibit=")
            expect(self.exhibits.filter(has_text=title)).to_be_visible()
