"""The linter of policy packs: what must not be activated, and what an operator should see."""

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from inspect import isfunction
from typing import Any

import contracts
from contracts.errors import Malformed, Rejected
from contracts.finding import Finding
from contracts.overlay import ResolvedPolicy, resolve
from contracts.packs import Pack, Parameter, read_pack
from contracts.policy_catalogue import PolicyCatalogue, policy_catalogue
from contracts.policy_checks import checks_of_one
from contracts.policy_conflicts import conflicts_of
from contracts.retention import retention_of

__all__ = ["Finding", "lint", "lint_texts", "used_parameters"]


def lint(packs: Sequence[Pack], beside: Iterable[Pack] = (), catalogue: PolicyCatalogue | None = None) -> list[Finding]:
    """What is wrong with `packs`, together with those of `beside` that have other names, in order of pack and name."""
    known = catalogue or policy_catalogue()
    names = {pack.id for pack in packs}
    everything = [*packs, *(pack for pack in beside if pack.id not in names)]
    findings = [*_names(packs), *_corrections(packs, everything)]
    for pack in packs:
        findings.extend(checks_of_one(pack, known))
        findings.extend(conflicts_of(pack, everything, known))
    return sorted(set(findings))


def lint_texts(texts: Mapping[str, str], beside: Iterable[Pack] = ()) -> list[Finding]:
    """The same for files, told by their names; what cannot be read is a finding too."""
    packs: dict[str, Pack] = {}
    unreadable: list[Finding] = []
    for name, text in texts.items():
        try:
            packs[name] = read_pack(text)
        except Malformed as error:
            unreadable += [
                Finding(name, parameter, "malformed", " ".join(complaints))
                for parameter, complaints in error.problems.items()
            ]
    called = {pack.id: name for name, pack in packs.items()}
    found = [replace(finding, pack=called[finding.pack]) for finding in lint(list(packs.values()), beside)]
    return sorted([*unreadable, *found])


def used_parameters(packs: Sequence[Pack]) -> frozenset[str]:
    """The parameters that some service's typed rules are made of: what is read while they are made."""
    resolved = resolve("cn", packs)
    parameters = _Watched(resolved.parameters)
    watched = ResolvedPolicy("cn", tuple(packs), parameters, "", resolved.refused)
    for typed in _typed_policies():
        try:
            typed(watched)
        except (LookupError, ValueError, Rejected):
            continue  # a set of packs that lacks what this service needs: what was read so far counts
    return frozenset(parameters.seen)


class _Watched(Mapping[str, Parameter]):
    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = parameters
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Parameter:
        parameter = self._parameters[name]
        self.seen.add(name)
        return parameter

    def __contains__(self, name: object) -> bool:
        return name in self._parameters

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)


def _typed_policies() -> Iterator[Any]:
    """Each `…_policy` of the modules that hold rules of a service.

    What every service keeps by a parameter of its own name is common to them.
    """
    for service in pkgutil.iter_modules(contracts.__path__):
        if service.ispkg:
            yield retention_of(service.name)
    for found in pkgutil.walk_packages(contracts.__path__, f"{contracts.__name__}."):
        if found.name.count(".") > 1 and found.name.endswith(("policy", ".rules")):
            module = import_module(found.name)
            own = (each for each in vars(module).values() if getattr(each, "__module__", "") == found.name)
            yield from (each for each in own if isfunction(each) and re.fullmatch(r"[a-z].*_policy", each.__name__))


def _names(packs: Sequence[Pack]) -> Iterator[Finding]:
    ids = [pack.id for pack in packs]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Finding(name, "pack.id", "same-name-twice", "packs are told apart by their names")


def _corrections(packs: Iterable[Pack], everything: Iterable[Pack]) -> Iterator[Finding]:
    by_name = {pack.id: pack for pack in everything}
    for pack in packs:
        if not pack.corrects:
            continue
        corrected = by_name.get(pack.corrects)
        if corrected is None:
            yield Finding(pack.id, "pack.corrects", "corrects-nothing", f"no pack is named {pack.corrects}")
        elif pack.known_from <= corrected.known_from or pack.area != corrected.area:
            text = f"{pack.corrects}: a correction is of the same authority and known later"
            yield Finding(pack.id, "pack.corrects", "corrects-nothing", text)
