"""`sunledger`: up, down, status, call, history, token."""

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from audit.main import app as audit_app
from contracts.errors import REFUSALS, InternalError
from ledger.authority import Caller
from ledger.client import Client, fresh_id, refusal_document
from ledger.esdb import EsdbStore
from rich.console import Console
from rich.table import Table

from sunledger import (
    blob_commands,
    calendar_commands,
    case_commands,
    key_commands,
    parked_commands,
    policy_commands,
    rabbitmq_package,
    store_commands,
    supervisor,
    unit_commands,
)
from sunledger.first_facts import FirstFacts
from sunledger.home import Home, HomeOption, default_folder, installed_services
from sunledger.platform import Platform
from sunledger.processes import NotReady
from sunledger.states import state_lines, states_of
from sunledger.status import MEGABYTE, rows
from sunledger.story import eventful, history_of, story_of
from sunledger.trail import trail_lines, widest_trail

START_WITHIN_S = 300.0
STOP_WITHIN_S = 9.0
INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended."""

HERE = default_folder()

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
app.add_typer(audit_app, name="audit")
app.add_typer(calendar_commands.app)
app.add_typer(blob_commands.app, name="blob")
app.add_typer(key_commands.app, name="keys")
app.add_typer(parked_commands.app, name="parked")
app.command()(case_commands.due)
policy_commands.app.command()(case_commands.rebind)
policy_commands.app.command()(case_commands.settle)
app.add_typer(policy_commands.app, name="policy")
app.add_typer(store_commands.app, name="store")
app.add_typer(unit_commands.app, name="units")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

RoleOption = Annotated[str, typer.Option(help="The role the token speaks for.")]
UnitOption = Annotated[str, typer.Option(help="The unit the token speaks for; cn is the nation.")]
SubjectOption = Annotated[str, typer.Option("--as", help="Pseudonymous reference of who acts.")]


@app.command()
def up(
    home: HomeOption = HERE,
    example: Annotated[Path | None, typer.Option(help="Folder of an example to play on first start.")] = None,
    broker: Annotated[str, typer.Option(help="URI of an existing RabbitMQ; otherwise a private one is run.")] = "",
    longest_pause: Annotated[
        float, typer.Option(help="Seconds until a process that keeps dying is started again, at most.")
    ] = supervisor.LAST_PAUSE_S,
) -> None:
    """Run the platform on this machine until Ctrl-C."""
    place, stop = Home(home), threading.Event()
    _on_signal(_interrupt)
    platform = _platform(place, broker)
    first_facts = FirstFacts(platform, example, out)
    ranks = platform.ranks(first_facts)
    keeper = supervisor.Supervisor(place.folder, ranks, _tell, longest_pause_s=longest_pause)
    _start(keeper)
    try:
        _on_signal(lambda *_: stop.set())
        _welcome(place, platform, has_example=example is not None)
        keeper.watch(stop)
    finally:
        out.print("Stopping ...")
        keeper.stop_all(STOP_WITHIN_S)
    out.print("Sunledger has stopped. Nothing is lost: the next start goes on from here.")


@app.command()
def down(home: HomeOption = HERE) -> None:
    """Stop the platform that runs in a home."""
    mark = supervisor.running(home)
    if mark is None or not mark.ask(STOP_WITHIN_S + 2):
        err.print("Nothing runs there.")
        raise typer.Exit(1)


@app.command()
def status(home: HomeOption = HERE) -> None:
    """What runs where, and how far each loop has come."""
    _table(Home(home))


@app.command()
def call(
    method: Annotated[str, typer.Argument(help="SERVICE.METHOD")],
    document: Annotated[str, typer.Argument(help="The document as JSON.")],
    home: HomeOption = HERE,
    role: RoleOption = "Public",
    unit: UnitOption = "cn",
    subject: SubjectOption = "cli",
    command_id: Annotated[str, typer.Option(help="Id of a command: a UUID, or new for a fresh one.")] = "",
    at_least: Annotated[str, typer.Option(help="Position that a query must have seen.")] = "",
    page: Annotated[str, typer.Option(help='Page of a query, as JSON: {"limit": 100, "after": ...}')] = "",
) -> None:
    """Call a method and print the answer as JSON; a refusal ends with code 1."""
    logging.getLogger("amqp").setLevel(logging.ERROR)  # its remarks would stand in the way of the refusal
    service, _, name = method.partition(".")
    place = Home(home)
    token_text = place.issuer.issue(Caller(subject, role, unit), valid_for=timedelta(minutes=5))
    options = _options(command_id, at_least, page)
    try:
        with Client(_address(place, "broker"), token_text) as client:
            answer = client.call(service, name, _json(document), **options)
    except (*REFUSALS, InternalError) as refusal:
        err.print_json(json.dumps(refusal_document(refusal), ensure_ascii=False))
        raise typer.Exit(1) from refusal
    out.print_json(json.dumps(answer, ensure_ascii=False))


@app.command()
def history(
    stream: Annotated[str, typer.Argument(help="Stream, e.g. disclosure_duty-360730100-TP-2025H1")],
    home: HomeOption = HERE,
    story: Annotated[bool, typer.Option(help="As sentences, with what other services did about it.")] = False,
) -> None:
    """Every recorded fact of a stream."""
    place = Home(home)
    store = EsdbStore(_address(place, "store"))
    if story:
        for line in story_of(store, stream, _others(stream)):
            out.print(line, highlight=False)
    else:
        out.print_json(json.dumps(history_of(store, stream), ensure_ascii=False))
    store.close()


@app.command()
def token(
    home: HomeOption = HERE,
    role: RoleOption = "Public",
    unit: UnitOption = "cn",
    subject: SubjectOption = "cli",
    hours: Annotated[int, typer.Option(help="How long it is valid; services refuse more than their setting, 24.")] = 8,
) -> None:
    """Issue a token with the local issuer's key and print it."""
    typer.echo(Home(home).issuer.issue(Caller(subject, role, unit), valid_for=timedelta(hours=hours)))


def _start(keeper: supervisor.Supervisor) -> None:
    """All of it or nothing; what another `up` runs in the same home is not touched."""
    try:
        keeper.start_all(START_WITHIN_S)
    except (supervisor.AlreadyRunning, NotReady) as error:
        err.print(f"[red]Sunledger did not start:[/] {error}", highlight=False)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as interrupt:
        out.print("Stopped while it was starting. The next start goes on from here.")
        raise typer.Exit(INTERRUPTED) from interrupt


def _on_signal(handler: Callable[[int, Any], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _interrupt(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _platform(place: Home, broker_uri: str) -> Platform:
    if not broker_uri:
        try:
            rabbitmq_package.install(lambda text: err.print(text, highlight=False))
        except rabbitmq_package.BrokerMissing as error:
            err.print(f"[red]{error}[/]", highlight=False)
            raise typer.Exit(1) from error
    return Platform(place, broker_uri=broker_uri or None)


def _welcome(place: Home, platform: Platform, *, has_example: bool) -> None:
    if has_example:
        _tell_story(platform.store_uri)
    out.print()
    _table(place)
    command, where = Path(sys.argv[0]), "" if place.folder == HERE else f" --home {place.folder}"
    shown = command.relative_to(Path.cwd()) if command.is_relative_to(Path.cwd()) else command
    hints = _HINTS.format(command=shown, home=place.folder, where=where, portal=platform.portal_url)
    out.print(hints, highlight=False, markup=False)
    out.print("[bold green]Sunledger is running[/]")


def _tell_story(store_uri: str) -> None:
    store = EsdbStore(store_uri)
    stream = eventful(store)
    if stream is not None:
        out.print(f"\nOne duty's story across the services ({stream}):")
        for line in story_of(store, stream, _others(stream)):
            out.print(f"  {line}", highlight=False, markup=False)
    _tell_states(store)
    _tell_trail(store)
    store.close()


def _tell_states(store: EsdbStore) -> None:
    out.print("\nWhat each service has on record:")
    for line in state_lines(states_of(store, [parts.name for parts in installed_services()])):
        out.print(f"  {line}", highlight=False, markup=False)


def _tell_trail(store: EsdbStore) -> None:
    trail = widest_trail(store, [parts.name for parts in installed_services()])
    crossed = sorted({fact.type.partition(".")[0] for _, fact in trail})
    if len(crossed) > 1:
        out.print(f"\nOne trail across {len(crossed)} services ({', '.join(crossed)}):", highlight=False)
        for line in trail_lines(trail):
            out.print(f"  {line}", highlight=False, markup=False)


def _others(stream: str) -> tuple[str, ...]:
    return tuple(parts.name for parts in installed_services() if not stream.startswith(f"{parts.name}_"))


_HINTS = """
  Read it      {portal} (the public pages, in a browser)
  Call it      {command} call disclosure.overdue_duties '{{"unit": "360730"}}'{where}
               {command} history disclosure_duty-360730100-TP-2025H1 --story{where}
  From Python  ledger.client.Client(broker_uri, token).call("disclosure", "overdue_duties", {{"unit": "360730"}})
               (broker_uri: {home}/addresses.json; token: {command} token{where})
  Look at      views and bookmarks {home}/data, store {home}/store, logs {home}/logs
  Stop it      Ctrl-C here, or: {command} down{where}
"""


def _table(place: Home) -> None:
    table = Table("process", "pid", "MB", "where", "says", box=None, pad_edge=False)
    total = 0
    for row in rows(place):
        total += row.memory
        pid = str(row.pid) if row.pid else "[red]not running[/]"
        table.add_row(row.name, pid, f"{row.memory / MEGABYTE:.0f}", row.where, row.says)
    table.add_row("all", "", f"{total / MEGABYTE:.0f}", "", "")
    out.print(table)


def _tell(name: str, what: str) -> None:
    err.print(f"{name} {what}", highlight=False)


def _address(place: Home, name: str) -> str:
    try:
        return place.addresses()[name]
    except FileNotFoundError as error:
        err.print(f"No platform has been started in {place.folder}.")
        raise typer.Exit(1) from error


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        err.print(f"Not JSON: {error}")
        raise typer.Exit(2) from error


def _options(command_id: str, at_least: str, page: str) -> dict[str, Any]:
    """The keyword arguments of a method; a command gets an id unless the options of a query are given."""
    options: dict[str, Any] = {}
    if command_id:
        options["command_id"] = str(fresh_id()) if command_id == "new" else command_id
    if at_least:
        options["at_least"] = at_least
    if page:
        options["page"] = _json(page)
    return options
