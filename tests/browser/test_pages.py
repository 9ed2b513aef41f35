"""Every page as people have it: in both languages, on a desk and in a hand, with the keyboard and on paper."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from justhtml import JustHTML
from playwright.sync_api import Browser, Page, ViewportSize, expect

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
SIZES: dict[str, ViewportSize] = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
TOO_OLD_FOR = (
    "Warning: missing </dl> before </div>",
    "Warning: missing </div> before <dt>",
    "Warning: inserting implicit <dl>",
    "Warning: missing <dd>",
    'Warning: <a> proprietary attribute "aria-current"',
    'Warning: <li> proprietary attribute "aria-current"',
    'Warning: <td> proprietary attribute "aria-current"',
    "Warning: trimming empty <span>",
)
FULL_OF_EVIL = (
    *("evil", "evil-board", "evil-rules", "posted", "matter", "guide", "station", "overview", "township", "boards"),
    *("mines", "titles", "circulars", "progress", "standards", "standard"),
    *("elections-of", "deputies", "decisions", "decisions-of"),
)
GRAVE = ("serious", "critical")
LOOKED_AT = {("zh", "desk"), ("en", "phone")}
"""Where axe looks: each page in both languages, and at both widths. Chinese on a phone has the words of the one and
the style of the other."""

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.fixture(scope="module", params=[("zh", "desk"), ("zh", "phone"), ("en", "phone")], ids="-".join)
def sized(request: pytest.FixtureRequest, browser: Browser):
    """A language, the name of a size, a window of that size, and what it complains of."""
    language, size = request.param
    context = browser.new_context(viewport=SIZES[size])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield language, size, page, complaints
    context.close()


@pytest.fixture
def window(browser: Browser):
    context = browser.new_context(viewport=SIZES["desk"])
    yield context.new_page()
    context.close()


@pytest.mark.req("P-024")
def test_a_page_can_be_read_by_everybody_and_shows_recorded_markup_as_text(sized, pages, name):
    """Letter by letter, or not at all; nothing recorded does anything."""
    language, size, page, complaints = sized
    complaints.clear()

    page.goto(pages.address(name, language))
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{language}-{size}.png", full_page=True)
    found = violations(page) if (language, size) in LOOKED_AT else []

    unexpected = [text for text in complaints if not (name == "not-found" and "404" in text)]
    assert [] == unexpected
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert {"zh": "zh-Hans", "en": "en"}[language] == page.locator("html").get_attribute("lang")
    assert 1 == page.locator("h1").count()
    assert "taken" != page.title()
    assert 0 == page.locator("script, img, main b").count()
    if name in FULL_OF_EVIL:
        expect(page.locator("main")).to_contain_text(pages.evil)
    assert [] == found


def violations(page: Page) -> list[Any]:
    """What axe finds serious or critical, with where it stands."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found if each["impact"] in GRAVE]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_valid_html(pages, name, language):
    html = fetched(pages.address(name, language))

    parsed = JustHTML(html, strict=False, collect_errors=True)
    tidied = subprocess.run(
        ["tidy", "-quiet", "-errors", "--custom-tags", "no", "-utf8"], input=html.encode(), capture_output=True
    )

    assert [] == [str(error) for error in parsed.errors]
    assert [] == [line for line in tidied.stderr.decode().splitlines() if not is_known(line)]


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read(), "utf-8")
    except urllib.error.HTTPError as error:
        return str(error.read(), "utf-8")


def is_known(line: str) -> bool:
    """Tidy is older than two things that the standard allows: `div` for groups in a `dl`, and `aria-current`."""
    return line.partition(" - ")[2] in TOO_OLD_FOR


def test_what_a_check_must_find_is_found(window, pages):
    """Both checks are seen to fail."""
    window.set_content('<html><img src="x"><input><p style="color:#ddd;background:#fff">faint</p></html>')

    found = {name for name, _ in violations(window)}
    broken = JustHTML("<!DOCTYPE html><p><b></p></i>", strict=False, collect_errors=True).errors

    assert {"image-alt", "label", "color-contrast", "html-has-lang"} <= found
    assert broken


@pytest.mark.req("P-024")
def test_the_keyboard_reaches_the_content_first(window, pages):
    window.goto(pages.address("duty", "zh"))

    window.keyboard.press("Tab")
    expect(window.locator(":focus")).to_have_text("跳到正文")
    window.keyboard.press("Enter")

    assert window.url.endswith("#content")


def test_a_visitor_finds_a_corrected_item_from_the_start_page_without_scripts(browser, pages):
    context = browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()

    page.goto(f"{pages.url}/")
    page.get_by_role("searchbox").fill("河东")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("main").get_by_role("link", name="河东村").click()
    page.get_by_role("link", name="第3季度").click()
    page.get_by_role("link", name="村年度财务计划", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("村年度财务计划")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Version 1")
    context.close()


@pytest.mark.req("P-005", "P-024")
def test_a_sheet_fits_paper_as_a_table(window, pages):
    """Paper is narrow like a hand, and still no phone."""
    window.set_viewport_size({"width": 680, "height": 960})
    window.goto(pages.address("board", "zh"))
    window.emulate_media(media="print")

    assert not window.get_by_text("本页可直接打印张贴").is_visible()
    assert "table-cell" == window.locator("td.long").first.evaluate("cell => getComputedStyle(cell).display")
    assert window.evaluate("document.documentElement.scrollWidth") <= 680


@pytest.mark.req("P-024")
def test_large_letters_are_larger_and_still_fit_a_phone(window, pages):
    window.set_viewport_size(SIZES["phone"])
    sizes = []
    for name in ("unit", "large"):
        window.goto(pages.address(name, "zh"))
        sizes.append(window.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))

    normal, large = sizes

    assert large > 1.3 * normal
    assert window.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]


@pytest.mark.req("P-024")
def test_a_printed_page_is_the_content_alone(window, pages):
    window.goto(pages.address("duty", "zh"))
    window.emulate_media(media="print")

    assert not window.locator("nav.menu").is_visible()
    assert not window.locator("form.search").is_visible()
    assert window.locator("article.item").first.is_visible()
    assert len(window.pdf(format="A4")) > 10_000
