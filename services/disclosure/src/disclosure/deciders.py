"""The deciders of disclosure, with the stream and the rules of each."""

from typing import get_args

from contracts.cases import CaseCommand, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, ClockSet, PolicyActivated, SetClock
from contracts.disclosure.board_policy import BoardPolicy, board_policy
from contracts.disclosure.boards import BOARD_COMMANDS, BoardCommand, BoardFact
from contracts.disclosure.catalogue import DISCLOSURE_COMMANDS, DISCLOSURE_FACTS
from contracts.disclosure.commands import DutyCommand, EnrolUnit
from contracts.disclosure.events import UnitEnrolled
from contracts.disclosure.objection_policy import ObjectionPolicy, objection_policy
from contracts.disclosure.objections import OBJECTION_COMMANDS, ObjectionCommand, ObjectionFact
from contracts.disclosure.policy import DisclosurePolicy, disclosure_policy
from contracts.refusals import RecordRefusals, RefusalFact
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import Cases, Decider, RulesOf
from ledger.refusals import Refused, refusal_decider

from disclosure.domain import boards, objection, rebinding, unit
from disclosure.domain.state import Duty

_DUTIES = "disclosure_duty-"


def duty_stream(unit: str, catalogue: str, period: str) -> str:
    return f"{_DUTIES}{unit}-{catalogue}-{period}"


def objection_stream(unit: str, identifier: str) -> str:
    return f"disclosure_objection-{unit}-{identifier}"


def boards_stream(unit: str) -> str:
    return f"disclosure_boards-{unit}"


def _stream(command: DutyCommand | CaseCommand) -> str:
    if isinstance(command, RebindPolicy | SettleDueDate):
        return command.case
    return duty_stream(command.unit, command.catalogue, command.period)


UNIT: Decider[EnrolUnit, UnitEnrolled, bool, DisclosurePolicy] = Decider(
    name="disclosure.unit",
    version=1,
    takes=(EnrolUnit,),
    commands=DISCLOSURE_COMMANDS,
    facts=DISCLOSURE_FACTS,
    initial=False,
    decide=unit.decide,
    evolve=unit.evolve,
    stream=lambda command: f"disclosure_unit-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=disclosure_policy,
)

DUTY: Decider[DutyCommand | CaseCommand, rebinding.Fact, Duty, DisclosurePolicy] = Decider(
    name="disclosure.duty",
    version=1,
    takes=get_args(DutyCommand | CaseCommand),
    commands=DISCLOSURE_COMMANDS,
    facts=DISCLOSURE_FACTS,
    initial=Duty(),
    decide=rebinding.decide,
    evolve=rebinding.evolve,
    stream=_stream,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=disclosure_policy,
    cases=Cases(prefix=_DUTIES, due=rebinding.due, reckoning=rebinding.reckoning),
)

OBJECTION: Decider[ObjectionCommand, ObjectionFact, objection.Objection, ObjectionPolicy] = Decider(
    name="disclosure.objection",
    version=1,
    takes=OBJECTION_COMMANDS,
    commands=DISCLOSURE_COMMANDS,
    facts=DISCLOSURE_FACTS,
    initial=objection.Objection(),
    decide=objection.decide,
    evolve=objection.evolve,
    stream=lambda command: objection_stream(command.unit, command.objection),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=objection_policy,
)

BOARDS: Decider[BoardCommand, BoardFact, boards.Boards, BoardPolicy] = Decider(
    name="disclosure.boards",
    version=1,
    takes=BOARD_COMMANDS,
    commands=DISCLOSURE_COMMANDS,
    facts=DISCLOSURE_FACTS,
    initial=boards.Boards(),
    decide=boards.decide,
    evolve=boards.evolve,
    stream=lambda command: boards_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=board_policy,
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "disclosure", DISCLOSURE_COMMANDS, DISCLOSURE_FACTS
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "disclosure", DISCLOSURE_COMMANDS, DISCLOSURE_FACTS
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "disclosure", DISCLOSURE_COMMANDS, DISCLOSURE_FACTS
)
