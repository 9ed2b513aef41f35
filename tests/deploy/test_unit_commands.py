"""`sunledger units import`: what is sent to which service, and what of a file is refused before anything is."""

from pathlib import Path
from typing import Any

import pytest
from contracts.errors import Rejected
from contracts.message import Json
from sunledger.main import app
from sunledger.unit_commands import Wrong, each_line, lines_of
from typer.testing import CliRunner

COUNTY = "360730"
EXAMPLE = Path(__file__).parents[2] / "deploy" / "examples" / "ningdu" / "county.toml"
UNIT = """
[[unit]]
code = "{code}"
kind = "{kind}"
zh = "{code}"
en = "{code}"
valid_from = 2025-01-01
"""
MERGED = """
[[succession]]
unit = "{unit}"
successor = "360730101"
valid_from = 2025-07-01
"""


def unit(code: str, kind: str = "township") -> str:
    return UNIT.format(code=code, kind=kind)


class Services:
    """Whoever is called notes it, and refuses the units that it was told to refuse."""

    def __init__(self, **refusing: str) -> None:
        self.called = list[tuple[str, str, str]]()
        self.ids = set[str]()
        self._refusing = refusing

    def call(self, service: str, method: str, document: Any, **options: Any) -> Json:
        self.called.append((service, method, document["unit"]))
        self.ids.add(options["command_id"])
        if service in self._refusing:
            raise Rejected(self._refusing[service])
        return {}


TOWNS = unit("360730101203", "village") + unit("360730102") + unit("360730101") + MERGED.format(unit="360730102")


def test_every_line_goes_to_every_service_that_takes_it_wider_areas_first():
    services = Services()
    outcomes = list(each_line(services, ["assessment", "elections"], lines_of(TOWNS, COUNTY)))

    assert services.called == [
        ("assessment", "enrol_unit", "360730101"),
        ("assessment", "enrol_unit", "360730102"),
        ("assessment", "enrol_unit", "360730101203"),
        ("assessment", "succeed_unit", "360730102"),
        ("elections", "enrol_unit", "360730101"),
        ("elections", "enrol_unit", "360730102"),
        ("elections", "enrol_unit", "360730101203"),
        ("elections", "succeed_unit", "360730102"),
    ]
    assert not any(outcome.is_refused for outcome in outcomes)


def test_the_same_line_has_the_same_id_and_each_service_its_own():
    services = Services()
    for _ in range(2):
        list(each_line(services, ["elections", "mining"], lines_of(TOWNS, COUNTY)))

    assert len(services.called) == 16
    assert len(services.ids) == 8


def test_a_unit_that_is_enrolled_is_no_failure_and_a_refusal_is_one():
    services = Services(disclosure="disclosure.unit-already-enrolled", elections="forbidden-unit")
    outcomes = list(each_line(services, ["disclosure", "elections", "mining"], lines_of(unit("360730101"), COUNTY)))

    assert [False, True, False] == [outcome.is_refused for outcome in outcomes]
    assert "forbidden-unit" in outcomes[1].says


@pytest.mark.req("X-022")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (unit("360730101203", "village"), "360730101203: its area 360730101 is not in the file"),
        (unit("360730101-centre", "department"), "360730101-centre: its area 360730101 is not in the file"),
        (unit("360731101"), "360731101: not in 360730"),
        (unit("360730101") * 2, "360730101: twice"),
        (unit("360730101", "village"), "360730101: a village has no such code"),
        (unit("360730101", "hamlet"), "kind"),
        (unit("36073010"), "Not a unit code"),
        (MERGED.format(unit="360731102"), "360731102: not in 360730"),
        ("[town]\n", "town: unknown table"),
        ('unit = "360730101"', "unit: not a list of tables"),
        ("[[unit]]\n", "Missing data"),
        ("[[unit]", "not TOML"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole_with_its_line(text: str, fault: str, tmp_path: Path):
    file = tmp_path / "units.toml"
    file.write_text(text, "utf-8")
    answer = CliRunner().invoke(app, ["units", "import", str(file), "--for", COUNTY, "--home", str(tmp_path)])

    assert 1 == answer.exit_code
    assert fault in answer.output
    assert "Nothing was sent." in answer.output


def test_every_fault_is_named_at_once():
    with pytest.raises(Wrong) as wrong:
        lines_of(unit("360731101") + unit("360730101", "hamlet"), COUNTY)

    assert ["360730101", "360731101", "360731101"] == [fault.partition(":")[0] for fault in wrong.value.faults]


def test_the_units_of_the_example_are_such_a_file():
    text = EXAMPLE.read_text("utf-8")

    assert len(lines_of(text[text.index("[[unit]]") :], COUNTY)) == text.count("[[unit]]")
