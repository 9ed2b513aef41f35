"""`sunledger audit`: checks a record from its store and its log's files, and writes nothing but its own memory.

Exit codes: 0 nothing found, 1 something found, 2 it could not be done.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from ledger.audit_log import read_keys
from ledger.clock import MachineClock

from audit import reading_commands
from audit.checking import check
from audit.export import About, export
from audit.places import HomeOption, LogOption, StoreOption, place_of_record
from audit.reexecute import reexecute
from audit.telling import HERE, JsonOption, opened, opened_memory, out, progress_of, report, said
from audit.verify import Settings, Verified, verify

app = typer.Typer(
    no_args_is_help=True, help="Audit a record: it reads the store and the log's files, and writes neither."
)


reading_commands.add_to(app)


@app.callback()
def audit() -> None:
    """Exit codes: 0 nothing found, 1 something found, 2 it could not be done."""


@app.command("verify")
def verify_record(
    home: HomeOption = HERE,
    store: StoreOption = "",
    log: LogOption = None,
    memory: Annotated[
        Path | None, typer.Option(help="What this audit remembers between runs; nothing is remembered without it.")
    ] = None,
    keys: Annotated[
        Path | None, typer.Option(help="Folder of the public keys that are believed; by default the log's own.")
    ] = None,
    quorum: Annotated[int | None, typer.Option(help="How many witnesses must have cosigned; more than half.")] = None,
    tolerance: Annotated[int, typer.Option(help="Seconds by which clocks may differ.")] = 60,
    anew: Annotated[bool, typer.Option(help="From the first fact, not from where the last run ended.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check every fact's bytes, chain and place in the log, and that nothing is missing."""
    with said():
        place = place_of_record(home, store, log)
        believed = read_keys(keys) if keys else place.log.published_keys()
        settings = Settings(believed, MachineClock().now(), quorum, timedelta(seconds=tolerance), anew)
        with opened_memory(memory) as remembered, opened(place) as source, progress_of(as_json) as tell:
            verified = verify(source, place.log, remembered, settings, tell)
    report(verified.document(), _summary(verified), verified.findings, as_json=as_json)


@app.command("reexecute")
def reexecute_record(
    home: HomeOption = HERE,
    store: StoreOption = "",
    service: Annotated[list[str] | None, typer.Option(help="Only this service; may be given more than once.")] = None,
    python: Annotated[str, typer.Option(help="Interpreter that decides again, with the services installed.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make every decision again, in a process without sockets and clock, and compare the facts."""
    with said():
        place = place_of_record(home, store, None)
        with opened(place) as source, progress_of(as_json) as tell:
            result = reexecute(source, services=tuple(service or ()), python=python or sys.executable, tell=tell)
    summary = f"{result.decisions} decisions on {result.facts} facts were made again, {result.sealed} on sealed values."
    summary += "".join(f"\nExplained: {count} decisions of {name}." for name, count in result.explained.items())
    summary += "".join(f"\nNot re-executed: {count} facts of {name}." for name, count in result.left_out.items())
    report(result.document(), summary, result.findings, as_json=as_json)


@app.command("check")
def check_record(home: HomeOption = HERE, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Reckon every deadline and share anew, by arithmetic that the services do not share, and compare."""
    with said():
        place = place_of_record(home, store, None)
        with opened(place) as source, progress_of(as_json) as tell:
            result = check(source, tell=tell)
    looked_at = ", ".join(f"{count} of {service}" for service, count in sorted(result.looked_at.items()) if count)
    summary = f"{result.facts} facts were read, and looked at: {looked_at or 'none'}."
    summary += "".join(f"\nNo checks for {service}: {count} facts." for service, count in result.without.items())
    report(result.document(), summary, result.findings, as_json=as_json)


@app.command("export")
def export_bundle(
    to: Annotated[Path, typer.Option("--out", help="The file to write; must not exist.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    log: LogOption = None,
    stream: Annotated[str, typer.Option(help="A stream, from its first fact on.")] = "",
    through: Annotated[int | None, typer.Option(help="Only up to the decision that this revision belongs to.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Whole as of this day in China.")] = None,
    absent: Annotated[bool, typer.Option("--absent", help="Prove that there is no such stream.")] = False,
    begins: Annotated[datetime | None, typer.Option("--from", help="What was decided from here on, UTC.")] = None,
    ends: Annotated[datetime | None, typer.Option("--to", help="... and before this, UTC.")] = None,
    documents: Annotated[Path | None, typer.Option(help="Folder of contents by digest, to be put in.")] = None,
) -> None:
    """Write a stream, a decision or a period as one file that a stranger checks offline (docs/bundle.md)."""
    with said():
        if bool(stream) == bool(begins and ends):
            raise ValueError("Name a stream, or a period by --from and --to.")
        if (as_of or absent) and (not stream or through is not None):
            raise ValueError("--as-of and --absent are said of a whole stream.")
        place = place_of_record(home, store, log)
        first, last = (moment.replace(tzinfo=UTC) if moment else None for moment in (begins, ends))
        day = as_of.date() if as_of else None
        about = About(stream, through, as_of=day, is_absent=absent, begins=first, ends=last)
        with opened(place) as source, to.open("xb") as file:
            made = export(source, place.log, about, file.write, documents)
    out.print(f"{made.facts} facts, each with its proof: {to}. Check it with shared/verify_bundle.py.", highlight=False)


def _summary(verified: Verified) -> str:
    cosigned = ", ".join(verified.cosigned_by) or "nobody"
    return (
        f"{verified.facts} facts, {verified.read} read in this run, held against a log of {verified.logged};"
        f" the newest {verified.unsigned} are in no checkpoint yet."
        f"\nCosigned by {cosigned}; a quorum has seen {verified.witnessed}."
        f"\n{verified.inventories} inventories reckoned anew; believed, as they speak of earlier: {verified.believed}."
    )
