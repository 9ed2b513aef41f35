"""The rules of changes of communities as a decider receives them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(1), (4)).
"""

from dataclasses import dataclass

from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.elections.community_change.messages import ResizeExemption
from contracts.policies import ResolvedPolicy
from contracts.policy_values import number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChangePolicy:
    """`filing`: None where no pack says how many days there are. `least`: households of a community that remains, None
    where no pack says. `exempt`: of which kinds none are asked.
    """

    filing: DeadlineRule | None
    least: int | None
    exempt: tuple[str, ...]

    def missed(self, households: int, exemption: ResizeExemption | None) -> int | None:
        """The least number, of a community that has fewer and is not exempt; None of any other."""
        is_small = self.least is not None and households < self.least
        return self.least if is_small and exemption not in self.exempt else None


def community_change_policy(resolved: ResolvedPolicy) -> CommunityChangePolicy:
    days = number(resolved, "community.filing.deadline_days")
    filing = None
    if days is not None:
        source = resolved.parameters["community.filing.deadline_days"].source
        filing = DeadlineRule(amount=days, unit=TimeUnit.DAYS, source=source)
    return CommunityChangePolicy(
        filing=filing,
        least=number(resolved, "community.resize.min_households"),
        exempt=words(resolved, "community.resize.exempt_types"),
    )
