"""The title of a community: from the yearly list over self-check and acceptance to the title, and its timeline.

Law: draft opinion on residents' committees, part 3 (document 5 §三(一)-(三)). State machine S15, requirements A-276 to
A-285; AMB-26: qualified = all mandatory indicators met.
"""

from enum import StrEnum

from contracts.assessment.words import Indicator, SchemeCode, Term, Title, Year
from contracts.impartiality import TieCommand, TieFact
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Share, StreamName, Text, UnitCode


@command
class EnterProgramme:
    """The community is on its district's list of a year. Sent by the service itself. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class RecordSelfCheck:
    """The district's self-check of a year: `unmet` are the indicators found not met; none mandatory = passed.

    Refused: `not-on-the-list`, `indicator-not-in-scheme`, `outside-self-check-window`, `already-self-checked`,
    `date-in-future`, `recusal-required`, `scheme-not-active`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    unmet: tuple[Indicator, ...]
    checked_on: Day
    findings: Text


@command
class ApplyForAcceptance:
    """Apply to the city community office. Refused: `self-check-required`, `already-applied`, `year-over`."""

    actor: Actor
    unit: UnitCode
    year: Year


class Method(StrEnum):
    """How a community is assessed (评估方式): on-site view, symposium, questionnaires, check of records."""

    SITE = "site"
    SYMPOSIUM = "symposium"
    SURVEY = "survey"
    RECORDS = "records"


@shape
class Sample:
    """Questionnaires handed out at random (随机发放): how many, and the seed by which it is drawn again."""

    handed_out: Count
    returned: Count
    seed: Text


@command
class RecordMethod:
    """One of the four methods was used; the first one begins the acceptance. `sample` for questionnaires, only there.

    Refused: `application-required`, `sample-required`, `sample-too-small`, `not-a-survey`, `date-in-future`,
    `already-decided`, `recusal-required`, `same-person-at-two-levels`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    method: Method
    held_on: Day
    findings: Text
    sample: Sample | None = None


@command
class TakeSheet:
    """The community's score sheet was closed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: Term
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest


@command
class DecideAcceptance:
    """Confer the qualified title, or refuse it: the rule says which, from the closed sheet.

    Refused: `application-required`, `already-decided`, `methods-incomplete`, `results-missing`, `year-over`,
    `recusal-required`, `same-person-at-two-levels`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    reason: Text


@command
class ConferDemonstration:
    """Confer the demonstration title on a qualified community by the configured standard, in the year of its sheet.

    Refused: `not-qualified`, `already-demonstration`, `threshold-not-configured`, `standard-not-reached`,
    `year-over`, `recusal-required`, `same-person-at-two-levels`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    reason: Text


@command
class WithdrawTitle:
    """Take a title away, with the reason; without the qualified one the demonstration title goes too.

    Refused: `no-such-title`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    title: Title
    reason: Text


CommunityCommand = (
    EnterProgramme
    | RecordSelfCheck
    | ApplyForAcceptance
    | RecordMethod
    | TakeSheet
    | DecideAcceptance
    | ConferDemonstration
    | WithdrawTitle
    | TieCommand
)


@fact
class ProgrammeEntered:
    """The community takes part in the year's creation (参加创建)."""

    unit: UnitCode
    year: Year
    entered_at: Instant


@fact
class SelfCheckRecorded:
    """The district checked the community itself (自查); `unmet_mandatory` empty = passed."""

    unit: UnitCode
    year: Year
    unmet: tuple[Indicator, ...]
    unmet_mandatory: tuple[Indicator, ...]
    passed: bool
    checked_on: Day
    findings: Text
    digest: Digest
    checked_by: Actor
    recorded_at: Instant


@fact
class AcceptanceApplied:
    """The district applied to the city community office (申报)."""

    unit: UnitCode
    year: Year
    applied_by: Actor
    applied_at: Instant


@fact
class AcceptanceBegun:
    """The city's acceptance (评估验收) has begun; a score sheet is opened for it."""

    unit: UnitCode
    year: Year
    scheme: SchemeCode
    begun_at: Instant


@fact
class MethodRecorded:
    """One of the four methods of assessment was used, with what was found."""

    unit: UnitCode
    year: Year
    method: Method
    held_on: Day
    findings: Text
    sample: Sample | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class SheetTaken:
    """The results of the year are counted."""

    unit: UnitCode
    year: Year
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    taken_at: Instant


@fact
class CommunityTitleConferred:
    """A title was conferred on a community (授予称号), by results under the scheme of this digest.

    `time` counts how often the community has got this title, 1 at first: a number above 1 says that it was regained. A
    demonstration community is entered for the commendation of harmonious communities (和谐社区).
    """

    unit: UnitCode
    title: Title
    year: Year
    time: Count
    score: Share | None
    digest: Digest
    reason: Text
    conferred_by: Actor
    conferred_at: Instant


@fact
class AcceptanceRefused:
    """The community does not meet the standard (不合格), with the indicators that are missing."""

    unit: UnitCode
    year: Year
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    digest: Digest
    reason: Text
    refused_by: Actor
    refused_at: Instant


@fact
class CommunityTitleLost:
    """A community lost a title, with the reason; what it held before stays in its timeline."""

    unit: UnitCode
    title: Title
    reason: Text
    withdrawn_by: Actor
    lost_at: Instant


CommunityFact = (
    ProgrammeEntered
    | SelfCheckRecorded
    | AcceptanceApplied
    | AcceptanceBegun
    | MethodRecorded
    | SheetTaken
    | CommunityTitleConferred
    | AcceptanceRefused
    | CommunityTitleLost
    | TieFact
)


@question
class TitlesOfArea:
    """The titles that communities of an area hold now, in the order of their codes."""

    unit: UnitCode


@question
class TimelineOfCommunity:
    """Every step of a community through the programme, in every year: titles conferred, lost and regained."""

    unit: UnitCode


@shape
class HeldTitle:
    """A title that is held: `time` above 1 says that it was regained."""

    unit: UnitCode
    title: Title
    year: Year
    time: Count
    conferred_at: Instant
    digest: Digest


@answer
class TitlesOfAreaAnswer:
    """One page of titles; `next` is the token of the page after it."""

    titles: tuple[HeldTitle, ...]
    next: str | None


@shape
class TimelineStep:
    """One fact: its recorded type, the title and year it concerns, and what was said."""

    fact: Text
    title: Title | None
    year: Year | None
    happened_at: Instant
    reason: Text | None


@answer
class TimelineOfCommunityAnswer:
    """One page of steps, oldest first; `next` is the token of the page after it."""

    unit: UnitCode
    steps: tuple[TimelineStep, ...]
    next: str | None
