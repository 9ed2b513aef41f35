"""The register of the units that elections keeps records for."""

from datetime import date, datetime

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.unit_register import EnrolUnit, UnitEnrolled
from contracts.units import UnitKind
from elections.unit import STREAM
from ledger.testing.given import given

NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
NAME = Bilingual(zh="青溪镇", en="Qingxi Town")
ENROL = EnrolUnit(actor="desk", unit="360730101", kind=UnitKind.TOWNSHIP, name=NAME, valid_from=date(2025, 3, 1))
ENROLLED = UnitEnrolled(
    unit="360730101", kind=UnitKind.TOWNSHIP, name=NAME, valid_from=date(2025, 3, 1), enrolled_at=NOON
)


def test_a_unit_is_enrolled_once():
    given(STREAM, None).when(ENROL, at=NOON).then(ENROLLED)
    given(STREAM, None, ENROLLED).when(ENROL, at=NOON).then_rejected("unit-already-enrolled")
