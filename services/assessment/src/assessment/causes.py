"""How a command that a fact leads to names that fact."""

from contracts.assessment.words import Cause
from ledger.reaction import Seen


def cause_of(seen: Seen) -> Cause:
    return Cause(stream=seen.recorded.stream, fact=str(seen.recorded.id))
