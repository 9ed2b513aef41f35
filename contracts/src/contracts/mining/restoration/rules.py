"""The rules of restoration as a decider receives them."""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy

_HEARD = "mine.restoration.heard"


@dataclass(frozen=True, slots=True)
class RestorationPolicy:
    """`heard`: who is heard before approval and invited to acceptance; nobody before the law of 2024 is in force."""

    heard: tuple[str, ...]


def restoration_policy(resolved: ResolvedPolicy) -> RestorationPolicy:
    return RestorationPolicy(heard=tuple(resolved.value(_HEARD)) if _HEARD in resolved.parameters else ())
