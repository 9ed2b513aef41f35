"""Residents' meetings, reckoned anew: quorum, majority, and minutes that are complete before the meeting is closed.

Law: Organic Law of the Urban Residents' Committees, art. 9 (居民委员会组织法 第九条); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(2)-(3)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Json, Look, Seen, nothing
from audit.checks.thresholds import least_of
from audit.finding import Finding
from audit.remembered import Remembered

QUORUM, MAJORITY, FIELDS = "residents_meeting.quorum", "residents_meeting.majority", "minutes.fields"
_WRITTEN = ("place", "topics", "opinions", "result")
_KNOWN = 3
"""Date, form and attendance stand in the record of the meeting itself."""


@dataclass(slots=True)
class Residents:
    """The checks of one pass over the record."""

    _minutes: Remembered[str, Json] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.residents-meeting-held.v1": _held,
            "elections.residents-minutes-kept.v1": self._kept,
            "elections.residents-meeting-closed.v1": self._closed,
        }

    def _kept(self, seen: Seen) -> Iterator[Finding]:
        self._minutes[seen.stream] = seen.data
        return nothing()

    def _closed(self, seen: Seen) -> Iterator[Finding]:
        minutes, needed = self._minutes.get(seen.stream, {}), seen.value(FIELDS)
        there = _KNOWN + sum(minutes.get(name) is not None for name in _WRITTEN)
        if there < (_KNOWN + len(_WRITTEN) if needed is None else needed) or there != len(seen.data["fields"]):
            yield seen.finding("order", f"closed with {there} parts of the minutes, {needed} are needed")


def _held(seen: Seen) -> Iterator[Finding]:
    data, quorum, majority = seen.data, seen.value(QUORUM), seen.value(MAJORITY)
    if data["form"] != "consultation" and quorum is not None:
        needed = least_of(quorum, data["entitled"])
        if data["needed"] != needed or data["attended"] < needed:
            yield seen.finding("share", f"{data['attended']} of {data['entitled']} came, {needed} are needed")
    if data["agreed"] is not None and majority is not None:
        is_adopted = data["agreed"] >= least_of(majority, data["attended"])
        if data["is_adopted"] != is_adopted:
            yield seen.finding("share", f"{data['agreed']} of {data['attended']} agreed: adopted {data['is_adopted']}")
    if not (data["agreed"] or 0) <= data["attended"] <= data["entitled"]:
        yield seen.finding("count", f"{data['agreed']} of {data['attended']} of {data['entitled']}")
