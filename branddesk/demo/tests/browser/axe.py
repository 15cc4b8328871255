"""What shuts people out of a page, as axe finds it."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"resultTypes": ["violations"]},
    # A theme changes colours only.
    "dark": {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}},
}
RUN = """async (options) => {
    const { violations } = await axe.run(document, options);
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}"""


def bring_axe(page: Page) -> None:
    """Every page opened from now on holds axe."""
    page.add_init_script(Axe().axe_script)


def barriers(page: Page) -> list[str]:
    """What is serious or critical on the open page in either theme."""
    found: list[str] = []
    for theme, options in THEMES.items():
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.locator(f'html[data-bs-theme="{theme}"]').wait_for(state="attached")
        found += [f"{theme} {barrier}" for barrier in page.evaluate(RUN, options)]
    return found
