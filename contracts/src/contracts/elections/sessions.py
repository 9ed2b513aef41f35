"""Words of one session of a township people's congress (人代会会议): its agenda, its meetings, its votes.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12-25;
district opinion on township people's congresses (document 2 §三(一)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.message import shape
from contracts.vocabulary import Count, Day, Name, Ref, Share, Text

TermNumber = Annotated[int, Range(min=1, max=99)]
"""Which congress since the first one (第几届)."""

SessionNumber = Annotated[int, Range(min=1, max=60)]
"""Which session of its term (第几次会议); the first one is number 1."""

Number = Annotated[int, Range(min=1, max=999)]
"""The number of a meeting, a deliberation, an inquiry within its session."""

Persons = Annotated[tuple[Ref, ...], Length(max=200)]
"""Deputies or other persons by their pseudonymous references; a congress has at most 160 deputies and few guests."""

Word = Annotated[str, Regexp(r"[a-z][a-z0-9_]{0,62}\Z", error="Not a word of the policy.")]
"""A word of a list that the policy holds, as `budget_adjustment`."""

MOST_ITEMS = 40


@shape
class HeldSession:
    """A session as it is on record; read from there by the service's door, never sent.

    `opened_on` None: it has not opened; `closed_on` None: it sits still. `all_deputies`: how many there were in its
    course (AMB-51): one number, unless a mandate ended or began meanwhile.
    """

    opened_on: Day | None
    closed_on: Day | None
    all_deputies: Annotated[tuple[Count, ...], Length(max=200)]


class SessionKind(StrEnum):
    """A regular session, or one that is called besides (增开会议)."""

    REGULAR = "regular"
    EXTRA = "extra"


class Matter(StrEnum):
    """What an item of the agenda (议程) is about."""

    GOVERNMENT_WORK_REPORT = "government_work_report"
    PRESIDIUM_REPORT = "presidium_report"
    BUDGET = "budget"
    BUDGET_EXECUTION = "budget_execution"
    FINAL_ACCOUNTS = "final_accounts"
    BUDGET_ADJUSTMENT = "budget_adjustment"
    RESOLUTION_CHECK = "resolution_check"
    SPECIAL_SUPERVISION = "special_supervision"
    HALF_YEAR_PROGRESS_REPORT = "half_year_progress_report"
    SUGGESTION_HANDLING = "suggestion_handling"
    DEPUTY_CHANGES = "deputy_changes"
    ELECTION = "election"
    BY_ELECTION = "by_election"
    RECALL = "recall"
    RESIGNATION = "resignation"
    MOTION = "motion"
    OTHER = "other"


ELECTIONS = (Matter.ELECTION, Matter.BY_ELECTION)
"""Items for which a session lasts longer (选举事项)."""

APPROVED_BY_VOTE = (
    Matter.BUDGET,
    Matter.BUDGET_EXECUTION,
    Matter.FINAL_ACCOUNTS,
    Matter.BUDGET_ADJUSTMENT,
    Matter.RESIGNATION,
    Matter.RECALL,
)
"""Items that nothing but a vote disposes of (审查和批准; 罢免; 接受辞职)."""


@shape
class AgendaItem:
    """One item of the agenda."""

    item: Ref
    matter: Matter
    title: Name


Agenda = Annotated[tuple[AgendaItem, ...], Length(max=MOST_ITEMS)]


@shape
class Votes:
    """Votes by show of hands or by machine: how many, never whose."""

    agree: Count
    against: Count
    abstain: Count

    @property
    def cast(self) -> int:
        return self.agree + self.against + self.abstain


@shape
class VotedItem:
    """An item of the agenda and the presidium's votes on it."""

    item: AgendaItem
    votes: Votes


@shape
class VotedPaper:
    """A draft to be submitted to the congress (草案) and the presidium's votes on it."""

    matter: Matter
    title: Name
    votes: Votes


VotedItems = Annotated[tuple[VotedItem, ...], Length(max=MOST_ITEMS)]
VotedPapers = Annotated[tuple[VotedPaper, ...], Length(max=MOST_ITEMS)]


@shape
class Dates:
    """When a session is held: both days belong to it, `days` is its length (会期), half days counted."""

    begins_on: Day
    ends_on: Day
    days: Share


class ConvenedAs(StrEnum):
    """In which capacity somebody convened the presidium."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    CHOSEN_MEMBER = "chosen-member"


class StandsIn(StrEnum):
    """Why another than the chairperson convened the presidium (AMB-52)."""

    CHAIR_VACANT = "chair-vacant"
    CHAIR_UNABLE = "chair-unable"


@shape
class PresidiumMeeting:
    """A meeting of the presidium (主席团会议): who convened it, and who was present."""

    held_on: Day
    convened_by: Ref
    convened_as: ConvenedAs
    stands_in: StandsIn | None = None
    present: Persons


@shape
class ExtraGround:
    """Why a session is called besides the regular ones: the presidium's own reason, or the deputies who propose it."""

    reason: Word | None
    text: Text | None
    proposed_by: Persons = ()
    presidium: PresidiumMeeting | None = None
    votes: Votes | None = None


class Standing(StrEnum):
    """How a deputy stands (代表资格): the mandate of the last three is valid.

    `confirmed`: credentials confirmed, not yet on a published list; `listed`: published, waiting for the first session
    of the term; a `suspended` deputy remains one of all deputies.
    """

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    LISTED = "listed"
    ACTIVE = "active"
    SUSPENDED = "suspended"


@shape
class RollEntry:
    """One deputy on the roll (代表名册) of the congress."""

    deputy: Ref
    standing: Standing


Roll = Annotated[tuple[RollEntry, ...], Length(max=200)]


class SeatKind(StrEnum):
    """The chair and the vice-chairs are members of the presidium by office."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    MEMBER = "member"


@shape
class PresidiumSeat:
    """One member of the presidium."""

    person: Ref
    seat: SeatKind


Presidium = Annotated[tuple[PresidiumSeat, ...], Length(max=60)]


class MeetingKind(StrEnum):
    """The meetings of a session (预备会、主席团会、全体会)."""

    PREPARATORY = "preparatory"
    PRESIDIUM = "presidium"
    PLENARY = "plenary"


class Disposal(StrEnum):
    """How an item that is not put to the vote comes to its end."""

    HEARD = "heard"
    REFERRED = "referred"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"


class SessionFinding(StrEnum):
    """What a session is flagged for without being stopped."""

    DEPUTY_NOT_NOTIFIED = "deputy-not-notified"
    RULES_OF_PROCEDURE_MISSING = "rules-of-procedure-missing"
    OUTSIDE_QUARTER = "regular-session-outside-quarter"
    Q1_WORK_REPORT_MISSING = "q1-agenda-missing-work-report"
    Q3_ITEM_MISSING = "q3-item-missing"
