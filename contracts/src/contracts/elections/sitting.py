"""A session that sits: opening, meetings, deliberation, votes, the end of each item.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 14, 21 and 25; district opinion (document 2
§三(一)2, 5).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.sessions import (
    Disposal,
    Matter,
    MeetingKind,
    Number,
    Persons,
    SessionFinding,
    SessionKind,
    SessionNumber,
    TermNumber,
    Votes,
    Word,
)
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class OpenSession:
    """The session opens (开幕) with the deputies who attend; `rules_of_procedure` names the rules in force, if any.

    Refused: `quorum-not-met`, `not-a-deputy`, `deputy-suspended`, `papers-missing`, `deputy-list-not-published`,
    `presidium-decision-required`, `date-in-future`, `invalid-transition`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    opened_on: Day
    attending: Persons
    rules_of_procedure: Name | None


@command
class HoldMeeting:
    """One meeting of the session with who attended. Refused: `invalid-transition` for a plenary before the
    preparatory meeting, `quorum-not-met` for a plenary, `not-a-deputy`, `not-presidium-member`, `deputy-suspended`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: MeetingKind
    held_on: Day
    attending: Persons
    guests: Persons = ()


@command
class RecordDeliberation:
    """Deputies deliberated an item (审议); `opinions` is the gist of what they said.

    Refused: `no-such-item`, `not-a-deputy`, `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    held_on: Day
    minutes: Count
    speakers: Persons
    opinions: Text


@shape
class ProposedResolution:
    """A resolution or decision (决议、决定): the deliberations it rests on, and who carries it out."""

    title: Name
    deliberations: Annotated[tuple[Number, ...], Length(max=40)]
    responsible: UnitCode


@command
class TakeVote:
    """A plenary votes on an item (表决). Not adopted is an outcome, no refusal.

    Refused: `vote-without-deliberation`, `resolution-without-deliberation`, `invalid-tally`, `no-such-meeting`,
    `no-such-item`, `already-disposed`, `secret-ballot-required` for an election.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    meeting: Number
    votes: Votes
    resolution: ProposedResolution | None = None


@command
class DisposeItem:
    """An item that needs no vote comes to its end. Refused: `vote-required`, `already-disposed`, `no-such-item`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    disposal: Disposal
    text: Text | None = None


# Facts


@fact
class SessionOpened:
    """The session opened. `all_deputies` is the number that quorum and majorities are measured by (AMB-51)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    all_deputies: Count
    attending: Persons
    absent: Persons
    opened_at: Instant


@fact
class SessionFlagged:
    """A finding that does not stop the session; `what` says which deputies or which matters."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    finding: SessionFinding
    deputies: Persons
    matters: tuple[Word, ...]
    flagged_at: Instant


@fact
class MeetingHeld:
    """One meeting of the session; `guests` attended without vote."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    kind: MeetingKind
    held_on: Day
    attending: Persons
    guests: Persons
    recorded_at: Instant


@fact
class ItemDeliberated:
    """One deliberation of an item; `number` counts the session's deliberations."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: Ref
    held_on: Day
    minutes: Count
    speakers: Persons
    opinions: Text
    recorded_at: Instant


@fact
class VoteTaken:
    """A plenary voted; adopted with more than half of `all_deputies`, not of those present (组织法 第二十五条)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    matter: Matter
    meeting: Number
    votes: Votes
    all_deputies: Count
    adopted: bool
    voted_at: Instant


@fact
class ResolutionAdopted:
    """A resolution, on the ground of the deliberations named; `responsible` carries it out."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: Ref
    title: Name
    deliberations: tuple[Number, ...]
    responsible: UnitCode
    adopted_at: Instant


@fact
class ItemDisposed:
    """An item came to its end without a vote."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    matter: Matter
    disposal: Disposal
    text: Text | None
    disposed_at: Instant


SittingCommand = OpenSession | HoldMeeting | RecordDeliberation | TakeVote | DisposeItem
SittingFact = (
    SessionOpened | SessionFlagged | MeetingHeld | ItemDeliberated | VoteTaken | ResolutionAdopted | ItemDisposed
)
