"""How the site behaves towards browsers: caching, safety, limits, and what it says when something is away."""

import logging
import shutil

import pytest
from jinja2 import TemplateAssertionError, UndefinedError
from ledger.clock import MachineClock
from markupsafe import Markup
from portal.render import _environment
from portal.web.kept import KeptPages
from portal.web.limits import Limiter
from werkzeug.http import parse_date

FORMS = ("/", "/index.json", "/index.csv", "/publications.atom")


@pytest.mark.parametrize("path", FORMS)
def test_a_page_that_has_not_changed_is_not_sent_again(county, path):
    county.look()
    first = county.get(path)

    by_tag = county.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = county.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (200, 304, 304) == (first.status_code, by_tag.status_code, by_date.status_code)
    assert b"" == by_tag.data
    assert first.headers["ETag"] == by_tag.headers["ETag"]


def test_a_new_fact_makes_every_page_new(county, duty):
    county.look()
    before = county.get("/").headers["ETag"]
    duty.draft()
    county.look()

    again = county.get("/", headers={"If-None-Match": before})

    assert 200 == again.status_code


def test_a_page_says_when_it_last_changed_by_the_machines_clock(county, duty):
    county.look()

    modified = parse_date(county.get("/").headers["Last-Modified"])

    assert modified is not None
    assert modified <= MachineClock().now()


@pytest.mark.parametrize("path", [*FORMS, "/nothing", "/static/portal.css", "/robots.txt"])
def test_no_answer_lets_a_browser_run_or_frame_anything(county, path):
    county.look()

    headers = county.get(path).headers

    assert "nosniff" == headers["X-Content-Type-Options"]
    assert "no-referrer" == headers["Referrer-Policy"]
    assert not headers.get("Set-Cookie")
    if headers["Content-Type"].startswith("text/html"):
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script-src" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(county, method):
    county.look()

    response = county.client.open("/overdue", method=method)

    assert (405, "GET, HEAD") == (response.status_code, response.headers["Allow"])


def test_a_head_request_has_the_headers_and_no_body(county):
    county.look()

    response = county.client.head("/")

    assert (200, b"") == (response.status_code, response.data)
    assert response.headers["ETag"]


def test_an_error_is_logged_and_not_shown(county, caplog):
    county.look()
    county.views.live().close()
    county.views.live().path.write_bytes(b"this is no database" * 100)

    with caplog.at_level(logging.ERROR):
        response = county.get("/units/360730101201")

    assert 500 == response.status_code
    assert "页面出错" in response.text
    assert not any(word in response.text for word in ("Traceback", "sqlite", "Error", str(county.folder)))
    assert "DatabaseError" in caplog.text


def test_views_that_have_not_been_made_are_waited_for(county):
    shutil.rmtree(county.folder)

    response = county.get("/en/")

    assert (503, "5") == (response.status_code, response.headers["Retry-After"])
    assert "The record is being read" in response.text


@pytest.mark.parametrize(("since_s", "is_said"), [(0, False), (10, False), (16, True), (86_400, True)])
def test_a_page_says_how_old_it_is_when_the_store_is_away(county, since_s, is_said):
    county.look(since_s=since_s)

    page, health = county.html("/"), county.get("/health")

    assert is_said == ("目前无法连接记录库，以下内容只完整至" in page)
    assert (503 if is_said else 200) == health.status_code


def test_an_old_page_is_not_taken_for_a_fresh_one(county):
    county.look()
    fresh = county.get("/").headers["ETag"]
    county.look(since_s=60)

    assert 200 == county.get("/", headers={"If-None-Match": fresh}).status_code


def test_a_record_on_a_simulated_clock_says_so(county):
    county.look()

    assert "时间为模拟时间" in county.html("/")


def test_a_visitor_who_asks_too_often_is_told_to_wait(county):
    county.look()

    statuses = [county.client.get("/robots.txt").status_code for _ in range(101)]
    other = county.client.get("/robots.txt", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})

    assert ([200] * 100, 429) == (statuses[:100], statuses[100])
    assert 200 == other.status_code
    county.now += 0.1
    assert 200 == county.client.get("/robots.txt").status_code


def test_the_limiter_forgets_the_longest_silent_visitor_and_never_grows():
    limiter = Limiter(burst=1, per_second=0.001, clock=lambda: 0.0, most_visitors=3)

    allowed = [limiter.allows(visitor) for visitor in ("a", "b", "c", "a", "d", "b")]

    assert [True, True, True, False, True, True] == allowed
    assert 3 == len(limiter)


def test_a_page_is_made_once_for_all_who_look_until_it_is_made_of_something_else():
    kept, made = KeptPages(2), []

    def make(name):
        def text() -> str:
            made.append(name)
            return f"{name}, made {made.count(name)} times"

        return text

    texts = [kept.text(name, make(name)) for name in ("a", "b", "a", "c", "a", "b")]

    assert ["a", "b", "c", "b"] == made
    assert (texts[0], texts[2], texts[5]) == ("a, made 1 times", "a, made 1 times", "b, made 2 times")
    assert 2 == len(kept)
    assert ["x, made 1 times", "x, made 2 times"] == [KeptPages(0).text("x", make("x")) for _ in range(2)]


def test_a_kept_page_shows_what_is_recorded_later_and_each_asks_in_an_own_form(county, duty):
    county.look()
    before, large, english = county.html("/"), county.html("/large/"), county.html("/en/")
    assert before == county.html("/")
    duty.all_public()
    county.look()

    after = county.html("/")

    assert 4 == len({before, large, english, after})
    assert duty.path in after.partition('id="newest"')[2]
    assert duty.path not in before.partition('id="newest"')[2]


def test_robots_and_the_site_map_name_stable_addresses(county, duty):
    duty.all_public()
    county.look()

    robots, sitemap = county.html("/robots.txt"), county.html("/sitemap.xml")

    assert "Sitemap: http://portal.test/sitemap.xml" in robots
    assert f"<loc>http://portal.test{duty.path}</loc>" in sitemap
    assert all(f"<loc>http://portal.test{path}</loc>" in sitemap for path in ("/", "/elections", "/mines", "/titles"))
    assert f"<lastmod>{MachineClock().now():%Y-%m-%d}" in sitemap


def test_the_host_that_a_visitor_names_is_never_repeated(county, duty):
    duty.all_public()
    county.look()

    pages = [
        county.get(path, headers={"Host": "evil.test"}).text for path in ("/", "/publications.atom", "/sitemap.xml")
    ]

    assert not any("evil.test" in page for page in pages)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("公开", "公开"),
        ("<b>", "&lt;b&gt;"),
        ("a & b", "a &amp; b"),
        ('say "no"', "say &#34;no&#34;"),
        ("it's", "it&#39;s"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (None, "None"),
    ],
)
def test_what_is_put_on_a_page_is_escaped_but_for_what_was(value, expected):
    page = _environment().from_string(
        '<p title="{{ value }}">{{ value }}{% set kept %}{{ value }}{% endset %}{{ kept }}</p>'
    )

    assert f'<p title="{expected}">{expected}{expected}</p>' == page.render(value=value)


@pytest.mark.parametrize("missing", ["{{ missing }}", "{{ missing.word }}", "{{ there.word }}", "{{ missing() }}"])
def test_what_is_not_there_is_no_page(missing):
    with pytest.raises(UndefinedError):
        _environment().from_string(missing).render(there={})


def test_a_templates_calls_are_what_it_says():
    def said(*words: str, **named: str) -> str:
        return f"{words}{named}"

    macro = '{% macro framed(text, mark="-") %}{{ mark }}{{ text }}{{ caller() }}{% endmacro %}'
    page = _environment().from_string(
        macro + '{{ said("a", there.items, b=there.word) | safe }}{% call framed("<") %}<i>{% endcall %}'
    )

    assert "('a', 7){'b': 'w'}-&lt;<i>" == page.render(said=said, there={"items": 7, "word": "w"})


def test_what_a_template_calls_with_is_said_in_full():
    with pytest.raises(TemplateAssertionError):
        _environment().from_string("{{ said(*words) }}")
