"""How an election begins: its plan, and the measures by which it is held.

Law: district opinion on township people's congresses (document 2 §三(一)4); Organic Law of Local Congresses and
Governments, arts. 25-30 (地方组织法).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.election_words import Approval, Basis, Contests, ElectionKind, Measures, Vote, VotersMode
from contracts.elections.sessions import HeldSession
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, StreamName, UnitCode

Vacancies = Annotated[tuple[StreamName, ...], Length(max=20)]
"""The streams of the offices that are vacant."""

# Commands


@command(version=2)
class PlanElection:
    """Begin an election; `election` is its name within the unit.

    `session` is the congress session it is held in, `arrangement` the standing committee's paper for a general
    election, `term_ends_on` the day on which the terms end. Refused: `party-approval-missing`, `wrong-unit`,
    `not-elected-here`, `too-many-seats`, `vacancy-required`, `arrangement-required`, `session-required`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: Contests
    mode: VotersMode | None = None
    held_on: Day
    term_ends_on: Day
    session: StreamName | None = None
    approval: Approval | None = None
    arrangement: Ref | None = None
    vacancies: Vacancies = ()


@command(version=2)
class SubmitMeasures:
    """The presidium, or the election committee, submits the drafted measures.

    Refused: `election-measures-incomplete`, `election-measures-unlawful`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    measures: Measures
    submitted_on: Day


@command(version=3)
class RecordMeasuresVote:
    """The plenary, or the residents, voted on the measures. Not adopted is an outcome, no refusal.

    `held`, in a congress: the session as it is on record, added by the door: version 2 knew none. Refused:
    `session-not-open`, `roll-differs`, `other-version`, `invalid-tally`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    voted_on: Day
    held: HeldSession | None = None


# Facts


@fact
class ElectionPlanned:
    """An election is to be held (选举、补选)."""

    unit: UnitCode
    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: Contests
    mode: VotersMode | None
    held_on: Day
    term_ends_on: Day
    session: StreamName | None
    approval: Approval | None
    arrangement: Ref | None
    vacancies: Vacancies
    planned_by: Actor
    planned_at: Instant


@fact
class MeasuresSubmitted:
    """The measures were submitted (提请通过选举办法); nobody may vote by them yet."""

    unit: UnitCode
    election: Ref
    measures: Measures
    submitted_on: Day
    submitted_by: Actor
    recorded_at: Instant


@fact
class MeasuresAdopted:
    """The measures were adopted by vote and hold from here on; `needed` were the votes that it took."""

    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    needed: Count
    voted_on: Day
    recorded_at: Instant


@fact
class MeasuresRefused:
    """The measures did not find `needed` votes; other ones may be submitted."""

    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    needed: Count
    voted_on: Day
    recorded_at: Instant


MeasuresCommand = PlanElection | SubmitMeasures | RecordMeasuresVote
MeasuresFact = ElectionPlanned | MeasuresSubmitted | MeasuresAdopted | MeasuresRefused
