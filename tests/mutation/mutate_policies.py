"""Every number and date that a decider uses, one unit up and down: `make mutate-policies`.

Each mutant is the packs with one shifted value, against which the tests run that `mutate_policies.toml` names for it
(`forked_tests.py`). A mutant that no test notices survives, is listed, and ends the run with code 1.
"""

import argparse
import json
import random
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path
from typing import Any

from contracts.canonical import digest_of
from contracts.packs import Pack, read_pack
from contracts.policies import shipped_packs
from contracts.policy_lint import used_parameters
from forked_tests import Order, run_orders

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "contracts" / "src"
POLICIES = Path("contracts") / "policies"
TABLE = Path(__file__).with_suffix(".toml")
HEAD = "pack"
HEAD_DAYS = ("in_force_from", "in_force_to", "known_from")
NOTICED, UNNOTICED = 1, 0
"""The exit codes of pytest that say something about a mutant; any other is a defect of the table."""

ONE_DAY = timedelta(days=1)
A_COMMON_YEAR = 2001


@dataclass(frozen=True, order=True)
class Mutant:
    """One value of one pack, shifted; `place` is a parameter, or `pack` for the head, with the key in `shift`."""

    pack: str
    place: str
    shift: str
    key: str
    literal: str

    def __str__(self) -> str:
        return f"{self.pack}  {self.place}  {self.shift}"

    def applied(self, text: str) -> str:
        """The pack's text with the shifted value. LookupError if there is no such line."""
        heads = re.finditer(r"(?m)^\[(.+)\]$", text)
        head = next((found for found in heads if found[1].replace('"', "") == self.place), None)
        line = re.compile(rf"(?m)^{self.key} = .*$").search(text, head.end()) if head else None
        if line is None:
            raise LookupError(str(self))
        return f"{text[: line.start()]}{self.key} = {self.literal}{text[line.end() :]}"


@dataclass(frozen=True)
class Outcome:
    """A mutant was tried."""

    mutant: Mutant
    survived: bool
    seconds: float


def mutants(packs: Sequence[Pack]) -> list[Mutant]:
    """Every one-unit shift of what the deciders use of these packs: values, and the days of the packs themselves."""
    used = used_parameters(packs)
    return sorted(mutant for pack in packs for mutant in _of_pack(pack, used & set(pack.parameters)))


def _of_pack(pack: Pack, names: frozenset[str] | set[str]) -> Iterator[Mutant]:
    for name in sorted(names):
        for shift, value in shifts(pack.parameters[name].value):
            yield Mutant(pack.id, name, shift, "value", literal(value))
    for key in HEAD_DAYS if names else ():
        day = getattr(pack, key)
        for step in (-1, 1) if day is not None else ():
            yield Mutant(pack.id, HEAD, f"{key} {step:+}", key, (day + step * ONE_DAY).isoformat())


def shifts(value: Any) -> Iterator[tuple[str, Any]]:
    """One unit up and down of each number and date in a value, with what was shifted; nothing for words."""
    if type(value) is int:
        yield from ((f"{step:+}", value + step) for step in (-1, 1))
    elif isinstance(value, str):
        yield from _of_text(value)
    elif isinstance(value, list):
        yield from _of_parts(dict(enumerate(value)), lambda parts: list(parts.values()))
    elif isinstance(value, dict):
        yield from _of_parts(value, dict)


def _of_parts(parts: Mapping[Any, Any], again: Callable[[Mapping[Any, Any]], Any]) -> Iterator[tuple[str, Any]]:
    """One part shifted at a time; `again` makes the whole of its parts."""
    for key, part in parts.items():
        for shift, other in shifts(part):
            yield f"{key} {shift}", again({**parts, key: other})


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    """Days and shares are written as text."""
    for step in (-1, 1):
        if re.fullmatch(r"[0-9]{2}-[0-9]{2}", text):
            yield f"{step:+} day", (date.fromisoformat(f"{A_COMMON_YEAR}-{text}") + step * ONE_DAY).strftime("%m-%d")
        elif re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            yield f"{step:+} day", (date.fromisoformat(text) + step * ONE_DAY).isoformat()
        elif re.fullmatch(r"[0-9]+/[0-9]+", text):
            share = Fraction(text)
            yield f"{step:+}/{share.denominator}", str(share + Fraction(step, share.denominator))


def literal(value: Any) -> str:
    """A value as it is written in a pack."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{json.dumps(key)} = {literal(item)}' for key, item in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value, ensure_ascii=False)


def tests_for(mutant: Mutant, table: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The tests that the table names for the parameter: by its name, or else by a pattern. LookupError if none."""
    if mutant.place in table:
        return table[mutant.place]
    for pattern, tests in table.items():
        if fnmatchcase(mutant.place, pattern):
            return tests
    raise LookupError(f"No test is named for {mutant.place}.")


def read_table(path: Path = TABLE) -> dict[str, list[str]]:
    return dict(tomllib.loads(path.read_text("utf-8"))["tests"])


def run(chosen: Sequence[Mutant], table: Mapping[str, Sequence[str]], *, at_once: int = 1) -> Iterator[Outcome]:
    """What becomes of each mutant, in the order in which it is known. RuntimeError if the named tests cannot run."""
    by_name = {str(mutant): mutant for mutant in chosen}
    orders = [Order(name, mutated(mutant), tests_for(mutant, table)) for name, mutant in by_name.items()]
    for name, code, seconds in run_orders(orders, at_once=at_once):
        if code not in (NOTICED, UNNOTICED):
            raise RuntimeError(f"pytest ended with {code} for {name}")
        yield Outcome(by_name[name], code == UNNOTICED, seconds)


def pass_unshifted(tests: Sequence[str]) -> bool:
    """Whether the tests pass with the packs as they are shipped."""
    return [code for _, code, _ in run_orders([Order("none", {}, tests)])] == [UNNOTICED]


def mutated(mutant: Mutant) -> dict[str, str]:
    """The file of the mutant's pack, with its text as shifted."""
    for file in (SOURCE / POLICIES).glob("*.toml"):
        text = file.read_text("utf-8")
        if f'\nid = "{mutant.pack}"\n' in text:
            shifted = mutant.applied(text)
            read_pack(shifted)
            return {file.name: shifted}
    raise LookupError(str(mutant))


def sample(every: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    return random.Random(seed).sample(list(every), min(count, len(every)))


def seed_of(packs: Sequence[Pack]) -> int:
    """Another one whenever a pack changes."""
    return int(digest_of([pack.digest for pack in packs])[:8], 16)


def service_of(tests: Sequence[str]) -> str:
    """Whose tests they are."""
    parts = Path(tests[0]).parts
    return parts[1] if parts[0] == "services" else "all"


def main(arguments: Sequence[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default="*", help="parameters whose name is like this, e.g. 'disclosure.due.*'")
    asked.add_argument("--service", default="", help="only what this service's tests are to notice")
    asked.add_argument("--at-once", type=int, default=2, help="how many mutants are tried side by side")
    options = asked.parse_args(arguments)
    packs, table = list(shipped_packs().values()), read_table()
    chosen = [mutant for mutant in mutants(packs) if fnmatchcase(mutant.place, options.only)]
    chosen = [one for one in chosen if options.service in ("", service_of(tests_for(one, table)))]
    if not pass_unshifted(sorted({test for mutant in chosen for test in tests_for(mutant, table)})):
        print("The named tests fail without any mutant.")
        return 2
    return _told(chosen, table, options.at_once)


def _told(chosen: Sequence[Mutant], table: Mapping[str, Sequence[str]], at_once: int) -> int:
    """Each survivor as soon as it is known, then the sums; 1 if anything survived."""
    began, tried, survived = time.monotonic(), Counter[str](), Counter[str]()
    for outcome in run(chosen, table, at_once=at_once):
        tests = tests_for(outcome.mutant, table)
        tried[service_of(tests)] += 1
        if outcome.survived:
            survived[service_of(tests)] += 1
            print(f"survived  {outcome.mutant}  ({', '.join(tests)})", flush=True)
    for service in sorted(tried):
        print(f"{service:<12} {tried[service]:>5} mutants, {survived[service]} survived")
    places = len({(mutant.pack, mutant.place) for mutant in chosen})
    took = time.monotonic() - began
    print(f"{len(chosen)} mutants of {places} values, {survived.total()} survived, {took:.0f} s")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
