"""Programs that tests run each in a process of its own, as modules: what they share, and how they are run.

Nothing of ours is imported before a program says so: eventlet or gRPC may have to be there first.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEADLINE_S = 60.0


def run(module: str, program: str, uri: str, *arguments: str) -> dict[str, Any]:
    """What the program of the module says at its end."""
    done = subprocess.run(
        (sys.executable, "-W", "ignore", "-m", module, program, uri, *arguments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def imports_in_native_threads() -> list[str]:
    """Filled from now on: such an import would meet the changed library. Encodings use nothing of it."""
    from eventlet import patcher

    ident = patcher.original("_thread").get_ident
    green, late = ident(), []

    def watch(event: str, arguments: Any) -> None:
        if event == "import" and ident() != green and not arguments[0].startswith("encodings."):
            late.append(arguments[0])

    sys.addaudithook(watch)
    return late


def note(name: str) -> Any:
    from uuid import NAMESPACE_URL, uuid5

    from ledger.store import Draft

    return Draft(uuid5(NAMESPACE_URL, name), "testing.noted.v1", b'{"note":1}', b"{}")


def tally_handler(store: Any, prefix: str) -> Any:
    """A tally of at most twelve; everything real but small."""
    from dataclasses import dataclass

    from contracts.catalogue import Catalogue
    from contracts.errors import refuse_unless
    from contracts.message import command, fact
    from ledger.clock import MachineClock
    from ledger.decider import Decider, RulesOf
    from ledger.handler import Handler

    @command(name=".count-box")
    class CountBox:
        tally: str
        ballots: int

    @fact(name=".box-counted")
    class BoxCounted:
        ballots: int

    @dataclass(frozen=True)
    class Tally:
        ballots: int = 0

    def decide(command: CountBox, tally: Tally, rules: Any, now: Any) -> list[BoxCounted]:
        refuse_unless(tally.ballots + command.ballots <= 12, "too-much")
        return [BoxCounted(ballots=command.ballots)]

    decider: Decider[CountBox, BoxCounted, Tally, None] = Decider(
        name="testing.tally",
        version=1,
        takes=(CountBox,),
        commands=Catalogue("testing", CountBox),
        facts=Catalogue("testing", BoxCounted),
        initial=Tally(),
        decide=decide,
        evolve=lambda tally, fact: Tally(tally.ballots + fact.ballots),
        stream=lambda command: f"{prefix}{command.tally}",
        unit=lambda _: "360730",
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )
    handler: Any = Handler(decider, store=store, clock=MachineClock(), policies=NoPolicies())
    return handler, CountBox


class NoPolicies:
    def active(self, unit: str, moment: Any) -> Any:
        raise AssertionError("a decider without rules asks for none")

    def above(self, area: str) -> Any:
        return None

    def pinned(self, note: Any) -> Any:
        raise AssertionError("a decider without rules asks for none")


def request(name: str) -> Any:
    from uuid import NAMESPACE_URL, uuid5

    from ledger.handler import Request

    command_id = uuid5(NAMESPACE_URL, name)
    return Request(
        command_id=command_id, actor="person-1", role="clerk", actor_unit="360730", correlation_id=command_id
    )


def name_of_what_is_raised(function: Callable[..., Any], *arguments: Any, **options: Any) -> str:
    try:
        function(*arguments, **options)
    except BaseException as error:  # noqa: BLE001 - it is the result
        return type(error).__name__
    return "nothing"
