"""`sunledger store`: check a server, copy a store, and keep the file of the local node."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from ledger.clock import MachineClock
from ledger.copying import Bookmark, Differs, Equal, copy
from ledger.esdb import EsdbStore
from ledger.store import NO_STREAM, OutcomeUnknown, StoreRefused, StoreUnavailable
from ledger.testing.contract import results
from ledger.testing.contract_case import draft
from rich.console import Console

TOLD_EVERY = 10_000
ADDRESS_HELP = "Address of a store, e.g. esdb://127.0.0.1:2113?Tls=false"

app = typer.Typer(no_args_is_help=True, help="Check, copy and keep stores.")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

AddressArgument = Annotated[str, typer.Argument(help=ADDRESS_HELP)]
FileArgument = Annotated[Path, typer.Argument(help="File of a local node.")]


@app.command()
def check(address: AddressArgument) -> None:
    """Hold a server to the store's contract. It writes streams that begin with sunledger-check-, and leaves them."""
    own = f"sunledger-check-{MachineClock().now():%Y%m%dT%H%M%S%f}-"
    kept = broken = 0
    with _store(address) as store, _said():
        store.append(f"{own}reached", [draft("reached")], expected=NO_STREAM)
        for case, problem in results(store, own=own):
            kept, broken = kept + (problem is None), broken + (problem is not None)
            said = "ok" if problem is None else f"BROKEN: {type(problem).__name__}: {problem}"
            out.print(f"{case}: {said}", highlight=False, markup=False)
    out.print(f"{kept} kept, {broken} broken; everything written begins with {own}", highlight=False)
    if broken:
        raise typer.Exit(1)


@app.command("copy")
def copy_store(
    source: Annotated[str, typer.Argument(metavar="FROM", help=ADDRESS_HELP)],
    target: Annotated[str, typer.Argument(metavar="TO", help=ADDRESS_HELP)],
    bookmark: Annotated[
        Path | None, typer.Option(help="Where to remember how far it came; by default a file of this copy here.")
    ] = None,
) -> None:
    """Copy every fact to a store that holds nothing else, reading each back. Again, it goes on where it ended."""
    place = bookmark or _bookmark_of(source, target)
    told = 0

    def tell(equal: Equal) -> None:
        nonlocal told
        if equal.facts // TOLD_EVERY > told:
            told = equal.facts // TOLD_EVERY
            err.print(f"{equal.facts} facts are in both", highlight=False)

    with _store(source) as given, _store(target) as taking, _said():
        equal = copy(given, taking, Bookmark(place), tell)
    out.print(f"{equal.facts} facts are in both stores, equal byte for byte (bookmark: {place})", highlight=False)


@app.command()
def backup(file: FileArgument, to: Annotated[Path, typer.Argument(help="The copy; must not exist.")]) -> None:
    """Make a consistent copy of a node's file, also while the node runs."""
    _node(file, "--backup", str(to))


@app.command()
def verify(file: FileArgument) -> None:
    """Say whether a node's file or a backup is whole, also while the node runs."""
    _node(file, "--check")


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="A backup.")],
    file: Annotated[Path, typer.Argument(help="File of a local node; must not exist.")],
) -> None:
    """Make a node's file out of a backup, if the backup is whole."""
    _node(file, "--restore", str(backup))


def _node(file: Path, *arguments: str) -> None:
    command = (sys.executable, "-m", "localnode", str(file), *arguments)
    code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
    raise typer.Exit(code)


@contextmanager
def _store(address: str) -> Iterator[EsdbStore]:
    try:
        store = EsdbStore(address, timeout_s=20.0)
    except ValueError as error:
        err.print(f"[red]Not an address of a store:[/] {error}", highlight=False)
        raise typer.Exit(2) from error
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _said() -> Iterator[None]:
    """What a store or the copy refuses is said without a trace, and ends with code 1."""
    try:
        yield
    except (Differs, OutcomeUnknown, StoreRefused, StoreUnavailable, OSError) as error:
        err.print(f"[red]{type(error).__name__}:[/]", highlight=False, end=" ")
        err.print(str(error), highlight=False, markup=False)
        raise typer.Exit(1) from error


def _bookmark_of(source: str, target: str) -> Path:
    """Named after both addresses without showing them: they may hold passwords."""
    return Path(f"store-copy-{hashlib.sha256(f'{source} {target}'.encode()).hexdigest()[:12]}.json")
