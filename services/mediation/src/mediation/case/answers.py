"""Answers to what is asked about cases, and at which level they were settled."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from contracts.catalogue import facts_of
from contracts.errors import Rejected
from contracts.mediation.case.messages import (
    MEDIATED,
    OF_ACCEPTANCE,
    AgreementKind,
    AgreementLine,
    AttemptStarted,
    CaseArchived,
    CaseHistory,
    CaseHistoryAnswer,
    CaseKind,
    CaseLine,
    CaseLines,
    CaseReceipt,
    CaseReceiptAnswer,
    CaseRegistered,
    CasesOfHandler,
    CasesOfUnit,
    CaseStatus,
    CaseStep,
    CaseTriaged,
    CloseCause,
    EffectTracked,
    Form,
    HandlingOverdue,
    MethodSet,
    PetitionClass,
    PetitionOverdue,
    ReviewLevel,
    SettlementLevels,
    SettlementLevelsAnswer,
    UniformAction,
    UnitDesignated,
    WayOf,
)
from contracts.mediation.words import Level
from ledger.door import Page, Source
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded
from ledger.unit_view import in_area
from sqlalchemy import ColumnElement, Row, and_, func, select, tuple_

from mediation.case.accusations import may_see_history, may_see_unclassified
from mediation.case.rule import case_stream
from mediation.case.stages import stages
from mediation.case.view import AGREEMENT, CASE, PARTY, PROMISE

_CLOSED = tuple(status.value for status in (CaseStatus.CLOSED, CaseStatus.WITHDRAWN, CaseStatus.ARCHIVED))

_SHOWN_BY: Mapping[UniformAction, frozenset[str]] = {
    action: frozenset(map(facts_of("mediation").type_named, kinds))
    for action, kinds in {
        UniformAction.ACCEPT: (CaseRegistered,),
        UniformAction.TRIAGE: (CaseTriaged, MethodSet),
        UniformAction.COORDINATE: (AttemptStarted, UnitDesignated),
        UniformAction.SUPERVISE: (EffectTracked, HandlingOverdue, PetitionOverdue),
        UniformAction.ARCHIVE: (CaseArchived,),
    }.items()
}
"""Which facts of a case show an action; it is supervised when it was looked after, or said to be late."""


def cases_of_unit(source: Source, question: CasesOfUnit, page: Page) -> CaseLines:
    lines = _lines(source, in_area(CASE.c.unit, question.unit), page, open_only=question.open_only)
    if may_see_unclassified(question.acting_role):
        return lines
    return replace(
        lines, cases=tuple(replace(line, subject=None) if _may_accuse(line) else line for line in lines.cases)
    )


def _may_accuse(line: CaseLine) -> bool:
    return line.kind not in MEDIATED and line.petition_class is None


def cases_of_handler(source: Source, question: CasesOfHandler, page: Page) -> CaseLines:
    return _lines(source, CASE.c.handler == question.unit, page, open_only=question.open_only)


def _lines(source: Source, which: ColumnElement[bool], page: Page, *, open_only: bool) -> CaseLines:
    is_open = CASE.c.status.not_in(_CLOSED)
    query = select(CASE).where(which)
    if open_only:
        query = query.where(is_open)
    if page.after is not None:
        registered_at, _, stream = page.after.partition(" ")
        query = query.where(tuple_(CASE.c.registered_at, CASE.c.stream) < (registered_at, stream))
    query = query.order_by(CASE.c.registered_at.desc(), CASE.c.stream.desc())
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return CaseLines(
        cases=tuple(map(_line, shown)),
        open=_count(source, and_(which, is_open)),
        overdue=_count(source, and_(which, is_open, CASE.c.is_overdue)),
        next=f"{shown[-1].registered_at} {shown[-1].stream}" if len(rows) > page.limit else None,
    )


def case_receipt(source: Source, question: CaseReceipt, page: Page) -> CaseReceiptAnswer:
    stream = case_stream(question.unit, question.submission)
    is_party = and_(PARTY.c.stream == CASE.c.stream, PARTY.c.party == question.party)
    query = select(CASE).join(PARTY, is_party).where(CASE.c.stream == stream)
    row = source.connection.execute(query).one_or_none()
    if row is None:
        raise Rejected("mediation.no-such-case")
    return CaseReceiptAnswer(line=_line(row), agreement=_agreement(source, stream), rules=OF_ACCEPTANCE)


def case_history(source: Source, question: CaseHistory, page: Page) -> CaseHistoryAnswer:
    stream = case_stream(question.unit, question.submission)
    facts = source.read(stream)
    if not facts:
        raise Rejected("mediation.no-such-case", question.submission)
    read = [facts_of("mediation").read(fact.type, json.loads(fact.data)) for fact in facts]
    if not may_see_history(question, read):
        raise Rejected("mediation.no-such-case", question.submission)
    recorded = {fact.type for fact in facts}
    done = (action for action, shown_by in _SHOWN_BY.items() if recorded & shown_by)
    return CaseHistoryAnswer(stream=stream, facts=tuple(map(_step, facts)), done=tuple(done), stages=stages(read))


def _count(source: Source, which: ColumnElement[bool]) -> int:
    return int(source.connection.execute(select(func.count()).select_from(CASE).where(which)).scalar_one())


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        stream=row.stream,
        unit=row.unit,
        submission=row.submission,
        kind=CaseKind(row.kind),
        channel=row.channel,
        subject=None if row.petition_class == PetitionClass.ACCUSATION.value else row.subject,
        received_on=date.fromisoformat(row.received_on),
        received_outside_centre=row.received_outside_centre,
        status=CaseStatus(row.status),
        handler=row.handler,
        case_class=row.case_class,
        rung=row.rung,
        attempts=row.attempts,
        tell_on=_day(row.tell_on),
        due_on=_day(row.due_on),
        finish_on=_day(row.finish_on),
        is_overdue=row.is_overdue,
        level=None if row.level is None else Level(row.level),
        cause=None if row.cause is None else CloseCause(row.cause),
        closed_at=None if row.closed_at is None else datetime.fromisoformat(row.closed_at),
        is_tracked=row.is_tracked,
        petition_class=None if row.petition_class is None else PetitionClass(row.petition_class),
        way=None if row.way is None else WayOf(row.way),
        told_on=_day(row.told_on),
        review=None if row.review is None else ReviewLevel(row.review),
        rating=row.rating,
    )


def _agreement(source: Source, stream: str) -> AgreementLine | None:
    row = source.connection.execute(select(AGREEMENT).where(AGREEMENT.c.stream == stream)).one_or_none()
    if row is None:
        return None
    promises = source.connection.execute(select(PROMISE).where(PROMISE.c.stream == stream)).all()
    unkept = [promise for promise in promises if not promise.is_performed]
    return AgreementLine(
        form=Form(row.form),
        kind=AgreementKind(row.kind),
        effective_on=_day(row.effective_on),
        confirm_on=_day(row.confirm_on),
        open_promises=len(unkept),
        overdue_promises=sum(promise.is_overdue for promise in unkept),
    )


def _step(fact: Recorded) -> CaseStep:
    metadata = metadata_of(fact)
    return CaseStep(
        revision=fact.revision,
        type=fact.type,
        data=fact.data.decode(),
        actor=metadata["actor"],
        role=metadata["role"],
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        digest=digest_of_fact(fact),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def settlement_levels(source: Source, question: SettlementLevels, page: Page) -> SettlementLevelsAnswer:
    in_year = CASE.c.closed_at.startswith(f"{question.year}-")
    query = (
        select(CASE.c.level, func.count()).where(in_area(CASE.c.unit, question.unit), in_year).group_by(CASE.c.level)
    )
    found = {Level(row[0]): row[1] for row in source.connection.execute(query)}
    closed = sum(found.values())
    return SettlementLevelsAnswer(
        year=question.year,
        group=found.get(Level.GROUP, 0),
        village=found.get(Level.VILLAGE, 0),
        township=found.get(Level.TOWNSHIP, 0),
        beyond=found.get(Level.BEYOND, 0),
        kept=Fraction(closed - found.get(Level.BEYOND, 0), closed) if closed else None,
    )
