"""What is owed of the conduct of a township's cadres, made from the packs that are active.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). What no pack gives is not owed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from contracts.assessment.conduct.messages import Breach, Layer, SelfCheck
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, number, words

_ITEMS = {SelfCheck.FOUR_SAMES: "four_sames", SelfCheck.FOUR_BREAKS: "four_breaks", SelfCheck.AWARENESSES: "awareness"}
_ENTRIES = {Breach.PROHIBITION: "integrity.prohibitions", Breach.CONDUCT_RULE: "conduct.rules"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductPolicy:
    """`layers`, highest first; `items`, `entries`: how many each list has; `study` a month, `discussion` a quarter,
    `articles` a half-year of every cadre, `diary` a year of every cadre; shares of the working days of the year."""

    inspections: tuple[str, ...]
    layers: tuple[str, ...]
    items: Mapping[SelfCheck, int]
    entries: Mapping[Breach, int]
    study: int
    discussion: int
    articles: int
    diary: int
    leader_time: Fraction
    general_time: Fraction

    def supervises(self, above: Layer, below: Layer) -> bool:
        """Whether one stands exactly one layer above the other."""
        if above.value not in self.layers or below.value not in self.layers:
            return False
        return self.layers.index(below.value) - self.layers.index(above.value) == 1

    def village_time(self, layer: Layer) -> Fraction:
        """Leaders are the first hand and the other members of the team."""
        return self.general_time if layer is Layer.CADRE else self.leader_time


def conduct_policy(resolved: ResolvedPolicy) -> ConductPolicy:
    return ConductPolicy(
        inspections=words(resolved, "inspection.kinds"),
        layers=words(resolved, "supervision.layers"),
        items={check: number(resolved, name) or 0 for check, name in _ITEMS.items()},
        entries={breach: number(resolved, name) or 0 for breach, name in _ENTRIES.items()},
        study=number(resolved, "study.collective.per_month") or 0,
        discussion=number(resolved, "study.discussion.per_quarter") or 0,
        articles=number(resolved, "study.article.per_half_year") or 0,
        diary=number(resolved, "diary.per_cadre.min") or 0,
        leader_time=exact(resolved, "village_time.leader.min") or Fraction(0),
        general_time=exact(resolved, "village_time.general.min") or Fraction(0),
    )
