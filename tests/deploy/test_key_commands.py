"""`sunledger keys`, as it is called."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ledger.clock import ManualClock
from ledger.keys import FILE, KeyFile
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from sunledger.home import Home
from sunledger.key_commands import kept_days
from sunledger.main import app
from typer.testing import CliRunner

RUNNER = CliRunner()
NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)


class Kept:
    """A home in which disclosure has sealed a name."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        create_master_key(self.home.master_key_file)
        self.keys = KeyFile(self.home.data / "disclosure" / FILE)
        self.sealer = KeyedSealer(self.keys, MasterKeys(file=self.home.master_key_file), ManualClock(NOON))
        self.envelope = self.sealer.seal("person:p-1", "person-name", "甲某某")

    def said(self, *arguments: str, code: int = 0) -> str:
        asked = ["keys", *arguments, "--home", str(self.home.folder)]
        answer = RUNNER.invoke(app, asked, env={"COLUMNS": "200", "NO_COLOR": "1"})
        assert code == answer.exit_code, answer.output
        return answer.output

    def backups(self) -> list[Path]:
        return sorted(self.home.key_backups.glob("*.keys"))

    def backup_of(self, age: timedelta) -> Path:
        """A backup that is this old by its name."""
        self.said("backup")
        (fresh,) = self.backups()
        old = fresh.with_name(f"disclosure-{datetime.now(UTC) - age:%Y%m%dT%H%M%SZ}.keys")
        return fresh.rename(old)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "home")


def test_a_backup_is_apart_from_the_store_and_says_when_it_expires(kept: Kept) -> None:
    assert "1 key" in kept.said("backup")
    (file,) = kept.backups()
    until = datetime.now(UTC) + timedelta(days=kept_days())

    assert 30 == kept_days()
    assert (0o600, 0o700) == (file.stat().st_mode & 0o777, kept.home.key_backups.stat().st_mode & 0o777)
    assert re.search(rf"{re.escape(str(file))} +disclosure +{until:%Y-%m-%d}", kept.said("list"))


def test_a_backup_is_kept_for_thirty_days_and_thrown_away_by_the_next_one(kept: Kept) -> None:
    old = kept.backup_of(timedelta(days=30, seconds=-60))
    kept.said("backup")
    assert old in kept.backups()
    expired = old.rename(old.with_name(f"disclosure-{datetime.now(UTC) - timedelta(days=30):%Y%m%dT%H%M%SZ}.keys"))

    assert "expired" in kept.said("list")
    assert f"{expired}: expired, removed" in kept.said("backup")
    assert expired not in kept.backups()


def test_an_expired_backup_is_not_restored(kept: Kept) -> None:
    old = kept.backup_of(timedelta(days=31))

    assert "has expired" in kept.said("restore", str(old), code=1)


def test_what_is_no_backup_is_not_restored(kept: Kept) -> None:
    assert "no backup" in kept.said("restore", str(kept.home.folder / "keys-20250710T040000Z.keys"), code=1)


def test_another_master_key_opens_what_the_old_one_did(kept: Kept) -> None:
    before = kept.home.master_key_file.read_text("ascii")

    assert "1 keys are wrapped under a new master key" in kept.said("rotate")
    assert before.strip() not in kept.home.master_key_file.read_text("ascii")
    assert "甲某某" == kept.sealer.open(kept.envelope)


def test_no_key_is_shown(kept: Kept) -> None:
    shown = kept.said("backup") + kept.said("list") + kept.said("rotate")

    assert kept.home.master_key_file.read_text("ascii").strip() not in shown
