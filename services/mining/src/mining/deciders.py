"""The deciders of mining, with the stream and the rules of each."""

from typing import get_args

from contracts.cases import CASE_COMMANDS, CaseCommand, SettleDueDate
from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.impartiality import LiftTie, RecordTie
from contracts.mining.annual.messages import ANNUAL_COMMANDS, AnnualCommand
from contracts.mining.annual.rules import AnnualPolicy, annual_policy
from contracts.mining.exploration.messages import EXPLORATION_COMMANDS, ExplorationCommand, ExplorationFact
from contracts.mining.exploration.rules import ExplorationPolicy, exploration_policy
from contracts.mining.mine.messages import MineCommand
from contracts.mining.mine.rules import MiningPolicy, mining_policy
from contracts.mining.parcels.messages import PARCEL_COMMANDS, ParcelCommand, ParcelFact
from contracts.mining.programme.messages import PROGRAMME_COMMANDS, ProgrammeCommand, ProgrammeFact
from contracts.mining.programme.rules import ProgrammePolicy, programme_policy
from contracts.mining.red_lines.messages import RED_LINE_COMMANDS, RedLinesRegistered, RegisterRedLines
from contracts.mining.restoration.messages import RESTORATION_COMMANDS, RestorationCommand, RestorationFact
from contracts.mining.restoration.rules import RestorationPolicy, restoration_policy
from contracts.mining.standards.messages import STANDARD_COMMANDS, StandardCommand, StandardFact
from contracts.mining.zone.messages import ZONE_COMMANDS, ZoneCommand, ZoneFact
from contracts.particulars import ErasureCommand, ErasureFact, RecordOpening, SealedOpened
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.retention import Retention
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.unit_register import EnrolUnit, UnitEnrolled
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import Decider, KeptRules, RulesOf, cases_of
from ledger.erasure import Erasure, erasure_decider
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.unit_register import unit_decider

from mining.domain import (
    annual_rebinding,
    annual_state,
    exploration,
    mine_state,
    notice_running,
    parcels,
    programme,
    programme_state,
    red_lines,
    restoration,
    standards,
    zones,
)

OF_MINES, OF_YEARS = "mining_mine-", "mining_annual-"


def mine_stream(unit: str) -> str:
    return f"{OF_MINES}{unit}"


def _mine_of(command: MineCommand | SettleDueDate) -> str:
    return command.case if isinstance(command, RecordTie | LiftTie | SettleDueDate) else mine_stream(command.unit)


def _annual_of(command: AnnualCommand | CaseCommand) -> str:
    return command.case if isinstance(command, CaseCommand) else f"{OF_YEARS}{command.unit}-{command.year}"


MINE: Decider[MineCommand | SettleDueDate, notice_running.Fact, mine_state.Mine, MiningPolicy] = Decider(
    name="mining.mine",
    version=1,
    takes=(*get_args(MineCommand), SettleDueDate),
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=mine_state.Mine(),
    decide=notice_running.decide,
    evolve=notice_running.evolve,
    stream=_mine_of,
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=mining_policy,
    cases=cases_of(OF_MINES, notice_running.RUNNING),
    kept=KeptRules(OF_MINES, "a round follows the rules that it began with", "3 §效力, AMB-33"),
)

STANDARDS: Decider[StandardCommand, StandardFact, standards.Standards, MiningPolicy] = Decider(
    name="mining.standards",
    version=1,
    takes=STANDARD_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=standards.Standards(),
    decide=standards.decide,
    evolve=standards.evolve,
    stream=lambda command: f"mining_standards-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=mining_policy,
)

ANNUAL: Decider[AnnualCommand | CaseCommand, annual_rebinding.Fact, annual_state.Assessment, AnnualPolicy] = Decider(
    name="mining.annual",
    version=1,
    takes=(*ANNUAL_COMMANDS, *CASE_COMMANDS),
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=annual_state.Assessment(),
    decide=annual_rebinding.decide,
    evolve=annual_rebinding.evolve,
    stream=_annual_of,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=annual_policy,
    cases=cases_of(OF_YEARS, annual_rebinding.RUNNING),
)

EXPLORATION: Decider[ExplorationCommand, ExplorationFact, exploration.Project, ExplorationPolicy] = Decider(
    name="mining.exploration",
    version=1,
    takes=EXPLORATION_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=exploration.Project(),
    decide=exploration.decide,
    evolve=exploration.evolve,
    stream=lambda command: f"mining_exploration-{command.unit}-{command.project}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=exploration_policy,
)

RED_LINES: Decider[RegisterRedLines, RedLinesRegistered, red_lines.RedLines, None] = Decider(
    name="mining.red-lines",
    version=1,
    takes=RED_LINE_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=red_lines.RedLines(),
    decide=red_lines.decide,
    evolve=red_lines.evolve,
    stream=lambda command: f"mining_redlines-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def restoration_stream(unit: str) -> str:
    return f"mining_restoration-{unit}"


RESTORATION: Decider[RestorationCommand, RestorationFact, restoration.Restoration, RestorationPolicy] = Decider(
    name="mining.restoration",
    version=1,
    takes=RESTORATION_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=restoration.Restoration(),
    decide=restoration.decide,
    evolve=restoration.evolve,
    stream=lambda command: restoration_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=restoration_policy,
)

PROGRAMME: Decider[ProgrammeCommand, ProgrammeFact, programme_state.Programme, ProgrammePolicy] = Decider(
    name="mining.programme",
    version=1,
    takes=PROGRAMME_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=programme_state.Programme(),
    decide=programme.decide,
    evolve=programme_state.evolve,
    stream=lambda command: f"mining_programme-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=programme_policy,
)

ZONE: Decider[ZoneCommand, ZoneFact, zones.Zone, None] = Decider(
    name="mining.zone",
    version=1,
    takes=ZONE_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=zones.Zone(),
    decide=zones.decide,
    evolve=zones.evolve,
    stream=lambda command: f"mining_zone-{command.unit}-{command.zone}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

PARCELS: Decider[ParcelCommand, ParcelFact, parcels.Parcels, None] = Decider(
    name="mining.parcels",
    version=1,
    takes=PARCEL_COMMANDS,
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    initial=parcels.Parcels(),
    decide=parcels.decide,
    evolve=parcels.evolve,
    stream=lambda command: f"mining_parcels-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

OPENING: Decider[RecordOpening, SealedOpened, None, None] = opening_decider(
    "mining", commands_of("mining"), facts_of("mining")
)

ERASURE: Decider[ErasureCommand, ErasureFact, Erasure, Retention] = erasure_decider(
    "mining", commands_of("mining"), facts_of("mining")
)
