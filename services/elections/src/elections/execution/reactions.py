"""The unit that answers for a resolution of a session keeps the record of its execution."""

from collections.abc import Iterator

from contracts.elections.execution.messages import OpenExecution
from contracts.elections.session.messages import ResolutionAdopted
from ledger.reaction import Reaction, Seen

from elections.session.rule import session_stream


def open_execution(fact: ResolutionAdopted, seen: Seen) -> Iterator[OpenExecution]:
    yield OpenExecution(
        actor=seen.actor,
        unit=fact.responsible,
        congress=fact.unit,
        term=fact.term,
        session=fact.session,
        number=fact.number,
        title=fact.title,
    )


def _of_resolution(command: OpenExecution) -> tuple[str, str]:
    session = session_stream(command.congress, command.term, command.session)
    return "elections.open-execution.v1", f"execution-of-{session}-{command.number}"


OPEN = Reaction(open_execution, ids={OpenExecution: _of_resolution})
