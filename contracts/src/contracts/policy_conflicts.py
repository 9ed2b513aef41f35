"""Checks of a pack beside the others that are in force with it: contradictions, circles, what is looser than above."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from contracts.bounds import loosens
from contracts.finding import Finding
from contracts.overlay import are_in_force_together, loosenings
from contracts.packs import Pack, Parameter
from contracts.policy_catalogue import PolicyCatalogue
from contracts.units import is_below

_PER_PERIOD = re.compile(r"(.*)\.per_(day|week|half_month|month|quarter|half_year|year|term)")
_PRECONDITION = "requires."


def conflicts_of(pack: Pack, others: Iterable[Pack], catalogue: PolicyCatalogue) -> Iterator[Finding]:
    """`others` may hold the pack itself; those that are never in force with it do not matter."""
    beside = [other for other in others if other.id != pack.id and are_in_force_together(pack, other)]
    wider = [other for other in beside if is_below(pack.area, other.area)]
    yield from _looser_and_narrower(pack, wider)
    yield from _contradictions(pack, wider, catalogue)
    yield from _circles(pack, wider)
    yield from _versions(pack, beside)


def _looser_and_narrower(pack: Pack, wider: Sequence[Pack]) -> Iterator[Finding]:
    for item in loosenings(pack, wider, pack.area):
        check = "disapplied" if item.disapplied else "looser-than-above"
        yield Finding(pack.id, item.parameter.name, check, str(item), shown=item.disapplied)
    for other in wider:
        for limit in other.parameters.values():
            for name in (limit.name, *limit.binds) if limit.bound else ():
                own = pack.parameters.get(name)
                if own is not None and own.value != limit.value and not loosens(limit.bound, limit.value, own.value):
                    text = f"{own.value}, where {other.id} says {limit.value} ({limit.bound})"
                    yield Finding(pack.id, name, "narrower-than-above", text, shown=True)


def _contradictions(pack: Pack, wider: Sequence[Pack], catalogue: PolicyCatalogue) -> Iterator[Finding]:
    """A contradiction stands until one of its sides says how it is read."""
    stems: dict[str, list[str]] = {}
    for name in pack.parameters:
        if match := _PER_PERIOD.fullmatch(name):
            stems.setdefault(match[1], []).append(name)
    timed = [*stems.values(), *(list(names) for names in catalogue.duties.values())]
    for check, groups in (
        ("contradictory-period", timed),
        ("contradictory-rule", [list(names) for names in catalogue.rules.values()]),
    ):
        for names in groups:
            yield from _contradiction(check, names, pack, wider)


def _contradiction(check: str, names: list[str], pack: Pack, wider: Sequence[Pack]) -> Iterator[Finding]:
    found = {name: item for name in names if (item := _nearest(name, (pack, *wider))) is not None and not item.silent}
    own = [name for name in found if name in pack.parameters]
    if len(found) > 1 and own and not any(item.reading for item in found.values()):
        told = ", ".join(f"{name} = {item.value}" for name, item in sorted(found.items()))
        yield Finding(pack.id, own[0], check, f"{told}: no reading says which holds")


def _nearest(name: str, packs: Sequence[Pack]) -> Parameter | None:
    return next((pack.parameters[name] for pack in packs if name in pack.parameters), None)


def _circles(pack: Pack, wider: Sequence[Pack]) -> Iterator[Finding]:
    """A step is possible as soon as one of the ways to it is; a way that nothing is required for is open."""
    ways = {
        name.removeprefix(_PRECONDITION): list(item.value or ())
        for each in (*wider, pack)
        for name, item in each.parameters.items()
        if name.startswith(_PRECONDITION)
    }
    closed = _closed(ways)
    for step in sorted(closed):
        if f"{_PRECONDITION}{step}" in pack.parameters:
            text = f"{step} needs {' or '.join(ways[step])}, which cannot come about without it"
            yield Finding(pack.id, f"{_PRECONDITION}{step}", "circular-precondition", text)


def _closed(ways: Mapping[str, list[str]]) -> set[str]:
    closed = {step for step, needed in ways.items() if needed}
    while True:
        opened = {step for step in closed if any(way not in closed for way in ways[step])}
        if not opened:
            return closed
        closed -= opened


def _versions(pack: Pack, beside: Sequence[Pack]) -> Iterator[Finding]:
    """Two versions of one text are not in force on the same day, unless one corrects the other."""
    corrects = {each.id: each.corrects for each in (pack, *beside) if each.corrects}
    for other in beside:
        if (other.area, other.source) != (pack.area, pack.source) or pack.id < other.id:
            continue
        if other.id in _corrected_by(pack.id, corrects) or pack.id in _corrected_by(other.id, corrects):
            continue
        for name, own in pack.parameters.items():
            twin = other.parameters.get(name)
            if twin is not None and (twin.value, twin.silent) != (own.value, own.silent):
                text = f"{own.value}, and {twin.value} in {other.id}: both in force on one day"
                yield Finding(pack.id, name, "overlapping-versions", text)


def _corrected_by(pack: str, corrects: Mapping[str, str]) -> set[str]:
    """What it corrects, and what that corrected before it; a circle of them is walked once."""
    found: set[str] = set()
    while (pack := corrects.get(pack, "")) and pack not in found:
        found.add(pack)
    return found
