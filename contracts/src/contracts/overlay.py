"""What holds for an area on a day, as known on a day: packs overlaid from the nation down to the area.

A narrower authority may add and tighten. Where its value loosens a uniform minimum of a wider one the value is refused,
parameter by parameter: what the wider one says stands, and the refusal is kept to be shown (X-014, AMB-50).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from contracts.bounds import loosens, strictest
from contracts.canonical import digest_of
from contracts.packs import Pack, Parameter
from contracts.units import DIGITS, NATION, UnitKind, area_of, is_below

_DISAPPLIED = "disapplied"


@dataclass(frozen=True, slots=True)
class Loosening:
    """A parameter of `pack` goes beyond the uniform minimum `limit` of `limiting`.

    `disapplied`: the pack itself says that the law wins (`<stem>.mode = "disapplied"`).
    """

    parameter: Parameter
    pack: str
    limit: Parameter
    limiting: str
    disapplied: bool

    def __str__(self) -> str:
        own, wider = self.parameter, self.limit
        return f"{own.name} = {own.value} ({self.pack}) is looser than {wider.name} = {wider.value} ({self.limiting})"


@dataclass(frozen=True, slots=True)
class ResolvedPolicy:
    """What holds for one area on one day: the packs, overlaid parameter by parameter.

    `refused` is what did not take effect because it loosens a uniform minimum.
    """

    area: str
    packs: tuple[Pack, ...]
    parameters: Mapping[str, Parameter]
    digest: str
    refused: tuple[Loosening, ...] = ()
    _names: Sequence[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", sorted(self.parameters))

    def value(self, name: str) -> Any:
        """The value of a parameter; None where the source is silent; LookupError if no active pack names it."""
        return self.parameters[name].value

    def below(self, prefix: str) -> Iterator[tuple[str, Parameter]]:
        """Every parameter whose name begins with `prefix.`, as (rest of the name, parameter), in name order."""
        beginning = f"{prefix}."
        for at in range(bisect_left(self._names, beginning), len(self._names)):
            name = self._names[at]
            if not name.startswith(beginning):
                return
            yield name.removeprefix(beginning), self.parameters[name]


def resolve(area: str, packs: Sequence[Pack]) -> ResolvedPolicy:
    """Overlay the packs, those of the widest authority first, those of equal width in the order given.

    A later one adds parameters and replaces those of the same name. `packs`: what the widest area has adopted first,
    each area's in the order of activation; where a pack from elsewhere stands among them says who adopted it.
    """
    parameters: dict[str, Parameter] = {}
    refused: list[Loosening] = []
    standing = _standings(packs, area)
    for place in sorted(standing, key=lambda each: _width(each.authority)):
        pack = place.pack
        looser = {item.parameter.name: item for item in _loosenings(place, standing)}
        refused.extend(looser.values())
        for name, parameter in pack.parameters.items():
            parameters[name] = _standing(looser[name], parameters) if name in looser else parameter
    digest = digest_of({"area": area, "packs": [pack.digest for pack in packs]})
    return ResolvedPolicy(area, tuple(packs), parameters, digest, tuple(refused))


def resolve_as_known(area: str, packs: Sequence[Pack], day: date, known_on: date) -> ResolvedPolicy:
    """What held on `day`, as far as it was known on `known_on`: a correction counts from the day it was known."""
    return resolve(area, in_force_as_known(packs, day, known_on))


def in_force_as_known(packs: Iterable[Pack], day: date, known_on: date) -> list[Pack]:
    """The packs in force on `day` that were known on `known_on` and had not been corrected by then."""
    known = [pack for pack in packs if pack.known_from <= known_on]
    corrected = {pack.corrects for pack in known if pack.corrects}
    return [pack for pack in known if pack.is_in_force(day) and pack.id not in corrected]


def rebound(followed: ResolvedPolicy, pack: Pack) -> ResolvedPolicy:
    """What a running case follows once this pack reaches it: the pack in place of earlier versions of its own text.

    Everything else stays as the case has followed it, whatever has been activated, corrected or ended since.
    """
    if pack.digest in (other.digest for other in followed.packs):
        return followed
    kept = [other for other in followed.packs if not _takes_the_place_of(pack, other)]
    return resolve(followed.area, [*kept, pack])


def _takes_the_place_of(pack: Pack, other: Pack) -> bool:
    """It corrects the other, or is a later version of the same text."""
    of_one_text = (pack.area, pack.source) == (other.area, other.source)
    return pack.corrects == other.id or (of_one_text and not are_in_force_together(pack, other))


def loosenings(pack: Pack, others: Iterable[Pack], area: str) -> list[Loosening]:
    """Where a pack goes beyond the uniform minimums of what the area and those above it have adopted before it.

    `others` in the order of `resolve`; the pack is the next that the area adopts.
    """
    *before, place = _standings([*(other for other in others if other is not pack), pack], area)
    return _loosenings(place, before)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pack stands among those given: `authority` is the area whose rule it is, `at` its position in order.

    `limits`: each name that one of its uniform minimums limits, with that minimum.
    """

    pack: Pack
    authority: str
    at: int
    is_own: bool
    limits: tuple[tuple[str, Parameter], ...]


def _standings(packs: Sequence[Pack], area: str) -> list[_Place]:
    """Whose rule each pack is for the area: its issuer's if the area lies there, otherwise who adopted it.

    Packs come widest adoption first, so that who adopted one from elsewhere is no wider than the issuers before it. It
    is no wider than a county either: provinces and cities issue rules, counties and those below adopt others'.
    """
    places: list[_Place] = []
    narrowest = DIGITS[UnitKind.COUNTY]
    for at, pack in enumerate(packs):
        is_own = pack.area in (NATION, area) or is_below(area, pack.area)
        if is_own:
            narrowest = max(narrowest, _width(pack.area))
        authority = pack.area if is_own else area_of(area)[:narrowest]
        places.append(_Place(pack, authority, at, is_own, tuple(_limits(pack))))
    return places


def _loosenings(place: _Place, others: Sequence[_Place]) -> list[Loosening]:
    pack = place.pack
    return [
        Loosening(parameter, pack.id, limit, each.pack.id, _is_disapplied(pack, name))
        for each in others
        if each.limits and _limits_it(each, place)
        for name, limit in each.limits
        if (parameter := pack.parameters.get(name)) is not None and loosens(limit.bound, limit.value, parameter.value)
    ]


def _limits_it(other: _Place, place: _Place) -> bool:
    """A wider authority's minimums do; and nothing adopted before is undone by adopting a text from elsewhere.

    Only its own issuer may have changed its mind.
    """
    is_adopted_after = not place.is_own and other.at < place.at and other.pack.area != place.pack.area
    return is_below(place.authority, other.authority) or is_adopted_after


def are_in_force_together(one: Pack, other: Pack) -> bool:
    """Whether there is a day on which both hold."""
    return one.in_force_from <= (other.in_force_to or date.max) and other.in_force_from <= (one.in_force_to or date.max)


@dataclass(frozen=True, slots=True)
class Difference:
    """A parameter that two packs do not give alike; None where one of them does not have it."""

    name: str
    before: Parameter | None
    after: Parameter | None


def differences(before: Pack, after: Pack) -> list[Difference]:
    """Which parameters differ in value, unit or bound, in name order; sources and notes do not count."""
    names = sorted({*before.parameters, *after.parameters})
    pairs = [Difference(name, before.parameters.get(name), after.parameters.get(name)) for name in names]
    return [pair for pair in pairs if _rule(pair.before) != _rule(pair.after)]


def _rule(parameter: Parameter | None) -> Any:
    return parameter and (parameter.value, parameter.silent, parameter.unit, parameter.bound)


def _limits(pack: Pack) -> Iterator[tuple[str, Parameter]]:
    for parameter in pack.parameters.values():
        if parameter.bound:
            yield from ((name, parameter) for name in (parameter.name, *parameter.binds))


def _standing(loosening: Loosening, parameters: Mapping[str, Parameter]) -> Parameter:
    """What stands in place of a refused value: what wider authorities say, or the end of the limit it passed."""
    name, limit = loosening.parameter.name, loosening.limit
    if name in parameters:
        return parameters[name]
    return replace(limit, name=name, value=strictest(limit.value, loosening.parameter.value), bound="", binds=())


def _is_disapplied(pack: Pack, name: str) -> bool:
    mode = pack.parameters.get(f"{name.rpartition('.')[0]}.mode")
    return mode is not None and mode.value == _DISAPPLIED


def _width(area: str) -> int:
    return 0 if area == NATION else len(area)
