"""`sunledger policy`: what the packs say, what is wrong with them, what is active, and putting one in force."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from contracts.calendar import china_day
from contracts.common import pieces_of
from contracts.errors import Unavailable
from contracts.message import Json
from contracts.overlay import differences
from contracts.packs import Pack, Parameter, read_pack
from contracts.policies import keep_pack, known_packs, shipped_packs
from contracts.policy_lint import lint, lint_texts, used_parameters
from ledger.authority import Caller
from ledger.client import Client
from ledger.clock import MachineClock
from ledger.esdb import EsdbStore
from ledger.history import recorded_clock
from ledger.packs import learn_packs
from ledger.store import Store, StoreUnavailable

from sunledger.home import Home, HomeOption, default_folder, installed_services, policy_services
from sunledger.policy_activation import (
    enter,
    err,
    file_of,
    form_to_enter,
    is_activated,
    refuse_defective,
    refuse_if_wrong,
    say,
)
from sunledger.policy_record import (
    activations,
    decisions_under,
    only_in_some,
    without_effect,
)

HERE = default_folder()
TOKEN_FOR = timedelta(minutes=5)

app = typer.Typer(no_args_is_help=True, help="Policy packs: the rules as data.")

PackName = Annotated[str, typer.Argument(help="A pack's id, e.g. county-2011, or its file.")]

RecordOption = Annotated[Path | None, typer.Option("--home", help="Also the packs entered in this platform's record.")]


@app.command("lint")
def lint_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, dir_okay=False, help="Pack files; all that are shipped if none is named."),
    ] = None,
    unused: Annotated[bool, typer.Option("--unused", help="List the parameters that no service uses yet.")] = False,
) -> None:
    """Every defect with file, key and rule; code 1 if there is one that refuses a pack."""
    shipped = list(shipped_packs().values())
    findings = lint_texts({str(file): file.read_text("utf-8") for file in files}, shipped) if files else lint(shipped)
    for finding in findings:
        say(f"{'to see' if finding.shown else 'defect'}  {finding}")
    defects = sum(not finding.shown for finding in findings)
    say(f"{len(files or shipped)} packs, {defects} defects, {len(findings) - defects} to see")
    names = {name for pack in shipped for name in pack.parameters}
    idle = sorted(names - used_parameters(shipped))
    say(f"{len(names)} parameters are shipped; {len(idle)} of them no service uses yet")
    for name in idle if unused else ():
        say(f"  {name}")
    raise typer.Exit(1 if defects else 0)


@app.command()
def show(
    pack: PackName,
    parameter: Annotated[str, typer.Argument(help="Only those whose name begins so.")] = "",
    home: RecordOption = None,
) -> None:
    """A pack's head and parameters."""
    _meet_packs(home)
    chosen = pack_called(pack)
    ends = chosen.in_force_to or "further notice"
    say(f"{chosen.id}  area {chosen.area}  in force from {chosen.in_force_from} to {ends}")
    say(f"known from {chosen.known_from}  source {chosen.source}  digest {chosen.digest}")
    for name in sorted(chosen.parameters):
        if name.startswith(parameter):
            say(f"  {name} = {_said(chosen.parameters[name])}")


@app.command()
def diff(before: PackName, after: PackName, home: RecordOption = None) -> None:
    """What one pack says otherwise than another."""
    _meet_packs(home)
    for item in differences(pack_called(before), pack_called(after)):
        was, becomes = (_said(one) if one else "not there" for one in (item.before, item.after))
        say(f"{item.name}: {was} -> {becomes}")


@app.command()
def status(home: HomeOption = HERE) -> None:
    """What has been activated for which area in each service, what has no effect, and where services differ."""
    services = list(policy_services())
    with _store(home) as store:
        active = activations(store, services)
        day = china_day(MachineClock(_offset(store)).now())
    for item in active:
        say(f"{item.service:<12} {item.area:<14} {item.pack_id:<28} {item.activated_at[:10]}  {item.digest}")
        for parameter, reason in item.reasons:
            say(f"{'':<28}acknowledged {parameter}: {reason}")
    for service, area in dict.fromkeys((item.service, item.area) for item in active):
        for loosening in without_effect(active, service, area, day):
            say(f"{service} for {area}: no effect on {day}: {loosening}")
    for area, pack, lacking in only_in_some(active, services):
        say(f"{area}: {pack} is not active in {', '.join(lacking)}")


@app.command()
def decisions(
    pack: PackName,
    parameter: Annotated[str, typer.Option(help="Only where the pack's own value of this one was followed.")] = "",
    service: Annotated[str, typer.Option(help="Only this service's decisions.")] = "",
    home: HomeOption = HERE,
) -> None:
    """The decisions that were taken under a pack, so that those a correction touches can be looked at."""
    services, count = [service] if service else list(policy_services()), 0
    with _store(home) as store:
        learn_packs(store, services)
        chosen = pack_called(pack)
        if parameter and parameter not in chosen.parameters:
            err.print(f"{chosen.id} has no parameter {parameter}.", highlight=False, markup=False)
            raise typer.Exit(2)
        for decision in decisions_under(store, services, chosen, parameter):
            count += 1
            say(f"{decision.decided_at}  {decision.stream}  revision {decision.revision}  {decision.command}")
    say(f"{count} decisions followed {parameter or 'the pack'} of {chosen.id}")


@app.command()
def activate(
    pack: Annotated[str, typer.Argument(help="A pack's id, or its file.")],
    area: Annotated[str, typer.Option("--for", help="The area that adopts it.")],
    home: HomeOption = HERE,
    ack: Annotated[
        list[str] | None, typer.Option(help="PARAMETER=REASON for each parameter the pack is unsure of.")
    ] = None,
    actor: Annotated[str, typer.Option("--as", help="Pseudonymous reference of who acts.")] = "policy-desk",
) -> None:
    """Send the activation to every service, and report who confirmed it; code 1 if one did not."""
    place, reasons, file = Home(home), _reasons(ack or []), file_of(pack)
    refuse_defective(file)
    services = list(policy_services())
    with _store(home) as store:
        active = activations(store, services)
        chosen = pack_called(pack)
        refuse_if_wrong(chosen, active, services, area)
        form = form_to_enter(store, services, chosen, file)
    document: Json = {"area": area, "pack": chosen.digest, "acknowledged": reasons}
    token = place.issuer.issue(Caller(actor, "PolicyAdministrator", area), valid_for=TOKEN_FOR)
    try:
        with Client(place.addresses()["broker"], token) as client:
            enter(client, services, {"area": area, "pack": chosen.digest, "text": list(pieces_of(form))})
            confirmed = [is_activated(client, service, document) for service in services]
    except Unavailable as error:
        err.print(f"Nothing was sent: {error}", highlight=False, markup=False)
        raise typer.Exit(1) from error
    raise typer.Exit(0 if all(confirmed) else 1)


def _reasons(given: Sequence[str]) -> list[dict[str, str]]:
    parts = [one.partition("=") for one in given]
    if not all(name and equals and reason.strip() for name, equals, reason in parts):
        err.print("An acknowledgement is PARAMETER=REASON.")
        raise typer.Exit(2)
    return [{"parameter": name, "reason": reason.strip()} for name, _, reason in parts]


@contextmanager
def _store(home: Path) -> Iterator[Store]:
    try:
        store = EsdbStore(Home(home).addresses()["store"])
    except FileNotFoundError as error:
        err.print(f"No platform has been started in {home}.", highlight=False)
        raise typer.Exit(1) from error
    try:
        yield store
    except StoreUnavailable as error:
        err.print(f"The store does not answer; is the platform running in {home}?", highlight=False)
        raise typer.Exit(1) from error
    finally:
        store.close()


def _meet_packs(home: Path | None) -> None:
    """Those that a platform has entered."""
    if home is not None:
        with _store(home) as store:
            learn_packs(store, policy_services())


def _offset(store: Store) -> timedelta:
    """How far the history's clock is from the machine's."""
    clocks = [clock for parts in installed_services() if (clock := recorded_clock(parts.facts, store)) is not None]
    return timedelta(microseconds=clocks[0].offset_us) if clocks else timedelta()


def pack_in(name: str, home: Path) -> Pack:
    """The same, also among those that were entered in the record of a platform."""
    if file_of(name) is None and all(pack.id != name for pack in shipped_packs().values()):
        _meet_packs(home)
    return pack_called(name)


def pack_called(name: str) -> Pack:
    """By its id, among those of the release and those that were met in a record; or by its file."""
    file = file_of(name)
    if file is not None:
        refuse_defective(file)
        return keep_pack(read_pack(file.read_text("utf-8")))
    for pack in known_packs().values():
        if pack.id == name:
            return pack
    err.print(f"No pack is called {name}. There are: {', '.join(sorted(pack.id for pack in known_packs().values()))}")
    raise typer.Exit(2)


def _said(parameter: Parameter) -> str:
    value = "silent" if parameter.silent else json.dumps(parameter.value, ensure_ascii=False, default=str)
    bound = f"; uniform: {parameter.bound}" if parameter.bound else ""
    why = "".join(f"; {text}" for text in (parameter.reading, parameter.note) if text)
    return f"{value} ({parameter.unit}; {parameter.source}; {parameter.row}; {parameter.confidence}{bound}{why})"
