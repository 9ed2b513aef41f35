"""What people see: everything that is public, nothing that is not, and who has not yet done what was due."""

import re
from datetime import datetime, timedelta

import pytest
from contracts.calendar import CHINA
from contracts.disclosure.words import Entry, EntryKind
from portal.changes import MOST_WORDS, pieces
from portal.pages import MENU
from portal.web.addresses import PATHS

VILLAGE, TOWNSHIP = "360730101201", "360730101"
LISTS = ("/congress", "/elections", "/decisions", "/titles", "/circulars", "/disputes", "/boards", "/rules", "/mines")
MINES = tuple(f"/mines/{page}" for page in ("progress", "standards", "minerals"))
ALL_PAGES = (
    *("/", "/overdue", "/withheld", "/calendar", "/publications", *LISTS, *MINES),
    *("/search", "/about", f"/units/{VILLAGE}"),
)
UNPUBLISHED = "未经审查的文字"


@pytest.mark.req("P-001")
def test_the_start_page_is_open_to_all_in_the_words_of_the_documents(county):
    county.look()

    page = county.html("/")

    assert '<html lang="zh-Hans">' in page
    assert all(name in page for name in ("宁都县", "青塘镇", "塘背村", "党务、政务、村务、居务公开"))
    areas = {PATHS[page] for page in MENU}
    assert all(f'href="{path}"' in page for path in areas)
    assert {200} == {county.get(path).status_code for path in areas}
    assert not county.get("/").headers.get("Set-Cookie")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_answers_while_nothing_is_recorded(empty, language):
    empty.look()
    paths = [path for path in ALL_PAGES if not path.startswith("/units")]

    assert {200} == {empty.get(f"{language}{path}").status_code for path in paths}


@pytest.mark.req("P-002", "D-024")
def test_a_units_page_shows_each_item_with_text_date_version_and_channel(county, duty):
    nothing = Entry(item="VA-2b", kind=EntryKind.NOTHING_TO_REPORT, reason="本期没有债权债务")
    unchanged = Entry(item="VA-1a", kind=EntryKind.UNCHANGED, since="2024Q4")
    duty.draft(nothing, unchanged)
    duty.check(VA_2a="state_secret")
    duty.publish("online", "board")
    county.look()

    page, items = county.html(duty.path), {item["item"]: item for item in county.json(duty.path)["items"]}

    assert "VA-1b：内容见附表。" in page
    assert "2025年4月1日 09:00</time> · 网上公开、公开栏" in page
    assert "本期无此事项" in page
    assert "本期没有债权债务" in page
    assert f'href="/units/{VILLAGE}/VA/2024Q4/1a">与 2025年' not in page
    assert f'href="/units/{VILLAGE}/VA/2024Q4/1a">与 2024年第4季度 相比无变化' in page
    assert "不予公开</strong> 依据: 涉及国家秘密" in page
    assert ("state_secret", []) == (items["VA-2a"]["withheld_on"], items["VA-2a"]["versions"])
    assert [1] == [version["version"] for version in items["VA-1b"]["versions"]]


def test_a_unit_has_its_periods_by_catalogue_and_year(county, duty):
    county.look()

    page = county.html(f"/units/{VILLAGE}")

    assert "村务公开" in page
    assert f'href="{duty.path}"' in page
    assert "2025年4月20日" in page


def test_an_item_that_is_not_public_says_so(county, duty):
    county.look()

    assert county.html(duty.path).count('not-yet">尚未公开</p>') == len(duty.items)


@pytest.mark.req("D-019")
def test_a_corrected_item_shows_all_its_versions_side_by_side_with_the_reason(county, duty):
    duty.all_public()
    duty.correct("VA-1b", "更正后的数字", "数字有误")
    county.look()
    before = county.html(f"{duty.path}/1b")
    duty.pass_and_publish("VA-1b")
    county.look()

    after = county.html(f"{duty.path}/1b")

    assert "更正后的数字" not in before
    assert all(text in after for text in ("第 1 版", "第 2 版", "VA-1b：内容见附表。", "更正后的数字", "数字有误"))
    assert "<mark>更正后的数字</mark>" in after
    assert "标出的文字与前一版不同" in after
    assert "标出的文字与前一版不同" not in before
    assert "对照全部 2 个版本" in county.html(duty.path)


@pytest.mark.parametrize(
    ("before", "text", "marked"),
    [
        ("补偿费18.5万元。", "补偿费25.2万元。", ["25.2"]),
        ("补偿费18.5万元。", "补偿费18.5万元，涉及21户。", ["，涉及21户"]),
        ("补偿费18.5万元，涉及21户。", "补偿费18.5万元。", []),
        ("一字不改。", "一字不改。", []),
        (None, "第一版。", []),
        ("甲" * MOST_WORDS, "乙" * MOST_WORDS, ["乙" * MOST_WORDS]),
        ("甲", "乙" * (MOST_WORDS + 1), []),
    ],
)
def test_what_a_correction_says_otherwise_is_marked(before, text, marked):
    compared = pieces(text, before)

    assert text == "".join(piece.text for piece in compared)
    assert marked == [piece.text for piece in compared if piece.is_new]


def test_what_one_office_made_public_at_once_is_one_line_of_the_overview(county, duty, open_duty):
    duty.all_public()
    other = open_duty(county, TOWNSHIP, "TG", "2025Q1")
    county.clock.advance_to(county.clock.now() + timedelta(minutes=1))
    other.all_public()
    duty.correct("VA-1b", "更正后的数字", "数字有误")
    duty.pass_and_publish("VA-1b")
    county.look()

    newest = county.json("/index")["newest"]

    assert {(VILLAGE, 1, 2), (TOWNSHIP, len(other.items), 1), (VILLAGE, len(duty.items), 1)} == {
        (act["unit"], act["acted_on"], act["version"]) for act in newest
    }
    assert 3 == len(newest)
    assert newest == sorted(newest, key=lambda act: act["published_at"], reverse=True)


def test_every_week_of_a_month_has_seven_days(county):
    county.look()
    page = county.html("/calendar/2025-04")
    weeks = page.partition('class="month"')[2].partition("</table>")[0].split("<tr>")[2:]

    assert [7] * 5 == [week.count("<td") for week in weeks]
    assert 1 + 4 == page.count('<td class="outside"></td>')


@pytest.mark.req("P-025")
def test_what_is_not_public_is_in_no_page_no_data_and_no_search(county, duty, say):
    duty.draft(say("VA-1b", UNPUBLISHED))
    county.look()
    paths = [
        f"{path}{form}" for path in (*ALL_PAGES[1:-2], duty.path, f"{duty.path}/1b") for form in ("", ".json", ".csv")
    ]
    ids = [fact.id for fact in county.facts() if fact.stream == duty.stream]
    paths += [
        "/",
        "/index.json",
        "/publications.atom",
        *(f"/facts/{each}{form}" for each in ids for form in ("", ".json")),
    ]

    shown = [path for path in (*paths, "/sitemap.xml") if UNPUBLISHED in county.html(path)]

    assert shown == []
    assert len(ids) == 3
    assert county.json("/search")["lines"] == []
    assert county.get(f"/search.json?q={UNPUBLISHED}").get_json()["page"]["lines"] == []


def test_secret_text_does_not_even_reach_the_portals_own_files(county, duty, say):
    duty.draft(say("VA-1b", "绝密内容甲乙丙", secret=True))
    county.look()

    files = [path.read_bytes() for path in county.folder.iterdir()]

    assert not any("绝密内容甲乙丙".encode() in content for content in files)
    assert any("VA-1c：内容见附表。".encode() in content for content in files)


@pytest.mark.req("P-025")
@pytest.mark.parametrize(
    "path",
    [
        "/units/360730999",
        f"/units/{VILLAGE}/VA/2031Q1",
        f"/units/{VILLAGE}/XX/2025Q1",
        f"/units/{VILLAGE}/VA/2025Q1/99z",
        "/facts/00000000-0000-0000-0000-000000000000",
        "/calendar/2025-13",
        "/admin",
        "/overdue?page=0",
        "/overdue?page=1e9",
        "/overdue?page=" + "9" * 300,
        "/static/../words.toml",
        "/units/360730101201'--",
    ],
)
def test_what_is_restricted_and_what_does_not_exist_look_alike(county, duty, path):
    county.look()

    response, unknown = county.get(path), county.get("/nothing-here")

    assert (404, unknown.data) == (response.status_code, response.data)


@pytest.mark.req("P-028")
def test_what_is_overdue_stays_on_the_list_until_it_is_published(county, duty):
    county.clock.advance_to(duty.due_at - timedelta(seconds=1))
    county.look()
    before = county.json("/overdue")["lines"]
    duty.fall_due()
    county.look()
    after = county.html("/overdue")
    duty.all_public()
    county.look()

    assert before == []
    assert all(word in after for word in ("塘背村", "村务公开", "逾期", "2025年4月20日"))
    assert county.json("/overdue")["lines"] == []
    assert "逾期后公开" in county.html(duty.path)


@pytest.mark.req("P-003")
def test_the_calendar_shows_each_due_date_with_its_state(county, duty):
    county.look()
    month = county.json("/calendar/2025-04")
    duty.fall_due()
    county.look()

    overdue = county.json("/calendar/2025-04")

    [day] = [day for day in month["days"] if day["duties"]]
    assert ("2025-04-20", "open") == (day["day"], day["duties"][0]["status"])
    assert [{"overdue": 1}] == [day["counts"] for day in overdue["days"] if day["duties"]]
    assert 'class="state overdue">逾期 1' in county.html("/calendar/2025-04")


@pytest.mark.parametrize(("days", "status"), [(11, "open"), (10, "due-soon"), (1, "due-soon")])
def test_a_duty_is_due_soon_from_the_first_reminder_of_its_pack_on(empty, open_duty, days, status):
    empty.begin(shown_at=datetime(2025, 4, 20, 9, tzinfo=CHINA) - timedelta(days=days))
    duty = open_duty(empty)
    empty.look()

    assert status == empty.json(duty.path)["duty"]["status"]


def test_the_overview_counts_what_became_of_every_due_date(county, duty):
    duty.fall_due()
    county.look()

    overview = county.json("/index")

    assert overview["total"]["overdue"] == 1
    assert [1] == [unit["overdue"] for unit in overview["units"] if unit["code"] == VILLAGE]
    assert [{"quarter": "2025Q2", "on-time": 0, "late": 0, "overdue": 1}] == overview["quarters"]


@pytest.mark.parametrize("field", ["text", "reason", "correction", "unit"])
def test_markup_in_any_recorded_text_is_shown_as_text(county, duty, field):
    evil = '<script>alert("1")</script><img src=x onerror=alert(1)>'
    duty.all_public(Entry(item="VA-2b", kind=EntryKind.NOTHING_TO_REPORT, reason=evil))
    duty.correct("VA-1b", evil, evil)
    duty.pass_and_publish("VA-1b")
    county.enrol("360730102", county.kind_of(TOWNSHIP), evil, evil)
    county.look()
    path = {"text": f"{duty.path}/1b", "reason": duty.path, "correction": f"{duty.path}/1b", "unit": "/"}[field]

    for language in ("", "/en"):
        page = county.html(f"{language}{path}" if path != "/" or not language else "/en/")

        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;" in page


def test_a_search_finds_units_and_texts_of_two_and_of_one_character(county, duty, say):
    duty.all_public(say("VA-1b", "低保名单公示"))
    county.look()

    def found(words: str) -> list[str]:
        return [line["item"] for line in county.get(f"/search.json?q={words}").get_json()["page"]["lines"]]

    assert ["VA-1b"] == found("低保") == found("保") == found("名单公示") == found("低保 公示")
    assert [] == found("保低") == found("“”*") == found('"')
    assert "塘背村" in county.html("/search?q=塘背")
    assert [VILLAGE] == [unit["code"] for unit in county.json_of("/search.json?q=tangbei")["units"]]


@pytest.mark.req("P-024")
@pytest.mark.parametrize("language", ["", "/en"])
def test_large_text_is_an_address_of_its_own_that_links_stay_within(county, duty, language):
    duty.all_public()
    county.look()

    normal, large = county.html(f"{language}{duty.path}"), county.html(f"/large{language}{duty.path}")

    assert f'href="/large{language}{duty.path}"' in normal
    assert 'class="large"' in large
    assert 'class="large"' not in normal
    assert f'<link rel="canonical" href="{language}{duty.path}">' in large
    inner = {path for path in re.findall(r'<a [^>]*href="(/[^"]*)"', large) if not path.startswith("/large")}
    assert inner == {f"{language}{duty.path}{form}" for form in ("", ".json", ".csv")}
    assert {200} == {county.get(path).status_code for path in ("/large/", "/large/en/", "/large/search?q=x")}
