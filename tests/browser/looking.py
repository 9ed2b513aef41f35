"""Looks at many pages in several tabs of one Chromium, and keeps what was seen for the tests to hold it to account."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Dialog, Page, ViewportSize, async_playwright

SIZES: dict[str, ViewportSize] = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
GRAVE = ("serious", "critical")
_AXE = Axe().axe_script

TABS = 3
"""One draws or talks while others reckon; more than cores, and few enough that none waits for its turn too long."""

_WHAT_IS_THERE = """() => ({
    width: document.documentElement.scrollWidth,
    language: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    foreign: document.querySelectorAll("script, img, main b").length,
    text: document.querySelector("main").textContent,
})"""


@dataclass(frozen=True)
class Visit:
    """One page in one language: looked at in the first of `sizes` as it came, then in the others without asking again.

    Axe looks at the first size.
    """

    name: str
    language: str
    address: str
    sizes: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """`complaints`: what the browser said against the page; `found`: what axe did, None where it did not look."""

    complaints: tuple[str, ...]
    found: list[Any] | None
    width: int
    language: str
    headings: int
    title: str
    foreign: int
    text: str


Key = tuple[str, str, str]
"""Name, language, size."""


@dataclass
class Looks:
    """What was seen of each page, or the error that came instead."""

    seen: dict[Key, Seen] = field(default_factory=dict)
    failed: dict[Key, Exception] = field(default_factory=dict)

    def at(self, name: str, language: str, size: str) -> Seen:
        key = (name, language, size)
        if key in self.failed:
            raise self.failed[key]
        return self.seen[key]


async def look_at(visits: Sequence[Visit], *, launching: Mapping[str, Any], screenshots: Path) -> Looks:
    """Visits all pages; each tab takes the next one that nobody has looked at."""
    looks, waiting = Looks(), list(reversed(visits))
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**launching)
        await asyncio.gather(*(_tab(chromium, waiting, looks, screenshots) for _ in range(TABS)))
        await chromium.close()
    return looks


async def _tab(chromium: Browser, waiting: list[Visit], looks: Looks, screenshots: Path) -> None:
    context = await chromium.new_context()
    await context.add_init_script(_AXE)  # half a megabyte, told to the browser once and not at each page
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    async def refuse(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", refuse)
    while waiting:
        await _visit(page, waiting.pop(), complaints, looks, screenshots)
    await context.close()


async def _visit(page: Page, visit: Visit, complaints: list[str], looks: Looks, screenshots: Path) -> None:
    complaints.clear()
    for size in visit.sizes:
        is_first = size == visit.sizes[0]
        try:
            await page.set_viewport_size(SIZES[size])
            if is_first:
                await page.goto(visit.address)
            there = await page.evaluate(_WHAT_IS_THERE)
            picture = screenshots / f"{visit.name}-{visit.language}-{size}.jpg"
            await page.screenshot(path=picture, full_page=True, type="jpeg", quality=70)
            found = await violations(page) if is_first else None
        except Exception as error:  # noqa: BLE001 - the test of this page raises it
            looks.failed[visit.name, visit.language, size] = error
        else:
            looks.seen[visit.name, visit.language, size] = Seen(tuple(complaints), found, **there)


async def violations(page: Page) -> list[Any]:
    """What axe finds serious or critical, with where it stands."""
    found = await page.evaluate("rules => axe.run(rules).then(results => results.violations)", RULES)
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found if each["impact"] in GRAVE]
