"""`sunledger policy rebind|settle`: other rules, or holiday notices, reach the open due dates of an area; `sunledger
due` says why a recorded case is due when it is.

What is open is asked of every service that keeps cases with a due date, page by page; each case gets a command of its
own. A case that is where it should be is left alone, so that the order may be given again.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Protocol

import typer
from contracts.cases import DeadlineExplained, OpenCase, OpenCases, OpenCasesAnswer
from contracts.errors import REFUSALS, InternalError, Rejected
from contracts.message import Json, dump, load
from contracts.permissions import permissions_of
from ledger.authority import Caller
from ledger.client import Client, fresh_id, refusal_document

from sunledger.calendar_commands import print_explanation
from sunledger.home import Home, HomeOption, default_folder, installed_services
from sunledger.policy_activation import err, say
from sunledger.policy_commands import TOKEN_FOR, PackName, pack_in

HERE = default_folder()
_AT_ONCE = 100

Area = Annotated[str, typer.Option("--for", help="The area whose open cases are meant, e.g. 360730.")]
ActorOption = Annotated[str, typer.Option("--as", help="Pseudonymous reference of who acts.")]


class Calls(Protocol):
    """Whoever calls methods of services."""

    def call(self, service: str, method: str, document: Any, **options: Any) -> Json: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; `says` in a few words."""

    case: str
    says: str
    has_changed: bool
    is_refused: bool


def rebind(
    pack: PackName,
    area: Area,
    ground: Annotated[str, typer.Option(help="The clause by which the statute reaches running cases.")],
    home: HomeOption = HERE,
    actor: ActorOption = "policy-desk",
) -> None:
    """Let the open cases of an area follow a pack whose statute reaches running cases; code 1 if one was refused."""
    change = {"pack": pack_in(pack, home).digest, "ground": ground}
    _report(home, area, actor, "rebind_policy", change, provisional_only=False)


def settle(
    area: Area,
    amended: Annotated[
        bool, typer.Option("--amended", help="Also what was settled already: a notice has been amended.")
    ] = False,
    home: HomeOption = HERE,
    actor: ActorOption = "policy-desk",
) -> None:
    """Derive the provisional due dates of an area anew by the notices known now; code 1 if one was refused."""
    _report(home, area, actor, "settle_due_date", {}, provisional_only=not amended)


def due(
    case: Annotated[str, typer.Argument(help="Stream of the case, e.g. disclosure_duty-360730100-TP-2025H1")],
    unit: Annotated[str, typer.Option(help="Whose case it is, where the stream's name does not begin with it.")] = "",
    on: Annotated[str, typer.Option("--on", help="Which due date of a case that has had several, as 2026-03-31.")] = "",
    home: HomeOption = HERE,
) -> None:
    """Why a recorded case is due when it is: every counted day, the clause, and the notices that were followed."""
    named = re.match(r"([a-z]+)_[a-z]+-([0-9]+)", case)
    if named is None or named[1] not in [parts.name for parts in installed_services()]:
        raise typer.BadParameter(f"{case}: not the stream of a case.")
    question: Json = {"unit": unit or named[2], "case": case, "due_on": on or None}
    role = "Public" if "Public" in permissions_of(named[1]).methods.get("explain_deadline", {}) else "Auditor"
    with _client(home, "cli", role, "cn") as client:
        pages = list(_explained(client, named[1], question))
    days = tuple(day for page in pages for day in page.explanation.days)
    print_explanation(replace(pages[0].explanation, days=days))


def _explained(client: Calls, service: str, question: Json) -> Iterator[DeadlineExplained]:
    after = None
    while True:
        page = {"limit": _AT_ONCE, "after": after}
        answer = load(DeadlineExplained, client.call(service, "explain_deadline", question, page=page))
        yield answer
        if answer.next is None:
            return
        after = answer.next


def each_open_case(
    client: Calls, services: Sequence[str], area: str, method: str, change: Json, *, provisional_only: bool
) -> Iterator[Outcome]:
    """Send one command to each open case of the area, in every service that keeps such cases.

    However many due dates a case has, it is sent one.
    """
    sent = set[str]()
    for service in services:
        if {method, "open_cases"} <= permissions_of(service).methods.keys():
            for case in _open_cases(client, service, area, provisional_only):
                if case.case not in sent:
                    sent.add(case.case)
                    yield _sent(client, service, case, method, change)


def _report(home: Path, area: str, actor: str, method: str, change: Json, *, provisional_only: bool) -> None:
    services, outcomes = [parts.name for parts in installed_services()], list[Outcome]()
    with _client(home, actor, "PolicyAdministrator", area) as client:
        for outcome in each_open_case(client, services, area, method, change, provisional_only=provisional_only):
            say(f"{outcome.case}: {outcome.says}")
            outcomes.append(outcome)
    changed, refused = sum(one.has_changed for one in outcomes), sum(one.is_refused for one in outcomes)
    say(f"{len(outcomes)} open cases, {changed} changed, {refused} refused")
    raise typer.Exit(1 if refused else 0)


@contextmanager
def _client(home: Path, actor: str, role: str, unit: str) -> Iterator[Client]:
    """A client of the platform in this home; what it is refused is said, and ends with code 1."""
    place = Home(home)
    try:
        token = place.issuer.issue(Caller(actor, role, unit), valid_for=TOKEN_FOR)
        with Client(place.addresses()["broker"], token) as client:
            yield client
    except FileNotFoundError as error:
        err.print(f"No platform has been started in {home}.", highlight=False)
        raise typer.Exit(1) from error
    except (*REFUSALS, InternalError) as refusal:
        said = json.dumps(refusal_document(refusal), ensure_ascii=False)
        err.print(f"Stopped, and may be given again: {said}", highlight=False, markup=False)
        raise typer.Exit(1) from refusal


def _open_cases(client: Calls, service: str, area: str, provisional_only: bool) -> Iterator[OpenCase]:
    question, after = dump(OpenCases(unit=area, provisional_only=provisional_only)), None
    while True:
        page = {"limit": _AT_ONCE, "after": after}
        answer = load(OpenCasesAnswer, client.call(service, "open_cases", question, page=page))
        yield from answer.cases
        if answer.next is None:
            return
        after = answer.next


def _sent(client: Calls, service: str, case: OpenCase, method: str, change: Json) -> Outcome:
    document = {"unit": case.unit, "case": case.case, **change}
    try:
        reply = client.call(service, method, document, command_id=str(fresh_id()))
    except Rejected as refusal:
        if refusal.code == "case-keeps-its-rules":
            return Outcome(case.case, f"keeps its rules: {refusal.detail}", has_changed=False, is_refused=False)
        return Outcome(case.case, f"refused: {refusal.code} {refusal.detail}", has_changed=False, is_refused=True)
    said = [_said(fact["data"]) for fact in reply["facts"]]
    return Outcome(case.case, "; ".join(said) or "stays as it is", has_changed=bool(said), is_refused=False)


def _said(data: Json) -> str:
    """A fact about the case in a few words."""
    if "after" in data:
        return f"due {data['before']['due_on']} -> {data['after']['due_on']} ({data['ground']})"
    if "packs_after" in data:
        return f"follows {len(data['packs_after'])} packs now ({data['ground']})"
    return "announced overdue first"
