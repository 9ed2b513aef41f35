"""The records that count for what is owed: studies, articles, days in villages, activities, the diary.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6二要-四要). Each says what it comes to.
"""

from datetime import datetime
from typing import assert_never

from contracts.assessment.conduct.messages import (
    Activity,
    ActivityHeld,
    ArticleFiled,
    DiaryEntered,
    FileArticle,
    RecordActivity,
    RecordDiary,
    RecordStudy,
    RecordVillageDays,
    StudyHeld,
    VillageDaysRecorded,
)
from contracts.calendar import Calendar, PeriodKind, period_of
from contracts.errors import refuse_unless
from contracts.units import is_below

from assessment.domain.conduct_guards import cadre_in, refuse_other_day
from assessment.domain.conduct_owed import working_days
from assessment.domain.conduct_state import ConductYear, Done

Counting = RecordStudy | FileArticle | RecordVillageDays | RecordActivity | RecordDiary
_APPRAISALS = (Activity.STATION_APPRAISAL, Activity.MEMBER_APPRAISAL)


def counted(command: Counting, year: ConductYear, calendar: Calendar, now: datetime) -> Done:
    match command:
        case RecordStudy():
            return _study(command, now)
        case FileArticle():
            return _article(command, year, now)
        case RecordVillageDays():
            return _village_days(command, year, calendar, now)
        case RecordActivity():
            return _activity(command, year, now)
        case RecordDiary():
            return _diary(command, year, now)
        case _:
            assert_never(command)


def _study(command: RecordStudy, now: datetime) -> StudyHeld:
    refuse_other_day(command.held_on, command.year, now)
    return StudyHeld(
        unit=command.unit,
        year=command.year,
        study=command.study,
        form=command.form,
        held_on=command.held_on,
        topic=command.topic,
        participants=command.participants,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _article(command: FileArticle, year: ConductYear, now: datetime) -> ArticleFiled:
    cadre_in(year, command.cadre)
    refuse_other_day(command.written_on, command.year, now)
    half_year = str(period_of(command.written_on, PeriodKind.HALF_YEAR))
    return ArticleFiled(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        half_year=half_year,
        number=year.articles.get((command.cadre, half_year), 0) + 1,
        written_on=command.written_on,
        title=command.title,
        filed_by=command.actor,
        filed_at=now,
    )


def _village_days(
    command: RecordVillageDays, year: ConductYear, calendar: Calendar, now: datetime
) -> VillageDaysRecorded:
    """A day counts once for a cadre, whichever village it was spent in."""
    cadre_in(year, command.cadre)
    refuse_unless(is_below(command.village, command.unit), "assessment.not-of-the-township", command.village)
    known = year.village_days.get(command.cadre, frozenset())
    for day in command.days:
        refuse_other_day(day, command.year, now)
        refuse_unless(calendar.is_working_day(day), "assessment.no-working-day", str(day))
        refuse_unless(day not in known, "assessment.day-twice", str(day))
        known |= {day}
    return VillageDaysRecorded(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        village=command.village,
        days=command.days,
        total=len(known),
        working_days=working_days(command.year, calendar),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _activity(command: RecordActivity, year: ConductYear, now: datetime) -> ActivityHeld:
    needs_result = command.activity in _APPRAISALS
    has_result = command.subject is not None and command.result is not None
    refuse_unless(has_result or not needs_result, "assessment.result-required", command.activity)
    refuse_other_day(command.held_on, command.year, now)
    return ActivityHeld(
        unit=command.unit,
        year=command.year,
        activity=command.activity,
        number=year.activities.get(command.activity, 0) + 1,
        held_on=command.held_on,
        text=command.text,
        subject=command.subject,
        result=command.result,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _diary(command: RecordDiary, year: ConductYear, now: datetime) -> DiaryEntered:
    cadre_in(year, command.cadre)
    strangers = sorted(set(command.households) - year.linked)
    refuse_unless(not strangers, "assessment.household-not-linked", ", ".join(strangers))
    refuse_other_day(command.written_on, command.year, now)
    return DiaryEntered(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        written_on=command.written_on,
        households=command.households,
        text=command.text,
        number=year.diaries.get(command.cadre, 0) + 1,
        reached=len((year.reached | set(command.households)) & year.linked),
        linked=len(year.linked),
        recorded_by=command.actor,
        recorded_at=now,
    )
