"""Where disclosure has made public what another service recorded: the duty that the fact led to."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam

from portal.answers.lines import DUTIES, line
from portal.answers.question import Document, Question
from portal.projections.tables import DUTY, FACT

_CAUSED = (
    DUTIES.add_columns(FACT.c.cause)
    .join(FACT, FACT.c.stream == DUTY.c.stream)
    .where(FACT.c.revision == 0, FACT.c.cause.in_(bindparam("causes", expanding=True)))
    .order_by(DUTY.c.stream.desc())
)
_STREAMS = DUTIES.where(DUTY.c.stream.in_(bindparam("streams", expanding=True)))


def announced(question: Question, facts: Iterable[str]) -> Mapping[str, Document]:
    """Fact to the duty to publish it, as a line; a fact that led to none is left out."""
    return {row.cause: line(row) for row in question.ask(_CAUSED, causes=sorted(set(facts)))}


def duties_named(question: Question, streams: Iterable[str | None]) -> Mapping[str, Document]:
    """Stream to its duty as a line."""
    rows = question.ask(_STREAMS, streams=sorted({stream for stream in streams if stream}))
    return {row.stream: line(row) for row in rows}
