"""`sunledger audit`: checks a record from its store and its log's files, and writes nothing but its own memory.

Exit codes: 0 nothing found, 1 something found, 2 it could not be done.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from ledger.audit_log import read_keys
from ledger.clock import MachineClock
from ledger.esdb import EsdbStore
from ledger.store import StoreUnavailable
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from transparency.note import NotANote

from audit.export import About, NotProvable, export
from audit.finding import Finding
from audit.memory import Memory, NotAMemory
from audit.places import HomeOption, LogOption, Place, StoreOption, default_home, place_of_record
from audit.reexecute import ReexecutionFailed, reexecute
from audit.verify import Settings, Verified, verify

HERE = default_home()
FOUND = 1
IMPOSSIBLE = 2

app = typer.Typer(
    no_args_is_help=True, help="Audit a record: it reads the store and the log's files, and writes neither."
)
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

JsonOption = Annotated[bool, typer.Option("--json", help="The report as one JSON document.")]


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
    with _said():
        place = place_of_record(home, store, log)
        believed = read_keys(keys) if keys else place.log.keys()
        settings = Settings(believed, MachineClock().now(), quorum, timedelta(seconds=tolerance), anew)
        with _memory(memory) as remembered, _open(place) as opened, _progress(as_json) as tell:
            verified = verify(opened, place.log, remembered, settings, tell)
    _report(verified.document(), _summary(verified), verified.findings, as_json=as_json)


@app.command("reexecute")
def reexecute_record(
    home: HomeOption = HERE,
    store: StoreOption = "",
    service: Annotated[list[str] | None, typer.Option(help="Only this service; may be given more than once.")] = None,
    python: Annotated[str, typer.Option(help="Interpreter that decides again, with the services installed.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make every decision again, in a process without sockets and clock, and compare the facts."""
    with _said():
        place = place_of_record(home, store, None)
        with _open(place) as opened, _progress(as_json) as tell:
            result = reexecute(opened, services=tuple(service or ()), python=python or sys.executable, tell=tell)
    summary = f"{result.decisions} decisions on {result.facts} facts were made again, {result.sealed} on sealed values."
    summary += "".join(f"\nExplained: {count} decisions of {name}." for name, count in result.explained.items())
    summary += "".join(f"\nNot re-executed: {count} facts of {name}." for name, count in result.left_out.items())
    _report(result.document(), summary, result.findings, as_json=as_json)


@app.command("export")
def export_bundle(
    to: Annotated[Path, typer.Option("--out", help="The file to write; must not exist.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    log: LogOption = None,
    stream: Annotated[str, typer.Option(help="A stream, from its first fact on.")] = "",
    through: Annotated[int | None, typer.Option(help="Only up to the decision that this revision belongs to.")] = None,
    begins: Annotated[datetime | None, typer.Option("--from", help="What was decided from here on, UTC.")] = None,
    ends: Annotated[datetime | None, typer.Option("--to", help="... and before this, UTC.")] = None,
    documents: Annotated[Path | None, typer.Option(help="Folder of contents by digest, to be put in.")] = None,
) -> None:
    """Write a stream, a decision or a period as one file that a stranger checks offline (docs/bundle.md)."""
    with _said():
        if bool(stream) == bool(begins and ends):
            raise ValueError("Name a stream, or a period by --from and --to.")
        place = place_of_record(home, store, log)
        period = [moment.replace(tzinfo=UTC) if moment else None for moment in (begins, ends)]
        about = About(stream, through, *period)
        with _open(place) as opened, to.open("xb") as file:
            count = export(opened, place.log, about, file.write, documents)
    out.print(f"{count} facts, each with its proof: {to}. Check it with audit/verify_bundle.py.", highlight=False)


def _summary(verified: Verified) -> str:
    cosigned = ", ".join(verified.cosigned_by) or "nobody"
    return (
        f"{verified.facts} facts, {verified.read} read in this run, held against a log of {verified.logged};"
        f" the newest {verified.unsigned} are in no checkpoint yet."
        f"\nCosigned by {cosigned}; a quorum has seen {verified.witnessed}."
    )


def _report(document: Any, summary: str, findings: tuple[Finding, ...], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            out.print(str(finding), highlight=False, markup=False)
        out.print(summary, highlight=False, markup=False)
        out.print("[bold green]Nothing was found.[/]" if not findings else f"[bold red]{len(findings)} found.[/]")
    if findings:
        raise typer.Exit(FOUND)


@contextmanager
def _said() -> Iterator[None]:
    """What cannot be done is said without a trace."""
    try:
        yield
    except (StoreUnavailable, NotAMemory, NotProvable, NotANote, ReexecutionFailed, OSError, ValueError) as error:
        err.print(f"[red]{type(error).__name__}:[/]", end=" ", highlight=False)
        err.print(str(error), highlight=False, markup=False)
        raise typer.Exit(IMPOSSIBLE) from error


@contextmanager
def _memory(path: Path | None) -> Iterator[Memory]:
    memory = Memory(path)
    try:
        yield memory
    finally:
        memory.close()


@contextmanager
def _open(place: Place) -> Iterator[EsdbStore]:
    store = EsdbStore(place.store_uri, timeout_s=20.0)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=quiet or not err.is_terminal, transient=True) as progress:
        task = progress.add_task("facts", total=None)
        yield lambda done: progress.update(task, completed=done)
