"""Checks of one pack by itself: dates, units, sums, steps, sources, damaged wording."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from contracts.bounds import PERIODS, exact, is_range
from contracts.deadlines import RestDay
from contracts.finding import Finding
from contracts.packs import Pack, Parameter
from contracts.policy_catalogue import PolicyCatalogue

_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ROW = re.compile(r"[EDMGAXP]-[0-9]{3}", re.ASCII)
_A_COMMON_YEAR = "2001"
_MODES = ("immediate", "on change", "regular", "standing")


def checks_of_one(pack: Pack, catalogue: PolicyCatalogue) -> Iterator[Finding]:
    for parameter in pack.parameters.values():
        for check, complaint in _complaints(parameter, catalogue):
            yield Finding(pack.id, parameter.name, check, complaint)
    for check, name, complaint in (*_sums(pack), *_ends(pack), *_wholes(pack, catalogue), *_countings(pack)):
        yield Finding(pack.id, name, check, complaint)


def _complaints(parameter: Parameter, catalogue: PolicyCatalogue) -> Iterator[tuple[str, str]]:
    yield from (("impossible-date", complaint) for complaint in _impossible_dates(parameter.value))
    yield from (("wrong-unit", complaint) for complaint in _wrong_units(parameter, catalogue))
    quoted = parameter.value if parameter.reading else [parameter.value, parameter.note]
    yield from (("damaged-text", complaint) for complaint in _damaged(quoted, catalogue))
    if catalogue.unit_of(parameter.name) is None:
        yield "unknown-parameter", "no pack may carry a parameter of this name"
    if not re.search(r"[0-9]", parameter.source) or not _ROW.fullmatch(parameter.row):
        yield "missing-source", f"source {parameter.source!r} or row {parameter.row!r} names no clause"
    lost = next((place for place in catalogue.lost if _is_at(parameter.source, place)), None)
    if lost is not None and not parameter.silent:
        yield "source-not-in-text", f"{lost} is among the lost parts of the source"


def _impossible_dates(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _impossible_dates(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _impossible_dates(item)
        if set(value) == {"from", "to"} and _backwards(value):
            yield f"ends ({value['to']}) before it begins ({value['from']})"
    elif isinstance(value, str) and (_MONTH_DAY.fullmatch(value) or _DATE.fullmatch(value)) and not _exists(value):
        yield f"{value} does not exist"


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text if _DATE.fullmatch(text) else f"{_A_COMMON_YEAR}-{text}")
    except ValueError:
        return False
    return True


def _backwards(value: Mapping[str, Any]) -> bool:
    return isinstance(value["from"], str) and isinstance(value["to"], str) and value["to"] < value["from"]


def _wrong_units(parameter: Parameter, catalogue: PolicyCatalogue) -> Iterator[str]:
    expected = catalogue.unit_of(parameter.name)
    if parameter.unit not in catalogue.units:
        yield f"{parameter.unit!r} is not a unit"
    elif expected is not None and parameter.unit != expected:
        yield f"given in {parameter.unit!r}, counted in {expected!r}"
    elif not parameter.silent and not _has_form(catalogue.units[parameter.unit], parameter.value):
        yield f"{parameter.value!r} is no value in {parameter.unit!r}"


def _has_form(form: str, value: Any) -> bool:
    holds = _FORMS[form]
    if isinstance(value, list) and form != "words":
        return all(holds(item) for item in value)
    return holds(value)


def _is_number(value: Any) -> bool:
    return exact(value) is not None or (is_range(value) and None not in map(exact, value.values()))


def _is_share(value: Any) -> bool:
    if isinstance(value, Mapping) and not is_range(value):
        return set(value) in ({"at_least", "of"}, {"more_than", "of"})
    ends = value.values() if is_range(value) else (value,)
    return all(isinstance(end, str) and (share := exact(end)) is not None and 0 <= share <= 1 for end in ends)


def _is_band(value: Any) -> bool:
    """An amount, or the amount that goes with a band of sizes."""
    return _is_number(value) or (
        isinstance(value, Mapping) and "yuan" in value and None not in map(exact, value.values())
    )


def _is_dated_range(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"from", "to"}


def _is_indicator(value: Any) -> bool:
    """What an indicator measures: its field, modality, measure and names, with or without bounds."""
    needed = {"field", "modality", "measure", "zh", "en"}
    if not isinstance(value, Mapping) or not needed <= set(value) <= needed | {"least", "most"}:
        return False
    bounds = [value[key] for key in ("least", "most") if key in value]
    return all(isinstance(value[key], str) for key in needed) and None not in map(exact, bounds)


_FORMS: Mapping[str, Callable[[Any], bool]] = {
    "number": _is_number,
    "share": _is_share,
    "amount": _is_band,
    "yes or no": lambda value: isinstance(value, bool),
    "word": lambda value: isinstance(value, str),
    "words": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "bilingual": lambda value: isinstance(value, Mapping) and set(value) == {"zh", "en"},
    "item": lambda value: isinstance(value, str) or (isinstance(value, Mapping) and set(value) == {"zh", "en"}),
    "month-day": lambda value: isinstance(value, str) and bool(_MONTH_DAY.fullmatch(value)),
    "date": lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)),
    "day of a later year": lambda value: isinstance(value, Mapping) and set(value) == {"month_day", "year"},
    "dates": _is_dated_range,
    "kept or moved": lambda value: value in list(RestDay),
    "period": lambda value: value in PERIODS or value in _MODES,
    "indicator": _is_indicator,
}


def _damaged(value: Any, catalogue: PolicyCatalogue) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _damaged(item, catalogue)
    elif isinstance(value, Mapping):
        yield from _damaged(list(value.values()), catalogue)
    elif isinstance(value, str):
        found = [wording for wording in catalogue.damaged if wording in value]
        yield from (f"{wording}: read {catalogue.damaged[wording]}" for wording in found)


def _is_at(source: str, place: str) -> bool:
    """A clause of the place, not another one whose number begins alike: §附1 is not §附10."""
    return any(re.match(rf"{re.escape(place)}(?![0-9])", part.strip()) for part in source.split(";"))


def _sums(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """`X.sum` is what the numbers beside it add up to; while one of them is silent nothing is said."""
    for name, whole in pack.parameters.items():
        stem, _, last = name.rpartition(".")
        siblings = [item for other, item in pack.parameters.items() if other != name and other.startswith(f"{stem}.")]
        if last != "sum" or not siblings or any(item.silent for item in siblings):
            continue
        numbers = [exact(item.value) for item in siblings]
        total = sum(number for number in numbers if number is not None)
        if total != exact(whole.value):
            yield "weights-do-not-add-up", name, f"{total} instead of {whole.value}"


def _ends(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for name, least in pack.parameters.items():
        most = pack.parameters.get(f"{name.removesuffix('.min')}.max")
        pairs = [(least.value, most.value)] if most is not None and name.endswith(".min") else []
        if is_range(least.value):
            pairs = [(least.value["min"], least.value["max"])]
        for low, high in pairs:
            below, above = exact(low), exact(high)
            if below is not None and above is not None and below > above:
                yield "least-above-most", name, f"{low} is more than {high}"


def _wholes(pack: Pack, catalogue: PolicyCatalogue) -> Iterator[tuple[str, str, str]]:
    for whole, steps in catalogue.wholes.items():
        limit = pack.parameters.get(whole)
        taken = [exact(pack.parameters[step].value) for step in steps if step in pack.parameters]
        longest = None if limit is None else exact(limit.value)
        total = sum(step for step in taken if step is not None)
        if longest is not None and total > longest:
            yield "steps-longer-than-whole", whole, f"{', '.join(steps)} take {total} of {longest}"


def _countings(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Two ways of counting that exclude each other: no due date could be reckoned by both."""
    modes = {name: item.value for name, item in pack.parameters.items() if name.startswith("deadline.")}
    if modes.get("deadline.inclusive") is False and modes.get("deadline.rest_day") == RestDay.NEXT:
        yield "contradictory-rule", "deadline.rest_day", "what must be done before a day does not move past it"
