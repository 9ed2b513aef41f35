"""A newcomer starts the platform, looks around, stops it, and goes on another day."""

import json
import os
import re
import time

import pytest
from ledger.priority import BEHIND
from sunledger.procfs import memory_pss

MOST_MEMORY = 1_400_000_000
FIRST_START_WITHIN_S = 120.0
SECOND_START_WITHIN_S = 30.0
STOPS_WITHIN_S = 10.0
DECIDING = ("assessment", "disclosure", "elections", "mediation", "mining")
ALL = {
    *(f"{service}-{process}" for service in DECIDING for process in ("follow", "rpc")),
    *("portal-follow", "portal-web", "auditor-follow", "auditor-rpc"),
    *("store", "broker", "broker-epmd", "guard", "supervisor", "nursery-native", "nursery-green"),
}
STORY = re.compile(
    r"One duty's story across the services \((disclosure_duty-[0-9]+-[A-Z]{2}-[0-9HQ]+)\):\n(.+?)\n\n", re.S
)


class Newcomer:
    """The home of the first start, for this file; whichever test finds it stopped starts it."""

    def __init__(self, played) -> None:
        self.running = played.running
        self.first_start_s, self.first_words, self.first_memory = played.took_s, played.said, played.memory

    def ensure(self):
        if not self.running.is_running():
            self.running.start()
        return self.running


@pytest.fixture(scope="module")
def newcomer(played):
    newcomer = Newcomer(played)
    yield newcomer
    newcomer.running.forget_store()
    newcomer.running.end()


@pytest.fixture
def running(newcomer):
    return newcomer.ensure()


def test_one_command_leads_from_an_empty_home_to_the_running_line(running, newcomer):
    print(f"first start: {newcomer.first_start_s:.1f} s")
    last = newcomer.first_words.rstrip().splitlines()[-1]

    assert last == "Sunledger is running"
    assert newcomer.first_start_s < FIRST_START_WITHIN_S


def test_the_facts_are_shown_as_they_are_recorded(running, newcomer):
    services = "|".join((*DECIDING, "auditor"))
    shown = re.findall(rf"^20\d\d-\d\d-\d\d \d\d:\d\d  (?:{services})  .+$", newcomer.first_words, re.M)
    told = re.search(r"^(\d+) facts recorded: ", newcomer.first_words, re.M)

    assert told is not None
    assert int(told[1]) == len(shown)


def test_what_the_county_relies_on_although_its_packs_are_unsure_is_said(newcomer):
    assert "Acknowledged as unsure: cn-villagers-2026 (县人大法工委" in newcomer.first_words


def test_a_table_says_what_runs_where(running, newcomer):
    for name in ALL - {"supervisor"}:
        assert re.search(rf"^{name} +[0-9]+ +[0-9]+ ", newcomer.first_words, re.M), name
    assert "queue rpc-disclosure" in newcomer.first_words
    assert "not running" not in newcomer.first_words
    assert set(running.pids()) == ALL


def test_what_follows_commands_stands_back_behind_them(running):
    nice = {name: os.getpriority(os.PRIO_PROCESS, pid) for name, pid in running.pids().items()}
    following = {name for name in ALL if name.endswith("-follow")}

    assert {nice[name] for name in following} == {max(BEHIND, nice["supervisor"])}
    assert {nice[name] for name in ALL - following} == {nice["supervisor"]}


def test_one_story_is_told_across_both_services(running, newcomer):
    story = STORY.search(newcomer.first_words)

    assert story is not None
    for what in ("duty opened", "disclosure overdue", "duty fulfilled"):
        pattern = rf"^  2.+  disclosure  {what} .+\n +=> 2.+  assessment  evidence recorded .+"
        assert re.search(pattern, story[2], re.M), what


def test_one_trail_is_told_across_the_services(running, newcomer):
    """A hearing in a village, a mine's restoration, its publication, an objection, its answer, and what is counted."""
    told = re.search(r"^One trail across (\d) services \(([a-z, ]+)\):\n(.+?)\n\n", newcomer.first_words, re.M | re.S)

    assert told is not None
    assert told[1] == "5"
    assert tuple(told[2].split(", ")) == DECIDING
    lines = told[3].splitlines()
    assert "elections   heard on a mine's restoration" in lines[0]
    for service in told[2].split(", "):
        assert any(re.search(rf"\d\d:\d\d  {service} ", line) for line in lines), service


def test_what_each_service_has_on_record_is_told(running, newcomer):
    for service in DECIDING:
        line = re.search(
            rf"^  {service} +(\d+) facts, the last of 20\d\d-\d\d-\d\d; (\d+) streams: .+$", newcomer.first_words, re.M
        )

        assert line is not None, service
        assert int(line[1]) >= int(line[2]) > 0


def test_the_story_can_be_told_again(running, newcomer):
    story = STORY.search(newcomer.first_words)
    assert story is not None
    told = running.run("history", story[1], "--story")

    assert told.returncode == 0
    assert [line.strip() for line in told.stdout.splitlines()] == [line.strip() for line in story[2].splitlines()]


def test_a_call_is_answered(running):
    answered = running.run("call", "disclosure.overdue_duties", '{"unit": "360730"}')
    duties = json.loads(answered.stdout)["duties"]

    assert answered.returncode == 0
    assert duties
    assert {duty["status"] for duty in duties} == {"overdue"}
    assert [duty["due_at"] for duty in duties] == sorted(duty["due_at"] for duty in duties)


def test_a_refused_call_says_why_and_nothing_else(running):
    refused = running.run("call", "disclosure.overdue_duties", '{"unit": "Ningdu"}')

    assert (refused.returncode, refused.stdout) == (1, "")
    assert json.loads(refused.stderr) == {"refused": "Malformed", "problems": {"unit": ["Not a unit code."]}}


def test_a_call_of_a_service_that_is_not_there_says_so_and_nothing_else(running):
    refused = running.run("call", "archive.open_box", "{}")

    assert refused.returncode == 1
    assert json.loads(refused.stderr) == {
        "refused": "Unavailable",
        "detail": "No process of archive is listening.",
    }


def test_history_shows_every_fact_of_a_stream(running):
    shown = running.run("history", "disclosure_unit-360730100")
    (fact,) = json.loads(shown.stdout)

    assert fact["type"] == "disclosure.unit-enrolled.v1"
    assert fact["data"]["name"] == {"zh": "梅江镇", "en": "Meijiang Town"}
    assert fact["metadata"]["role"] == "PolicyAdministrator"


def test_status_names_every_process(running):
    shown = running.run("status")

    assert shown.returncode == 0
    for name, pid in running.pids().items():
        assert name == "supervisor" or re.search(rf"^{name} +{pid} ", shown.stdout, re.M), name


def test_a_token_can_be_issued_and_used(running):
    issued = running.run(
        "token", "--role", "PolicyAdministrator", "--unit", "36", "--as", "policy-desk", "--hours", "1"
    )
    token = issued.stdout.strip()

    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", token)
    with running.client_with(token) as client:
        assert client.call("disclosure", "published_page", {"unit": "360730100", "period": "2025H1"})["catalogues"]


def test_the_whole_platform_takes_no_more_memory_than_it_may(running, newcomer):
    shares = {pid: memory_pss(pid) for pid in running.relatives()}
    first, now = newcomer.first_memory, sum(shares.values())
    print(f"{len(shares)} processes, {first / 1_000_000:.0f} MB after the first start, {now / 1_000_000:.0f} MB now")

    assert set(running.pids().values()) <= set(shares)
    assert 100_000_000 < now < MOST_MEMORY
    assert 100_000_000 < first < MOST_MEMORY


def test_a_second_start_in_the_same_home_is_refused_and_harms_nothing(running):
    before = running.marks()
    refused = running.run("up")

    assert refused.returncode == 1
    assert f"another one runs in {running.folder}" in refused.stderr
    assert running.marks() == before
    assert running.run("call", "disclosure.overdue_duties", '{"unit": "360730"}').returncode == 0


def decided(running):
    """Everything but what the auditor notes of its own audits, which it makes whenever they are due."""
    return [fact for fact in running.facts() if not fact.stream.startswith("auditor_audits-")]


def test_ctrl_c_ends_everything_and_the_next_start_goes_on_from_there(running, assert_views_complete, assert_sound):
    facts, addresses, processes = decided(running), running.home.addresses(), running.relatives()
    running.forget_store()
    took_s = running.interrupt()
    said = running.said()

    assert took_s < STOPS_WITHIN_S
    assert running.wait_ended(1) == 0
    assert said.rstrip().endswith("Sunledger has stopped. Nothing is lost: the next start goes on from here.")
    assert running.relatives() == set()
    assert [pid for pid in processes if running.is_alive(pid)] == []
    assert running.pids() == {}

    again_s = running.start()
    print(f"stopped in {took_s:.1f} s, second start {again_s:.1f} s")

    assert again_s < SECOND_START_WITHIN_S
    assert "Playing the example" not in running.said()
    assert running.home.addresses() == addresses
    assert decided(running) == facts
    assert_sound(facts)
    assert_views_complete(running)


def test_if_the_command_itself_is_killed_nothing_is_left_and_the_next_start_goes_on(running, until):
    facts, processes = decided(running), running.relatives()
    running.forget_store()
    running.kill("supervisor")

    until(lambda: not any(running.is_alive(pid) for pid in processes), STOPS_WITHIN_S + 2, "something was left")
    assert running.start() < SECOND_START_WITHIN_S
    assert decided(running) == facts


def test_down_ends_it_from_another_process(running):
    processes = running.relatives()
    began = time.monotonic()
    ended = running.run("down")

    assert ended.returncode == 0
    assert time.monotonic() - began < STOPS_WITHIN_S + 2
    assert running.wait_ended(2) == 0
    assert [pid for pid in processes if running.is_alive(pid)] == []
    assert running.run("down").returncode == 1
