"""One example of every version of every message, kept for ever.

`python tests/contracts/test_golden.py --add` enters new files in the list of digests. It never changes a line that is
there: what was once recorded must be readable for ever, so that its example is neither edited nor deleted.
"""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from contracts.canonical import canonical
from contracts.catalogue import Catalogue
from contracts.message import contract_of, load
from ledger.testing.golden import GOLDEN, message_files
from sunledger.home import installed_services

CATALOGUES = tuple(catalogue for parts in installed_services() for catalogue in (parts.commands, parts.facts))


@dataclass(frozen=True, slots=True)
class Example:
    """A recorded document and the catalogue that reads it."""

    recorded_as: str
    document: dict[str, Any]
    catalogue: Catalogue

    @property
    def lifted(self) -> tuple[type, dict[str, Any]]:
        newest, document = self.catalogue.lift(self.recorded_as, self.document)
        return self.catalogue.kind_of(newest), document


def types_of(catalogue: Catalogue) -> set[str]:
    """Every version that the catalogue reads, the newest and those that are lifted."""
    return {catalogue.type_named(kind) for kind in catalogue} | set(catalogue._upcasts)


def examples() -> Iterator[Example]:
    files = message_files()
    for catalogue in CATALOGUES:
        for recorded_as in sorted(types_of(catalogue) & set(files)):
            yield Example(recorded_as, json.loads(files[recorded_as].read_bytes()), catalogue)


EXAMPLES = list(examples())
"""Gone through in one test each: there are more than a thousand, and every failure names its own."""


def test_every_version_of_every_message_has_an_example_and_no_example_is_without_a_message():
    types = set().union(*map(types_of, CATALOGUES))

    assert set(message_files()) == types


def test_an_example_reads_equally_through_the_schema_and_through_the_fast_reader():
    for example in EXAMPLES:
        kind, document = example.lifted

        assert load(kind, document) == example.catalogue.read(example.recorded_as, example.document), (
            example.recorded_as
        )


def test_an_example_is_written_back_to_the_same_bytes():
    for example in EXAMPLES:
        kind, document = example.lifted
        written_as, written = example.catalogue.write(example.catalogue.read(example.recorded_as, example.document))

        assert written_as == example.catalogue.type_named(kind), example.recorded_as
        assert canonical(written) == canonical(document), example.recorded_as


def test_a_version_number_is_that_of_the_newest_or_of_one_that_is_lifted():
    for example in EXAMPLES:
        kind, _ = example.lifted
        version = int(example.recorded_as.rpartition(".v")[2])

        assert 1 <= version <= contract_of(kind).version, example.recorded_as


# The list of digests


def listed(golden: Path) -> list[str]:
    return (golden / "digests.txt").read_text(encoding="utf-8").splitlines()


def present(golden: Path) -> dict[str, str]:
    """Path to digest of every file but the list itself."""
    files = sorted(file for file in golden.rglob("*") if file.is_file() and file != golden / "digests.txt")
    return {file.relative_to(golden).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def line(path: str, digest: str) -> str:
    return f"{digest}  {path}"


def path_in(entry: str) -> str:
    return entry.partition("  ")[2]


def add(golden: Path) -> list[str]:
    """Enter the files that are not in the list yet; returns their lines. No other line changes."""
    known = listed(golden)
    paths = set(map(path_in, known))
    news = [line(path, digest) for path, digest in present(golden).items() if path not in paths]
    lines = sorted([*known, *news], key=path_in)
    (golden / "digests.txt").write_text("".join(f"{entry}\n" for entry in lines), encoding="utf-8")
    return news


def test_no_example_was_edited_deleted_or_left_out_of_the_list():
    files = [line(path, digest) for path, digest in sorted(present(GOLDEN).items())]

    assert listed(GOLDEN) == files


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "golden"))


def test_a_new_example_gets_a_line_of_its_own(copy: Path):
    (copy / "disclosure" / "new.v1.json").write_text("{}", encoding="utf-8")
    before = listed(copy)
    [news] = add(copy)

    assert path_in(news) == "disclosure/new.v1.json"
    assert sorted([*before, news], key=path_in) == listed(copy)


def test_an_edited_or_deleted_example_keeps_its_line(copy: Path):
    edited, deleted = list(present(copy))[:2]
    (copy / edited).write_text("{}", encoding="utf-8")
    (copy / deleted).unlink()
    before = listed(copy)

    assert add(copy) == []
    assert listed(copy) == before


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Enter new golden files in the list of digests.")
    arguments.add_argument("--add", action="store_true", required=True)
    arguments.parse_args()
    sys.stdout.writelines(f"{entry}\n" for entry in add(GOLDEN))
