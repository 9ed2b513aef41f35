"""The register of the units that mediation keeps records for."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitEnrolled, UnitsOfArea
from contracts.units import UnitKind
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.service import SERVICE
from mediation.unit import STREAM

NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
NAME = Bilingual(zh="青溪镇", en="Qingxi Town")
ENROL = EnrolUnit(actor="desk", unit="360730101", kind=UnitKind.TOWNSHIP, name=NAME, valid_from=date(2025, 3, 1))
ENROLLED = UnitEnrolled(
    unit="360730101", kind=UnitKind.TOWNSHIP, name=NAME, valid_from=date(2025, 3, 1), enrolled_at=NOON
)


def test_a_unit_is_enrolled_once():
    given(STREAM, None).when(ENROL, at=NOON).then(ENROLLED)
    given(STREAM, None, ENROLLED).when(ENROL, at=NOON).then_rejected("unit-already-enrolled")


def test_the_register_says_who_stands_for_a_merged_unit_and_from_which_day_on(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    merged = SucceedUnit(actor="desk", unit=ENROL.unit, successor="360730102", valid_from=date(2025, 4, 1))
    played.at(NOON, ENROL, replace(ENROL, unit="360730102"), merged)
    answer = played.ask(UnitsOfArea(unit="360730"))

    assert [(unit.unit, unit.successor, unit.succeeded_from) for unit in answer.units] == [
        ("360730101", "360730102", date(2025, 4, 1)),
        ("360730102", None, None),
    ]
