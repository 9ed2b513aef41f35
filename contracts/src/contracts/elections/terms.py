"""One congress for its term (一届人大): its opening and end, its presidium, its credentials committee.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 9, 19, 20, 37 and 38; district opinion on township
people's congresses (document 2 §三(三)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.elections.credentials import Elected
from contracts.elections.sessions import Persons, Presidium, SessionNumber, TermNumber
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, UnitCode

Seats = Annotated[int, Range(min=1, max=200)]


class CommitteeSeatKind(StrEnum):
    """The chair and the vice-chairs of the credentials committee are members of the presidium."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    MEMBER = "member"


@shape
class CommitteeSeat:
    """One member of the credentials committee."""

    deputy: Ref
    seat: CommitteeSeatKind


Committee = Annotated[tuple[CommitteeSeat, ...], Length(min=1, max=40)]


@command
class OpenTerm:
    """Enter a congress whose deputies have been elected. Until its own first session it is convened by the
    presidium, and its deputies are reviewed by the credentials committee, of the term before.

    Refused: `duplicate-congress`, `presidium-incomplete`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    presidium: Presidium
    reviewers: Persons


@command
class TakeOverTerm:
    """Enter a congress that sat already when its records began to be kept here (承接既有代表名册).

    Its deputies were reviewed and published before; from here on every change of them is a fact. `reviewers` are the
    members of its credentials committee. Refused: `duplicate-congress`, `presidium-incomplete`, `named-twice`,
    `no-vacant-seat` (more deputies than seats), `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    begun_on: Day
    presidium: Presidium
    reviewers: Persons
    deputies: Elected


@command
class ElectPresidium:
    """The congress elected its presidium at a session (选举主席团). Refused: `session-not-open`,
    `presidium-incomplete`, `not-a-deputy`, `named-twice`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    presidium: Presidium


@command
class FormCommittee:
    """The plenary of the first session adopted the credentials committee (代表资格审查委员会).

    Refused: `wrong-session`, `session-not-open`, `not-a-deputy`, `not-presidium-member`, `committee-exists`,
    `committee-term-expired`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    committee: Committee


@command
class FillCommittee:
    """A vacancy of the committee is filled (补选). Refused: `no-vacancy`, and as when it was formed."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    seat: CommitteeSeat


@command
class EndTerm:
    """The next congress holds its first session: this one's mandate is over. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    ended_on: Day


@command
class MarkFirstSessionOverdue:
    """Announce that no first session was held in time. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber


# Facts


@fact
class TermOpened:
    """A congress was elected (第几届); its first session is due on `first_session_by`, two months later."""

    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    presidium: Presidium
    reviewers: Persons
    first_session_by: Day | None
    due_at: Instant | None
    opened_at: Instant


@fact
class FirstSessionOverdue:
    """Two months after the election there has been no first session (组织法 第二十条)."""

    unit: UnitCode
    term: TermNumber
    due_at: Instant
    announced_at: Instant


@fact
class TermBegun:
    """The congress held its first session: its deputies are active from `begun_on` (组织法 第三十八条)."""

    unit: UnitCode
    term: TermNumber
    begun_on: Day
    deputies: Persons
    recorded_at: Instant


@fact
class TermEnded:
    """The next congress met: the mandate of these deputies is over, and the committee with it."""

    unit: UnitCode
    term: TermNumber
    ended_on: Day
    deputies: Persons
    recorded_at: Instant


@fact
class PresidiumElected:
    """The presidium that presides over this session and convenes the next one."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    presidium: Presidium
    recorded_at: Instant


@fact
class CommitteeFormed:
    """The credentials committee, until the term ends."""

    unit: UnitCode
    term: TermNumber
    committee: Committee
    recorded_at: Instant


@fact
class CommitteeSeatVacated:
    """A member left the credentials committee with the mandate; the seat is to be filled."""

    unit: UnitCode
    term: TermNumber
    seat: CommitteeSeat
    recorded_at: Instant


@fact
class CommitteeSeatFilled:
    """A vacancy of the credentials committee was filled."""

    unit: UnitCode
    term: TermNumber
    seat: CommitteeSeat
    recorded_at: Instant


TermCommand = (
    OpenTerm | TakeOverTerm | ElectPresidium | FormCommittee | FillCommittee | EndTerm | MarkFirstSessionOverdue
)
TermFact = (
    TermOpened
    | FirstSessionOverdue
    | TermBegun
    | TermEnded
    | PresidiumElected
    | CommitteeFormed
    | CommitteeSeatVacated
    | CommitteeSeatFilled
)
