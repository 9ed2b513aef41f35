"""The deciders of the auditor, with the stream of each. None follows a policy: what is found does not depend on one."""

from datetime import date
from hashlib import sha256

from contracts.auditor.audits.messages import AuditEnded, EndAudit
from contracts.auditor.export.messages import EXPORT_COMMANDS, ExportCommand, ExportFact
from contracts.auditor.finding.messages import AnswerFinding, FindingCommand, FindingFact, RecordFinding, SettleFinding
from contracts.auditor.inventory.messages import InventoryMade, RecordInventory
from contracts.catalogue import commands_of, facts_of
from contracts.common import ClockSet, SetClock
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.units import NATION
from ledger.activation import clock_decider
from ledger.decider import Decider, RulesOf
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider

from auditor.domain import export as exports
from auditor.domain import finding, inventory, runs


def finding_stream(check: str, place: str) -> str:
    """One for each check and place; a place may be of any form, so that the name is made of its digest."""
    return f"auditor_finding-{check}-{sha256(place.encode()).hexdigest()[:32]}"


def runs_stream(command: EndAudit) -> str:
    return f"auditor_audits-{command.audit}-{command.day.isoformat()}"


def inventory_stream(day: date) -> str:
    return f"auditor_inventory-{day.year}"


def export_stream(unit: str, export: str) -> str:
    return f"auditor_export-{unit}-{export}"


FINDING: Decider[FindingCommand, FindingFact, finding.Finding, None] = Decider(
    name="auditor.finding",
    version=1,
    takes=(RecordFinding, SettleFinding, AnswerFinding),
    commands=commands_of("auditor"),
    facts=facts_of("auditor"),
    initial=finding.Finding(),
    decide=finding.decide,
    evolve=finding.evolve,
    stream=lambda command: finding_stream(command.check, command.place),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

RUNS: Decider[EndAudit, AuditEnded, runs.Runs, None] = Decider(
    name="auditor.audits",
    version=1,
    takes=(EndAudit,),
    commands=commands_of("auditor"),
    facts=facts_of("auditor"),
    initial=runs.Runs(),
    decide=runs.decide,
    evolve=runs.evolve,
    stream=runs_stream,
    unit=lambda _: NATION,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

INVENTORY: Decider[RecordInventory, InventoryMade, inventory.Inventories, None] = Decider(
    name="auditor.inventory",
    version=1,
    takes=(RecordInventory,),
    commands=commands_of("auditor"),
    facts=facts_of("auditor"),
    initial=inventory.Inventories(),
    decide=inventory.decide,
    evolve=inventory.evolve,
    stream=lambda command: inventory_stream(command.day),
    unit=lambda _: NATION,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

EXPORT: Decider[ExportCommand, ExportFact, exports.Export, None] = Decider(
    name="auditor.export",
    version=1,
    takes=EXPORT_COMMANDS,
    commands=commands_of("auditor"),
    facts=facts_of("auditor"),
    initial=exports.Export(),
    decide=exports.decide,
    evolve=exports.evolve,
    stream=lambda command: export_stream(command.unit, command.export),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "auditor", commands_of("auditor"), facts_of("auditor")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "auditor", commands_of("auditor"), facts_of("auditor")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "auditor", commands_of("auditor"), facts_of("auditor")
)
