"""The open due dates of assessment, and why each is due: a township's year, its programme, a centre's year of checks.

Where a statute moves one of them, what falls due moves with it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from contracts.assessment.centre.messages import (
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    EvidenceFrozen,
    Half,
    SubjectPenalised,
    SubjectRewarded,
    SubjectsNamed,
)
from contracts.assessment.programme.messages import (
    OfficeCompleted,
    ProgrammeMissed,
    ProgrammeOpened,
    ProgrammeOverdue,
    VillageCompleted,
)
from contracts.assessment.township.messages import Missed, PlanFiled, TownshipAssessed, TownshipOverdue, YearOpened
from contracts.calendar import china_day
from contracts.catalogue import facts_of
from contracts.fields import instant_text
from contracts.owed_dates import OwedDateRederived
from contracts.policies import ResolvedPolicy
from ledger.explaining import Dated, Dates, explained_by
from ledger.open_cases import Done, Owing, open_cases_table, open_cases_view
from ledger.store import Recorded
from ledger.views import Apply, Projection, postpone
from sqlalchemy import Column, Connection, String, Table, Text, insert, select

from assessment import centre, programme, township
from assessment.tables import AGENDA, METADATA

OPEN_CASE = open_cases_table(METADATA)

OWING = Table(
    "owing",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("known", Text, nullable=False),
)
"""What of each stream tells when the last part of something is there: subjects and decisions, villages and share."""

_HALVES = {Half.FIRST: CentreMissed.FIRST_HALF, Half.SECOND: CentreMissed.SECOND_HALF}
_Known = dict[str, Any]


def _last_day(due_at: datetime | None) -> date | None:
    return None if due_at is None else china_day(due_at - timedelta.resolution)


def _year_opened(fact: YearOpened) -> Owing:
    return {Missed.PLAN: _last_day(fact.plan_due_at), Missed.RESULT: _last_day(fact.result_due_at)}


def _centre_opened(fact: CentreYearOpened) -> Owing:
    due = (fact.first_due_at, fact.second_due_at, fact.decision_due_at)
    return dict(zip(CentreMissed, map(_last_day, due), strict=True))


def _programme_opened(fact: ProgrammeOpened) -> Owing:
    """No share is owed where no rule names one."""
    due = (fact.office_due_at, None if fact.least_share is None else fact.share_due_at, fact.end_at)
    return dict(zip(ProgrammeMissed, map(_last_day, due), strict=True))


def _always(*owed: str) -> Done:
    return lambda _connection, _fact, _recorded: owed


def _announced(
    connection: Connection, fact: TownshipOverdue | CentreOverdue | ProgrammeOverdue, recorded: Recorded
) -> Iterable[str]:
    return (fact.missed,)


def _frozen(connection: Connection, fact: EvidenceFrozen, recorded: Recorded) -> Iterable[str]:
    return (_HALVES[Half(fact.term[-2:])],)


def _subjects(connection: Connection, fact: SubjectsNamed, recorded: Recorded) -> Iterable[str]:
    _learn(connection, recorded, {"subjects": [subject.unit for subject in fact.subjects]})
    return ()


def _decided(connection: Connection, fact: SubjectRewarded | SubjectPenalised, recorded: Recorded) -> Iterable[str]:
    known = _known(connection, recorded)
    decided = [*known["decided"], fact.subject]
    _learn(connection, recorded, {"decided": decided})
    return (CentreMissed.DECISION,) if set(known["subjects"]) <= set(decided) else ()


def _office(connection: Connection, fact: OfficeCompleted, recorded: Recorded) -> Iterable[str]:
    known = _learn(connection, recorded, {"has_office": True})
    return (ProgrammeMissed.OFFICE, *_of_villages(known))


def _village(connection: Connection, fact: VillageCompleted, recorded: Recorded) -> Iterable[str]:
    return _of_villages(_learn(connection, recorded, {"completed": fact.completed}))


def _of_villages(known: _Known) -> tuple[str, ...]:
    has_share = known["least"] is None or Fraction(known["completed"], known["of"]) >= Fraction(known["least"])
    is_whole = known["has_office"] and known["completed"] == known["of"]
    met = ((ProgrammeMissed.VILLAGE_SHARE, has_share), (ProgrammeMissed.PROGRAMME, is_whole))
    return tuple(owed for owed, is_met in met if is_met)


def _known(connection: Connection, recorded: Recorded) -> _Known:
    text = connection.execute(select(OWING.c.known).where(OWING.c.stream == recorded.stream)).scalar()
    known: _Known = {} if text is None else json.loads(text)
    return known


def _learn(connection: Connection, recorded: Recorded, news: _Known) -> _Known:
    known = {**_known(connection, recorded), **news}
    row = {"stream": recorded.stream, "known": json.dumps(known)}
    connection.execute(insert(OWING).prefix_with("OR REPLACE").values(row))
    return known


def _centre_known(connection: Connection, fact: CentreYearOpened, recorded: Recorded) -> None:
    _learn(connection, recorded, {"subjects": [subject.unit for subject in fact.subjects], "decided": []})


def _programme_known(connection: Connection, fact: ProgrammeOpened, recorded: Recorded) -> None:
    least = None if fact.least_share is None else str(fact.least_share)
    of = len(fact.villages)
    _learn(connection, recorded, {"least": least, "of": of, "completed": 0, "has_office": False})


def _moved(connection: Connection, fact: OwedDateRederived, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, fact.owed, instant_text(fact.after.due_at))


_DONE: Mapping[type, Done] = {
    PlanFiled: _always(Missed.PLAN),
    TownshipAssessed: _always(Missed.RESULT),
    TownshipOverdue: _announced,
    EvidenceFrozen: _frozen,
    SubjectsNamed: _subjects,
    SubjectRewarded: _decided,
    SubjectPenalised: _decided,
    CentreOverdue: _announced,
    OfficeCompleted: _office,
    VillageCompleted: _village,
    ProgrammeOverdue: _announced,
}

OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {},
    (),
    rederived=("assessment_",),
    owing={YearOpened: _year_opened, CentreYearOpened: _centre_opened, ProgrammeOpened: _programme_opened},
    done=_DONE,
)

_BEGUN: Mapping[type, Apply] = {
    CentreYearOpened: _centre_known,
    ProgrammeOpened: _programme_known,
    OwedDateRederived: _moved,
}

OWED = Projection(name="owed", version=1, applies=_BEGUN)
"""What `OPEN_CASES` has to know of a stream from its beginning on, and what falls due at another moment."""


def _opened(decider: Any, fact: Any, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """Days of the calendar, the last one first: it is the one that is asked for if no day is named."""
    dates = decider.cases.dates(decider.evolve(decider.initial, fact), decider.policy(resolved))
    return tuple(reversed(dates))


def _township(fact: YearOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(township.STREAM, fact, resolved)


def _centre(fact: CentreYearOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(centre.STREAM, fact, resolved)


def _programme(fact: ProgrammeOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(programme.STREAM, fact, resolved)


DATES: Dates = {YearOpened: _township, CentreYearOpened: _centre, ProgrammeOpened: _programme}

explain_deadline = explained_by(facts_of("assessment"), DATES, township.STREAM, centre.STREAM, programme.STREAM)
