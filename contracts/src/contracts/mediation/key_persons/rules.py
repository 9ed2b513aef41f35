"""Who may touch the register of key persons, as a decider receives it.

Law: township opinion on the centre (document 4 §三(八)); that only these two may is the design's reading of it (M-044).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.policies import ResolvedPolicy

_OFFICES: Mapping[str, str] = {"centre_director": "CentreDirector", "centre_deputy": "CentreDeputyDirector"}
"""The pack's word for an office to the role that holds it."""


@dataclass(frozen=True, slots=True)
class KeyPersonPolicy:
    """`roles` empty: no active pack knows key persons."""

    roles: tuple[str, ...]


def key_person_policy(resolved: ResolvedPolicy) -> KeyPersonPolicy:
    parameter = resolved.parameters.get("access.key_persons")
    listed = () if parameter is None or parameter.silent else tuple(parameter.value)
    return KeyPersonPolicy(tuple(_OFFICES[office] for office in listed))
