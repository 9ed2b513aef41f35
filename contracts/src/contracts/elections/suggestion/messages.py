"""Deputies' suggestions, criticisms and comments (代表建议、批评和意见): handed over with a limit, handled, answered.

`unit` is the township whose congress it was submitted to.

Law: Deputies Law (代表法), art. 51; Organic Law of Local Congresses and Governments (组织法), art. 42; district opinion
on township people's congresses (document 2 §三(二)1).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Persons, SessionNumber, TermNumber, Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import ActingUnit, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Signatories = Annotated[Persons, Length(min=1, max=200)]


@command
class SubmitSuggestion:
    """Deputies submit a suggestion, a criticism or a comment. `inactive`: those of them who may not act.

    Refused: `suggestion-exists`, `unknown-kind`, `named-twice`, `not-active-deputy`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    kind: Word
    title: Name
    text: Text
    signatories: Signatories
    inactive: Persons


@command
class AssignSuggestion:
    """The presidium hands it over (交办) to a unit, to be answered by a day.

    `is_complex`: wide-ranging and difficult (涉及面较广、处理难度较大). Refused: `no-such-suggestion`,
    `suggestion-handed-over`, `deadline-required`, `date-in-past`, `limit-exceeds-statute`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    to: UnitCode
    is_complex: bool = False
    due_on: Day | None = None


@command
class TakeSuggestion:
    """The unit takes it in hand, also after it was returned. Refused: `no-such-suggestion`, `suggestion-not-assigned`,
    `forbidden-unit` to any other unit.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    term: TermNumber
    suggestion: Ref


@command
class SuperviseSuggestion:
    """The presidium presses for it (督办). Refused: `no-such-suggestion`, `suggestion-not-in-hand`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    text: Text


@shape
class Heard:
    """When the handling unit was in touch with the deputies (与代表联系沟通), and what they said (听取意见)."""

    on: Day
    opinion: Text


@command
class ReplySuggestion:
    """The unit answers the deputies, whom it has heard before (答复代表).

    Refused: as `take_suggestion`, and `suggestion-not-in-hand`, `contact-required`, `date-in-future`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    text: Text
    heard: Heard | None = None


@command
class JudgeReply:
    """A deputy who signed it accepts the answer, or returns it to be handled again. Refused: `no-such-suggestion`,
    `suggestion-not-replied`, `not-a-signatory`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    deputy: Ref
    is_accepted: bool
    opinion: Text


@command
class ReportSuggestion:
    """It stood in the report on handling that a session deliberated (办理情况报告); what is late is answered still.
    Refused: `no-such-suggestion`, `suggestion-open-still`, `suggestion-reported-already`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    session: SessionNumber
    reported_on: Day


@command
class RemindSuggestion:
    """Remind the unit before its limit. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref


@command
class MarkSuggestion:
    """Announce that the limit has passed without an answer. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    suggestion: Ref


SuggestionCommand = (
    SubmitSuggestion
    | AssignSuggestion
    | TakeSuggestion
    | SuperviseSuggestion
    | ReplySuggestion
    | JudgeReply
    | ReportSuggestion
    | RemindSuggestion
    | MarkSuggestion
)


@fact
class SuggestionSubmitted:
    """A suggestion, a criticism or a comment was submitted (提出)."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    kind: Word
    title: Name
    text: Text
    signatories: Signatories
    recorded_by: Actor
    submitted_at: Instant


@fact
class SuggestionAssigned:
    """It was handed over to a unit, which answers on `due_on` at the latest; reminded of it at `remind_at`, if ever."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    to: UnitCode
    is_complex: bool
    due_on: Day
    due_at: Instant
    remind_at: Instant | None
    assigned_by: Actor
    assigned_at: Instant


@fact
class SuggestionTaken:
    """The unit has it in hand (承办)."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    by: UnitCode
    taken_by: Actor
    taken_at: Instant


@fact
class SuggestionSupervised:
    """The presidium pressed for it."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    text: Text
    supervised_by: Actor
    supervised_at: Instant


@fact
class SuggestionReminded:
    """The unit was reminded of its limit."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    to: UnitCode
    due_at: Instant
    reminded_at: Instant


@fact
class SuggestionOverdue:
    """The limit has passed without an answer."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    to: UnitCode
    due_at: Instant
    announced_at: Instant


@fact
class SuggestionReplied:
    """The unit has answered; late if not before `due_at`."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    by: UnitCode
    text: Text
    heard: Heard
    due_at: Instant
    replied_by: Actor
    replied_at: Instant


@fact
class ReplyJudged:
    """A deputy has accepted the answer, or returned it."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    deputy: Ref
    is_accepted: bool
    opinion: Text
    judged_at: Instant


@fact
class SuggestionReported:
    """A session deliberated the report on its handling."""

    unit: UnitCode
    term: TermNumber
    suggestion: Ref
    session: SessionNumber
    reported_on: Day
    recorded_by: Actor
    recorded_at: Instant


SuggestionFact = (
    SuggestionSubmitted
    | SuggestionAssigned
    | SuggestionTaken
    | SuggestionSupervised
    | SuggestionReminded
    | SuggestionOverdue
    | SuggestionReplied
    | ReplyJudged
    | SuggestionReported
)


@question
class SuggestionsOfCongress:
    """The suggestions of a term and how far each is: what the report on handling is made of."""

    unit: UnitCode
    term: TermNumber


class SuggestionStep(StrEnum):
    """How far it is. That it is late stays recorded beside it."""

    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    IN_HANDLING = "in_handling"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPORTED = "reported"


@shape
class SuggestionLine:
    """One suggestion; `to` and `due_on` None: not handed over yet. `is_late`: its limit passed without an answer."""

    suggestion: Ref
    kind: Word
    title: Name
    signatories: Persons
    submitted_at: Instant
    step: SuggestionStep
    to: UnitCode | None
    due_on: Day | None
    is_late: bool
    replied_at: Instant | None
    session: SessionNumber | None


@shape
class HandlingReport:
    """How many of a term were received, handed over, answered, accepted, answered late or late still (办理情况)."""

    received: Count
    assigned: Count
    replied: Count
    accepted: Count
    late: Count


@answer
class SuggestionsAnswer:
    """One page of a term's suggestions in the order of their names; `report` counts all of them."""

    unit: UnitCode
    term: TermNumber
    report: HandlingReport
    suggestions: tuple[SuggestionLine, ...]
    next: str | None
