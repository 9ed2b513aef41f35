"""Recall of an elected official (罢免): moved with reasons, defended, and voted on.

Law: Organic Law of Local Congresses and Governments, arts. 25, 31 (地方组织法).
"""

from enum import StrEnum

from contracts.elections.election_words import Persons, Post, Vote
from contracts.elections.sessions import HeldSession
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, StreamName, Text, UnitCode


class MovedBy(StrEnum):
    """Who moves a recall: the presidium, or deputies jointly."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"


class DefenceForm(StrEnum):
    """How the official answers: orally, in writing (then printed for the session), or not at all, though offered."""

    ORAL = "oral"
    WRITTEN = "written"
    WAIVED = "waived"


# Commands


@command(version=2)
class MoveRecall:
    """Move the recall of an official in a session. `all_deputies` is how many there are.

    `held`: the session as it is on record, added by the door; None for one of the time before the record, and in
    version 1. Refused: `reason-required`, `not-enough-signers`, `session-not-open`, `roll-differs`, `not-in-office`,
    `recall-moved-already`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    by: MovedBy
    movers: Persons
    all_deputies: Count
    reasons: Text | None = None
    session: StreamName | None = None
    moved_on: Day
    held: HeldSession | None = None


@command
class RecordDefence:
    """The official was offered a defence, and used it or not. Refused: `no-recall-moved`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    form: DefenceForm
    given_on: Day


@command(version=2)
class DecideRecall:
    """The congress votes on the recall, in the session it was moved in: `held`, as it is on record (not in version 1).

    Refused: `no-recall-moved`, `defence-not-offered`, `session-not-open`, `roll-differs`, `invalid-date`,
    `invalid-tally`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    decided_on: Day
    held: HeldSession | None = None


# Facts


@fact
class RecallMoved:
    """A recall was moved (罢免案), with its reasons."""

    unit: UnitCode
    post: Post
    person: Ref
    by: MovedBy
    movers: Persons
    all_deputies: Count
    reasons: Text
    session: StreamName
    clause: Text
    moved_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class DefenceGiven:
    """The official defended themself, or waived it (申辩)."""

    unit: UnitCode
    post: Post
    person: Ref
    form: DefenceForm
    given_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class OfficialRecalled:
    """The congress recalled an official with at least `needed` votes, on `clause`."""

    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class RecallRefused:
    """A recall did not find `needed` votes: the official stays."""

    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


RecallCommand = MoveRecall | RecordDefence | DecideRecall
RecallFact = RecallMoved | DefenceGiven | OfficialRecalled | RecallRefused
