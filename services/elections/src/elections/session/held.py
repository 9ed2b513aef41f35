"""What a congress votes on outside its minutes is voted on while its session sits, and by all its deputies.

Law: Organic Law of Local Congresses and Governments, arts. 14, 25, 31, 32 (地方组织法); the number of all deputies is
that of the session's own record (AMB-51), not one that somebody enters.
"""

from datetime import date

from contracts.elections.words import HeldSession
from contracts.errors import refuse_unless


def refuse_outside(held: HeldSession | None, day: date, all_deputies: int) -> None:
    """Raise `Rejected` unless the session sat on the day and has so many deputies; None is a session unknown here."""
    if held is None:
        return
    sat = held.opened_on is not None and held.opened_on <= day and (held.closed_on is None or day <= held.closed_on)
    refuse_unless(sat, "elections.session-not-open", f"Not on {day}.")
    known = ", ".join(map(str, held.all_deputies))
    refuse_unless(all_deputies in held.all_deputies, "elections.roll-differs", f"{known} deputies.")
