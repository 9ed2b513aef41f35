"""Putting a pack in force: what is looked at before anything is sent, and what is sent to each service."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from contracts.errors import REFUSALS, InternalError, Rejected
from contracts.message import Json
from contracts.packs import Pack, form_of
from contracts.policies import known_packs, shipped_packs
from contracts.policy_lint import lint, lint_texts
from ledger.client import Client, fresh_id, refusal_document
from ledger.packs import entered_form
from ledger.store import Store
from rich.console import Console

from sunledger.policy_record import Activation, looser_than_active

BESIDE_THE_RECORD = frozenset({"corrects-nothing"})
"""What is only seen beside the packs that a county has entered itself."""

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)


def say(text: str) -> None:
    out.print(text, highlight=False, markup=False)


def file_of(said: str) -> Path | None:
    return Path(said) if Path(said).is_file() else None


def refuse_defective(file: Path | None) -> None:
    """A file is refused whole for any defect, with key and rule, before anything is sent."""
    text = file.read_text("utf-8") if file else ""
    found = lint_texts({str(file): text}, shipped_packs().values()) if file else []
    defects = [one for one in found if not one.shown and one.check not in BESIDE_THE_RECORD]
    for finding in defects:
        err.print(str(finding), highlight=False, markup=False)
    if defects:
        err.print("Nothing was sent.")
        raise typer.Exit(1)


def form_to_enter(store: Store, services: Sequence[str], pack: Pack, file: Path | None) -> str:
    """The text that is to be entered; empty where the release carries it."""
    if pack.digest in shipped_packs():
        return ""
    if file:
        return form_of(file.read_text("utf-8"))
    forms = (entered_form(store.read, service, pack.digest) for service in services)
    return next(form for form in forms if form)


def enter(client: Client, services: Sequence[str], document: Json) -> None:
    """What no release carries is entered in every service before it is activated in any."""
    if not document["text"]:
        return
    taken = [_entered(client, service, document) for service in services]
    if not all(taken):
        err.print("It is not active anywhere: it must be entered in every service first.")
        raise typer.Exit(1)


def _entered(client: Client, service: str, document: Json) -> bool:
    try:
        client.call(service, "enter_pack", document, command_id=str(fresh_id()))
    except (*REFUSALS, InternalError) as refusal:
        say(f"{service} did not take it: {json.dumps(refusal_document(refusal), ensure_ascii=False)}")
        return False
    return True


def refuse_if_wrong(pack: Pack, active: Sequence[Activation], services: Sequence[str], area: str) -> None:
    """Before anything is sent: defects of the pack itself, and what is looser than what is active above the area."""
    defects = [str(item) for item in lint([pack], known_packs().values()) if not item.shown]
    twins = [other.digest for other in known_packs().values() if other.id == pack.id and other.digest != pack.digest]
    defects += [f"{pack.id}  pack.id  same-name-twice: {digest} is called so too" for digest in twins]
    looser = {str(item) for service in services for item in looser_than_active(pack, active, service, area)}
    defects += [f"below-uniform-minimum: {item}" for item in sorted(looser)]
    for defect in defects:
        err.print(defect, highlight=False, markup=False)
    if defects:
        err.print("Nothing was sent.")
        raise typer.Exit(1)


def is_activated(client: Client, service: str, document: Json) -> bool:
    """Whether the service follows the pack now. That it did so before is no failure: the order may be given again."""
    try:
        answer = client.call(service, "activate_policy", document, command_id=str(fresh_id()))
    except (*REFUSALS, InternalError) as refusal:
        if isinstance(refusal, Rejected) and refusal.code == "policy-already-active":
            say(f"{service} follows it already")
            return True
        say(f"{service} did not: {json.dumps(refusal_document(refusal), ensure_ascii=False)}")
        return False
    say(f"{service} confirmed: {answer['stream']} revision {answer['revision']}")
    return True
