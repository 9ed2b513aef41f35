"""The five schemes as a decider receives them, made from the packs that are active.

Law: county opinion on township standardisation, part 5 (document 1 §五1, §五4); district opinion on congress work
(document 2 §三); city opinion on green mines (document 3 §四, 附8-10); township opinion on the centre (document 4 §三
(七)); draft opinion on residents' committees, part 3 (document 5 §三). Requirements A-001 to A-006, A-018.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contracts.assessment.sheet.messages import Modality
from contracts.assessment.words import SchemeCode
from contracts.bilingual import Bilingual
from contracts.bounds import exact
from contracts.canonical import digest_of
from contracts.errors import Rejected, refuse_unless
from contracts.impartiality import TieKind, barring_ties
from contracts.policies import ResolvedPolicy
from contracts.policy_values import words

_COUNTED = ("share", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRule:
    """One indicator. `least` and `most` bound its value, both belonging to it; both None where a person judges."""

    code: str
    field: str
    modality: Modality
    measure: str
    least: Fraction | None
    most: Fraction | None
    weight: Fraction | None
    is_derived: bool
    name: Bilingual
    source: str

    @property
    def is_counted(self) -> bool:
        """The value alone decides, and nobody says it."""
        return self.measure in _COUNTED and (self.least is not None or self.most is not None)

    @property
    def is_owed(self) -> bool:
        """A result is needed before the sheet is closed: optional and shown ones never lower it (A-005)."""
        return self.modality in (Modality.MANDATORY, Modality.NORM)

    def is_met_by(self, value: Fraction) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme in force: its indicators by code, those that void the whole, and the digest of it all."""

    code: SchemeCode
    indicators: Mapping[str, IndicatorRule]
    vetoes: tuple[str, ...]
    digest: str

    def rule(self, indicator: str) -> IndicatorRule:
        """`Rejected` if the scheme has no such indicator."""
        rule = self.indicators.get(indicator)
        if rule is None:
            raise Rejected("assessment.indicator-not-in-scheme", f"{indicator} is not of scheme {self.code}.")
        return rule


@dataclass(frozen=True, slots=True)
class SchemePolicy:
    """`owners`: field of scheme T to the department that records its results; `barring`: ties that bar an assessor."""

    schemes: Mapping[SchemeCode, Scheme]
    owners: Mapping[str, str]
    barring: frozenset[TieKind]

    def scheme(self, code: SchemeCode) -> Scheme:
        """`Rejected` if no active pack carries the scheme, or its weights do not add up."""
        scheme = self.schemes.get(code)
        if scheme is None:
            raise Rejected("assessment.scheme-not-active", f"No active pack carries scheme {code}.")
        return scheme


def scheme_policy(resolved: ResolvedPolicy) -> SchemePolicy:
    derived = {parameter.value for _, parameter in resolved.below("assessment.evidence") if not parameter.silent}
    for code in SchemeCode:
        derived |= set(words(resolved, f"assessment.counted.{code}"))
    named = dict(resolved.below("assessment.indicator"))
    codes = [code for code in SchemeCode if any(_is_of(name, code) for name in named)]
    return SchemePolicy(
        schemes={code: _scheme(code, resolved, derived) for code in codes},
        owners={field: parameter.value for field, parameter in resolved.below("T.owner")},
        barring=barring_ties(resolved),
    )


def _is_of(indicator: str, scheme: SchemeCode) -> bool:
    return indicator.startswith(scheme.value)


def _scheme(code: SchemeCode, resolved: ResolvedPolicy, derived: set[Any]) -> Scheme:
    named = {name: item for name, item in resolved.below("assessment.indicator") if _is_of(name, code)}
    weights = {name: item for name, item in resolved.below("assessment.weight") if _is_of(name, code)}
    _refuse_wrong_weights(code, resolved, {name: item.value for name, item in weights.items()}, set(named))
    vetoes = words(resolved, f"assessment.veto.{code}")
    rules = {
        name: _rule(name, item.value, item.source, name in derived, weights[name].value if weights else None)
        for name, item in named.items()
    }
    content = {
        "indicators": {name: item.value for name, item in named.items()},
        "weights": {name: item.value for name, item in weights.items()},
        "vetoes": list(vetoes),
        "derived": sorted(derived & set(named)),
    }
    return Scheme(code=code, indicators=rules, vetoes=vetoes, digest=digest_of(content))


def _rule(code: str, value: Mapping[str, Any], source: str, is_derived: bool, weight: Any) -> IndicatorRule:
    return IndicatorRule(
        code=code,
        field=value["field"],
        modality=Modality(value["modality"]),
        measure=value["measure"],
        least=exact(value.get("least")),
        most=exact(value.get("most")),
        weight=exact(weight),
        is_derived=is_derived,
        name=Bilingual(zh=value["zh"], en=value["en"]),
        source=source,
    )


def _refuse_wrong_weights(
    code: SchemeCode, resolved: ResolvedPolicy, weights: Mapping[str, Any], indicators: set[str]
) -> None:
    """Weights are optional; where there are any, each indicator has one and they add up (A-004)."""
    if not weights:
        return
    whole = resolved.parameters.get("assessment.weights.sum")
    total = sum((exact(weight) or Fraction(0) for weight in weights.values()), Fraction(0))
    adds_up = whole is not None and total == exact(whole.value)
    refuse_unless(adds_up and set(weights) == indicators, "assessment.weights-invalid", f"{code}: {total}")
