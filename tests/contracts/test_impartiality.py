"""Who is bound to whom may not act where the other is concerned, and nobody acts at two levels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.errors import Rejected
from contracts.impartiality import (
    NOTHING_KNOWN,
    OF_ONESELF,
    TIE_COMMANDS,
    TIE_FACTS,
    UPCASTS,
    Impartiality,
    LiftTie,
    RecordTie,
    Tie,
    TieCommand,
    TieFact,
    TieKind,
    TieLifted,
    TieRecorded,
    barring_ties,
    decide_tie,
)
from contracts.message import command, dump, fact
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.rules import Rules
from contracts.vocabulary import Actor, Ref, StreamName, UnitCode
from hypothesis import given as whatever
from hypothesis import strategies as st
from ledger.clock import ManualClock
from ledger.decider import Decider, RulesOf
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import Handlers, ServiceParts
from ledger.testing.given import given
from ledger.views import Schema, agenda_table, bookmark_table
from sqlalchemy import MetaData

NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
UNIT = "360730"
CASE = "mines_review-quarry"
MINE, EVALUATOR, GROUP, HOLDING = "360730-quarry", "360700-evaluators", "360000-group", "360000-holding"
BARRING = barring_ties(resolve("360730", [pack_named("cn-recusal-2022")]))


@command(name="mines.review-mine")
class ReviewMine:
    """Review at a level, by a person who acts for an evaluator."""

    actor: Actor
    case: StreamName
    level: Ref
    evaluator: UnitCode


@fact(name="mines.mine-reviewed")
class MineReviewed:
    level: Ref
    reviewed_by: Actor


@dataclass(frozen=True)
class Review:
    impartial: Impartiality = NOTHING_KNOWN


Command = ReviewMine | TieCommand
Fact = MineReviewed | TieFact
COMMANDS = Catalogue("mines", ReviewMine, *TIE_COMMANDS, *COMMON_COMMANDS, upcasts=UPCASTS)
FACTS = Catalogue("mines", MineReviewed, *TIE_FACTS, *COMMON_FACTS)


def decide(command: Command, review: Review, rules: Rules[Any], now: datetime) -> Sequence[Fact]:
    if isinstance(command, RecordTie | LiftTie):
        return decide_tie(command, UNIT, review.impartial, now)
    review.impartial.refuse_partial("mines", (command.actor, command.evaluator), (MINE, "owner"), BARRING)
    review.impartial.refuse_second_level("mines", command.actor, command.level)
    return [MineReviewed(level=command.level, reviewed_by=command.actor)]


def evolve(review: Review, fact: Fact) -> Review:
    if isinstance(fact, MineReviewed):
        return replace(review, impartial=review.impartial.acting(fact.level, fact.reviewed_by))
    return replace(review, impartial=review.impartial.after(fact))


REVIEW: Decider[Command, Fact, Review, None] = Decider(
    name="mines.review",
    version=1,
    takes=(ReviewMine, *TIE_COMMANDS),
    commands=COMMANDS,
    facts=FACTS,
    initial=Review(),
    decide=decide,
    evolve=evolve,
    stream=lambda command: command.case,
    unit=lambda _: UNIT,
    rules=RulesOf.NONE,
    policy=lambda _: None,
    prefix="mines_review-",
)


def tie(holder: str, to: str, kind: TieKind = TieKind.BELONGS) -> Tie:
    return Tie(holder=holder, to=to, kind=kind)


def recorded(holder: str, to: str, kind: TieKind = TieKind.BELONGS) -> TieRecorded:
    return TieRecorded(unit=UNIT, tie=tie(holder, to, kind), recorded_by="desk", recorded_at=NOON)


def record(holder: str, to: str, *, actor: str = "desk", unit: str = UNIT) -> RecordTie:
    return RecordTie(actor=actor, unit=unit, case=CASE, tie=tie(holder, to))


def lift(holder: str, to: str, *, actor: str = "desk") -> LiftTie:
    return LiftTie(actor=actor, unit=UNIT, case=CASE, tie=tie(holder, to), reason="left in March")


def review(actor: str, level: str = "county", evaluator: str = EVALUATOR) -> ReviewMine:
    return ReviewMine(actor=actor, case=CASE, level=level, evaluator=evaluator)


REVIEWED = MineReviewed(level="county", reviewed_by="li")


def test_a_tie_is_recorded_once():
    given(REVIEW, None).when(record(EVALUATOR, GROUP), at=NOON).then(recorded(EVALUATOR, GROUP))
    given(REVIEW, None, recorded(EVALUATOR, GROUP)).when(record(EVALUATOR, GROUP), at=NOON).then()


def test_a_tie_is_between_two_of_a_case_of_the_unit():
    given(REVIEW, None).when(record(MINE, MINE), at=NOON).then_rejected("tie-to-itself")
    given(REVIEW, None).when(record(EVALUATOR, MINE, unit="360731"), at=NOON).then_rejected("unknown-case")
    with pytest.raises(Rejected, match="unknown-case"):
        decide_tie(record(EVALUATOR, MINE), None, Impartiality(), NOON)


@pytest.mark.parametrize("role", sorted(OF_ONESELF))
def test_who_holds_no_office_over_the_record_tells_only_of_themselves(role: str):
    own, of_unit, strange = (record(holder, MINE) for holder in ("li", "360730-land", "wang"))
    said: dict[str, Any] = {"actor": "li", "acting_role": role, "acting_unit": "360730-land"}

    given(REVIEW, None).when(replace(strange, **said), at=NOON).then_rejected("forbidden-unit")
    for each in (own, of_unit):
        (fact,) = given(REVIEW, None).when(replace(each, **said), at=NOON).after().facts
        assert fact == replace(recorded(each.tie.holder, MINE), recorded_by="li")
    in_office = replace(strange, actor="li", acting_role="CentreDirector", acting_unit="360730101")
    given(REVIEW, None).when(in_office, at=NOON).then(replace(recorded("wang", MINE), recorded_by="li"))


def test_every_role_that_may_speak_for_whatever_unit_tells_of_itself():
    methods = {service: permissions_of(service).methods for service in ("assessment", "mediation", "mining")}
    anywhere = {role for each in methods.values() for role, reach in each["record_tie"].items() if reach == "any"}

    assert anywhere <= OF_ONESELF


def test_what_was_said_before_roles_were_is_read_as_said_in_no_role():
    told = record(EVALUATOR, GROUP)
    document = {name: value for name, value in dump(told).items() if not name.startswith("acting")}

    assert COMMANDS.read("mines.record-tie.v1", document) == told
    assert COMMANDS.type_of(told) == "mines.record-tie.v2"


def test_a_tie_is_lifted_with_a_reason_by_one_whom_it_does_not_bind():
    bound = given(REVIEW, None, recorded("li", MINE))
    lifted = TieLifted(unit=UNIT, tie=tie("li", MINE), reason="left in March", lifted_by="desk", lifted_at=NOON)

    bound.when(lift("li", MINE), at=NOON).then(lifted)
    bound.when(lift("li", MINE, actor="li"), at=NOON).then_rejected("own-tie")
    bound.when(lift("li", GROUP), at=NOON).then_rejected("no-such-tie")
    bound.when(lift("li", MINE), at=NOON).after().when(review("li"), at=NOON).then(REVIEWED)


def test_who_is_bound_to_nobody_concerned_acts():
    unrelated = (recorded("li", GROUP), recorded("wang", MINE), recorded("zhao", "owner", TieKind.SPOUSE))

    given(REVIEW, None, *unrelated).when(review("li"), at=NOON).then(REVIEWED)


@pytest.mark.parametrize("kind", sorted(BARRING))
@pytest.mark.parametrize("ends", [("li", "owner"), ("owner", "li")])
def test_who_is_bound_to_one_concerned_does_not_act_whoever_recorded_it(kind: TieKind, ends: tuple[str, str]):
    given(REVIEW, None, recorded(*ends, kind)).when(review("li"), at=NOON).then_rejected("mines.recusal-required", "li")


@pytest.mark.parametrize("kind", sorted(set(TieKind) - BARRING))
def test_a_tie_that_the_rules_do_not_name_does_not_bar(kind: TieKind):
    given(REVIEW, None, recorded("li", "owner", kind)).when(review("li"), at=NOON).then(REVIEWED)


def test_one_concerned_is_never_who_acts():
    given(REVIEW, None).when(review("owner"), at=NOON).then_rejected("mines.recusal-required", "owner")
    given(REVIEW, None).when(review("li", evaluator=MINE), at=NOON).then_rejected("mines.recusal-required", MINE)


@pytest.mark.parametrize(
    "ties",
    [
        [(EVALUATOR, GROUP), (GROUP, HOLDING), (HOLDING, MINE)],
        [(MINE, GROUP), (GROUP, HOLDING), (HOLDING, EVALUATOR)],
    ],
)
def test_an_evaluator_does_not_evaluate_a_mine_it_belongs_to_at_any_remove(ties: list[tuple[str, str]]):
    """Nor one that belongs to it."""
    facts = [recorded(*ends) for ends in ties]

    given(REVIEW, None, *facts).when(review("li"), at=NOON).then_rejected("mines.recusal-required", EVALUATOR)
    given(REVIEW, None, *facts[:-1]).when(review("li"), at=NOON).then(REVIEWED)


def test_two_who_belong_to_the_same_are_not_bound_to_each_other():
    given(REVIEW, None, recorded("li", GROUP), recorded(MINE, GROUP)).when(review("li"), at=NOON).then(REVIEWED)


def test_units_that_belong_to_each_other_in_a_ring_are_followed_once():
    ring = (recorded(EVALUATOR, GROUP), recorded(GROUP, EVALUATOR))

    given(REVIEW, None, *ring).when(review("li"), at=NOON).then(REVIEWED)


def test_a_tie_that_comes_to_light_bars_from_then_on():
    story = given(REVIEW, None).when(review("li"), at=NOON).after().when(record("li", MINE), at=NOON).after()

    story.when(review("li"), at=NOON).then_rejected("mines.recusal-required")


def test_the_same_person_does_not_review_at_two_levels():
    story = given(REVIEW, None).when(review("li"), at=NOON).after()

    story.when(review("li"), at=NOON).then(REVIEWED)
    story.when(review("li", "city"), at=NOON).then_rejected("mines.same-person-at-two-levels", "li: county, city")
    story.when(review("wang", "city"), at=NOON).then(MineReviewed(level="city", reviewed_by="wang"))


@whatever(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["county", "city", "province"])), max_size=12))
def test_in_no_order_of_reviews_does_anyone_act_at_two_levels(tried: list[tuple[str, str]]):
    state, levels = Review(), dict[str, set[str]]()
    for actor, level in tried:
        try:
            facts = decide(review(actor, level), state, Rules(None, given(REVIEW, None).calendar), NOON)
        except Rejected:
            continue
        state = REVIEW.fold(facts, state)
        levels.setdefault(actor, set()).add(level)

    assert all(len(held) == 1 for held in levels.values())
    assert set(levels) == {actor for actor, _ in tried}


def test_the_ties_that_bar_are_data_and_none_where_no_pack_names_them():
    near = {"spouse", "parent-or-child", "sibling", "grandparent-or-grandchild"}

    assert near | {"belongs", "interest"} == BARRING
    assert frozenset() == barring_ties(resolve("360730", []))


def test_a_tie_goes_to_the_decider_whose_streams_begin_as_its_case():
    metadata = MetaData()
    schema = Schema(metadata, bookmark_table(metadata), agenda_table(metadata), ())
    other = replace(REVIEW, name="mines.other", takes=TIE_COMMANDS, prefix="mines_other-")
    parts = ServiceParts(name="mines", commands=COMMANDS, facts=FACTS, deciders=(REVIEW, other), schema=schema)
    store = MemoryStore()
    handlers = Handlers(parts, store, ManualClock(NOON))
    request = Request(command_id=UUID(int=1), actor="desk", role="Desk", actor_unit=UNIT, correlation_id=UUID(int=1))

    handlers.handle(record(EVALUATOR, MINE), request)

    assert ["mines.tie-recorded.v1"] == [fact.type for fact in store.read(CASE)]
    assert handlers.taking(replace(record(EVALUATOR, MINE), case="mines_other-1")).decider is other
    with pytest.raises(Rejected, match="unknown-case"):
        handlers.taking(replace(record(EVALUATOR, MINE), case="mines_strange-1"))
