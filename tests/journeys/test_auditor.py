"""Who has the store's key writes past the services: the auditor finds it, says so to who may ask, others hear."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.errors import Forbidden
from ledger.store import Draft

TOWNSHIP, NEIGHBOUR, COUNTY = "360730100", "360730101", "360730"
MEETS_WITHIN_S = 90.0
PLACE = "elsewhere_x-1@0"
COMMAND = Path(sys.executable).with_name("sunledger")
OFTEN = {"SUNLEDGER_AUDIT_VERIFY_S": "2"}


@pytest.fixture
def platform(tmp_path: Path, make_running: Callable[..., Any]) -> Iterator[Any]:
    platform = make_running(tmp_path / "home", **OFTEN, SUNLEDGER_CHECKPOINTS_TO=str(tmp_path / "outside"))
    try:
        platform.start()
        yield platform
    finally:
        platform.forget_store()
        platform.end()


def forge(platform: Any) -> None:
    """Whole by its form, of a unit's record; only its id does not follow from what it says."""
    model = platform.facts("disclosure_unit-")[0]
    metadata = json.dumps({**json.loads(model.metadata), "unit": TOWNSHIP}, sort_keys=True, ensure_ascii=False)
    content = metadata.replace('": ', '":').replace(', "', ',"').encode()
    platform.store().append("elsewhere_x-1", [Draft(UUID(int=7), model.type, model.data, content)], expected=-1)


def findings(platform: Any, service: str, method: str, role: str, unit: str, about: str) -> list[dict[str, Any]]:
    answer = platform.call(service, method, {"unit": about}, role=role, unit=unit, timeout_s=5.0)
    found: list[dict[str, Any]] = answer["findings"]
    return [one for one in found if one["place"] == PLACE]


@pytest.mark.req("X-001")
def test_a_forged_fact_is_found_recorded_and_heard_of_by_who_assesses(
    platform: Any, until: Callable[..., Any], tmp_path: Path
) -> None:
    forge(platform)
    met = until(
        lambda: findings(platform, "auditor", "findings_of_unit", "Auditor", COUNTY, TOWNSHIP),
        MEETS_WITHIN_S,
        "the auditor found nothing",
    )
    heard = until(
        lambda: findings(platform, "assessment", "audit_findings_of_unit", "CountyAssessmentGroup", COUNTY, TOWNSHIP),
        MEETS_WITHIN_S,
        "assessment heard nothing",
    )
    listed = subprocess.run(
        [str(COMMAND), "audit", "findings", "--home", str(platform.folder), "--json"], capture_output=True, check=False
    )

    assert {one["check"] for one in met} == {one["check"] for one in heard} >= {"wrong-id"}
    assert findings(platform, "auditor", "findings_of_unit", "Auditor", COUNTY, NEIGHBOUR) == []
    with pytest.raises(Forbidden):
        platform.call("auditor", "findings_of_unit", {"unit": TOWNSHIP})
    assert listed.returncode == 1
    assert PLACE in {one["place"] for one in json.loads(listed.stdout)["findings"]}
    assert platform.call("auditor", "audits_made", {"unit": "cn"})["audits"][0]["audit"] == "verify"
    until(lambda: list((tmp_path / "outside").glob("checkpoint-*")), what="no checkpoint has left")
