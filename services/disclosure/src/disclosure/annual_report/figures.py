"""The yearly report as arithmetic over recorded facts, and nothing else.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 49, 50.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any

from contracts.calendar import day_begins, day_ends
from contracts.disclosure.annual_report.messages import AnsweredSo, DutyFigures, ObjectionFigures, RequestFigures
from contracts.disclosure.duty.messages import DutyFulfilled, DutyOpened, ItemsPublished
from contracts.disclosure.objection.messages import (
    ObjectionAnswered,
    ObjectionSubmitted,
    PublicationOrdered,
    ResultTold,
)
from contracts.disclosure.request.messages import (
    ConsultationBegun,
    CorrectionAsked,
    RequestAbandoned,
    RequestAnswered,
    RequestExtended,
    RequestFact,
    RequestIsPetition,
    RequestReceived,
)
from contracts.disclosure.words import AnswerKind

from disclosure.duty import rule
from disclosure.duty.state import Duty
from disclosure.objection import rule as objection_rule
from disclosure.request import state as request_state

History = Sequence[Any]
"""The facts of one stream that were decided before the report's end, oldest first; never empty."""


@dataclass(frozen=True, slots=True)
class Span:
    """The year in China, from its first moment until `until`, the end of it or the moment of the question."""

    year: int
    until: datetime

    @property
    def begins(self) -> datetime:
        return day_begins(date(self.year, 1, 1))

    def has(self, moment: datetime) -> bool:
        return self.begins <= moment < self.until


def span_of(year: int, as_of: datetime) -> Span:
    return Span(year, min(as_of, day_ends(date(year, 12, 31))))


# Requests


def request_figures(histories: Iterable[History], span: Span) -> RequestFigures:
    known = [_Asked.of(history) for history in histories]
    closed = [each for each in known if each.closed_at is not None and span.has(each.closed_at)]
    waiting = [each for each in known if each.closed_at is None]
    answered = [each.answer for each in closed if each.answer is not None]
    facts = [fact for each in known for fact in each.history]
    return RequestFigures(
        received=sum(each.arrived_on.year == span.year for each in known),
        carried_in=sum(each.arrived_on.year < span.year for each in (*closed, *waiting)),
        answered=tuple(
            AnsweredSo(kind=kind, requests=sum(each.answer.kind is kind for each in answered)) for kind in AnswerKind
        ),
        petitions=sum(isinstance(each.closing, RequestIsPetition) for each in closed),
        abandoned=sum(isinstance(each.closing, RequestAbandoned) for each in closed),
        carried_out=len(waiting),
        late=sum(each.is_late for each in closed),
        overdue=sum(each.due_at is not None and each.due_at <= span.until for each in waiting),
        corrections=sum(isinstance(fact, CorrectionAsked) and span.has(fact.asked_at) for fact in facts),
        consultations=sum(isinstance(fact, ConsultationBegun) and span.has(fact.recorded_at) for fact in facts),
        extensions=sum(isinstance(fact, RequestExtended) and span.has(fact.recorded_at) for fact in facts),
        fees_fen=sum(each.answer.fee.fen for each in answered if each.answer.fee is not None),
    )


_Closing = RequestAnswered | RequestIsPetition | RequestAbandoned


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request as the report sees it."""

    history: Sequence[RequestFact]
    arrived_on: date
    due_at: datetime | None
    closing: _Closing | None
    closed_at: datetime | None

    @classmethod
    def of(cls, history: History) -> "_Asked":
        received = history[0]
        assert isinstance(received, RequestReceived)
        closing = next((fact for fact in history if isinstance(fact, _Closing)), None)
        state = reduce(request_state.evolve, history, request_state.Request())
        return cls(history, received.arrived_on, state.due_at, closing, None if closing is None else _moment(closing))

    @property
    def answer(self) -> RequestAnswered | None:
        return self.closing if isinstance(self.closing, RequestAnswered) else None

    @property
    def is_late(self) -> bool:
        return self.closed_at is not None and self.due_at is not None and self.closed_at >= self.due_at


def _moment(closing: _Closing) -> datetime:
    if isinstance(closing, RequestAnswered):
        return closing.answered_at
    return closing.recorded_at if isinstance(closing, RequestIsPetition) else closing.abandoned_at


# Duties


def duty_figures(histories: Iterable[History], span: Span) -> DutyFigures:
    folded = [(history, reduce(rule.evolve, history, Duty())) for history in histories]
    dated = [(history, duty.due) for history, duty in folded if duty.due is not None]
    due = [(history, day) for history, day in dated if day.due_on.year == span.year]
    settled = [(_fulfilled_at(history), each.due_at) for history, each in due]
    published = [fact for history, _ in folded for fact in history if isinstance(fact, ItemsPublished)]
    return DutyFigures(
        due=len(due),
        on_time=sum(at is not None and at < due_at for at, due_at in settled),
        late=sum(at is not None and at >= due_at for at, due_at in settled),
        overdue=sum(at is None and due_at <= span.until for at, due_at in settled),
        not_yet_due=sum(at is None and due_at > span.until for at, due_at in settled),
        publications=sum(len(fact.items) for fact in published if span.has(fact.published_at)),
        withheld=sum(item.withheld_on is not None for _, duty in folded for item in duty.items.values()),
    )


def _fulfilled_at(history: History) -> datetime | None:
    assert isinstance(history[0], DutyOpened)
    return next((fact.fulfilled_at for fact in history if isinstance(fact, DutyFulfilled)), None)


# Comments and objections


def objection_figures(histories: Iterable[History], span: Span) -> ObjectionFigures:
    known = list(histories)
    facts = [fact for history in known for fact in history]
    answered = [fact for fact in facts if isinstance(fact, ObjectionAnswered) and span.has(fact.answered_at)]
    states = [reduce(objection_rule.evolve, history, objection_rule.Objection()) for history in known]
    return ObjectionFigures(
        submitted=sum(isinstance(fact, ObjectionSubmitted) and span.has(fact.submitted_at) for fact in facts),
        answered=len(answered),
        late=sum(fact.due_at is not None and fact.answered_at >= fact.due_at for fact in answered),
        unanswered=sum(not state.is_answered for state in states),
        told=sum(isinstance(fact, ResultTold) and span.has(fact.recorded_at) for fact in facts),
        orders=sum(isinstance(fact, PublicationOrdered) and span.has(fact.ordered_at) for fact in facts),
    )
