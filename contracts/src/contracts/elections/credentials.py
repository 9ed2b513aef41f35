"""The credentials of deputies (代表资格): elected, reviewed, confirmed by the presidium, published, or invalid.

Law: Election Law (选举法), arts. 46, 47 and 58; district opinion (document 2 §三(三)2).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.sessions import Persons, PresidiumMeeting, TermNumber, Votes
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Day, Instant, Ref, Text, UnitCode


class InvalidGround(StrEnum):
    """Why an election is invalid: the three questions of the review, and what is found out later."""

    CONDITIONS_NOT_MET = "conditions-not-met"
    PROCEDURE_UNLAWFUL = "procedure-unlawful"
    BRIBERY = "bribery"
    FORCE = "force"
    FRAUD = "fraud"
    FALSE_DATA = "false-data"
    FOREIGN_FUNDING = "foreign-funding"


@shape
class ElectedDeputy:
    """A person who won a seat of a district; the name is kept elsewhere, sealed."""

    deputy: Ref
    district: Ref
    elected_on: Day
    by_election: bool


@shape
class Review:
    """The three questions of a review (选举法 第四十七条): each answered yes or no."""

    deputy: Ref
    meets_conditions: bool
    lawful_procedure: bool
    free_of_sabotage: bool

    @property
    def is_passed(self) -> bool:
        return self.meets_conditions and self.lawful_procedure and self.free_of_sabotage


@shape
class Invalid:
    """An election that the presidium declares invalid, and on what ground."""

    deputy: Ref
    ground: InvalidGround
    text: Text


Elected = Annotated[tuple[ElectedDeputy, ...], Length(min=1, max=200)]
Reviews = Annotated[tuple[Review, ...], Length(min=1, max=200)]
Invalids = Annotated[tuple[Invalid, ...], Length(max=200)]


@command
class EnterDeputies:
    """Who was elected, in the general election or in a by-election. Refused: `already-a-deputy`, `no-vacant-seat`,
    `no-such-term`, `named-twice`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputies: Elected


@command
class ReviewCredentials:
    """The credentials committee answers the three questions for each. Refused: `not-committee-member`,
    `not-elected`, `committee-term-expired`, `deputy-suspended`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    reviewed_on: Day
    reviewers: Persons
    reviews: Reviews


@command
class ConfirmCredentials:
    """A meeting of the presidium confirms the report, or declares elections invalid. Refused:
    `credentials-not-reviewed`, `presidium-decision-required`, `not-presidium-member`, `forbidden-role`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    votes: Votes
    confirmed: Persons
    invalid: Invalids = ()


@command
class PublishDeputies:
    """The list of confirmed deputies is public (公布代表名单). Refused: `not-confirmed`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputies: Persons
    published_on: Day


@command
class InvalidateElection:
    """What was found out later makes the election of a sitting deputy invalid; the presidium decides it.

    Refused: `not-a-deputy`, `presidium-decision-required`, `not-presidium-member`, `forbidden-role`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    votes: Votes
    invalid: Invalid


# Facts


@fact
class DeputiesEntered:
    """These persons were elected; none of them acts before review, confirmation and publication."""

    unit: UnitCode
    term: TermNumber
    deputies: Elected
    recorded_at: Instant


@fact
class CredentialsReviewed:
    """The committee's report; without the presidium's confirmation it has no effect."""

    unit: UnitCode
    term: TermNumber
    reviewed_on: Day
    reviewers: Persons
    reviews: Reviews
    recorded_at: Instant


@fact
class DeputyListConfirmed:
    """The presidium confirmed these credentials; the list is to be public before the session (document 2 §三(三)2)."""

    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    deputies: Persons
    confirmed_at: Instant


@fact
class DeputyElectionInvalidated:
    """An election is invalid (当选无效): the seat is vacant, a by-election is due.

    `acted_from`: since when the person acted as a deputy; what was done since is to be looked at again. None: never.
    """

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    ground: InvalidGround
    text: Text
    acted_from: Day | None
    invalidated_at: Instant


@fact
class DeputyListPublished:
    """These deputies stand on a published list; `active`: they act from now, otherwise from the first session on."""

    unit: UnitCode
    term: TermNumber
    deputies: Persons
    published_on: Day
    active: bool
    recorded_at: Instant


@fact
class DeputySeatVacated:
    """A seat of a district is vacant: a by-election is due (补选); no number of days is in the text."""

    unit: UnitCode
    term: TermNumber
    district: Ref
    since: Day
    recorded_at: Instant


@fact
class DeputySeatFilled:
    """A deputy elected in a by-election takes a vacant seat of the district."""

    unit: UnitCode
    term: TermNumber
    district: Ref
    deputy: Ref
    recorded_at: Instant


CredentialsCommand = EnterDeputies | ReviewCredentials | ConfirmCredentials | PublishDeputies | InvalidateElection
CredentialsFact = (
    DeputiesEntered
    | CredentialsReviewed
    | DeputyListConfirmed
    | DeputyElectionInvalidated
    | DeputyListPublished
    | DeputySeatVacated
    | DeputySeatFilled
)
