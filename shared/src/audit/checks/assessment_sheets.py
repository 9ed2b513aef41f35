"""Score sheets: each counted verdict by its bounds, and what they come to, in exact shares.

Law: documents 1 §五4, 4 §三(七), 5 §三(二), §三(三). Requirements A-002 to A-005: norms count, optional and shown
indicators never lower a result; without weights each owed indicator counts one; nobody records results of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

INDICATORS, WEIGHTS, VETOES = "assessment.indicator", "assessment.weight", "assessment.veto"
_OWED = ("mandatory", "norm")
_COUNTED = ("share", "count")


@dataclass(slots=True)
class Sheets:
    """The newest result of every indicator, by sheet: the checks of one pass over the record."""

    _results: Remembered[str, dict[str, Json]] = field(default_factory=lambda: Remembered(dict))
    _closed: Remembered[str, bool] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"assessment.result-recorded.v1": self._recorded, "assessment.sheet-closed.v1": self._close}

    def _recorded(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        if seen.stream in self._closed:
            yield seen.finding("order", f"{data['indicator']} of a sheet that is closed")
        if data["assessor"] == data["unit"]:
            yield seen.finding("same-person", f"{data['unit']} records its own result")
        rule = seen.value(f"{INDICATORS}.{data['indicator']}")
        if rule is not None and rule["modality"] != data["modality"]:
            yield seen.finding("outcome", f"{data['indicator']} is {data['modality']}, by the rules {rule['modality']}")
        expected = _verdict(rule, data["value"]) if rule is not None and data["value"] is not None else None
        if expected not in (None, data["verdict"]):
            yield seen.finding("outcome", f"{data['indicator']} is {data['verdict']} by {data['value']}")
        self._results[seen.stream][data["indicator"]] = data

    def _close(self, seen: Seen) -> Iterator[Finding]:
        data, results = seen.data, self._results[seen.stream]
        self._closed[seen.stream] = True
        if not seen.has_rules:
            return
        rules = {code: rule for code, rule in seen.below(INDICATORS).items() if code.startswith(data["scheme"])}
        owed = {code: rule for code, rule in rules.items() if rule["modality"] in _OWED}
        if missing := owed.keys() - results.keys():
            yield seen.finding("order", f"closed without {len(missing)} results")
        verdicts = {code: results[code]["verdict"] for code in owed if code in results}
        yield from self._totals(seen, owed, verdicts)
        mandatory = [code for code in verdicts if owed[code]["modality"] == "mandatory"]
        unmet = sorted(code for code in mandatory if verdicts[code] == "not-met")
        if data["unmet_mandatory"] != unmet:
            yield seen.finding(
                "count", f"{len(data['unmet_mandatory'])} mandatory ones not met, by own count {len(unmet)}"
            )
        weights = {code: value for code, value in seen.below(WEIGHTS).items() if code.startswith(data["scheme"])}
        for name, codes in (("mandatory_share", mandatory), ("score", list(verdicts))):
            share = _share(codes, verdicts, weights)
            if (None if data[name] is None else Fraction(data[name])) != share:
                yield seen.finding("count", f"{name} is {data[name]}, by own count {share}")

    def _totals(self, seen: Seen, owed: Iterable[str], verdicts: Mapping[str, str]) -> Iterator[Finding]:
        data, counts = seen.data, Counter(verdicts.values())
        own = (counts["met"], counts["not-met"], counts["not-applicable"])
        if (data["met"], data["not_met"], data["not_applicable"]) != own:
            said = f"{data['met']}, {data['not_met']}, {data['not_applicable']}"
            yield seen.finding("count", f"{said} met, not met, not applicable; by own count {own}")
        results = self._results[seen.stream]
        vetoes = seen.value(f"{VETOES}.{data['scheme']}") or ()
        vetoed = [code for code in vetoes if code in results and results[code]["verdict"] == "not-met"]
        if list(data["vetoed"]) != vetoed:
            yield seen.finding("outcome", f"voided by {data['vetoed']}, by own count {vetoed}")


def _verdict(rule: Json, value: str) -> str | None:
    """By the bounds alone, both belonging to what is met; None where a person judges."""
    least, most = rule.get("least"), rule.get("most")
    if rule["measure"] not in _COUNTED or (least is None and most is None):
        return None
    is_met = (least is None or Fraction(value) >= Fraction(str(least))) and (
        most is None or Fraction(value) <= Fraction(str(most))
    )
    return "met" if is_met else "not-met"


def _share(codes: Iterable[str], verdicts: Mapping[str, str], weights: Mapping[str, Any]) -> Fraction | None:
    """Of what applies, the part that is met."""
    applying = {code: Fraction(str(weights.get(code, 1))) for code in codes if verdicts[code] != "not-applicable"}
    whole = sum(applying.values(), Fraction(0))
    met = sum((weight for code, weight in applying.items() if verdicts[code] == "met"), Fraction(0))
    return met / whole if whole else None
