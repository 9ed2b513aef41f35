"""Every message of the auditor, and how older versions are lifted."""

from contracts.auditor.commands import AnswerFinding, EndAudit, RecordFinding, RecordInventory, SettleFinding
from contracts.auditor.events import (
    AuditEnded,
    FindingAnswered,
    FindingMet,
    FindingReopened,
    FindingSettled,
    InventoryMade,
)
from contracts.auditor.exports import EXPORT_COMMANDS, EXPORT_FACTS
from contracts.catalogue import Catalogue
from contracts.common import COMMON_UPCASTS, ClockSet, SetClock
from contracts.refusals import CommandRefused, RecordRefusals, RefusalsCounted, RefusalsDropped
from contracts.succession import SucceedUnit, UnitSucceeded

OWN_COMMON_FACTS = (ClockSet, UnitSucceeded, CommandRefused, RefusalsCounted, RefusalsDropped)
"""What every service records; the auditor follows no policy, so that none is activated in it."""

AUDITOR_COMMANDS = Catalogue(
    "auditor",
    RecordFinding,
    SettleFinding,
    AnswerFinding,
    EndAudit,
    RecordInventory,
    *EXPORT_COMMANDS,
    SetClock,
    SucceedUnit,
    RecordRefusals,
)

AUDITOR_FACTS = Catalogue(
    "auditor",
    FindingMet,
    FindingReopened,
    FindingSettled,
    FindingAnswered,
    AuditEnded,
    InventoryMade,
    *EXPORT_FACTS,
    *OWN_COMMON_FACTS,
    upcasts=COMMON_UPCASTS,
)
