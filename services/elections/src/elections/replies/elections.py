"""Answers to what is asked about elections: the list from the view, one election from its own facts."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.catalogue import facts_of
from contracts.elections.deputy_file.messages import DeputyEvaluated
from contracts.elections.election.messages import (
    BoxCounted,
    BoxRecounted,
    CandidateLine,
    Contest,
    ElectionLine,
    ElectionRecord,
    ElectionRecordAnswer,
    ElectionsOfUnit,
    ElectionsOfUnitAnswer,
    EvaluationLine,
    ResultDeclared,
    Winner,
)
from contracts.elections.words import Basis, ElectionKind, Post
from contracts.errors import Rejected
from contracts.message import load
from ledger.door import Answer, Page, Source
from sqlalchemy import Row, select

from elections.deciders import deputy_file_stream
from elections.election_deciders import ELECTION as DECIDER
from elections.election_deciders import election_stream
from elections.projections.elections import ELECTION
from elections.replies.paging import page_of


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
    known = DECIDER.fold(facts)
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


ELECTION_ANSWERS: Mapping[type, Answer] = {
    ElectionsOfUnit: elections_of_unit,
    ElectionRecord: election_record,
}
