"""The rules of the three-year programme as deciders receive them, made from the packs that are active.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五3). A day that no
pack gives makes nothing overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.assessment.programme.messages import ProgrammeMissed, Work
from contracts.owing import NamedDay
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, given, words

_DUE = {ProgrammeMissed.VILLAGE_SHARE: "T.villages.due", ProgrammeMissed.PROGRAMME: "T.program.end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePolicy:
    """`targets`: name of a township to the year in which its office has to be completed; `words`: of each kind of work.

    Kinds of work that have no words are not in `words`. `sources`: the clauses of the days that are named.
    """

    targets: Mapping[str, int]
    least_share: Fraction | None
    share_due: date | None
    end: date | None
    words: Mapping[Work, tuple[str, ...]]
    bodies: tuple[str, ...]
    office_at: str | None
    sources: Mapping[ProgrammeMissed, str]

    def due_on(self, missed: ProgrammeMissed, township: str) -> date | None:
        """`township`: its name. A year that is named ends with its last day."""
        if missed is not ProgrammeMissed.OFFICE:
            return self.share_due if missed is ProgrammeMissed.VILLAGE_SHARE else self.end
        target = self.targets.get(township)
        return None if target is None else date(target, 12, 31)

    def named(self, missed: ProgrammeMissed, township: str) -> NamedDay | None:
        day = self.due_on(missed, township)
        return None if day is None else NamedDay(day, self.sources[missed])


def programme_policy(resolved: ResolvedPolicy) -> ProgrammePolicy:
    of_years = {year: item for year, item in resolved.below("T.office.target_year") if year.isdigit()}
    sources = {missed: resolved.parameters[name].source for missed, name in _DUE.items() if given(resolved, name)}
    if of_years:
        sources[ProgrammeMissed.OFFICE] = next(iter(of_years.values())).source
    return ProgrammePolicy(
        targets={name: int(year) for year, item in of_years.items() for name in item.value},
        least_share=exact(resolved, "T.villages.share.min"),
        share_due=_day(resolved, "T.villages.due"),
        end=_day(resolved, "T.program.end"),
        words={
            Work.FUNDING: words(resolved, "T.funding.sources"),
            Work.SUPPORT: words(resolved, "support.kinds"),
            Work.PUBLICITY: words(resolved, "publicity.channels"),
            Work.MEDIA: words(resolved, "media.levels"),
        },
        bodies=words(resolved, "T.group.bodies"),
        office_at=given(resolved, "T.office.at"),
        sources=sources,
    )


def _day(resolved: ResolvedPolicy, name: str) -> date | None:
    value = given(resolved, name)
    return None if value is None else date.fromisoformat(value)
