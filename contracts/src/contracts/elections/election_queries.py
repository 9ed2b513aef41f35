"""What can be asked about elections, and what is answered: everything but who voted, and for whom."""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.ballots import BoxCounted, BoxRecounted
from contracts.elections.deputy_files import Ratings
from contracts.elections.election_words import Basis, Contest, ElectionKind, Post
from contracts.elections.papers import Winner
from contracts.elections.results import ResultDeclared
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Ref, UnitCode


@question
class ElectionsOfUnit:
    """The elections of a unit, the newest election day first."""

    unit: UnitCode


@question
class ElectionRecord:
    """One election with its boxes and results. Refused: `no-such-election`."""

    unit: UnitCode
    election: Ref


@shape
class ElectionLine:
    """One election; `stage` is how far it is, `open_seats` are those that nobody has won yet."""

    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: tuple[Contest, ...]
    stage: str
    held_on: Day
    rounds: Count
    open_seats: Count
    elected: tuple[Winner, ...]


@answer
class ElectionsOfUnitAnswer:
    """One page of elections; `next` is the token of the page after it."""

    elections: tuple[ElectionLine, ...]
    next: str | None


@shape
class EvaluationLine:
    """How the voters rated a deputy at a report: a basis for recommending the deputy again (履职测评)."""

    reported_on: Day
    ratings: Ratings
    voters: Count


@shape
class CandidateLine:
    """Somebody who was named for a post, and how this person stands.

    `evaluations`: of a deputy who is proposed again, the newest first; None of whoever has no file as a deputy, empty
    where the voters have not rated the deputy yet.
    """

    post: Post
    person: Ref
    standing: str
    evaluations: tuple[EvaluationLine, ...] | None


@answer
class ElectionRecordAnswer:
    """One election: its candidates, every count of every box as it was entered, and every result."""

    unit: UnitCode
    line: ElectionLine
    candidates: tuple[CandidateLine, ...]
    counts: Annotated[tuple[BoxCounted, ...], Length(max=300)]
    recounts: Annotated[tuple[BoxRecounted, ...], Length(max=300)]
    results: Annotated[tuple[ResultDeclared, ...], Length(max=20)]
