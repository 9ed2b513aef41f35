"""The rules of the three-year programme as deciders receive them, made from the packs that are active.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五3). A day that no
pack gives makes nothing overdue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.assessment.programmes import Work
from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, given, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePolicy:
    """`targets`: name of a township to the year in which its office has to be completed; `words`: of each kind of work.

    Kinds of work that have no words are not in `words`.
    """

    targets: Mapping[str, int]
    least_share: Fraction | None
    share_due: date | None
    end: date | None
    words: Mapping[Work, tuple[str, ...]]
    bodies: tuple[str, ...]
    office_at: str | None


def programme_policy(resolved: ResolvedPolicy) -> ProgrammePolicy:
    named = {year: item.value for year, item in resolved.below("T.office.target_year") if year.isdigit()}
    return ProgrammePolicy(
        targets={name: int(year) for year, names in named.items() for name in names},
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
    )


def _day(resolved: ResolvedPolicy, name: str) -> date | None:
    value = given(resolved, name)
    return None if value is None else date.fromisoformat(value)
