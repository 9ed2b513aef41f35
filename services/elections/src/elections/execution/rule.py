"""How far a resolution of the congress is carried out, by the unit that answers for it.

Law: district opinion on township people's congresses (document 2 §三(一)5, §四2).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.elections.execution.messages import (
    ExecutionCommand,
    ExecutionFact,
    ExecutionOpened,
    ExecutionReported,
    ExecutionStatus,
    OpenExecution,
    ReportExecution,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

execution_stream = key_of(__name__, "unit", "congress", "term", "session", "number")


@dataclass(frozen=True, slots=True)
class Execution:
    is_open: bool = False
    status: ExecutionStatus | None = None


def decide(command: ExecutionCommand, execution: Execution, rules: Rules[None], now: datetime) -> list[ExecutionFact]:
    match command:
        case OpenExecution():
            return _open(command, execution, now)
        case ReportExecution():
            return [_report(command, execution, now)]
        case _:
            assert_never(command)


def _open(command: OpenExecution, execution: Execution, now: datetime) -> list[ExecutionFact]:
    if execution.is_open:
        return []
    return [
        ExecutionOpened(
            unit=command.unit,
            congress=command.congress,
            term=command.term,
            session=command.session,
            number=command.number,
            title=command.title,
            opened_at=now,
        )
    ]


def _report(command: ReportExecution, execution: Execution, now: datetime) -> ExecutionReported:
    refuse_unless(execution.is_open, "elections.no-such-resolution", f"{command.unit} answers for none of this number.")
    refuse_unless(execution.status is not ExecutionStatus.DONE, "elections.already-done", str(command.number))
    refuse_future(command.on, now)
    return ExecutionReported(
        unit=command.unit,
        congress=command.congress,
        term=command.term,
        session=command.session,
        number=command.number,
        status=command.status,
        on=command.on,
        text=command.text,
        reported_by=command.actor,
        reported_at=now,
    )


def evolve(execution: Execution, fact: ExecutionFact) -> Execution:
    match fact:
        case ExecutionOpened():
            return Execution(is_open=True)
        case ExecutionReported():
            return Execution(is_open=True, status=fact.status)
        case _:
            assert_never(fact)
