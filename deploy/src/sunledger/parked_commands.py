"""`sunledger parked`: what a service could not handle of other services' facts, and what is to be done about it."""

import json
from typing import Annotated, Any

import typer
from ledger.orders import NobodyAnswers, give
from rich.console import Console

from sunledger.home import Home, HomeOption, default_folder

HERE = default_folder()

app = typer.Typer(no_args_is_help=True, help="Facts of other services that could not be handled.")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

Service = Annotated[str, typer.Argument(help="The service that could not handle them.")]
Stream = Annotated[str, typer.Argument(help="The source stream.")]


@app.command("list")
def list_(service: Service, home: HomeOption = HERE) -> None:
    """Each stream with its first error and how many facts wait behind it."""
    parked = _give(home, service, "list")
    for stream in sorted({line["stream"] for line in parked}):
        lines = [line for line in parked if line["stream"] == stream]
        out.print(f"{stream}: {lines[0]['error']} ({len(lines) - 1} wait behind it)", highlight=False, markup=False)


@app.command()
def show(service: Service, stream: Stream, home: HomeOption = HERE) -> None:
    """Everything parked under a stream, as JSON."""
    lines = [line for line in _give(home, service, "list") if line["stream"] == stream]
    out.print_json(json.dumps(lines, ensure_ascii=False))


@app.command()
def retry(service: Service, stream: Stream, home: HomeOption = HERE) -> None:
    """Handle what is parked under a stream, in order."""
    out.print(f"{_give(home, service, 'retry', stream=stream)['handled']} handled")


@app.command()
def drop(
    service: Service,
    stream: Stream,
    reason: Annotated[str, typer.Option(help="Why it is given up; kept with it.", prompt=True)],
    home: HomeOption = HERE,
) -> None:
    """Give up the first fact parked under a stream, with a reason, and handle those behind it."""
    handled = _give(home, service, "drop", stream=stream, reason=reason)["handled"]
    out.print(f"dropped, and {handled} handled that waited behind it")


def _give(home: Any, service: str, what: str, *, stream: str = "", reason: str = "") -> Any:
    folder = Home(home).data / service
    if not folder.exists():
        err.print(f"There is no service {service} in {home}.")
        raise typer.Exit(2)
    try:
        answer = give(folder / "orders", what, stream=stream, reason=reason)
    except NobodyAnswers as error:
        err.print(f"The follow process of {service} does not answer; is it running, and does it read other services?")
        raise typer.Exit(1) from error
    if isinstance(answer, dict) and "error" in answer:
        err.print(answer["error"])
        raise typer.Exit(1)
    return answer
