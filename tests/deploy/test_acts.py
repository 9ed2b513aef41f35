"""What the example tells beside the duties can be done by those who do it, and comes out as it is told."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from audit.checking import check
from contracts.disclosure.boards.messages import BoardsSuffice
from contracts.disclosure.objection.messages import ObjectionSubmitted, ResultTold
from contracts.disclosure.request.messages import RequestAnswered, RequestIsPetition, RequestOverdue, RequestReceived
from contracts.elections.election.messages import ResidentsCommitteeElected, ResultDeclared
from contracts.elections.office.messages import OathMissing, OfficialElected
from contracts.permissions import permissions_of
from contracts.sealed import Sealer
from contracts.units import area_of
from ledger.clock import Clock
from ledger.decider import Decider
from ledger.folded import Folded, fold_on
from ledger.handler import Handler, Reply
from ledger.keys import FILE, KeyFile
from ledger.memory import MemoryStore
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from ledger.store import NO_STREAM, Draft
from sunledger.acts import ToldAct
from sunledger.example import Player, read_example
from sunledger.home import installed_services
from sunledger.states import ServiceState, state_lines, states_of
from sunledger.trail import trail_lines, widest_trail

AnyDecider = Decider[Any, Any, Any, Any]

EXAMPLE = read_example(Path(__file__).parents[2] / "deploy" / "examples" / "ningdu")
FACTS = next(parts.facts for parts in installed_services() if parts.name == "disclosure")
TOLD = {code for act in EXAMPLE.acts for code in (act.unit, area_of(act.unit))}
A_FEW = replace(EXAMPLE, units=tuple(unit for unit in EXAMPLE.units if unit["code"] in {"360730", *TOLD}))


@pytest.mark.parametrize("act", EXAMPLE.acts, ids=lambda act: act.name)
def test_an_act_is_one_that_its_role_may_do_for_the_unit(act: ToldAct):
    method = re.sub(r"\.v\d+\Z", "", act.command.removeprefix(f"{act.service}.")).replace("-", "_")
    permissions = permissions_of(act.service)

    permissions.refuse_role(method, act.role)
    permissions.refuse_unit(method, act.role, actor_unit=act.actor_unit or act.unit, record_unit=act.unit)


def play(folder: Path, *, with_keys: bool) -> MemoryStore:
    def sealing(clock: Clock) -> Sealer:
        return KeyedSealer(KeyFile(folder / FILE), MasterKeys(file=folder / "master.key"), clock)

    create_master_key(folder / "master.key")
    store = MemoryStore()
    Player(A_FEW, installed_services(), store, folder, lambda *_: None, sealing if with_keys else None).play()
    return store


@pytest.fixture(scope="module")
def kept() -> Iterator[dict[str, tuple[AnyDecider, Folded[Any]]]]:
    """By stream, what its handler kept of its newest decision while the example was played."""
    newest: dict[str, tuple[AnyDecider, Folded[Any]]] = {}
    append = Handler._append

    def appending(handler: Handler[Any, Any, Any, Any], *of: Any) -> Reply:
        reply = append(handler, *of)
        folded = handler._states.get(reply.stream)
        assert folded is not None
        newest[reply.stream] = (handler.decider, folded)
        return reply

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Handler, "_append", appending)
        yield newest


@pytest.fixture(scope="module")
def played(tmp_path_factory, kept) -> MemoryStore:
    """The example as it is played into a home that has keys."""
    return play(tmp_path_factory.mktemp("with-keys"), with_keys=True)


@pytest.fixture(scope="module")
def without_keys(tmp_path_factory) -> MemoryStore:
    return play(tmp_path_factory.mktemp("without-keys"), with_keys=False)


def kinds(store: MemoryStore) -> set[type]:
    return {FACTS.kind_of(fact.type) for fact in store.read_all(("disclosure_",), limit=10_000)}


def test_the_example_ends_as_it_is_told_and_names_nobody_in_the_open(played):
    recorded = b"".join(
        fact.data + fact.metadata for fact in played.read_all(("disclosure_", "elections_"), limit=10_000)
    )
    named = [act.document["name"] for act in EXAMPLE.acts if "name" in act.document]
    names = [name for name in named if isinstance(name, str)]  # a place's name has two languages, and is public
    said = [act.document["text"] for act in EXAMPLE.acts if act.command == "disclosure.submit-objection.v1"]

    disclosed = played.read_all(("disclosure_",), limit=10_000)
    posted = {fact.stream for fact in disclosed if fact.stream.endswith("-standing")}
    hanging = {fact.stream for fact in disclosed if fact.type == "disclosure.duty-fulfilled.v1"}

    assert posted
    assert posted <= hanging
    assert {BoardsSuffice, ResultTold, RequestOverdue, RequestAnswered, RequestIsPetition} <= kinds(played)
    assert names
    assert said
    assert not any(text.encode() in recorded for text in (*names, *said))


def test_what_a_handler_keeps_of_its_own_decisions_is_what_the_record_folds_to(played, kept):
    again = {
        stream: fold_on(decider, Folded(stream, decider.initial), played.read(stream))
        for stream, (decider, _) in kept.items()
    }

    assert {stream.partition("_")[0] for stream in kept} >= {
        "disclosure",
        "elections",
        "mediation",
        "mining",
        "assessment",
    }
    assert [stream for stream, (_, folded) in kept.items() if folded != again[stream]] == []


def test_the_auditor_reckons_the_example_as_it_was_decided(played):
    """By the rules of every service that the example tells of."""
    reckoned = check(played)

    assert reckoned.findings == ()
    assert all(reckoned.looked_at[parts.name] > 20 for parts in installed_services() if parts.name != "auditor")


def test_the_example_shows_a_session_from_request_to_archive_and_a_deputy_who_moved_away(without_keys):
    types = [fact.type for fact in without_keys.read_all(("elections_",), limit=10_000)]

    assert types.count("elections.session-completed.v1") == 1
    assert types.count("elections.deputy-terminated.v1") == 1
    assert types.count("elections.session-flagged.v1") == 1
    assert types.count("elections.regular-session-missed.v1") == 1


def test_without_keys_what_would_be_sealed_is_left_out_with_all_that_follows_from_it(without_keys):
    recorded = kinds(without_keys)

    assert BoardsSuffice in recorded
    assert not {RequestReceived, RequestAnswered, RequestOverdue, RequestIsPetition} & recorded
    assert not {ObjectionSubmitted, ResultTold} & recorded


def test_the_examples_disputes_and_its_petition_end_as_they_are_told(played):
    facts = played.read_all(("mediation_case-",), limit=10_000)
    by_stream = {stream: [fact.type for fact in facts if fact.stream == stream] for stream in {f.stream for f in facts}}
    recorded = b"".join(fact.data + fact.metadata for fact in facts)
    said = [act.document for act in EXAMPLE.acts if act.command == "mediation.register-case.v1"]

    assert said
    for document in said:
        for text in (document["matter"], *(party["name"] for party in document["parties"])):
            assert text.encode() not in recorded
    window = by_stream["mediation_case-360730101-visit-2025-0017"]
    ladder = by_stream["mediation_case-360730101-visit-2025-0044"]
    petition = by_stream["mediation_case-360730100-c1a7e3b2-60d4-4f6f-8e2b-0d95b7a1c333"]

    assert window[-2:] == ["mediation.performance-recorded.v1", "mediation.effect-tracked.v1"]
    assert ladder.count("mediation.attempt-failed.v1") == 3
    assert ladder[-3:] == [
        "mediation.case-referred-external.v1",
        "mediation.external-outcome-recorded.v1",
        "mediation.case-closed.v1",
    ]
    assert petition[-2:] == ["mediation.opinion-result-told.v1", "mediation.case-closed.v1"]
    assert by_stream["mediation_case-360730100201-5d0c7a54-8c1e-4f0b-9a6e-2b7d90c3e111"] == [
        "mediation.case-registered.v1"
    ]


def test_two_mines_are_listed_and_one_is_removed_for_what_was_false(played):
    recorded = played.read_all(("mining_mine-",), limit=10_000)
    ends = [fact.type for fact in recorded if fact.type in ("mining.mine-certified.v1", "mining.mine-removed.v1")]

    assert ["mining.mine-certified.v1", "mining.mine-certified.v1", "mining.mine-removed.v1"] == ends
    assert "mining.mine-tip-submitted.v1" in {fact.type for fact in recorded}
    assert not any("照片是别处拍的".encode() in fact.data + fact.metadata for fact in recorded)


def test_two_offices_are_filled_in_one_session_and_a_community_elects_its_committee(played):
    elections = next(parts.facts for parts in installed_services() if parts.name == "elections")
    facts = [
        elections.read(fact.type, json.loads(fact.data)) for fact in played.read_all(("elections_",), limit=10_000)
    ]
    won = {winner.person for fact in facts if isinstance(fact, ResultDeclared) for winner in fact.winners}
    [unsworn] = [fact.persons for fact in facts if isinstance(fact, OathMissing)]
    [committee] = [fact for fact in facts if isinstance(fact, ResidentsCommitteeElected)]

    assert {"mj-head-2", "mj-dh-3"} == {person for person in won if person.startswith("mj-")}
    assert ("mj-dh-3",) == unsworn
    assert ["cd-n1", "cd-n3", "cd-n4", "cd-n5", "cd-n6"] == [member.person for member in committee.members]
    assert won <= {fact.person for fact in facts if isinstance(fact, OfficialElected)}


def kinds_of(store: MemoryStore, stream: str) -> list[str]:
    return [fact.type.removeprefix("elections.").partition(".")[0] for fact in store.read(f"elections_{stream}")]


def test_what_voters_said_at_the_market_is_answered_twice_and_once_not_in_time(played):
    drain, bus = (kinds_of(played, f"suggestion-360730100-18-{name}") for name in ("drain-2025", "bus-2025"))

    assert drain.count("suggestion-replied") == drain.count("reply-judged") == 2
    assert "suggestion-overdue" not in drain
    assert bus[-1] == "suggestion-overdue"


def test_a_new_community_waits_for_its_committee_and_what_it_took_from_leaves_another_too_small(played):
    """By the clock the committee is overdue; disclosure has enrolled the community by itself; not all is paid yet."""
    new = kinds_of(played, "community-360730100004")
    old = kinds_of(played, "change-360730100003-2025-06-30")
    money = [json.loads(fact.data) for fact in played.read("elections_funding-360730100004-2025")]
    areas = played.read_all(("elections_area-360730100-",), limit=10)

    assert ["community-proposed", "community-proposed", "community-established", "formation-begun"] == new[:4]
    assert new[4:] == ["formation-overdue"]
    assert {"community-changed", "community-below-min-households", "community-change-filed"} == set(old)
    assert (money[0]["district_yuan"], money[1]["total_yuan"]) == (60_000, 40_000)
    assert len(areas) == 3
    assert played.read("disclosure_unit-360730100004")
    assert kinds_of(played, "directory-360730-2025") == ["directory-committee-entered"]


THE_WHOLE_COUNTY = {
    "elections.session-completed.v1": 1,
    "elections.result-declared.v1": 3,
    "elections.residents-committee-elected.v1": 1,
    "elections.resolution-closed.v1": 1,
    "disclosure.duty-fulfilled.v1": 4,
    "disclosure.disclosure-overdue.v1": 1,
    "mediation.attempt-failed.v1": 3,
    "mediation.case-referred-external.v1": 1,
    "mediation.agreement-reached.v1": 1,
    "mining.mine-certified.v1": 2,
    "mining.mine-removed.v1": 1,
    "assessment.community-title-conferred.v1": 1,
}
"""A session, two offices filled in it and a committee elected, a resolution to its end, rounds of disclosure in time
and missed, a dispute up the ladder and one settled at the window, mines listed and one removed, a title."""


def test_the_year_has_all_that_a_county_does_and_every_service_says_what_it_has_on_record(played):
    services = [parts.name for parts in installed_services()]
    facts = [fact for name in services for fact in played.read_all((f"{name}_",), limit=20_000)]
    counted = Counter(fact.type for fact in facts)
    states = {state.service: state for state in states_of(played, services)}

    assert {} == {kind: counted[kind] for kind, least in THE_WHOLE_COUNTY.items() if counted[kind] < least}
    assert len(facts) == sum(state.facts for state in states.values())
    assert (1, 3) == (states["elections"].streams["session"], states["elections"].streams["election"])
    assert {"assessment", "disclosure", "elections", "mediation", "mining"} <= {
        name for name, state in states.items() if state.last is not None
    }
    lines = state_lines([states["elections"], ServiceState("archive", 0, {}, None)])
    assert lines[0].startswith(f"elections   {states['elections'].facts:>6} facts, the last of 20")
    assert "archive          0 facts" == lines[1]


def test_a_centre_keeps_its_month_and_what_it_missed_is_announced(played):
    facts = played.read_all(("mediation_month-360730101-", "mediation_roster-360730101-"), limit=10_000)
    types = [fact.type for fact in facts]
    october = [fact.type for fact in facts if fact.stream.endswith("-2025-10")]
    settled = [fact.type for fact in played.read("mediation_case-360730101-screening-2025-0009")]

    assert "mediation.monthly-report-sent.v1" in october
    assert "mediation.situation-reported.v1" in october
    assert not {kind for kind in october if kind.endswith("-overdue.v1")}
    assert types.count("mediation.duty-leader-missing.v1") == 1
    assert types.count("mediation.screening-overdue.v1") == 1
    assert settled[-1] == "mediation.case-closed.v1"


def test_what_is_listed_and_removed_is_on_the_page_of_the_city(played):
    facts = played.read_all(("disclosure_duty-3607-",), limit=1_000)
    duties = {fact.stream for fact in facts}
    published = {fact.stream for fact in facts if fact.type == "disclosure.duty-fulfilled.v1"}

    assert len(duties) == 3
    assert published == duties


def test_every_matter_of_a_session_goes_on_the_board(played):
    told = [act for act in EXAMPLE.acts if act.command == "elections.close-session.v1"]
    facts = played.read_all(("disclosure_duty-360730100-IMMEDIATE-m-session-announcement",), limit=1_000)
    items = [json.loads(fact.data)["item"] for fact in facts if fact.type == "disclosure.occasion-recorded.v1"]
    public = [json.loads(fact.data)["item"] for fact in facts if fact.type == "disclosure.occasion-disclosed.v1"]

    assert told
    assert len(items) > 2
    assert sorted(items) == sorted(public)


def test_one_trail_crosses_all_five_services_from_a_villages_hearing_to_what_is_counted(played):
    names = [parts.name for parts in installed_services()]
    trail = widest_trail(played, names)
    depth = {fact.type: depth for depth, fact in trail}
    lines = trail_lines(trail)

    assert trail[0][1].type == "elections.restoration-hearing-held.v1"
    assert [
        depth[f"{name}.v1"]
        for name in (
            "mining.restoration-heard",
            "mining.restoration-accepted",
            "disclosure.duty-opened",
            "disclosure.objection-submitted",
            "mediation.case-registered",
            "mediation.opinion-result-told",
            "assessment.entry-counted",
        )
    ] == [1, 1, 2, 3, 4, 4, 5]
    assert len({fact.id for _, fact in trail}) == len(trail)
    assert "    => 2025-09-12 23:59  mining      heard on the restoration " in lines[1]
    assert widest_trail(MemoryStore(), names) == []


def test_a_trail_bears_an_objection_about_a_duty_that_is_nowhere(played):
    objection = next(fact for fact in played.read_all(("disclosure_objection-",), limit=100) if fact.revision == 0)
    alone = MemoryStore()
    alone.append(
        objection.stream,
        [Draft(objection.id, objection.type, objection.data, objection.metadata)],
        expected=NO_STREAM,
    )

    assert [fact.id for _, fact in widest_trail(alone, ["disclosure"])] == [objection.id]


def test_an_objection_of_the_example_is_about_what_is_public(played):
    """Its item's publication leads to it in the trail: the period is that of a duty that exists."""
    objections = [fact for fact in played.read_all(("disclosure_objection-",), limit=100) if fact.revision == 0]

    for fact in objections:
        said = json.loads(fact.data)
        assert played.read(f"disclosure_duty-{said['unit']}-{said['catalogue']}-{said['period']}")
