"""What the operator is told: the last word of each process, and a token of the local issuer."""

import json
from pathlib import Path

import pytest
from contracts.errors import Forbidden
from ledger.authority import Authority
from sunledger.home import Home
from sunledger.main import app
from sunledger.status import rows
from typer.testing import CliRunner

RUNNER = CliRunner()
BURST = "from 2025-07-10 04:00 UTC on 30 x forbidden-unit within a minute by town-07 of 360730100"


def says(home: Home, refused: int, burst: str | None) -> str:
    """What the status tells of a service whose process that follows has written this last."""
    loops = {"refusals": {"refused": refused, "burst": burst}, "views": {"bookmark": 7}}
    (home.data / "disclosure").mkdir(parents=True, exist_ok=True)
    (home.data / "disclosure" / "follow.json").write_text(json.dumps({"loops": loops}), encoding="utf-8")
    home.pids.mkdir(parents=True, exist_ok=True)
    (home.pids / "disclosure-follow.pid").write_text("", encoding="utf-8")
    (row,) = rows(home)
    return row.says


def test_a_burst_of_refusals_stands_in_the_status_beside_how_many_there_were(tmp_path: Path) -> None:
    assert says(Home(tmp_path), 31, BURST) == f"refusals refused=31 burst={BURST}; views bookmark=7"
    assert says(Home(tmp_path), 0, None) == "refusals idle; views bookmark=7"


def issued(home: Home, *arguments: str) -> str:
    answer = RUNNER.invoke(app, ["token", *arguments, "--home", str(home.folder)])
    assert answer.exit_code == 0, answer.output
    return answer.output.strip()


def test_a_token_of_the_local_issuer_speaks_for_role_unit_and_subject(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.issuer.create()
    token = issued(home, "--role", "PresidiumClerk", "--unit", "360730100", "--as", "clerk-7")

    caller = Authority(home.keys).caller(token)
    assert ("clerk-7", "PresidiumClerk", "360730100") == (caller.subject, caller.role, caller.unit)
    with pytest.raises(Forbidden):
        Authority(home.keys).caller(issued(home, "--hours", "25"))
