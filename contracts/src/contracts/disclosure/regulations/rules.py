"""Which rules a unit has to have, as a decider receives it."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.bilingual import Bilingual
from contracts.disclosure.regulations.messages import RequiredRule
from contracts.policies import ResolvedPolicy

_PREFIX = "rules.required"


@dataclass(frozen=True, slots=True)
class RegulationPolicy:
    """`required`: set to its rules, in the order of the codes."""

    required: Mapping[str, tuple[RequiredRule, ...]]


def regulation_policy(resolved: ResolvedPolicy) -> RegulationPolicy:
    required: dict[str, list[RequiredRule]] = {}
    for name in sorted(name for name in resolved.parameters if name.startswith(f"{_PREFIX}.")):
        _, _, of, code = name.split(".")
        value = resolved.value(name)
        rule = RequiredRule(code=code, name=Bilingual(zh=value["zh"], en=value["en"]))
        required.setdefault(of, []).append(rule)
    return RegulationPolicy({of: tuple(rules) for of, rules in required.items()})
