"""A unit's kind and its code agree."""

import pytest
from contracts.units import UnitKind, suits


@pytest.mark.parametrize(
    ("kind", "suiting", "strange"),
    [
        (UnitKind.PROVINCE, "36", "3607"),
        (UnitKind.CITY, "3607", "360730"),
        (UnitKind.COUNTY, "360730", "360730-audit"),
        (UnitKind.TOWNSHIP, "360730101", "360730101201"),
        (UnitKind.VILLAGE, "360730101201", "360730101"),
        (UnitKind.COMMUNITY, "360730100001", "360730100001-group-1"),
        (UnitKind.GROUP, "360730101201-group-3", "360730101201"),
        (UnitKind.BUILDING, "360730100001-building-12", "360730100001"),
        (UnitKind.DEPARTMENT, "360730-civil-affairs", "360730"),
        (UnitKind.COMMITTEE, "360730101201-supervision", "360730101201"),
        (UnitKind.ENTERPRISE, "360730-qingxi-tungsten", "360730101"),
    ],
)
def test_a_code_suits_the_kind_of_unit(kind: UnitKind, suiting: str, strange: str):
    assert suits(kind, suiting)
    assert not suits(kind, strange)
