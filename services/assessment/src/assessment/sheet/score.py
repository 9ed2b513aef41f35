"""What verdicts come to, exactly: no result is ever rounded (AS-06).

Law: documents 1 §五4, 5 §三(三) give no weights; without them each owed indicator counts one (A-004). Norms count,
optional and shown indicators never lower a result (A-005).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from contracts.assessment.sheet.messages import Modality, Verdict
from contracts.assessment.sheet.rules import IndicatorRule, Scheme

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Counts of owed indicators; the shares are None where nothing applies."""

    met: int
    not_met: int
    not_applicable: int
    unmet_mandatory: tuple[str, ...]
    vetoed: tuple[str, ...]
    mandatory_share: Fraction | None
    score: Fraction | None


def total(scheme: Scheme, verdicts: Mapping[str, Verdict]) -> Total:
    owed = [rule for rule in scheme.indicators.values() if rule.is_owed and rule.code in verdicts]
    mandatory = [rule for rule in owed if rule.modality is Modality.MANDATORY]
    return Total(
        met=sum(verdicts[rule.code] is Verdict.MET for rule in owed),
        not_met=sum(verdicts[rule.code] is Verdict.NOT_MET for rule in owed),
        not_applicable=sum(verdicts[rule.code] is Verdict.NOT_APPLICABLE for rule in owed),
        unmet_mandatory=tuple(sorted(r.code for r in mandatory if verdicts[r.code] is Verdict.NOT_MET)),
        vetoed=tuple(code for code in scheme.vetoes if verdicts.get(code) is Verdict.NOT_MET),
        mandatory_share=_share(mandatory, verdicts),
        score=_share(owed, verdicts),
    )


def verdict_of(rule: IndicatorRule, value: Fraction) -> Verdict:
    """Both bounds belong to what is met."""
    return Verdict.MET if rule.is_met_by(value) else Verdict.NOT_MET


def counted(hits: int, of: int, rule: IndicatorRule) -> Fraction | None:
    """The count itself, or a share of what was counted; None of nothing, but where nothing is what is asked for."""
    is_none_enough = rule.measure != "share" and rule.least is None
    if not of and not is_none_enough:
        return None
    return Fraction(hits, of) if rule.measure == "share" else Fraction(hits)


def _share(rules: Iterable[IndicatorRule], verdicts: Mapping[str, Verdict]) -> Fraction | None:
    applying = [rule for rule in rules if verdicts[rule.code] is not Verdict.NOT_APPLICABLE]
    whole = sum((_weight(rule) for rule in applying), Fraction(0))
    met = sum((_weight(rule) for rule in applying if verdicts[rule.code] is Verdict.MET), Fraction(0))
    return met / whole if whole else None


def _weight(rule: IndicatorRule) -> Fraction:
    return _ONE if rule.weight is None else rule.weight
