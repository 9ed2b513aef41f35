"""The conduct of a township's cadres in a year: each record by its rule, what is owed and missing found once.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). Requirements A-030 to A-047.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.assessment.conduct.messages import (
    BreachFound,
    CadreEntered,
    CheckConduct,
    ConductChecked,
    ConductCommand,
    ConductFact,
    ConductMonthChecked,
    ConductYearOpened,
    EnterCadre,
    FileArticle,
    InspectionRecorded,
    Layer,
    OpenConductYear,
    RecordActivity,
    RecordBreach,
    RecordConductCheck,
    RecordDiary,
    RecordInspection,
    RecordStudy,
    RecordSupervision,
    RecordVillageDays,
    SupervisionRecorded,
)
from contracts.assessment.conduct.rules import ConductPolicy
from contracts.assessment.words import lists
from contracts.calendar import day_begins
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.units import is_below

from assessment.domain.conduct_done import counted
from assessment.domain.conduct_guards import cadre_in, refuse_other_day
from assessment.domain.conduct_owed import made_good, missed_with, month_ends
from assessment.domain.conduct_state import ConductYear, with_done

_LAYER_OF_ROLE = {
    "LinkedCountyLeader": Layer.COUNTY_LEADER,
    "FirstHand": Layer.FIRST_HAND,
    "TownshipTeamMember": Layer.TEAM_MEMBER,
}
_Noting = RecordInspection | RecordSupervision | RecordConductCheck | RecordBreach


def decide(
    command: ConductCommand, year: ConductYear, rules: Rules[ConductPolicy], now: datetime
) -> Sequence[ConductFact]:
    if isinstance(command, OpenConductYear):
        return _open(command, year, now)
    refuse_unless(year.opened is not None, "assessment.year-not-open", str(command.year))
    match command:
        case CheckConduct():
            return _month(command, year, rules, now)
        case EnterCadre():
            return [_enter(command, now)]
        case RecordInspection() | RecordSupervision() | RecordConductCheck() | RecordBreach():
            return [_note(command, year, rules.policy, now)]
        case RecordStudy() | FileArticle() | RecordVillageDays() | RecordActivity() | RecordDiary():
            fact = counted(command, year, rules.calendar, now)
            return [fact, *made_good(with_done(year, fact), rules.policy, rules.calendar, now)]
        case _:
            assert_never(command)


def _open(command: OpenConductYear, year: ConductYear, now: datetime) -> list[ConductFact]:
    if year.opened is not None:
        return []
    next_at = day_begins(date(command.year + 1, 1, 1))
    return [ConductYearOpened(unit=command.unit, year=command.year, next_at=next_at, opened_at=now)]


def _month(command: CheckConduct, year: ConductYear, rules: Rules[ConductPolicy], now: datetime) -> list[ConductFact]:
    """Once, when the month is over."""
    if command.month in year.checked or now < month_ends(command.year, command.month):
        return []
    missed = missed_with(command.month, year, rules.policy, rules.calendar, now)
    checked = ConductMonthChecked(
        unit=command.unit, year=command.year, month=command.month, missed=len(missed), checked_at=now
    )
    return [*missed, checked]


def _enter(command: EnterCadre, now: datetime) -> CadreEntered:
    is_of_township = command.layer is not Layer.COUNTY_LEADER
    strangers = [place.village for place in command.assignments if not is_below(place.village, command.unit)]
    refuse_unless(is_of_township and not strangers, "assessment.not-of-the-township", ", ".join(strangers))
    households = [household for place in command.assignments for household in place.households]
    refuse_unless(len(set(households)) == len(households), "assessment.household-twice", command.cadre)
    return CadreEntered(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        layer=command.layer,
        assignments=command.assignments,
        left_on=command.left_on,
        entered_by=command.actor,
        entered_at=now,
    )


def _note(command: _Noting, year: ConductYear, policy: ConductPolicy, now: datetime) -> ConductFact:
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
