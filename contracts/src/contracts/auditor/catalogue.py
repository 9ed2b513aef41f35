"""What every service records, and what the auditor records of its runs."""

from contracts.auditor.audits.messages import AuditEnded
from contracts.auditor.inventory.messages import InventoryMade
from contracts.common import ClockSet
from contracts.refusals import CommandRefused, RefusalsCounted, RefusalsDropped
from contracts.succession import UnitSucceeded

OWN_COMMON_FACTS = (ClockSet, UnitSucceeded, CommandRefused, RefusalsCounted, RefusalsDropped)
"""What every service records; the auditor follows no policy, so that none is activated in it."""
RUN_FACTS = (AuditEnded, InventoryMade)
