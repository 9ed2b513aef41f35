"""Every service has the model's shape."""

import re
from pathlib import Path

import pytest
from contracts.permissions import permissions_of
from contracts.sealed import is_sealed
from ledger.parts import ServiceParts
from sunledger.home import installed_services, policy_services

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.name for path in ROOT.glob("services/*") if path.is_dir())
DECIDING = sorted(path.parts[-4] for path in ROOT.glob("services/*/src/*/domain"))
PARTS = ("answers.py", "deciders.py", "domain", "main.py", "parts.py", "projections", "py.typed", "service.py")
OF_STREAMS = ("__init__.py", "main.py", "py.typed", "service.py", "tables.py")
OF_FOUR = ("reactions.py", "replies")
"""What else the model has, and the four services that are built like it."""
OF_FOLDERS = ("assessment", "auditor", "disclosure", "mediation", "mining")
"""The services that are a folder for each stream."""
LIKE_IT = ("elections",)
OWN: dict[str, set[str]] = {
    "disclosure": {"annual_report", "open_cases.py", "registers.py"},
    "assessment": {"causes.py", "documents.py", "open_cases.py"},
    "elections": {
        "community_deciders.py",
        "election_deciders.py",
        "matter_deciders.py",
        "matter_reactions.py",
        "own_reactions.py",
        "seated.py",
    },
    "mediation": {"figures.py", "open_cases.py", "years.py"},
    "mining": {"geometry.py", "locating.py", "open_cases.py", "testing.py"},
    "auditor": {
        "acts",
        "asking.py",
        "exporting.py",
        "follow.py",
        "leaving.py",
        "places.py",
        "recording.py",
        "schedule.py",
        "serving.py",
        "settings.py",
    },
}
"""Modules that a service needs besides, for what no other does: more streams than one module holds, a door that looks
something up, what it derives."""
OF_EVERY = ("README.md", "pyproject.toml", "requirements.lock", "tests")
CONTRACTS = ("service.toml",)
"""Messages and rules stand in modules of their own, a few for each stream."""


@pytest.mark.parametrize("service", DECIDING)
def test_a_service_that_decides_has_the_models_files(service: str) -> None:
    own = ROOT / "services" / service
    source, contracts = own / "src" / service, ROOT / "contracts" / "src" / "contracts" / service

    assert [] == [name for name in PARTS if not (source / name).exists()]
    assert [] == [name for name in CONTRACTS if not (contracts / name).exists()]
    assert [*contracts.glob("*policy.py"), *contracts.glob("*/rules.py")] or service not in policy_services()


@pytest.mark.parametrize("service", OF_FOLDERS)
def test_a_service_is_a_folder_for_each_stream_and_names_what_it_has_besides(service: str) -> None:
    source = ROOT / "services" / service / "src" / service
    there = {path.name for path in source.iterdir()} - {"__pycache__"}
    streams = {path.parent.name for path in source.glob("*/__init__.py") if "STREAM = " in path.read_text("utf-8")}

    assert {*OF_STREAMS, *streams} | OWN[service] == there


@pytest.mark.parametrize("service", [*LIKE_IT])
def test_a_service_has_the_models_modules_and_names_what_it_has_besides(service: str) -> None:
    source = ROOT / "services" / service / "src" / service
    there = {path.name for path in source.iterdir()} - {"__init__.py", "__pycache__"}

    assert {*PARTS, *OF_FOUR} | OWN[service] == there


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_be_installed_read_and_tested(service: str) -> None:
    assert [] == [name for name in OF_EVERY if not (ROOT / "services" / service / name).exists()]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_readme_fits_a_screen(service: str) -> None:
    assert len((ROOT / "services" / service / "README.md").read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize("service", DECIDING)
def test_every_method_has_a_permission_and_every_permission_a_method(service: str) -> None:
    source = (ROOT / "services" / service / "src" / service / "service.py").read_text("utf-8")
    methods = set(re.findall(r"(?m)^    (?:def )?(\w+)(?:\(self| = (?:command|particulars|query)\()", source))

    assert methods == set(permissions_of(service).methods)
    assert all(permissions_of(service).methods.values())


@pytest.mark.parametrize("parts", installed_services(), ids=lambda parts: parts.name)
def test_a_service_that_seals_opens_and_erases_and_no_other_does(parts: ServiceParts) -> None:
    methods = {"open_sealed", "erase_subject"} & set(permissions_of(parts.name).methods)
    deciders = {f"{parts.name}.opening", f"{parts.name}.erasure"} & {decider.name for decider in parts.deciders}
    seals = any(is_sealed(kind) for kind in parts.commands)

    assert ((2, 2) if seals else (0, 0)) == (len(methods), len(deciders))


def test_some_service_seals_and_some_does_not() -> None:
    assert {True, False} == {any(is_sealed(kind) for kind in parts.commands) for parts in installed_services()}
