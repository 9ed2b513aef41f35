"""Every page as people have it: in both languages, on a desk and in a hand, with the keyboard and on paper."""

import asyncio
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from justhtml import JustHTML
from playwright.async_api import Error as PlaywrightError
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAUNCHING, Pages
from tests.browser.looking import SIZES, Looks, Visit, look_at

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
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
    *("blanks", "blanks-of", "blank"),
    *("stations", "elections-of", "deputies", "decisions", "decisions-of"),
)
LOOKED_AT = {"zh": ("desk", "phone"), "en": ("phone",)}
"""Each page in both languages and at both widths; axe looks at the first of each. Chinese on a phone has the words of
the one and the style of the other."""

SIZED = [(language, size) for language, sizes in LOOKED_AT.items() for size in sizes]


@pytest.fixture(scope="session")
def looks(request: pytest.FixtureRequest, pages: Pages) -> Looks:
    """Of every page that a test asks for here. In a thread of its own: the tests below have a loop of theirs."""
    asking = [
        item for item in request.session.items if isinstance(item, pytest.Function) and "looks" in item.fixturenames
    ]
    names = dict.fromkeys(str(item.callspec.params["name"]) for item in asking)
    visits = [
        Visit(name, language, pages.address(name, language), sizes)
        for name in names
        for language, sizes in LOOKED_AT.items()
    ]
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, look_at(visits, launching=LAUNCHING, screenshots=SCREENSHOTS)).result()


@pytest.fixture
def window(browser: Browser):
    context = browser.new_context(viewport=SIZES["desk"])
    yield context.new_page()
    context.close()


@pytest.mark.req("P-024")
@pytest.mark.parametrize(("language", "size"), SIZED)
def test_a_page_can_be_read_by_everybody_and_shows_recorded_markup_as_text(looks, pages, name, language, size):
    """Letter by letter, or not at all; nothing recorded does anything."""
    seen = looks.at(name, language, size)

    unexpected = [text for text in seen.complaints if not (name == "not-found" and "404" in text)]
    assert [] == unexpected
    assert seen.width <= SIZES[size]["width"]
    assert {"zh": "zh-Hans", "en": "en"}[language] == seen.language
    assert 1 == seen.headings
    assert "taken" != seen.title
    assert 0 == seen.foreign
    if name in FULL_OF_EVIL:
        assert " ".join(pages.evil.split()) in " ".join(seen.text.split())
    assert (None if size != LOOKED_AT[language][0] else []) == seen.found


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


def test_what_a_check_must_find_is_found(tmp_path):
    """Every check is seen to fail."""
    bad = tmp_path / "bad.html"
    wide = '<html><main><h1>a</h1><h1>b</h1><b>bold</b><p style="width:3000px">wide</p>'
    bad.write_text(
        f'{wide}<img src="x"><input><p style="color:#ddd;background:#fff">faint</p><script>alert(1)</script>'
    )
    visits = [Visit("bad", "zh", bad.as_uri(), ("desk",)), Visit("none", "zh", "http://127.0.0.1:1/", ("desk",))]

    with ThreadPoolExecutor(1) as thread:
        looks = thread.submit(asyncio.run, look_at(visits, launching=LAUNCHING, screenshots=tmp_path)).result()
    seen = looks.at("bad", "zh", "desk")
    broken = JustHTML("<!DOCTYPE html><p><b></p></i>", strict=False, collect_errors=True).errors

    assert seen.found is not None
    assert {"image-alt", "label", "color-contrast", "html-has-lang"} <= {name for name, _ in seen.found}
    assert ("", 2, 3, True) == (seen.language, seen.headings, seen.foreign, seen.width > SIZES["desk"]["width"])
    assert "1" in seen.complaints
    assert broken
    with pytest.raises(PlaywrightError):
        looks.at("none", "zh", "desk")


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
def test_a_form_to_hand_in_prints_with_room_to_write_and_its_receipt(window, pages):
    window.goto(pages.address("complaint", "zh"))
    window.emulate_media(media="print")

    assert not window.get_by_text("本页可直接打印").is_visible()
    assert window.get_by_role("heading", name="回执").is_visible()
    assert 150 <= window.locator("td.lines8").first.evaluate("cell => cell.getBoundingClientRect().height")
    assert "solid" == window.locator("td.write").first.evaluate("cell => getComputedStyle(cell).borderBottomStyle")


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


MOST_OF_A_ROW_PX = 60


@pytest.mark.req("P-024")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_the_menu_is_one_row_that_unfolds_and_folds_by_keyboard(window, pages, language):
    """By addresses within the page, so that it needs no script; on a desk all of it is there at once."""
    window.goto(pages.address("overview", language))
    menu = window.locator("nav.menu")
    links = menu.locator("ul a")
    assert links.first.is_visible()
    assert not menu.locator(".unfold, .fold").first.is_visible()

    window.set_viewport_size(SIZES["phone"])
    assert not links.first.is_visible()
    assert menu.bounding_box()["height"] <= MOST_OF_A_ROW_PX

    menu.locator(".unfold a").focus()
    window.keyboard.press("Enter")
    assert [True] * links.count() == [link.is_visible() for link in links.all()]
    window.keyboard.press("Tab")
    window.keyboard.press("Tab")
    assert links.first.evaluate("link => link === document.activeElement")
    assert window.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]

    menu.locator(".fold a").focus()
    window.keyboard.press("Enter")
    assert not links.first.is_visible()


@pytest.mark.req("P-024")
def test_a_printed_page_is_the_content_alone(window, pages):
    window.goto(pages.address("duty", "zh"))
    window.emulate_media(media="print")

    assert not window.locator("nav.menu").is_visible()
    assert not window.locator("form.search").is_visible()
    assert window.locator("article.item").first.is_visible()
    assert len(window.pdf(format="A4")) > 10_000
