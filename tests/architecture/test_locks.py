"""Every dependency is pinned with hashes, the same version everywhere, and nothing names where it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted([*ROOT.glob("deploy/requirements/*.lock"), *ROOT.glob("services/*/requirements.lock")])
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ;\\]+)", re.MULTILINE)
OURS = {
    "contracts": ROOT / "contracts",
    "ledger": ROOT / "shared",
    "deploy": ROOT / "deploy",
} | {path.name: path for path in ROOT.glob("services/*") if path.is_dir()}


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text("utf-8")))


def direct(project: Path, extras: str = "") -> set[str]:
    """The names of all direct dependencies of a distribution and, through them, of ours that it names."""
    table = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(table["dependencies"])
    for extra in filter(None, extras.split(",")):
        wanted += table["optional-dependencies"][extra]
    names: set[str] = set()
    for requirement in wanted:
        match = re.match(r"([A-Za-z0-9.-]+)(?:\[([a-z,]+)\])?", requirement)
        assert match is not None
        name, inner = match[1].lower(), match[2] or ""
        ours = OURS.get(name.removeprefix("sunledger-")) if name.startswith("sunledger-") else None
        names |= direct(ours, inner) if ours else {name}
    return names


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: f"{lock.parent.name}/{lock.name}")
def test_every_pin_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if entry.strip()]

    assert entries
    assert [] == [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or not PIN.match(entry)]
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: f"{lock.parent.name}/{lock.name}")
def test_all_locks_pin_the_same_versions(lock: Path) -> None:
    everywhere = pins(ROOT / "deploy/requirements/dev.lock")

    assert {name: everywhere.get(name) for name in pins(lock)} == pins(lock)


@pytest.mark.parametrize("service", sorted(path.name for path in ROOT.glob("services/*") if path.is_dir()))
def test_a_services_lock_holds_all_it_needs(service: str) -> None:
    assert direct(ROOT / "services" / service) <= set(pins(ROOT / "services" / service / "requirements.lock"))


def test_the_platforms_lock_holds_all_it_needs() -> None:
    assert direct(ROOT / "deploy") | {"hatchling"} <= set(pins(ROOT / "deploy/requirements/runtime.lock"))
