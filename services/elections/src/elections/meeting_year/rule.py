"""The residents' meetings of one community in one year: at its start, at its end, and whatever is held between.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(2)).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_begins, day_ends
from contracts.elections.meeting_year.messages import (
    CheckMeetingYear,
    MeetingYearChecked,
    MeetingYearCommand,
    MeetingYearFact,
    MeetingYearOpened,
    NoteResidentsMeeting,
    OpenMeetingYear,
    ResidentsMeetingMissed,
    ResidentsMeetingNoted,
    YearWindow,
)
from contracts.elections.meeting_year.rules import MeetingYearPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

meeting_year_stream = key_of(__name__, "unit", "year", named="meetings")


@dataclass(frozen=True, slots=True)
class MeetingYear:
    """`since` None: the year is not open. `meetings`: each with its day. `checked`: windows that nothing is said of."""

    since: date | None = None
    meetings: frozenset[tuple[str, date]] = frozenset()
    checked: frozenset[YearWindow] = frozenset()
    next_check_at: datetime | None = None


class _Key(TypedDict):
    unit: str
    year: int


def _key(command: MeetingYearCommand) -> _Key:
    return {"unit": command.unit, "year": command.year}


def decide(
    command: MeetingYearCommand, year: MeetingYear, rules: Rules[MeetingYearPolicy], now: datetime
) -> list[MeetingYearFact]:
    """What is entered when a window is over comes too late for it, whether the sweeper ran before or not."""
    policy = rules.policy
    match command:
        case OpenMeetingYear():
            return [] if year.since is not None else [_opened(command, command.since or china_day(now), policy, now)]
        case NoteResidentsMeeting():
            return _note(command, year, policy, now)
        case CheckMeetingYear():
            return _checked(command, year, policy, now)
        case _:
            assert_never(command)


def _opened(command: MeetingYearCommand, since: date, policy: MeetingYearPolicy, now: datetime) -> MeetingYearOpened:
    last_day = _year_end(command)
    return MeetingYearOpened(
        **_key(command),
        since=since,
        next_check_at=min((day_ends(last) for _, last in policy.windows_in(command.year).values()), default=last_day),
        next_year_at=day_begins(date(command.year + 1, 1, 1)),
        opened_at=now,
    )


def _note(
    command: NoteResidentsMeeting, year: MeetingYear, policy: MeetingYearPolicy, now: datetime
) -> list[MeetingYearFact]:
    """A community whose year nobody opened is known by its first meeting, from the day on which that is entered."""
    noted = ResidentsMeetingNoted(**_key(command), meeting=command.meeting, held_on=command.held_on, noted_at=now)
    if year.since is None:
        begun: list[MeetingYearFact] = [_opened(command, china_day(now), policy, now), noted]
        return [*begun, *_checked(command, reduce(evolve, begun, year), policy, now)]
    news = [] if command.meeting in {meeting for meeting, _ in year.meetings} else [noted]
    return [*_checked(command, year, policy, now), *news]


def _checked(
    command: MeetingYearCommand, year: MeetingYear, policy: MeetingYearPolicy, now: datetime
) -> list[MeetingYearFact]:
    """Every window that is over and was not looked at, in order; the year's end is looked at in any case."""
    if year.since is None or year.next_check_at is None or now < year.next_check_at:
        return []
    spans = policy.windows_in(command.year)
    over = [window for window in spans if window not in year.checked and day_ends(spans[window][1]) <= now]
    missed = [_missed(command, window, *spans[window], now) for window in over if _is_missed(year, *spans[window])]
    ahead = [day_ends(last) for _, last in spans.values()]
    following = min((each for each in (*ahead, _year_end(command)) if each > now), default=None)
    checked = MeetingYearChecked(**_key(command), windows=tuple(over), next_check_at=following, checked_at=now)
    return [*missed, checked]


def _is_missed(year: MeetingYear, first: date, last: date) -> bool:
    """A window that was over before anything was counted is not held against the community."""
    is_owed = year.since is not None and year.since <= last
    return is_owed and not any(first <= held_on <= last for _, held_on in year.meetings)


def _missed(
    command: MeetingYearCommand, window: YearWindow, first: date, last: date, now: datetime
) -> ResidentsMeetingMissed:
    return ResidentsMeetingMissed(**_key(command), window=window, first_day=first, last_day=last, announced_at=now)


def _year_end(command: MeetingYearCommand) -> datetime:
    return day_ends(date(command.year, 12, 31))


def evolve(year: MeetingYear, fact: MeetingYearFact) -> MeetingYear:
    match fact:
        case MeetingYearOpened():
            return replace(year, since=fact.since, next_check_at=fact.next_check_at)
        case ResidentsMeetingNoted():
            return replace(year, meetings=year.meetings | {(fact.meeting, fact.held_on)})
        case MeetingYearChecked():
            return replace(year, checked=year.checked | set(fact.windows), next_check_at=fact.next_check_at)
        case ResidentsMeetingMissed():
            return year
        case _:
            assert_never(fact)
