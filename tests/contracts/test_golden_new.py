"""`pytest --golden-new` writes what tests say, and changes nothing that is there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledger.testing.golden import GOLDEN, ROOT

from tests.contracts.test_golden import listed, path_in, present

TEST = "services/disclosure/tests/test_unit.py"
LOST = "disclosure/unit/enrol-unit.v1.json"
DECIDED = "disclosure/unit/decisions/a-unit-is-enrolled-once.json"


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A copy that lacks one example."""
    copy = Path(shutil.copytree(GOLDEN, tmp_path / "golden"))
    (copy / LOST).unlink()
    kept = [entry for entry in listed(copy) if path_in(entry) != LOST]
    (copy / "digests.txt").write_text("".join(f"{entry}\n" for entry in kept), encoding="utf-8")
    return copy


def write(golden: Path, *beside: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--golden-new={golden}", TEST, *beside]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_what_has_no_file_gets_one_and_no_other_file_changes(golden: Path):
    before = present(golden)
    said = write(golden)
    after = present(golden)

    assert f"written: {DECIDED}" in said
    assert {path: after[path] for path in before} == before
    assert {line.removeprefix("written: ") for line in said.splitlines() if line.startswith("written: ")} == (
        after.keys() - before.keys()
    )
    assert {LOST, DECIDED} <= after.keys()
    assert [path_in(entry) for entry in listed(golden)] == sorted(after)
    decision = json.loads((golden / DECIDED).read_text("utf-8"))
    assert (decision["decider"]["name"], decision["rejected"]) == (
        "disclosure.unit",
        "disclosure.unit-already-enrolled",
    )


def test_the_second_time_nothing_is_written(golden: Path):
    write(golden)
    before = present(golden)

    assert "written: " not in write(golden)
    assert before == present(golden)


STRANGE = """
from dataclasses import replace
from datetime import date, datetime

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit, UnitEnrolled
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.unit import STREAM
from ledger.testing.given import given

NOON, NAME = datetime(2025, 3, 3, 12, tzinfo=CHINA), Bilingual(zh="镇", en="Town")
SAID = {"unit": "360730101", "kind": UnitKind.TOWNSHIP, "name": NAME, "valid_from": date(2025, 3, 1)}


def test_a_county_without_catalogues():
    policy = replace(disclosure_policy(resolve("360730", [pack_named("county-2011")])), catalogues={})
    enrolled = UnitEnrolled(**SAID, enrolled_at=NOON, opens=())

    given(STREAM, policy).when(EnrolUnit(actor="clerk", **SAID), at=NOON).then(enrolled)
"""


def test_what_follows_from_no_shipped_pack_is_said_and_not_written(golden: Path, tmp_path: Path):
    (tmp_path / "test_strange.py").write_text(STRANGE, "utf-8")
    before = present(golden)
    said = write(golden, str(tmp_path / "test_strange.py"), "-k", "without_catalogues")

    assert "not written: a-county-without-catalogues follows what is in no file that is shipped" in said
    assert before == present(golden)
