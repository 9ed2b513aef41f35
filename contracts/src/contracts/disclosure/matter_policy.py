"""The rules of what is owed outside the calendars, as a decider receives them.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); Regulations on Open Government
Information (信息公开条例), art. 26.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.matters import Rhythm, Signers
from contracts.policies import ResolvedPolicy

NAMED_BY = {
    Rhythm.REGULAR: "disclosure.other.regular.interval",
    Rhythm.STAGED: "disclosure.other.staged",
    Rhythm.IMMEDIATE: "disclosure.other.immediate.hours",
    Rhythm.ACTIVE: "disclosure.active.working_days",
}
"""A rhythm is known where an active pack has its parameter, were it only to say that no number is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRules:
    """`active` is None and `immediate_hours` is None where no pack gives a number.

    `government` are the catalogues whose items are government information; `petition`: who needs what share.
    """

    government: tuple[str, ...]
    active: DeadlineRule | None
    immediate_hours: int | None
    petition: Mapping[Signers, Fraction]


def matter_policy(resolved: ResolvedPolicy) -> MatterRules:
    known = resolved.parameters
    active, hours = known.get(NAMED_BY[Rhythm.ACTIVE]), known.get(NAMED_BY[Rhythm.IMMEDIATE])
    shares = {signers: known.get(f"disclosure.petition.{signers}") for signers in Signers}
    government = known.get("disclosure.government_affairs")
    return MatterRules(
        government=() if government is None else tuple(government.value),
        active=None
        if active is None or active.silent
        else DeadlineRule(amount=active.value, unit=TimeUnit.WORKING_DAYS, source=active.source),
        immediate_hours=None if hours is None or hours.silent else int(hours.value),
        petition={
            signers: Fraction(share.value)
            for signers, share in shares.items()
            if share is not None and not share.silent
        },
    )
