"""`CONTRIBUTING.md` adds a stream step by step: here that is done in a copy of the tree, and what it says holds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FILE = re.compile(r"`([\w/]+\.(?:py|toml))`[^`]*(?:`\w+`[^`]*)*```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIFF = re.compile(r"```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MOST_FILES = 12
NEW = "disclosure/suggestion_box"


class Copy:
    """The tree as it is tracked, and an environment in which it is the one that is imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in filter(None, tracked.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        sources = os.pathsep.join(str(path) for path in folder.glob("**/src") if "golden" not in path.parts)
        self._environment = {**os.environ, "PYTHONPATH": sources, "MYPYPATH": sources}

    def run(self, *command: object) -> str:
        done = subprocess.run(
            [sys.executable, *map(str, command)],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout


def written() -> dict[str, str]:
    """Path to text of every file that the page shows."""
    return dict(FILE.findall(PAGE))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copied = Copy(tmp_path_factory.mktemp("tree"))
    for path, text in written().items():
        (copied.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (copied.folder / path).write_text(text, "utf-8")
    for patch in DIFF.findall(PAGE):
        subprocess.run(["git", "apply", "-"], input=patch, cwd=copied.folder, text=True, check=True)
    return copied


def test_a_stream_is_at_most_a_dozen_files() -> None:
    edited = set(re.findall(r"^\+\+\+ b/(.+)$", PAGE, re.MULTILINE))

    assert sum(NEW in path for path in written()) == 6
    assert len(edited | set(written())) <= MOST_FILES


def test_what_is_written_is_as_the_tree_is_written(copy: Copy) -> None:
    files = [copy.folder / path for path in written() if path.endswith(".py")]

    copy.run("-m", "ruff", "check", *files)
    copy.run("-m", "ruff", "format", "--check", *files)
    copy.run("-m", "mypy", *(file for file in files if "tests" not in file.parts))


def test_its_tests_pass_and_what_follows_is_written_and_compared(copy: Copy) -> None:
    said = copy.run("-m", "pytest", "-q", "services/disclosure/tests/test_suggestion_box.py", "--golden-new")
    copy.run("tests/shape/generated.py")
    held = copy.run("-m", "pytest", "-q", "tests/contracts/test_golden.py", "tests/contracts/test_golden_decisions.py")

    assert "written: disclosure/suggestion_box/box-opened.v1.json" in said
    assert "written: disclosure/suggestion_box/decisions/letters-are-counted-over-all-openings.json" in said
    assert " passed" in held
    page = (copy.folder / "docs" / "services" / "disclosure.md").read_text("utf-8")
    assert "| `box-opened-later` | 此后已开启过意见箱 | the box was opened later already |" in page
    assert "| `open_box` | DisclosureOfficerVillage (own) |" in page


def test_the_methods_are_there(copy: Copy) -> None:
    asked = "from disclosure.service import SERVICE; print(*sorted(SERVICE.methods))"

    assert {"open_box", "letters_of_unit"} <= set(copy.run("-c", asked).split())
