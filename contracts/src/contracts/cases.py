"""A case with a due date, in whatever service, and why it is due then."""

from dataclasses import dataclass
from datetime import date

from contracts.calendar import Calendar
from contracts.deadlines import Deadline, DeadlineRule, Stop, deadline
from contracts.explanations import Explanation, explain_deadline
from contracts.message import message
from contracts.vocabulary import Digest, StreamName, UnitCode


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a due date is reckoned: the rule, the day from which it is counted, and where the clock stood still."""

    rule: DeadlineRule
    start: date
    stops: tuple[Stop, ...] = ()

    def deadline(self, calendar: Calendar) -> Deadline:
        return deadline(self.rule, self.start, calendar, self.stops)

    def explained(self, calendar: Calendar) -> Explanation:
        return explain_deadline(self.rule, self.start, calendar, self.stops)


@message(".explain-deadline")
class ExplainDeadline:
    """Why a case is due when it is: an answer is `DeadlineExplained`. `case` is the stream that the case is kept in.

    Refused: `unknown-case`; `calendar-not-carried` and `policy-not-carried` where this release lacks what was followed.
    """

    unit: UnitCode
    case: StreamName


@message(".deadline-explained")
class DeadlineExplained:
    """The due date as recorded, and one page of the days that lead to it by the packs and notices followed then.

    `packs` are those the case followed, widest authority first; `next` is the token of the page after this one.
    """

    unit: UnitCode
    case: StreamName
    due: Deadline
    packs: tuple[Digest, ...]
    explanation: Explanation
    next: str | None
