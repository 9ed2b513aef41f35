"""`sunledger policy`: what the packs say, what is wrong with them, what is active, and putting one in force."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from contracts.errors import REFUSALS, InternalError
from contracts.overlay import differences
from contracts.packs import Pack, Parameter
from contracts.policies import pack_named, shipped_packs
from contracts.policy_lint import lint, lint_texts
from ledger.activation import policy_stream
from ledger.authority import Caller
from ledger.client import Client, fresh_id, refusal_document
from ledger.esdb import EsdbStore
from rich.console import Console

from sunledger.home import Home, HomeOption, default_folder, installed_services

HERE = default_folder()
_TOKEN_FOR = timedelta(minutes=5)

app = typer.Typer(no_args_is_help=True, help="Policy packs: the rules as data.")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

PackName = Annotated[str, typer.Argument(help="A pack's id, e.g. county-2011.")]


@app.command("lint")
def lint_(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Pack files; all that are shipped if none is named.")
    ] = None,
) -> None:
    """Every defect with file, key and rule; code 1 if there is one that refuses a pack."""
    shipped = list(shipped_packs().values())
    findings = lint_texts({str(file): file.read_text("utf-8") for file in files}, shipped) if files else lint(shipped)
    for finding in findings:
        out.print(f"{'to see' if finding.shown else 'defect'}  {finding}", highlight=False, markup=False)
    defects = sum(not finding.shown for finding in findings)
    out.print(f"{len(files or shipped)} packs, {defects} defects, {len(findings) - defects} to see")
    raise typer.Exit(1 if defects else 0)


@app.command()
def show(
    pack: PackName, parameter: Annotated[str, typer.Argument(help="Only those whose name begins so.")] = ""
) -> None:
    """A pack's head and parameters."""
    chosen = _pack(pack)
    ends = chosen.in_force_to or "further notice"
    out.print(f"{chosen.id}  area {chosen.area}  in force from {chosen.in_force_from} to {ends}", highlight=False)
    out.print(f"known from {chosen.known_from}  source {chosen.source}  digest {chosen.digest}", highlight=False)
    for name in sorted(chosen.parameters):
        if name.startswith(parameter):
            out.print(f"  {name} = {_said(chosen.parameters[name])}", highlight=False, markup=False)


@app.command()
def diff(before: PackName, after: PackName) -> None:
    """What one pack says otherwise than another."""
    for item in differences(_pack(before), _pack(after)):
        was, becomes = (_said(one) if one else "not there" for one in (item.before, item.after))
        out.print(f"{item.name}: {was} -> {becomes}", highlight=False, markup=False)


@app.command()
def status(home: HomeOption = HERE) -> None:
    """What has been activated for which area in each service, in order, read from the store."""
    store = EsdbStore(Home(home).addresses()["store"])
    for parts in installed_services():
        for fact in store.read_all((policy_stream(parts.name, ""),), limit=10_000):
            data = json.loads(fact.data)
            moment = data["activated_at"][:10]
            out.print(
                f"{parts.name:<12} {data['area']:<14} {data['pack_id']:<28} {moment}  {data['pack']}", highlight=False
            )
    store.close()


@app.command()
def activate(
    pack: PackName,
    area: Annotated[str, typer.Option("--for", help="The area that adopts it.")],
    home: HomeOption = HERE,
    ack: Annotated[
        list[str] | None, typer.Option(help="PARAMETER=REASON for each parameter the pack is unsure of.")
    ] = None,
) -> None:
    """Send the activation to every service, and report who confirmed it; code 1 if one did not."""
    place, chosen = Home(home), _pack(pack)
    reasons = [{"parameter": name, "reason": why} for name, _, why in (one.partition("=") for one in ack or [])]
    document = {"area": area, "pack": chosen.digest, "acknowledged": reasons}
    token = place.issuer.issue(Caller("policy-desk", "PolicyAdministrator", area), valid_for=_TOKEN_FOR)
    refused = 0
    with Client(place.addresses()["broker"], token) as client:
        for parts in installed_services():
            try:
                answer = client.call(parts.name, "activate_policy", document, command_id=str(fresh_id()))
                out.print(f"{parts.name} confirmed: {answer['stream']} revision {answer['revision']}", highlight=False)
            except (*REFUSALS, InternalError) as refusal:
                refused += 1
                out.print(f"{parts.name} did not: {json.dumps(refusal_document(refusal), ensure_ascii=False)}")
    raise typer.Exit(1 if refused else 0)


def _pack(name: str) -> Pack:
    try:
        return pack_named(name)
    except LookupError as error:
        err.print(f"No pack is called {name}. There are: {', '.join(pack.id for pack in shipped_packs().values())}")
        raise typer.Exit(2) from error


def _said(parameter: Parameter) -> str:
    value = "silent" if parameter.silent else json.dumps(parameter.value, ensure_ascii=False, default=str)
    return f"{value} ({parameter.unit}; {parameter.source}; {parameter.row}; {parameter.confidence})"
