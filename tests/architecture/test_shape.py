"""Every service has the model's shape."""

from importlib import import_module
from pathlib import Path

import pytest
from contracts.permissions import permissions_of
from contracts.sealed import is_sealed
from ledger.parts import ServiceParts
from ledger.service import Service
from sunledger.home import installed_services

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.name for path in ROOT.glob("services/*") if path.is_dir())
DECLARED = {service.name: service for service in installed_services() if isinstance(service, Service)}
OF_STREAMS = ("__init__.py", "main.py", "py.typed", "service.py", "tables.py")
OWN: dict[str, set[str]] = {
    "disclosure": {"annual_report", "open_cases.py", "registers.py"},
    "assessment": {"causes.py", "documents.py", "open_cases.py"},
    "elections": {"deadlines.py", "matters", "paging.py", "plausible.py", "seated.py"},
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
"""What a service has beside its streams: what several of them share, and its doors and loops."""
OF_EVERY = ("README.md", "pyproject.toml", "requirements.lock", "tests")
MOST_MODULES = 20
"""A folder with more of them wants rooms."""


@pytest.mark.parametrize("service", DECLARED)
def test_what_is_said_of_a_stream_stands_in_a_folder_of_its_name(service: str) -> None:
    said = ROOT / "contracts" / "src" / "contracts" / service
    folders = {path.name for path in said.iterdir() if path.is_dir() and path.name != "__pycache__"}
    own = {stream.folder for stream in DECLARED[service].streams if stream.folder}
    named = set(import_module(f"contracts.{service}").STREAMS)

    assert own <= named <= folders
    assert [] == [name for name in named if not (said / name / "messages.py").exists()]
    assert [] == [name for name in named if not (said / name / "stream.toml").exists()]
    assert [] == [name for name in folders - named if not (said / name / "rules.py").exists()]


@pytest.mark.parametrize("service", DECLARED)
def test_no_folder_holds_more_than_is_looked_through_at_a_glance(service: str) -> None:
    folders = (ROOT / "services" / service / "src" / service).glob("**/")
    counted = {path.name: len([*path.glob("*.py")]) for path in folders}

    assert {} == {name: count for name, count in counted.items() if count > MOST_MODULES}


@pytest.mark.parametrize("service", DECLARED)
def test_a_service_is_a_folder_for_each_stream_and_names_what_it_has_besides(service: str) -> None:
    source = ROOT / "services" / service / "src" / service
    there = {path.name for path in source.iterdir()} - {"__pycache__"}
    streams = {path.parent.name for path in source.glob("*/__init__.py") if "STREAM = " in path.read_text("utf-8")}

    assert {*OF_STREAMS, *streams} | OWN[service] == there


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_be_installed_read_and_tested(service: str) -> None:
    assert [] == [name for name in OF_EVERY if not (ROOT / "services" / service / name).exists()]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_readme_fits_a_screen(service: str) -> None:
    assert len((ROOT / "services" / service / "README.md").read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize("parts", installed_services(), ids=lambda parts: parts.name)
def test_a_service_that_seals_opens_and_erases_and_no_other_does(parts: ServiceParts) -> None:
    methods = {"open_sealed", "erase_subject"} & set(permissions_of(parts.name).methods)
    deciders = {f"{parts.name}.opening", f"{parts.name}.erasure"} & {decider.name for decider in parts.deciders}
    seals = any(is_sealed(kind) for kind in parts.commands)

    assert ((2, 2) if seals else (0, 0)) == (len(methods), len(deciders))


def test_some_service_seals_and_some_does_not() -> None:
    assert {True, False} == {any(is_sealed(kind) for kind in parts.commands) for parts in installed_services()}
