"""The rules of green mines as a decider receives them, made from the packs.

The national schemes and the city's opinion leave most of it open or are lost in the source: what a county adds is in
packs of its own, whose parameters name a source that is not the opinion's text (AMB-30).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from contracts.impartiality import TieKind, barring_ties
from contracts.mining.mine.messages import EvaluatorRules, NotApplicable, Prerequisite, Standard
from contracts.mining.words import MineLevel
from contracts.policies import ResolvedPolicy

_STANDARD = "mine.standard"
_ITEM, _EXEMPT, _SUM = "item", "exempt", "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The national scheme (评价指标), as far as it is known; None where it says nothing."""

    points: Fraction | None
    pass_points: Fraction | None
    level1_share: Fraction | None
    items: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LandRules:
    """How land may be asked for and supplied; `max_years`: the longest term of a transfer, None where no pack says."""

    request_kinds: tuple[str, ...]
    modes: tuple[str, ...]
    max_years: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MiningPolicy:
    """`standards`: id to standard, with the items that each kind of mine may leave out in `exempt`.

    `prerequisites` is empty where no scheme is loaded. `valid_to`: the last day on which a round may begin;
    `dimensions` is empty where no opinion is in force.
    """

    sizes: tuple[str, ...]
    pilot_sizes: tuple[str, ...]
    dimensions: tuple[str, ...]
    dimensions_required: int | None
    pass_mark: Fraction | None
    valid_to: date | None
    scheme: Scheme
    standards: Mapping[str, Standard]
    exempt: Mapping[tuple[str, str], tuple[str, ...]]
    prerequisites: tuple[Prerequisite, ...]
    lookback_years: int | None
    reserves_years: Fraction | None
    evaluator: EvaluatorRules
    levels: tuple[MineLevel, ...]
    notice_working_days: int | None
    cure_months: int | None
    barring: frozenset[TieKind]
    land: LandRules


def mining_policy(resolved: ResolvedPolicy) -> MiningPolicy:
    def value(name: str) -> Any:
        return resolved.value(name) if name in resolved.parameters else None

    valid_to = value("mining.policy.valid_to")
    return MiningPolicy(
        sizes=tuple(value("mine.size_classes") or ()),
        pilot_sizes=tuple(value("pilot.sizes") or ()),
        dimensions=tuple(value("mine.dimensions.named") or ()),
        dimensions_required=value("mine.dimensions.required"),
        pass_mark=_exact(value("mine.pass_mark")),
        valid_to=None if valid_to is None else date.fromisoformat(valid_to),
        scheme=Scheme(
            points=_exact(value("mine.scheme.points")),
            pass_points=_exact(value("mine.scheme.pass_points")),
            level1_share=_exact(value("mine.scheme.level1_share.min")),
            items=value("mine.scheme.items"),
        ),
        standards=_standards(resolved),
        exempt=_exempt(resolved),
        prerequisites=tuple(Prerequisite(word) for word in value("listing.prerequisites") or ()),
        lookback_years=value("listing.lookback.years"),
        reserves_years=_exact(value("mine.scheme.reserves_years.min")),
        evaluator=EvaluatorRules(
            team=value("mine.evaluator.team.min"),
            team_senior=value("mine.evaluator.team_senior.min"),
            professionals=value("mine.evaluator.professionals.min"),
            senior_share=_exact(value("mine.evaluator.senior_share.min")),
        ),
        levels=tuple(MineLevel(level) for level in value("listing.review.levels") or ()),
        notice_working_days=value("listing.notice.working_days"),
        cure_months=value("mine.scheme.cure_months"),
        barring=barring_ties(resolved),
        land=LandRules(
            request_kinds=tuple(value("land.request_kinds") or ()),
            modes=tuple(value("land.modes") or ()),
            max_years=value("land.term.max_years"),
        ),
    )


def _standards(resolved: ResolvedPolicy) -> dict[str, Standard]:
    """One for each `mine.standard.<id>.level`; its items are `mine.standard.<id>.item.<dimension>.<item>`."""
    names = [name.removesuffix(".level") for name, _ in resolved.below(_STANDARD) if name.endswith(".level")]
    return {name: _standard(name, resolved) for name in names}


def _standard(name: str, resolved: ResolvedPolicy) -> Standard:
    stem = f"{_STANDARD}.{name}"

    def value(rest: str) -> Any:
        full = f"{stem}.{rest}"
        return resolved.value(full) if full in resolved.parameters else None

    formula = value("not_applicable")
    return Standard(
        standard=name,
        level=MineLevel(value("level")),
        industry=value("industry"),
        in_force_from=date.fromisoformat(value("in_force_from")),
        items={
            item: Fraction(resolved.value(f"{stem}.{_ITEM}.{item}"))
            for item, _ in resolved.below(f"{stem}.{_ITEM}")
            if item != _SUM
        },
        pass_points=_exact(value("pass_points")),
        level1_share=_exact(value("level1_share.min")),
        not_applicable=None if formula is None else NotApplicable(formula),
        divergence=_exact(value("divergence")),
    )


def _exempt(resolved: ResolvedPolicy) -> dict[tuple[str, str], tuple[str, ...]]:
    """Standard and kind of mine to the items it may leave out: `mine.standard.<id>.exempt.<kind>`."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, parameter in resolved.below(_STANDARD):
        standard, _, kind = name.partition(f".{_EXEMPT}.")
        if kind:
            found[standard, kind] = tuple(parameter.value)
    return found


def _exact(value: Any) -> Fraction | None:
    """A number of a pack, exact: 5, "2.5" or "3/4"."""
    return None if value is None else Fraction(value)
