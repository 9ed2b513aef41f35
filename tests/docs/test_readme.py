"""What the README shows is what happens: its commands exist, its call is made, its map is the tree."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CALL = re.compile(r"^\$ (sunledger call .*)\n(\{\n.*?^\})", re.MULTILINE | re.DOTALL)
START_S = 120


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The platform as `make run` starts it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("readme")
    log = folder / "up.log"
    command = [sys.executable, "-m", "sunledger", "up", "--home", str(folder / "run")]
    command += ["--example", str(ROOT / "deploy" / "examples" / "ningdu")]
    with log.open("w") as output:
        up = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        deadline = time.monotonic() + START_S
        while "Sunledger is running" not in log.read_text("utf-8"):
            assert up.poll() is None, log.read_text("utf-8")[-2000:]
            assert time.monotonic() < deadline, log.read_text("utf-8")[-2000:]
            time.sleep(0.2)
        yield folder / "run"
    finally:
        os.kill(up.pid, signal.SIGINT)
        up.wait(20)


def test_the_worked_call_answers_as_shown(home: Path) -> None:
    found = CALL.search(README)
    assert found is not None
    shown = found[1].replace("sunledger", f'"{sys.executable}" -m sunledger', 1)

    said = subprocess.run(shown, shell=True, env={**os.environ, "SUNLEDGER_HOME": str(home)}, capture_output=True)

    assert json.loads(found[2]) == json.loads(said.stdout)


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    commands = re.findall(r"^make (\w+)", README, re.MULTILINE)
    assert ["run", "test"] == commands
    assert [] == [name for name in commands if not re.search(rf"^{name}:", makefile, re.MULTILINE)]


def test_the_map_names_every_folder() -> None:
    named = set(re.findall(r"^\| `(\w+)/` \|", README, re.MULTILINE))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert named == {line.split("/")[0] for line in tracked.splitlines() if "/" in line and line[0] != "."}


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("services/*/README.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))]

    assert [] == [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]
