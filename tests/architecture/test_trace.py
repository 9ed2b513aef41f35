"""The trace counts every requirement row once and believes only tests that run."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COUNTED = re.compile(r"\| .*\((\w)\) \| (\d+) \|")
SERVICES = {
    "E": "elections",
    "D": "disclosure",
    "M": "mediation",
    "G": "mining",
    "A": "assessment",
    "X": "audit",
    "P": "portal",
}
ROWS = """\
| ID | source | requirement |
|---|---|---|
| D-001 | 1 §四4 | [M] A rule. |
| D-002 | 1 §四4 | [O→M] A pilot. |
| D-003 | 1 §四4 | An item of a list. |
| AMB-01 | 1 §四4 | Not a row. |
"""


def trace(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tests" / "trace.py"), "--root", str(root)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"})


def traced(root: Path) -> dict[str, dict[str, dict[str, Any]]]:
    run = trace(root)
    assert run.returncode == 0, run.stderr
    document = json.loads((root / "build" / "trace.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "requirements").mkdir(parents=True)
    (tmp_path / "docs" / "requirements" / "disclosure.md").write_text(ROWS, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "services" / "disclosure" / "tests").mkdir(parents=True)
    return tmp_path


def plant(project: Path, source: str) -> Path:
    planted = project / "services" / "disclosure" / "tests" / "test_duty.py"
    planted.write_text(f"import pytest\n{source}\n", encoding="utf-8")
    return project


def test_the_totals_are_those_that_the_requirements_announce():
    page = (ROOT / "docs" / "requirements" / "00-how-to-read.md").read_text(encoding="utf-8")
    announced = {SERVICES[section]: int(rows) for section, rows in COUNTED.findall(page)}

    counted = {service: sum(count["rows"] for count in tags.values()) for service, tags in traced(ROOT).items()}

    assert counted == announced
    assert sum(counted.values()) == 1617


def test_rows_are_counted_by_tag_and_a_pilot_counts_as_optional(project: Path):
    tags = traced(project)["disclosure"]

    assert {tag: count["missing"] for tag, count in tags.items()} == {
        "M": ["D-001"],
        "N": [],
        "O": ["D-002"],
        "D": [],
        "I": [],
        "list": ["D-003"],
    }


def test_a_marked_test_proves_its_rows(project: Path):
    plant(project, "@pytest.mark.req('D-001', 'D-003')\ndef test_a(): ...")

    tags = traced(project)["disclosure"]

    assert tags["M"] == {"rows": 1, "proven": 1, "missing": []}
    assert tags["O"] == {"rows": 1, "proven": 0, "missing": ["D-002"]}
    assert tags["list"] == {"rows": 1, "proven": 1, "missing": []}


def test_a_span_names_all_rows_between_its_ends(project: Path):
    plant(project, "@pytest.mark.req('D-001..D-003')\ndef test_a(): ...")

    missing = [count["missing"] for count in traced(project)["disclosure"].values()]

    assert missing == [[], [], [], [], [], []]


@pytest.mark.parametrize(
    "source",
    [
        "pytestmark = pytest.mark.req('D-001')\ndef test_a(): ...",
        "@pytest.mark.req('D-001')\nclass TestA:\n    def test_a(self): ...",
        "@pytest.mark.parametrize('n', [pytest.param(1, marks=pytest.mark.req('D-001'))])\ndef test_a(n): ...",
    ],
)
def test_a_marker_may_stand_on_a_module_a_class_or_a_parameter(project: Path, source: str):
    plant(project, source)

    assert traced(project)["disclosure"]["M"]["missing"] == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("@pytest.mark.req('D-004')\ndef test_a(): ...", "unknown row D-004"),
        ("@pytest.mark.req('D-001..D-004')\ndef test_a(): ...", "unknown row D-004"),
        ("@pytest.mark.req('AMB-01')\ndef test_a(): ...", "names no row: 'AMB-01'"),
        ("@pytest.mark.req('D-003..D-001')\ndef test_a(): ...", "names no row"),
        ("ROW = 'D-001'\n@pytest.mark.req(ROW)\ndef test_a(): ...", "names no row: 'ROW'"),
        ("@pytest.mark.req()\ndef test_a(): ...", "names no row"),
        ("@pytest.mark.req\ndef test_a(): ...", "names no row"),
        ("@pytest.mark.req('D-001')\ndef helper(): ...", "the marker is not on a test"),
        ("@pytest.mark.skip\n@pytest.mark.req('D-001')\ndef test_a(): ...", "skipped"),
        ("@pytest.mark.req('D-001')\n@pytest.mark.xfail\ndef test_a(): ...", "skipped"),
        (
            "@pytest.mark.skipif(True)\nclass TestA:\n @pytest.mark.req('D-001')\n def test_a(s): ...",
            "skipped",
        ),
        ("pytestmark = [pytest.mark.skip]\n@pytest.mark.req('D-001')\ndef test_a(): ...", "skipped"),
        ("@pytest.mark.req('D-001')\ndef test_a():\n    pytest.skip('x')", "may skip itself"),
        ("pytest.importorskip('x')\n@pytest.mark.req('D-001')\ndef test_a(): ...", "may skip itself"),
    ],
)
def test_a_marker_that_proves_nothing_is_an_error(project: Path, source: str, message: str):
    run = trace(plant(project, source))

    assert run.returncode == 1
    assert "services/disclosure/tests/test_duty.py:" in run.stderr
    assert message in run.stderr
    assert not (project / "build" / "trace.json").exists()


@pytest.mark.parametrize("row", ["| D-001 | 1 | [M] Again. |", "| D-009 | 1 | [Q] What? |"])
def test_a_row_given_twice_or_with_an_unknown_tag_is_an_error(project: Path, row: str):
    (project / "docs" / "requirements" / "more.md").write_text(row + "\n", encoding="utf-8")

    assert trace(project).returncode == 1


def reasoned(project: Path, row: str) -> subprocess.CompletedProcess[str]:
    folder = project / "tests" / "architecture"
    folder.mkdir()
    (folder / "unproven.toml").write_text(f'"{row}" = "The source gives no measure."\n', encoding="utf-8")
    return trace(project)


def test_why_a_row_is_not_proven_stands_below_its_table(project: Path):
    assert "D-002..D-003: The source gives no measure." in reasoned(project, "D-002..D-003").stdout


@pytest.mark.parametrize(("row", "message"), [("D-001", "D-001 is proven"), ("D-009", "unknown row D-009")])
def test_a_reason_for_what_is_proven_or_unknown_is_an_error(project: Path, row: str, message: str):
    run = reasoned(plant(project, "@pytest.mark.req('D-001')\ndef test_a(): ..."), row)

    assert (run.returncode, message in run.stderr) == (1, True)
