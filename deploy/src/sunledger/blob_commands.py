"""`sunledger blob`: documents, photos and recordings that facts name by digest."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from contracts.blobs import MOST_PART_BYTES
from contracts.bytes64 import text_of
from contracts.errors import REFUSALS, InternalError
from ledger.authority import Caller
from ledger.client import Client, refusal_document
from rich.console import Console

from sunledger.home import Home, HomeOption, default_folder

HERE = default_folder()

app = typer.Typer(no_args_is_help=True, help="Documents, photos and recordings that facts name by digest.")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)


@app.command()
def put(
    file: Annotated[Path, typer.Argument(help="The file to bring.", exists=True, dir_okay=False)],
    unit: Annotated[str, typer.Option(help="The unit whose record will name it.")],
    role: Annotated[str, typer.Option(help="The role the token speaks for.")] = "DisclosureOfficerTownship",
    service: Annotated[str, typer.Option(help="The service that will be told of it.")] = "disclosure",
    subject: Annotated[str, typer.Option("--as", help="Pseudonymous reference of who acts.")] = "cli",
    home: HomeOption = HERE,
) -> None:
    """Bring a file in parts and print how a command names it."""
    place = Home(home)
    token = place.issuer.issue(Caller(subject, role, unit), valid_for=timedelta(minutes=5))
    try:
        with Client(place.addresses()["broker"], token) as client:
            blob = _put(client, service, unit, file.read_bytes())
    except FileNotFoundError as error:
        err.print(f"No platform has been started in {home}.")
        raise typer.Exit(1) from error
    except (*REFUSALS, InternalError) as refusal:
        err.print_json(json.dumps(refusal_document(refusal), ensure_ascii=False))
        raise typer.Exit(1) from refusal
    out.print_json(json.dumps(blob))


def _put(client: Client, service: str, unit: str, content: bytes) -> object:
    digest, received = hashlib.sha256(content).hexdigest(), 0
    while True:
        part = {
            "unit": unit,
            "digest": digest,
            "size": max(len(content), 1),
            "offset": received,
            "content": text_of(content[received : received + MOST_PART_BYTES]),
        }
        kept = client.call(service, "put_blob_part", part)
        if kept["blob"] is not None:
            return kept["blob"]
        received = kept["received"]
