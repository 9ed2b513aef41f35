"""Where a record's store and log are: said on the command line, or found in a platform's home."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from ledger.audit_log import AuditLog


@dataclass(frozen=True, slots=True)
class Place:
    """A store's address, the log's folder, and the folder of the services' own files, where views are."""

    store_uri: str
    log: AuditLog
    data: Path


HomeOption = Annotated[Path, typer.Option("--home", help="A platform's home; its store, log and views are audited.")]
StoreOption = Annotated[str, typer.Option("--store", help="Address of the store, if it is not the home's.")]
LogOption = Annotated[Path | None, typer.Option("--log", help="Folder of the audit log, if it is not the home's.")]


def default_home() -> Path:
    return Path(os.environ.get("SUNLEDGER_HOME", "run"))


def place_of_record(home: Path, store: str, log: Path | None) -> Place:
    """Raise `FileNotFoundError` if there is no home and not everything is said."""
    uri = store or json.loads((home / "addresses.json").read_text("utf-8"))["store"]
    return Place(uri, AuditLog(log or home / "audit-log"), home / "data")
