"""Answers about elections: lists and how many elect directly from the views, one election from its own facts."""

import json
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

from contracts.catalogue import facts_of
from contracts.elections.deputy_file.messages import DeputyEvaluated
from contracts.elections.election.messages import (
    BoxCounted,
    BoxRecounted,
    CandidateLine,
    Contest,
    CoverageAnswer,
    DirectElectionCoverage,
    ElectionLine,
    ElectionRecord,
    ElectionRecordAnswer,
    ElectionsOfUnit,
    ElectionsOfUnitAnswer,
    EvaluationLine,
    ResultDeclared,
    VotersMode,
    Winner,
)
from contracts.elections.words import Basis, ElectionKind, Post
from contracts.errors import Rejected
from contracts.message import load
from contracts.policies import ResolvedPolicy, resolve, shipped_packs
from contracts.policy_values import exact, given
from contracts.units import UnitKind, levels_above
from ledger.activation import policy_stream
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, func, select

from elections.deputy_file.rule import deputy_file_stream
from elections.election.rule import election_stream
from elections.election.state import Election, evolve
from elections.election.view import COMMITTEE_ELECTION, ELECTION
from elections.paging import page_of
from elections.tables import UNIT


def elections_of_unit(source: Source, question: ElectionsOfUnit, page: Page) -> ElectionsOfUnitAnswer:
    query = select(ELECTION).where(ELECTION.c.unit == question.unit)
    query = query.order_by(ELECTION.c.held_on.desc(), ELECTION.c.election)
    rows, following = page_of(source, query, page)
    return ElectionsOfUnitAnswer(elections=tuple(map(_line, rows)), next=following)


def election_record(source: Source, question: ElectionRecord, page: Page) -> ElectionRecordAnswer:
    stream = election_stream(question.unit, question.election)
    row = source.connection.execute(select(ELECTION).where(ELECTION.c.stream == stream)).one_or_none()
    if row is None:
        raise Rejected("elections.no-such-election", question.election)
    facts = [facts_of("elections").read(fact.type, json.loads(fact.data)) for fact in source.read(stream)]
    known = reduce(evolve, facts, Election())
    return ElectionRecordAnswer(
        unit=question.unit,
        line=_line(row),
        candidates=tuple(
            CandidateLine(
                post=post,
                person=person,
                standing=each.standing.value,
                evaluations=_evaluations(source, question.unit, person) if post is Post.DEPUTY else None,
            )
            for (post, person), each in known.candidates.items()
        ),
        counts=tuple(fact for fact in facts if isinstance(fact, BoxCounted)),
        recounts=tuple(fact for fact in facts if isinstance(fact, BoxRecounted)),
        results=tuple(fact for fact in facts if isinstance(fact, ResultDeclared)),
    )


def _evaluations(source: Source, unit: str, person: str) -> tuple[EvaluationLine, ...] | None:
    """From the deputy's own file (event flow 13)."""
    recorded = source.read(deputy_file_stream(unit, person))
    if not recorded:
        return None
    facts = (facts_of("elections").read(fact.type, json.loads(fact.data)) for fact in reversed(recorded))
    return tuple(
        EvaluationLine(reported_on=fact.reported_on, ratings=fact.ratings, voters=fact.voters)
        for fact in facts
        if isinstance(fact, DeputyEvaluated)
    )


def _line(row: Row[Any]) -> ElectionLine:
    return ElectionLine(
        election=row.election,
        kind=ElectionKind(row.kind),
        basis=Basis(row.basis),
        contests=tuple(load(Contest, each) for each in json.loads(row.contests)),
        stage=row.stage,
        held_on=date.fromisoformat(row.held_on),
        rounds=row.rounds,
        open_seats=sum(json.loads(row.open_seats).values()),
        elected=tuple(load(Winner, each) for each in json.loads(row.elected)),
    )


def direct_election_coverage(source: Source, question: DirectElectionCoverage, page: Page) -> CoverageAnswer:
    """Of each community its newest committee counts."""
    registered = (UNIT.c.kind == UnitKind.COMMUNITY.value, in_area(UNIT.c.code, question.unit))
    communities = source.connection.execute(select(func.count()).select_from(UNIT).where(*registered)).scalar_one()
    of_area = (in_area(COMMITTEE_ELECTION.c.unit, question.unit), COMMITTEE_ELECTION.c.elected_on.is_not(None))
    elected = select(COMMITTEE_ELECTION.c.unit, COMMITTEE_ELECTION.c.mode).where(*of_area)
    rows = source.connection.execute(elected.order_by(COMMITTEE_ELECTION.c.elected_on))
    newest = {row.unit: row.mode for row in rows}
    directly = sum(mode == VotersMode.ALL_VOTERS.value for mode in newest.values())
    share = Fraction(directly, communities) if communities else None
    active = _active(source, question.unit)
    least, due_on = exact(active, "direct_election.share.min"), given(active, "direct_election.due")
    return CoverageAnswer(
        communities=communities,
        directly=directly,
        share=share,
        least=least,
        due_on=None if due_on is None else date.fromisoformat(due_on),
        is_reached=share is not None and least is not None and share >= least,
    )


def _active(source: Source, unit: str) -> ResolvedPolicy:
    """What was activated for the unit and above it."""
    recorded = [
        fact for area in levels_above(unit) for fact in source.read(policy_stream(facts_of("elections").service, area))
    ]
    facts = [facts_of("elections").read(fact.type, json.loads(fact.data)) for fact in recorded]
    return resolve(unit, [shipped_packs()[fact.pack] for fact in facts])
