"""How long what is sealed must be kept before it may be erased, as the packs say.

Law: Personal Information Protection Law, arts. 19 and 47 (个人信息保护法 第十九条、第四十七条).
"""

from collections.abc import Callable
from dataclasses import dataclass

from contracts.overlay import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days after its last use a record must be kept; None where no active pack names a period."""

    days: int | None


def retention_of(service: str) -> Callable[[ResolvedPolicy], Retention]:
    """From the parameter `<service>.sealed_retention`, in days."""

    def read(resolved: ResolvedPolicy) -> Retention:
        parameter = resolved.parameters.get(f"{service}.sealed_retention")
        return Retention(None if parameter is None else parameter.value)

    return read
