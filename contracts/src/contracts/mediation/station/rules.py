"""The rules of village stations as a decider receives them: how many a village has, how many do its work.

Law: township opinion on the centre (document 4 §一).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy
from contracts.policy_values import number


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPolicy:
    """`per_village` None: no active pack has stations; `workers_min` None: none says how many do the work."""

    per_village: int | None
    workers_min: int | None


def station_policy(resolved: ResolvedPolicy) -> StationPolicy:
    return StationPolicy(
        per_village=number(resolved, "station.per_village"), workers_min=number(resolved, "station.workers.min")
    )
