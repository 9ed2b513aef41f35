"""The deciders of mining, with the stream and the rules of each."""

from typing import get_args

from contracts.cases import CASE_COMMANDS, CaseCommand, SettleDueDate
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.impartiality import LiftTie, RecordTie
from contracts.mining.annual import ANNUAL_COMMANDS, AnnualCommand
from contracts.mining.annual_policy import AnnualPolicy, annual_policy
from contracts.mining.catalogue import MINING_COMMANDS, MINING_FACTS
from contracts.mining.commands import MineCommand
from contracts.mining.exploration import (
    EXPLORATION_COMMANDS,
    RED_LINE_COMMANDS,
    ExplorationCommand,
    ExplorationFact,
    RedLinesRegistered,
    RegisterRedLines,
)
from contracts.mining.exploration_policy import ExplorationPolicy, exploration_policy
from contracts.mining.parcels import PARCEL_COMMANDS, ParcelCommand, ParcelFact
from contracts.mining.policy import MiningPolicy, mining_policy
from contracts.mining.programme import PROGRAMME_COMMANDS, ProgrammeCommand
from contracts.mining.programme_facts import ProgrammeFact
from contracts.mining.programme_policy import ProgrammePolicy, programme_policy
from contracts.mining.restoration import RESTORATION_COMMANDS, RestorationCommand, RestorationFact
from contracts.mining.restoration_policy import RestorationPolicy, restoration_policy
from contracts.mining.standards import STANDARD_COMMANDS, StandardCommand, StandardFact
from contracts.mining.zones import ZONE_COMMANDS, ZoneCommand, ZoneFact
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
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
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
    initial=parcels.Parcels(),
    decide=parcels.decide,
    evolve=parcels.evolve,
    stream=lambda command: f"mining_parcels-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "mining", MINING_COMMANDS, MINING_FACTS
)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider("mining", MINING_COMMANDS, MINING_FACTS)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "mining", MINING_COMMANDS, MINING_FACTS
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider("mining", MINING_COMMANDS, MINING_FACTS)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider("mining", MINING_COMMANDS, MINING_FACTS)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "mining", MINING_COMMANDS, MINING_FACTS
)

OPENING: Decider[RecordOpening, SealedOpened, None, None] = opening_decider("mining", MINING_COMMANDS, MINING_FACTS)

ERASURE: Decider[ErasureCommand, ErasureFact, Erasure, Retention] = erasure_decider(
    "mining", MINING_COMMANDS, MINING_FACTS
)
