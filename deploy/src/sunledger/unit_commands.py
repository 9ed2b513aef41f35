"""`sunledger units import FILE`: the units of an area, and what was merged, sent to every service that keeps records.

The file is TOML: `[[unit]]` with code, kind, zh, en, valid_from, and `[[succession]]` with unit, successor, valid_from.
It is refused whole if one line of it is wrong. Each command's id follows from service and line, so that the same file
may be sent again, with more lines, after a failure or after a year.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid5

import typer
from contracts.canonical import digest_of
from contracts.errors import REFUSALS, InternalError, Malformed, Rejected, Unavailable
from contracts.message import Json, load
from contracts.permissions import permissions_of
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit
from contracts.units import area_of, areas_above, suits
from ledger.authority import Caller
from ledger.client import Client, refusal_document
from ledger.parts import NAMESPACE

from sunledger.case_commands import ActorOption, Calls
from sunledger.home import Home, HomeOption, default_folder, installed_services
from sunledger.policy_activation import err, say
from sunledger.policy_commands import TOKEN_FOR

HERE = default_folder()
_TABLES = {"unit", "succession"}
_KNOWN_ALREADY = "unit-already-enrolled"

app = typer.Typer(no_args_is_help=True, help="The units that records are kept for.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: the method that takes it, and its document."""

    method: str
    document: Json

    @property
    def unit(self) -> str:
        return str(self.document["unit"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one service said to one line."""

    service: str
    line: Line
    says: str
    is_refused: bool


class Wrong(Exception):
    """The file cannot be sent; `faults` names each line and what is wrong with it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


@app.callback()
def units() -> None:
    """The units that records are kept for."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Units and successions, as TOML.")],
    area: Annotated[str, typer.Option("--for", help="The area whose units they are, e.g. 360730.")],
    home: HomeOption = HERE,
    actor: ActorOption = "policy-desk",
) -> None:
    """Enrol the units of a file in every service that keeps a register of them, and record what was merged; code 1 if
    a service refused a line."""
    try:
        lines = lines_of(file.read_text("utf-8"), area)
    except Wrong as wrong:
        for fault in wrong.faults:
            err.print(f"{file}: {fault}", highlight=False, markup=False)
        err.print("Nothing was sent.")
        raise typer.Exit(1) from wrong
    place = Home(home)
    token = place.issuer.issue(Caller(actor, "PolicyAdministrator", area), valid_for=TOKEN_FOR)
    try:
        with Client(place.addresses()["broker"], token) as client:
            outcomes = list(each_line(client, [parts.name for parts in installed_services()], lines))
    except (FileNotFoundError, Unavailable) as error:
        err.print(f"The platform does not answer: {error}. What was not said may be sent again.", highlight=False)
        raise typer.Exit(1) from error
    _tell(outcomes)
    raise typer.Exit(1 if any(outcome.is_refused for outcome in outcomes) else 0)


def lines_of(text: str, area: str) -> list[Line]:
    """The lines in their order, units of wider areas first. Raise `Wrong` with every fault of the file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Wrong([f"not TOML: {error}"]) from error
    faults = [f"{name}: unknown table" for name in sorted(set(tables) - _TABLES)]
    units, merged = (list(_rows(tables, name, faults)) for name in ("unit", "succession"))
    lines = [line for row in units if (line := _line("enrol_unit", EnrolUnit, _unit(row), faults)) is not None]
    lines.sort(key=lambda line: (len(area_of(line.unit)), line.unit))
    mergers = [line for row in merged if (line := _line("succeed_unit", SucceedUnit, row, faults)) is not None]
    faults += [*_strange(lines, area), *_outside(mergers, area)]
    if faults:
        raise Wrong(faults)
    return [*lines, *mergers]


def each_line(caller: Calls, services: Sequence[str], lines: Sequence[Line]) -> Iterator[Outcome]:
    """Every line to every service that takes it."""
    for service in services:
        methods = permissions_of(service).methods
        for line in lines:
            if line.method in methods:
                yield _sent(caller, service, line)


def _sent(caller: Calls, service: str, line: Line) -> Outcome:
    command_id = uuid5(NAMESPACE, f"units/{service}/{line.method}/{digest_of(line.document)}")
    try:
        caller.call(service, line.method, line.document, command_id=str(command_id))
    except (*REFUSALS, InternalError) as refusal:
        if isinstance(refusal, Unavailable):
            raise
        if isinstance(refusal, Rejected) and refusal.code.rpartition(".")[2] == _KNOWN_ALREADY:
            return Outcome(service, line, "is enrolled already, as another line said", is_refused=False)
        return Outcome(service, line, json.dumps(refusal_document(refusal), ensure_ascii=False), is_refused=True)
    return Outcome(service, line, "", is_refused=False)


def _rows(tables: Mapping[str, Any], name: str, faults: list[str]) -> Iterator[dict[str, Any]]:
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{name}: not a list of tables: [[{name}]]")
        return
    yield from rows


def _unit(row: Mapping[str, Any]) -> dict[str, Any]:
    """As the command has it: the code is the unit's, both names are one."""
    rest = {name: value for name, value in row.items() if name not in ("code", "zh", "en")}
    names = {language: row[language] for language in ("zh", "en") if language in row}
    return {**rest, "name": names, **({"unit": row["code"]} if "code" in row else {})}


def _line(method: str, kind: type, row: Mapping[str, Any], faults: list[str]) -> Line | None:
    document = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
    try:
        load(kind, {**document, "actor": "checked"})
    except Malformed as wrong:
        said = "; ".join(f"{path}: {' '.join(texts)}" for path, texts in wrong.problems.items())
        faults.append(f"{document.get('unit', document)}: {said}")
        return None
    return Line(method, document)


def _strange(lines: Sequence[Line], area: str) -> Iterator[str]:
    """Units twice, with a code that their kind cannot have, outside the area, or in an area that nobody names."""
    codes = [line.unit for line in lines]
    known = {*codes, *areas_above(area), area}
    yield from _outside(lines, area)
    for line in lines:
        unit = line.unit
        if codes.count(unit) > 1:
            yield f"{unit}: twice"
        if not suits(load(EnrolUnit, {**line.document, "actor": "checked"}).kind, unit):
            yield f"{unit}: a {line.document['kind']} has no such code"
        parent = max(areas_above(unit), key=lambda above: (above != "cn", len(above)))
        if unit != area and parent not in known:
            yield f"{unit}: its area {parent} is not in the file"


def _outside(lines: Sequence[Line], area: str) -> Iterator[str]:
    return (f"{line.unit}: not in {area}" for line in lines if area not in {line.unit, *areas_above(line.unit)})


def _tell(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.says:
            say(f"{outcome.service}: {outcome.line.unit} {outcome.says}")
    for service in dict.fromkeys(outcome.service for outcome in outcomes):
        of_service = [outcome for outcome in outcomes if outcome.service == service]
        refused = sum(outcome.is_refused for outcome in of_service)
        say(f"{service}: {len(of_service) - refused} of {len(of_service)} lines are recorded")
