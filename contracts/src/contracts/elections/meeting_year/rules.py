"""The rules of the residents' meetings of a year as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(2)).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.elections.meeting_year.messages import YearWindow
from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, month_day, words

_PARAMETERS = {YearWindow.YEAR_START: "year_start.window", YearWindow.YEAR_END: "year_end.window"}

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingYearPolicy:
    """`windows`: first and last day of each in which a meeting is owed; none where no pack says."""

    windows: Mapping[YearWindow, tuple[MonthDay, MonthDay]]

    def windows_in(self, year: int) -> Mapping[YearWindow, tuple[date, date]]:
        return {window: (date(year, *first), date(year, *last)) for window, (first, last) in self.windows.items()}


def meeting_year_policy(resolved: ResolvedPolicy) -> MeetingYearPolicy:
    required = words(resolved, "residents_meeting.required")
    spans = {window: given(resolved, name) for window, name in _PARAMETERS.items() if window in required}
    windows = {
        window: (month_day(span["from"]), month_day(span["to"])) for window, span in spans.items() if span is not None
    }
    return MeetingYearPolicy(windows=windows)
