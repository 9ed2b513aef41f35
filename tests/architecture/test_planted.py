"""Each check is seen to fail: a violation is planted for every rule and must be found."""

import configparser
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
BANNED = sorted(
    tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]["flake8-tidy-imports"][
        "banned-api"
    ]
)
PLANTED = {
    "services/disclosure/src/disclosure/planted.py": (
        "import amqp, assessment.service, esdbclient, eventlet, jinja2, jwt, kombu, localnode, marshmallow, nameko\n"
        "import sqlalchemy, waitress, werkzeug\n"
    ),
    "contracts/src/contracts/planted.py": "import ledger.clock, shapely, sqlalchemy\n",
    "shared/src/localnode/planted.py": "import contracts.errors\n",
    "shared/src/audit/planted.py": "import disclosure.service, kombu\n",
    "shared/src/transparency/planted.py": "import ledger.recorded\n",
}


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)  # type: ignore[call-overload,no-any-return]


def banned_use(name: str) -> str:
    module, _, attribute = name.rpartition(".")
    if not module:
        return f"import {attribute}\n\nprint({attribute})\n"
    if module == "datetime.datetime" or module == "datetime.date":
        return f"import datetime\n\nprint({name}())\n"
    return f"from {module} import {attribute}\n\nprint({attribute})\n"


@pytest.mark.parametrize("name", BANNED)
def test_every_banned_way_is_found(name: str) -> None:
    check = [BIN / "ruff", "check", "--select", "TID251", "--stdin-filename", "shared/src/ledger/planted.py", "-"]

    found = run(*check, input=banned_use(name), cwd=ROOT)

    assert (1, True) == (found.returncode, "TID251" in found.stdout)


def test_a_missing_type_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def double(value):\n    return 2 * value\n", "utf-8")

    found = run(BIN / "mypy", "--config-file", ROOT / "pyproject.toml", tmp_path / "planted.py", cwd=tmp_path)

    assert (1, True) == (found.returncode, "no-untyped-def" in found.stdout)


def test_an_unformatted_file_is_found() -> None:
    assert run(BIN / "ruff", "format", "--check", "-", input="x=1\n", cwd=ROOT).returncode == 1


def test_every_import_rule_is_broken_by_a_planted_import(tmp_path: Path) -> None:
    folders = [path.relative_to(ROOT) for path in ROOT.glob("**/src") if "build" not in path.parts]
    for folder in folders:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for name, source in PLANTED.items():
        (tmp_path / name).write_text(source, "utf-8")
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    names = {rules[section]["name"] for section in rules.sections() if "name" in rules[section]}

    paths = os.pathsep.join(str(tmp_path / folder) for folder in folders)
    found = run(BIN / "lint-imports", "--no-cache", cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths})

    broken = {line.removesuffix(" BROKEN") for line in found.stdout.splitlines() if line.endswith(" BROKEN")}
    assert names == broken
