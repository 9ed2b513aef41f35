"""How far an audit is: told on a terminal while it runs, and nowhere else."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress

import pytest

HIDDEN, SHOWN, ERASED = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
SURROUNDINGS = {"TERM": "xterm", "COLUMNS": "100", "LINES": "40"}


@pytest.fixture
def place(served, sound):
    """A sound record's node, and how an audit is told of it."""
    return ("--store", served, "--log", str(sound.log.folder))


def command(*arguments):
    return (sys.executable, "-m", "sunledger", "audit", *arguments)


def on_a_terminal(*arguments):
    """Exit code, standard output, and what came to the terminal at standard error, without colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, **SURROUNDINGS}
    with subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # which is how the end of a terminal is told
            while part := os.read(ours, 65536):
                shown += part
        os.close(ours)
        assert process.stdout is not None
        said = process.stdout.read().decode()
    return process.returncode, said, re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())


@pytest.mark.timeout(60)
def test_on_a_terminal_a_bar_moves_to_the_last_fact_and_is_taken_away(place, sound):
    count = len(sound.facts())

    code, said, shown = on_a_terminal("verify", *place)

    told = [int(number) for number in re.findall(r"facts +(\d+)/\?", shown)]
    assert code == 0
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, count)
    assert shown.index(HIDDEN) < shown.rindex(f"{count}/?") < shown.rindex(ERASED)
    assert shown.rindex(f"{count}/?") < shown.rindex(SHOWN)
    assert said.startswith(f"{count} facts, {count} read in this run")
    assert "/?" not in said


@pytest.mark.timeout(60)
def test_without_a_terminal_no_bar_is_told(place):
    done = subprocess.run(
        command("verify", *place), capture_output=True, text=True, env={**os.environ, **SURROUNDINGS}, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "/?" not in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.timeout(60)
def test_whoever_asks_for_a_document_is_told_no_bar(place):
    code, said, shown = on_a_terminal("verify", "--json", *place)

    assert (code, shown) == (0, "")
    assert said.startswith("{")
