"""What the door adds to a vote of the congress: its session as it is on record, and nothing that anybody sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from contracts.canonical import canonical
from contracts.catalogue import facts_of
from contracts.elections.election.messages import Contest, ElectionPlanned, OpenVoting, RecordMeasuresVote
from contracts.elections.office.messages import (
    DecideRecall,
    DecideResignation,
    MovedBy,
    MoveRecall,
    OfficialElected,
    RecallMoved,
)
from contracts.elections.session.messages import DecideSession
from contracts.elections.suggestion.messages import SubmitSuggestion
from contracts.elections.words import Basis, ElectionKind, Post, Standing
from contracts.errors import Malformed
from contracts.message import Json
from contracts.sealed import Sealed
from elections.seated import PREPARES
from elections.term.rule import term_stream
from ledger.door import Source

from services.elections.tests import test_term as term
from services.elections.tests.conftest import TOWN, OneSession, moment

SESSION = f"elections_session-{TOWN}-18-2"
TODAY = date(2025, 3, 12)
NAME = Sealed(
    key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
    kind="person-name",
    algorithm="A256GCM",
    nonce="n" * 16,
    ciphertext="c" * 64,
)
PLANNED = ElectionPlanned(
    unit=TOWN,
    election="head-2025",
    kind=ElectionKind.CONGRESS,
    basis=Basis.BY_ELECTION,
    contests=(Contest(post=Post.TOWNSHIP_HEAD, seats=1),),
    mode=None,
    held_on=TODAY,
    term_ends_on=date(2026, 11, 30),
    session=SESSION,
    approval=None,
    arrangement=None,
    vacancies=(),
    planned_by="clerk",
    planned_at=moment(3, 1),
)
NEVER: Json = {"opened_on": None, "closed_on": None, "all_deputies": []}
SITS: Json = {"opened_on": "2025-03-12", "closed_on": None, "all_deputies": [72]}


def on_record(streams: Mapping[str, Sequence[Any]]) -> Source:
    def read(stream: str) -> list[Any]:
        written = (facts_of("elections").write(fact) for fact in streams.get(stream, ()))
        return [SimpleNamespace(type=kind, data=canonical(document)) for kind, document in written]

    no_view: Any = None
    return Source(no_view, read)


def prepared(kind: type, document: Json, streams: Mapping[str, Sequence[Any]]) -> Json:
    return PREPARES[kind](on_record(streams), {"unit": TOWN, **document}, TODAY)


def elections(session: Sequence[Any], plan: ElectionPlanned = PLANNED) -> Mapping[str, Sequence[Any]]:
    return {f"elections_election-{TOWN}-head-2025": [plan], SESSION: session}


@pytest.mark.req("E-315")
@pytest.mark.parametrize("kind", [OpenVoting, RecordMeasuresVote])
def test_the_session_of_an_election_is_read_from_its_plan_and_from_its_own_record(regular: OneSession, kind: type):
    document = {"election": "head-2025"}
    closed = {**SITS, "closed_on": "2025-03-12"}

    assert {"unit": TOWN, **document, "held": SITS} == prepared(kind, document, elections(regular.opened().facts))
    assert closed == prepared(kind, document, elections(regular.closed().facts))["held"]
    for not_open in (regular.notified().facts, ()):
        assert NEVER == prepared(kind, document, elections(not_open))["held"]


@pytest.mark.req("E-315")
def test_every_number_of_deputies_that_a_session_had_in_its_course_is_known(regular: OneSession):
    one_more = regular.roll(1, {"deputy-73": Standing.ACTIVE})
    story = regular.opened().when(one_more, at=moment(3, 12)).after()

    assert [72, 73] == prepared(OpenVoting, {"election": "head-2025"}, elections(story.facts))["held"]["all_deputies"]


def test_voters_without_a_congress_have_no_session(regular: OneSession):
    village = replace(PLANNED, kind=ElectionKind.VILLAGERS, session=None)
    document = {"unit": TOWN, "election": "head-2025"}

    assert document == prepared(OpenVoting, document, elections(regular.opened().facts, village))
    assert document == prepared(OpenVoting, document, {})


@pytest.mark.req("E-053", "E-327")
@pytest.mark.parametrize("kind", [DecideResignation, MoveRecall])
def test_a_session_that_is_named_is_looked_up_unless_it_was_before_the_record(regular: OneSession, kind: type):
    record = {SESSION: regular.opened().facts}
    before = {"unit": TOWN, "session": f"elections_session-{TOWN}-18-1"}

    assert SITS == prepared(kind, {"session": SESSION}, record)["held"]
    assert before == prepared(kind, before, record)
    assert {"unit": TOWN} == prepared(kind, {}, record)
    for strange in ("elections_session-360730101-18-2", f"elections_office-{TOWN}-township-head"):
        assert NEVER == prepared(kind, {"session": strange}, record)["held"]


@pytest.mark.req("E-327")
def test_a_recall_is_voted_on_in_the_session_it_was_moved_in(regular: OneSession):
    key: dict[str, Any] = {"unit": TOWN, "post": Post.TOWNSHIP_HEAD, "person": "ref-wen"}
    elected = OfficialElected(
        **key,
        name=NAME,
        basis=Basis.GENERAL,
        election=None,
        session=None,
        elected_on=date(2021, 11, 26),
        term_ends_on=date(2026, 11, 30),
        clauses=(),
        owes_oath=True,
        recorded_at=moment(1, 8),
    )
    moved = RecallMoved(
        **key,
        by=MovedBy.PRESIDIUM,
        movers=("deputy-01",),
        all_deputies=72,
        reasons="长期不履行职责",
        session=SESSION,
        clause="组织法31",
        moved_on=TODAY,
        recorded_by="clerk",
        recorded_at=moment(3, 12),
    )
    office = f"elections_office-{TOWN}-township-head"
    document = {"unit": TOWN, "post": "township_head", "person": "ref-wen"}
    session = {SESSION: regular.opened().facts}

    assert SITS == prepared(DecideRecall, document, {**session, office: [elected, moved]})["held"]
    assert document == prepared(DecideRecall, document, {**session, office: [elected]})
    assert document == prepared(DecideRecall, document, session)


@pytest.mark.req("E-075")
def test_who_of_those_who_sign_may_not_act_is_read_from_the_record_of_the_congress():
    suspended = term.told(term.suspend("d-05"), at=term.SEPTEMBER, case=term.after_session())
    gone = term.told(term.terminate("d-06"), at=term.SEPTEMBER, case=suspended)
    record = {term_stream(TOWN, 19): gone.facts}
    signed = {"term": 19, "signatories": ["d-04", "d-05", "d-06", "d-99"]}

    assert prepared(SubmitSuggestion, signed, record)["inactive"] == ["d-05", "d-06", "d-99"]
    assert prepared(SubmitSuggestion, {**signed, "signatories": ["d-04"]}, record)["inactive"] == []
    assert prepared(SubmitSuggestion, {**signed, "term": 18}, record)["inactive"] == signed["signatories"]
    assert prepared(SubmitSuggestion, {"signatories": "d-99"}, record)["inactive"] == []
    with pytest.raises(Malformed) as refused:
        prepared(SubmitSuggestion, {**signed, "inactive": []}, record)
    assert ["inactive"] == list(refused.value.problems)


def test_nobody_sends_how_many_suggestions_there_are():
    with pytest.raises(Malformed) as refused:
        prepared(DecideSession, {"term": 18, "suggestions": 0}, {})
    assert ["suggestions"] == list(refused.value.problems)


@pytest.mark.parametrize("kind", [OpenVoting, RecordMeasuresVote, DecideResignation, MoveRecall, DecideRecall])
def test_nobody_sends_a_session_of_their_own(kind: type):
    with pytest.raises(Malformed) as refused:
        prepared(kind, {"held": SITS}, {})

    assert ["held"] == list(refused.value.problems)
