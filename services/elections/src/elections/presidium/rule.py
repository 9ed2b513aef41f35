"""The year of a congress: sessions and meetings that should have been, and the presidium's work between sessions.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 12, 14 and 19; district opinion on township
people's congresses (document 2 §三(一)1, §三(二)1).
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from typing import assert_never

from contracts.calendar import Period, PeriodKind, day_begins, day_ends, period_of
from contracts.elections.presidium.messages import (
    CheckCongressYear,
    CongressYearOpened,
    HoldPresidiumMeeting,
    NoteSessionOfYear,
    OpenCongressYear,
    PresidiumCommand,
    PresidiumFact,
    PresidiumMeetingHeld,
    PresidiumMeetingMissed,
    QuarterChecked,
    RegularSessionMissed,
    SessionCountShort,
    SessionMissing,
    SessionOfYearNoted,
    StatutoryItemsMissing,
    WorkCommand,
    YearCommand,
)
from contracts.elections.presidium.rules import PresidiumPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.presidium.meeting import refuse_meeting
from elections.presidium.state import CongressYear, evolve, key
from elections.presidium.work import overdue_reports, work

presidium_stream = key_of(__name__, "unit", "year")

_LAST_QUARTER = 4
_OPENING = OpenCongressYear | NoteSessionOfYear


def decide(
    command: PresidiumCommand, year: CongressYear, rules: Rules[PresidiumPolicy], now: datetime
) -> Sequence[PresidiumFact]:
    before: list[PresidiumFact] = []
    if not year.is_open:
        refuse_unless(isinstance(command, _OPENING), "elections.no-such-year", str(command.year))
        before = [_opened(command, now)]
    current = reduce(evolve, before, year)
    before += [*checked(command, current, rules.policy, now), *overdue_reports(command, current, now)]
    current = reduce(evolve, before, year)
    if isinstance(command, WorkCommand):
        return [*before, *work(command, current, now)]
    return [*before, *_of_year(command, current, rules.policy, now)]


def _opened(command: PresidiumCommand, now: datetime) -> CongressYearOpened:
    """The quarters before the congress came to sit are not held against it."""
    begins = command.opened_on if isinstance(command, NoteSessionOfYear) else date(command.year, 1, 1)
    quarter = period_of(begins, PeriodKind.QUARTER)
    return CongressYearOpened(
        **key(command),
        from_quarter=quarter.number,
        next_check_at=day_ends(quarter.last_day),
        next_year_at=day_begins(date(command.year + 1, 1, 1)),
        opened_at=now,
    )


def checked(
    command: PresidiumCommand, year: CongressYear, policy: PresidiumPolicy, now: datetime
) -> list[PresidiumFact]:
    """Every quarter that is over and was not checked, in order: no result depends on whether the sweeper ran."""
    facts: list[PresidiumFact] = []
    for number in range(year.checked + 1, _LAST_QUARTER + 1):
        quarter = Period(command.year, number, PeriodKind.QUARTER)
        if now < day_ends(quarter.last_day):
            break
        facts += _of_quarter(command, number, year, policy, now)
        if number == _LAST_QUARTER:
            facts += _of_whole(command, year, policy, now)
        following = None if number == _LAST_QUARTER else day_ends(quarter.next().last_day)
        facts.append(QuarterChecked(**key(command), quarter=number, next_check_at=following, checked_at=now))
    return facts


def _of_quarter(
    command: PresidiumCommand, quarter: int, year: CongressYear, policy: PresidiumPolicy, now: datetime
) -> list[PresidiumFact]:
    facts: list[PresidiumFact] = []
    held, least = year.met.get(quarter, 0), policy.meetings_per_quarter or 0
    if held < least:
        facts.append(PresidiumMeetingMissed(**key(command), quarter=quarter, held=held, least=least, announced_at=now))
    if quarter in policy.quarters and quarter not in year.regular:
        facts.append(RegularSessionMissed(**key(command), quarter=quarter, announced_at=now))
    return facts


def _of_whole(
    command: PresidiumCommand, year: CongressYear, policy: PresidiumPolicy, now: datetime
) -> list[PresidiumFact]:
    """What a whole year should have had; a year that the congress did not sit through is not held against it."""
    if year.from_quarter != 1:
        return []
    facts: list[PresidiumFact] = []
    regular, usual = len(year.regular), policy.usual_sessions or 0
    if regular < usual:
        facts.append(SessionCountShort(**key(command), held=regular, usual=usual, announced_at=now))
    held, least = len(year.sessions), policy.least_sessions or 0
    if held < least:
        facts.append(SessionMissing(**key(command), held=held, least=least, announced_at=now))
    missing = tuple(item for item in policy.yearly_items if item not in year.dealt_with)
    if missing:
        facts.append(StatutoryItemsMissing(**key(command), items=missing, announced_at=now))
    return facts


def _of_year(command: YearCommand, year: CongressYear, policy: PresidiumPolicy, now: datetime) -> list[PresidiumFact]:
    match command:
        case NoteSessionOfYear():
            return _note(command, year, now)
        case HoldPresidiumMeeting():
            return [_meet(command, year, policy, now)]
        case OpenCongressYear() | CheckCongressYear():
            return []
        case _:
            assert_never(command)


def _note(command: NoteSessionOfYear, year: CongressYear, now: datetime) -> list[PresidiumFact]:
    known = year.closed if command.closed else year.sessions
    if (command.term, command.session) in known:
        return []
    return [
        SessionOfYearNoted(
            **key(command),
            term=command.term,
            session=command.session,
            kind=command.kind,
            opened_on=command.opened_on,
            closed=command.closed,
            dealt_with=command.dealt_with,
            noted_at=now,
        )
    ]


def _meet(
    command: HoldPresidiumMeeting, year: CongressYear, policy: PresidiumPolicy, now: datetime
) -> PresidiumMeetingHeld:
    refuse_unless(command.held_on.year == command.year, "elections.wrong-year", str(command.held_on))
    seats = None if command.presidium is None else {seat.person: seat.seat for seat in command.presidium}
    refuse_meeting(command, seats, stands_in=policy.stands_in, now=now)
    refuse_unless(command.convened_by in command.present, "elections.not-presidium-member", command.convened_by)
    return PresidiumMeetingHeld(
        **key(command),
        number=year.meetings + 1,
        held_on=command.held_on,
        convened_by=command.convened_by,
        convened_as=command.convened_as,
        stands_in=command.stands_in,
        present=command.present,
        subjects=command.subjects,
        rules_of_procedure=command.rules_of_procedure,
        flagged=command.rules_of_procedure is None,
        recorded_at=now,
    )
