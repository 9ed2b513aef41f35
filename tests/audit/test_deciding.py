"""What re-execution rests on: guards that hold, bytes written a second way, rules that are made of parameters alone."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from audit.deciding import AnyDecider, installed
from audit.rulebook import BY_PARAMETERS
from audit.writing import writer_of, written
from contracts.canonical import canonical
from contracts.errors import Rejected
from contracts.message import dump
from contracts.policies import resolve, shipped_packs
from ledger.testing.golden import document_of, message_files

DECIDERS = [decider for parts in installed().values() for decider in parts.deciders]

ASKED = """
import sys
from audit.sandbox import ReachedOut, take_away, watched
if {first!r}:
    take_away()
import builtins, datetime, functools, os, random, secrets, time, uuid
def swallowing():
    try:
        time.time()
    except BaseException:
        pass
try:
    with watched():
        {asks}
except ReachedOut as reached:
    sys.exit(str(reached))
print("decided")
"""
WAYS = (
    *("time.time()", "time.monotonic_ns()", "time.localtime()", "time.clock_gettime(0)", "next(iter(time.time, 0.0))"),
    *("datetime.datetime.now()", "datetime.datetime.utcnow()", "datetime.date.today()", "datetime.datetime.today()"),
    *("random.random()", "random.choice([1, 2])", "random.Random(5).random()", "random.SystemRandom().random()"),
    *("uuid.uuid1()", "uuid.uuid4()", "secrets.token_hex(4)", "os.urandom(4)", "os.getpid()", "os.getenv('TZ')"),
    *("os.listdir('.')", "functools.partial(time.time)()", "swallowing()"),
)


def asked(asks: str, *, first: bool = True) -> subprocess.CompletedProcess[str]:
    program = ASKED.format(asks=asks, first=first)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_every_clock_and_random_source_is_refused_while_a_decision_is_made():
    tried = "; ".join(f"ways.append(lambda: {way})" for way in WAYS)
    program = ASKED.format(first=True, asks="pass").partition("try:\n    with")[0]
    program += f"\nways = []\n{tried}\nfor way in ways:\n    try:\n        with watched():\n            way()\n"
    program += "    except ReachedOut:\n        print('refused')\n"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert ["refused"] * len(WAYS) == said.split()


def test_outside_a_decision_clocks_go_on():
    assert asked("pass").stdout == "decided\n"


def test_without_its_guards_nothing_is_refused_so_that_the_test_above_can_fail():
    assert asked("time.time()", first=False).stdout == "decided\n"


def test_a_guard_that_does_not_hold_keeps_the_process_from_deciding():
    program = "from audit import sandbox\nsandbox._put = lambda *_: None\nsandbox.take_away()"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "NotGuarded: time.time can be called" in ended.stderr


def examples() -> Iterator[tuple[str, Any]]:
    for service, parts in installed().items():
        catalogues = [catalogue for one in parts.deciders for catalogue in (one.commands, one.facts)]
        for name in (each for each in message_files() if each.startswith(f"{service}.")):
            document = document_of(name)
            known = [catalogue for catalogue in catalogues if name.rpartition(".v")[0] in _names(catalogue)]
            yield name, known[0].read(name, document) if known else None


def _names(catalogue: Any) -> set[str]:
    return {catalogue.type_named(kind).rpartition(".v")[0] for kind in catalogue}


def test_every_golden_message_has_the_same_bytes_by_both_writers():
    read = {name: item for name, item in examples() if item is not None}

    assert len(read) > 500
    assert [] == [name for name, item in read.items() if written(item) != canonical(dump(item))]


def test_every_message_of_every_decider_can_be_written():
    kinds = {kind for one in DECIDERS for catalogue in (one.commands, one.facts) for kind in catalogue}

    assert all(map(writer_of, kinds))


@pytest.mark.parametrize("decider", [one for one in DECIDERS if one.rules in BY_PARAMETERS], ids=lambda one: one.name)
def test_rules_are_made_of_their_parameters_and_not_of_the_area_they_are_asked_for(decider: AnyDecider):
    """Re-execution makes typed rules once for all areas whose packs give the same parameters."""
    packs = [pack for pack in shipped_packs().values() if pack.area in ("cn", "360730")]
    one, other = resolve("360730101", packs), resolve("360730102", packs)

    assert one.parameters == other.parameters
    assert _policy(decider, one) == _policy(decider, other)


def _policy(decider: AnyDecider, resolved: Any) -> Any:
    try:
        return decider.policy(resolved)
    except (Rejected, LookupError) as error:
        return repr(error)
