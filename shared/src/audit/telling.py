"""How an audit's commands say what they found, what they could not do, and how far they are."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from ledger.esdb import EsdbStore
from ledger.store import StoreUnavailable
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from transparency.note import NotANote

from audit.finding import Finding
from audit.memory import Memory, NotAMemory
from audit.places import Place, default_home
from audit.prover import NotProvable
from audit.reexecute import ReexecutionFailed
from audit.verify_aside import VerificationFailed

HERE = default_home()
FOUND = 1
IMPOSSIBLE = 2

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

JsonOption = Annotated[bool, typer.Option("--json", help="The report as one JSON document.")]


def report(document: Any, summary: str, findings: Sequence[Finding], *, as_json: bool) -> None:
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
def said() -> Iterator[None]:
    """What cannot be done is said without a trace."""
    try:
        yield
    except (
        StoreUnavailable,
        NotAMemory,
        NotProvable,
        NotANote,
        ReexecutionFailed,
        VerificationFailed,
        OSError,
        LookupError,
        ValueError,
    ) as error:
        err.print(f"[red]{type(error).__name__}:[/]", end=" ", highlight=False)
        err.print(str(error), highlight=False, markup=False)
        raise typer.Exit(IMPOSSIBLE) from error


@contextmanager
def opened_memory(path: Path | None) -> Iterator[Memory]:
    memory = Memory(path)
    try:
        yield memory
    finally:
        memory.close()


@contextmanager
def opened(place: Place) -> Iterator[EsdbStore]:
    store = EsdbStore(place.store_uri, timeout_s=20.0)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def progress_of(quiet: bool) -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=quiet or not err.is_terminal, transient=True) as progress:
        task = progress.add_task("facts", total=None)
        yield lambda done: progress.update(task, completed=done)
