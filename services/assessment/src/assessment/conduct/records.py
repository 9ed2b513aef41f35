"""Every record of conduct, each held against its rule: what is noted, and what counts for what is owed.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6一要-四要). A record is of a day in the
year that is not to come, and of a cadre who is entered; each that counts says what it comes to: studies, articles, days
in villages, activities, the diary.
"""

from datetime import date, datetime
from typing import assert_never

from contracts.assessment.conduct.messages import (
    Activity,
    ActivityHeld,
    ArticleFiled,
    BreachFound,
    CadreEntered,
    ConductChecked,
    ConductFact,
    DiaryEntered,
    FileArticle,
    InspectionRecorded,
    Layer,
    RecordActivity,
    RecordBreach,
    RecordConductCheck,
    RecordDiary,
    RecordInspection,
    RecordStudy,
    RecordSupervision,
    RecordVillageDays,
    StudyHeld,
    SupervisionRecorded,
    VillageDaysRecorded,
)
from contracts.assessment.conduct.rules import ConductPolicy
from contracts.assessment.words import lists
from contracts.calendar import Calendar, PeriodKind, china_day, period_of
from contracts.errors import refuse_unless
from contracts.units import is_below

from assessment.conduct.owed import working_days
from assessment.conduct.state import ConductYear, Done

Noting = RecordInspection | RecordSupervision | RecordConductCheck | RecordBreach
Counting = RecordStudy | FileArticle | RecordVillageDays | RecordActivity | RecordDiary

_LAYER_OF_ROLE = {
    "LinkedCountyLeader": Layer.COUNTY_LEADER,
    "FirstHand": Layer.FIRST_HAND,
    "TownshipTeamMember": Layer.TEAM_MEMBER,
}
_APPRAISALS = (Activity.STATION_APPRAISAL, Activity.MEMBER_APPRAISAL)


def cadre_in(year: ConductYear, name: str) -> CadreEntered:
    """`Rejected` if nobody of this name is entered."""
    refuse_unless(name in year.cadres, "assessment.no-such-cadre", name)
    return year.cadres[name]


def refuse_other_day(day: date, year: int, now: datetime) -> None:
    refuse_unless(day.year == year, "assessment.wrong-year", str(day))
    refuse_unless(day <= china_day(now), "assessment.date-in-future", str(day))


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


def noted(command: Noting, year: ConductYear, policy: ConductPolicy, now: datetime) -> ConductFact:
    match command:
        case RecordInspection():
            return _inspect(command, policy, now)
        case RecordSupervision():
            return _supervise(command, year, policy, now)
        case RecordConductCheck():
            return _check(command, policy, now)
        case RecordBreach():
            return _breach(command, year, policy, now)
        case _:
            assert_never(command)


def _inspect(command: RecordInspection, policy: ConductPolicy, now: datetime) -> InspectionRecorded:
    refuse_unless(command.kind in policy.inspections, "assessment.word-not-listed", command.kind)
    refuse_other_day(command.inspected_on, command.year, now)
    return InspectionRecorded(
        unit=command.unit,
        year=command.year,
        kind=command.kind,
        inspected_on=command.inspected_on,
        place=command.place,
        finding=command.finding,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _supervise(
    command: RecordSupervision, year: ConductYear, policy: ConductPolicy, now: datetime
) -> SupervisionRecorded:
    """Exactly one layer above, and nobody oneself (A-031)."""
    supervised = cadre_in(year, command.supervised)
    above = _LAYER_OF_ROLE.get(command.acting_role)
    may = above is not None and command.actor != command.supervised and policy.supervises(above, supervised.layer)
    refuse_unless(may, "forbidden-role", f"{command.acting_role} does not supervise {supervised.layer}.")
    assert above is not None
    refuse_other_day(command.supervised_on, command.year, now)
    return SupervisionRecorded(
        unit=command.unit,
        year=command.year,
        layer=above,
        supervised=command.supervised,
        supervised_layer=supervised.layer,
        supervised_on=command.supervised_on,
        text=command.text,
        supervised_by=command.actor,
        recorded_at=now,
    )


def _check(command: RecordConductCheck, policy: ConductPolicy, now: datetime) -> ConductChecked:
    listed, items = lists()[command.check.value], [each.item for each in command.items]
    unknown = [item for item in items if item not in listed]
    refuse_unless(not unknown, "assessment.word-not-listed", ", ".join(unknown))
    is_whole = len(items) == len(set(items)) == policy.items[command.check]
    refuse_unless(is_whole, "assessment.items-missing", f"{command.check}: each of {len(listed)} once.")
    refuse_other_day(command.checked_on, command.year, now)
    return ConductChecked(
        unit=command.unit,
        year=command.year,
        check=command.check,
        checked_on=command.checked_on,
        items=command.items,
        kept=sum(each.is_kept for each in command.items),
        of=len(command.items),
        checked_by=command.actor,
        recorded_at=now,
    )


def _breach(command: RecordBreach, year: ConductYear, policy: ConductPolicy, now: datetime) -> BreachFound:
    cadre_in(year, command.cadre)
    is_entry = 1 <= command.entry <= policy.entries[command.breach]
    refuse_unless(is_entry, "assessment.no-such-entry", f"{command.breach} {command.entry}")
    refuse_other_day(command.happened_on, command.year, now)
    return BreachFound(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        breach=command.breach,
        entry=command.entry,
        happened_on=command.happened_on,
        text=command.text,
        found_by=command.actor,
        found_at=now,
    )
