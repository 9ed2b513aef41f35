"""The deciders of mediation, with the stream and the rules of each."""

from contracts.common import ActivatePolicy, ClockSet, PolicyActivated, SetClock
from contracts.mediation.catalogue import MEDIATION_COMMANDS, MEDIATION_FACTS
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.unit_register import EnrolUnit, UnitEnrolled
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import Decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.unit_register import unit_decider

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "mediation", MEDIATION_COMMANDS, MEDIATION_FACTS
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "mediation", MEDIATION_COMMANDS, MEDIATION_FACTS
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "mediation", MEDIATION_COMMANDS, MEDIATION_FACTS
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "mediation", MEDIATION_COMMANDS, MEDIATION_FACTS
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "mediation", MEDIATION_COMMANDS, MEDIATION_FACTS
)
