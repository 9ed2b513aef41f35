"""`sunledger audit replay|trail|policies|refusals|views|findings`: what an auditor reads."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer
from contracts.policies import known_packs
from ledger.packs import learn_packs
from ledger.parts import ServiceParts
from ledger.recorded import metadata_of
from ledger.store import Recorded

from audit.acts import acts_in, is_of
from audit.deciding import installed
from audit.finding import Finding
from audit.known import known_findings
from audit.live_views import view_findings
from audit.past_views import past_rows
from audit.places import HomeOption, LogOption, StoreOption, place_of_record
from audit.proving import Proof, Prover
from audit.reading import as_of, packs_used, refused, replayed, trail_of
from audit.telling import FOUND, HERE, JsonOption, err, opened, out, report, said


def add_to(app: typer.Typer) -> None:
    for command in (replay, trail, acts, policies, refusals, view, views, findings):
        app.command()(command)


def replay(
    name: Annotated[str, typer.Argument(help="A stream, or a service.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    until: Annotated[str, typer.Option("--as-of", help="A moment with its zone, or a position of the store.")] = "",
    as_json: JsonOption = False,
) -> None:
    """What was recorded in a stream or by a service, up to a moment of the past."""
    with said(), opened(place_of_record(home, store, None)) as source:
        for fact in replayed(source, name, as_of(until)):
            _show(fact, as_json=as_json)


def trail(
    identity: Annotated[UUID, typer.Argument(metavar="ID", help="Of a fact, a command or a correlation.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    log: LogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cause and effect across the services, each fact with its proof; ends with 1 if a cause or a proof fails."""
    with said(), opened(place := place_of_record(home, store, log)) as source:
        found, prover = trail_of(source, identity), Prover(place.log)
        failed = [Finding("orphan", f"{fact.stream}@{fact.revision}") for fact in found.orphans()]
        for depth, fact in found.lines():
            proof = prover.proof_of(fact)
            failed += [proof] if isinstance(proof, Finding) else []
            _show(fact, as_json=as_json, depth=depth, proof=proof if isinstance(proof, Proof) else None)
    if found.is_cut:
        err.print("There is more: the trail is cut here.")
    for one in failed:
        err.print(str(one), highlight=False, markup=False)
    if failed:
        raise typer.Exit(FOUND)


def acts(
    unit: Annotated[str, typer.Argument(help="A unit; of an area, also every unit in it.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    service: Annotated[str, typer.Option(help="Only this field.")] = "",
    until: Annotated[str, typer.Option("--as-of", help="A moment with its zone, or a position of the store.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Who did what in a unit's records, and when; refused attempts with the rule that refused them."""
    with said(), opened(place_of_record(home, store, None)) as source:
        for act in acts_in(replayed(source, service, as_of(until))):
            if is_of(act, unit):
                typer.echo(json.dumps(act.document(), ensure_ascii=False)) if as_json else out.print(
                    str(act), highlight=False, markup=False
                )


def view(
    service: Annotated[str, typer.Argument(help="A service.")],
    home: HomeOption = HERE,
    store: StoreOption = "",
    table: Annotated[str, typer.Option(help="Only this table.")] = "",
    until: Annotated[str, typer.Option("--as-of", help="A moment with its zone, or a position of the store.")] = "",
    as_json: JsonOption = False,
) -> None:
    """A service's views as they would have been at a moment of the past, made from the facts up to then."""
    with said(), opened(place_of_record(home, store, None)) as source:
        for name, row in past_rows(source, _installed(service), as_of(until), table=table):
            if as_json:
                typer.echo(json.dumps({"table": name, "row": row}, ensure_ascii=False))
            else:
                said_of_row = ", ".join(f"{column}={value}" for column, value in row.items() if value is not None)
                out.print(f"{name}: {said_of_row}", highlight=False, markup=False)


def policies(home: HomeOption = HERE, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Every pack that a decision has named, by digest, and who used it; ends with 1 if one is not known here.

    Whether it was in force, and is what its digest says, is checked by `reexecute`.
    """
    with said(), opened(place_of_record(home, store, None)) as source:
        learn_packs(source, sorted(installed()))
        used, carried = packs_used(source), known_packs()
    names = {digest: carried[digest].id if digest in carried else None for digest in used}
    unknown = [Finding("rules-unknown", digest, "no pack here has this digest") for digest in used if not names[digest]]
    lines = [f"{digest[:16]}  {names[digest] or '?'}: {_counts(services)}" for digest, services in used.items()]
    packs = [{"digest": digest, "pack": names[digest], "decisions": dict(used[digest])} for digest in used]
    document = {"packs": packs, "findings": [one.document() for one in unknown]}
    report(document, "\n".join(lines), unknown, as_json=as_json)


def refusals(
    home: HomeOption = HERE,
    store: StoreOption = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Who was refused what, and how often: by service, code, actor and unit, the most often first."""
    with said(), opened(place_of_record(home, store, None)) as source:
        catalogues = {name: parts.facts for name, parts in sorted(installed().items())}
        told = refused(source, catalogues, since=f"{since:%Y-%m-%d}" if since else "")
    kinds = sorted(told.counts, key=lambda kind: (-told.counts[kind], kind))
    lines = [f"{told.counts[one]} x {one.code} of {one.service} by {one.actor} of {one.unit or '?'}" for one in kinds]
    lines += [f"{count} of {name} came too fast to be kept" for name, count in sorted(told.dropped.items())]
    listed = [{**asdict(kind), "count": told.counts[kind]} for kind in kinds]
    document = {"refusals": listed, "dropped": dict(told.dropped)}
    report(document, "\n".join(lines) or "Nobody was refused anything.", [], as_json=as_json)


def views(
    home: HomeOption = HERE,
    store: StoreOption = "",
    service: Annotated[list[str] | None, typer.Option(help="Only this service; may be given more than once.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make the services' views anew beside the live ones, and show every row that differs."""
    names = service or sorted(installed())
    with said(), opened(place := place_of_record(home, store, None)) as source:
        found = [one for name in names for one in view_findings(source, installed()[name], place.data)]
    document = {"services": names, "findings": [one.document() for one in found]}
    report(document, f"Views of {', '.join(names)} were made anew.", found, as_json=as_json)


def findings(
    home: HomeOption = HERE,
    store: StoreOption = "",
    settled: Annotated[bool, typer.Option(help="Also those that a later audit did not meet any more.")] = False,
    as_json: JsonOption = False,
) -> None:
    """What the auditor has recorded of its audits: one line for a check and a place; ends with 1 if any is open."""
    with said(), opened(place_of_record(home, store, None)) as source:
        known = [one for one in known_findings(source) if settled or one.settled_at is None]
    if as_json:
        typer.echo(json.dumps({"findings": [one.document() for one in known]}, ensure_ascii=False, indent=2))
    for one in () if as_json else known:
        out.print(str(one), highlight=False, markup=False)
    if any(one.settled_at is None for one in known):
        raise typer.Exit(FOUND)


def _installed(service: str) -> ServiceParts:
    if service not in installed():
        raise LookupError(f"{service} is not installed here: {', '.join(sorted(installed()))}")
    return installed()[service]


def _show(fact: Recorded, *, as_json: bool, depth: int = 0, proof: Proof | None = None) -> None:
    metadata = metadata_of(fact)
    if as_json:
        typer.echo(json.dumps(_document(fact, metadata, depth, proof), ensure_ascii=False))
        return
    where = "" if proof is None else f"  [index {proof.index}, proven in a log of {proof.size}]"
    said_by = f"{metadata['decided_at']}  {fact.stream}@{fact.revision}  {fact.type}  by {metadata['actor']}"
    out.print("    " * depth + said_by + where, highlight=False, markup=False)


def _document(fact: Recorded, metadata: dict[str, Any], depth: int, proof: Proof | None) -> dict[str, Any]:
    return {
        "stream": fact.stream,
        "revision": fact.revision,
        "id": str(fact.id),
        "type": fact.type,
        "data": json.loads(fact.data),
        "metadata": metadata,
        "depth": depth,
        "index": None if proof is None else proof.index,
        "proof": None if proof is None else {"size": proof.size, "hashes": list(proof.hashes)},
    }


def _counts(decisions: Mapping[str, int]) -> str:
    return ", ".join(f"{count} decisions of {service}" for service, count in sorted(decisions.items()))
