"""The half-yearly check of a township's governance centre, member units and village stations (综治检查考核).

Law: township opinion on the governance centre, parts 2 (6) and 3 (7) (乡镇综治信访维稳中心建设意见 二(六)、三(七)).
State machine S17, requirements A-205, A-206; AMB-49: the centre checks its member units and stations, and is itself
checked by the township's Party committee with the governance office.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.assessment.vocabulary import Indicator, Term, Year
from contracts.message import command, shape
from contracts.vocabulary import Actor, Digest, Share, StreamName, Text, UnitCode


class Half(StrEnum):
    """A half of the year (半年)."""

    FIRST = "H1"
    SECOND = "H2"


class RewardOutcome(StrEnum):
    """What the year comes to for one subject: a reward (奖) or a penalty (惩)."""

    REWARD = "reward"
    PENALTY = "penalty"


class CentreMissed(StrEnum):
    """What was not there in time: the evidence of a half-year, or the decisions of the year (奖惩决定)."""

    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    DECISION = "decision"


@shape
class CheckSubject:
    """Who is checked, and who answers for it (责任人), by reference."""

    unit: UnitCode
    responsible: Actor


Subjects = Annotated[tuple[CheckSubject, ...], Length(min=1, max=60)]
"""The subjects of one check, each once, the centre among them."""

# Commands


@command
class OpenCentreYear:
    """Begin a township's year of checks; each year after it begins by itself with the same subjects.

    `unit` is the caller's own: the centre, or the body above it. Refused: `scheme-not-active`, `year-already-open`,
    `not-in-charge`, `self-assessment`, `subject-twice`, `not-of-the-township`, `centre-not-named`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects


@command
class CarryOverCentreYear:
    """Begin the next year as the last one stood. Sent by the service itself at the new year. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects


@command
class NameSubjects:
    """Name the subjects anew, for the half-years whose evidence is not frozen yet.

    Refused: `year-not-open`, `not-in-charge`, `subject-twice`, `not-of-the-township`, `centre-not-named`,
    `already-frozen`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    subjects: Subjects


@command
class FreezeEvidence:
    """The half-year is over: what is known now is the evidence, and a score sheet is opened for each subject.

    Refused: `year-not-open`, `not-in-charge`, `half-year-not-over`, `already-frozen`, `scheme-not-active`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    half: Half


@command
class TakeCentreSheet:
    """A subject's score sheet was closed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    term: Term
    subject: UnitCode
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest


@command
class DecideReward:
    """Reward or penalise a subject for the year, with the reason: the text gives no threshold.

    Only the body above the centre decides. Refused: `year-not-open`, `not-in-charge`, `self-assessment`,
    `no-such-subject`, `results-missing`, `already-decided`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    subject: UnitCode
    outcome: RewardOutcome
    target_met: bool
    reason: Text


@command
class MarkCentreOverdue:
    """Announce what has fallen due. Sent by the service itself; nothing due is nothing done."""

    actor: Actor
    unit: UnitCode
    year: Year


CentreCommand = (
    OpenCentreYear
    | CarryOverCentreYear
    | NameSubjects
    | FreezeEvidence
    | TakeCentreSheet
    | DecideReward
    | MarkCentreOverdue
)
CENTRE_COMMANDS: tuple[type, ...] = get_args(CentreCommand)
