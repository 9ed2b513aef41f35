"""Village resolutions and decisions of a team, reckoned anew: the order of the steps, notice, quorum, majority.

Law: county opinion on township standardisation (document 1 §四1二要, §四2三要: 四议两公开); Organic Law of the
Villagers' Committees (村民委员会组织法), arts. 21, 22, 24, 26.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY
from audit.checks.seen import Json, Look, Seen
from audit.checks.thresholds import base_of, is_enough
from audit.finding import Finding
from audit.remembered import Remembered

STEPS = "four_two.steps"
REPRESENTATIVES = "representatives_meeting"
LAST = "villagers_resolution"
_AFTER = {
    "resolution-disclosed": "villagers_resolution",
    "implementation-started": "resolution-disclosed",
    "village-matter-implemented": "implementation-started",
    "result-disclosed": "village-matter-implemented",
    "resolution-closed": "result-disclosed",
}
"""What a step follows, once the villagers have resolved."""


@dataclass(slots=True)
class _Topic:
    members: list[str]
    is_major: bool
    issued: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Resolutions:
    """The checks of one pass over the record."""

    _last: Remembered[str, str] = field(default_factory=Remembered)
    _days: Remembered[str, str] = field(default_factory=Remembered)
    _topics: Remembered[str, _Topic] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.resolution-proposed.v1": lambda seen: self._step(seen, "party_branch_proposal"),
            "elections.deliberation-held.v1": lambda seen: self._step(seen, seen.data["step"]),
            "elections.village-resolution-adopted.v1": self._adopted,
            "elections.resolution-not-adopted.v1": self._not_adopted,
            **{f"elections.{name}.v1": self._after for name in _AFTER},
            "elections.topic-announced.v1": self._announced,
            "elections.topic-issued.v1": self._issued,
            "elections.team-decision-adopted.v1": lambda seen: self._decided(seen, is_adopted=True),
            "elections.team-decision-rejected.v1": lambda seen: self._decided(seen, is_adopted=False),
        }

    # Four deliberations, two disclosures

    def _step(self, seen: Seen, step: str) -> Iterator[Finding]:
        yield from self._in_order(seen, step)
        meeting = seen.data["meeting"]
        if meeting["agreed"] <= meeting["against"]:
            yield seen.finding("share", f"{meeting['agreed']} for, {meeting['against']} against")
        yield from _impossible(seen, meeting)

    def _in_order(self, seen: Seen, step: str) -> Iterator[Finding]:
        steps, before = list(seen.value(STEPS) or ()), self._last.get(seen.stream)
        at = steps.index(step) if step in steps else -1
        expected = steps[at - 1] if at > 0 else None
        if at < 0 or before != expected:
            yield seen.finding("order", f"{step} after {before or 'nothing'}")
        self._last[seen.stream] = step
        held_on = seen.data["meeting"]["held_on"]
        if held_on < self._days.get(seen.stream, ""):
            yield seen.finding("order", f"held on {held_on}, the step before on {self._days[seen.stream]}")
        self._days[seen.stream] = held_on

    def _adopted(self, seen: Seen) -> Iterator[Finding]:
        meeting = seen.data["meeting"]
        yield from self._in_order(seen, LAST)
        yield from _impossible(seen, meeting)
        yield from _no_quorum(seen, meeting)
        majority = seen.value("village.meeting.majority")
        if majority is not None and not is_enough(majority, meeting["agreed"], meeting["attended"]):
            yield seen.finding("share", f"{meeting['agreed']} of {meeting['attended']} attending agreed")
        authorised = seen.data["authorisation"]
        is_reserved = seen.data["matter"] != "other" and meeting["body"] == REPRESENTATIVES
        if is_reserved and (authorised is None or authorised["given_on"] > meeting["held_on"]):
            yield seen.finding("cause", "the assembly has not authorised its representatives")
        if seen.value("ballot.village.enabled") and not meeting["by_ballot"]:
            yield seen.finding("order", "decided without a ballot")

    def _not_adopted(self, seen: Seen) -> Iterator[Finding]:
        meeting, majority = seen.data["meeting"], seen.value("village.meeting.majority")
        if seen.data["step"] != LAST:
            is_agreed = meeting["agreed"] > meeting["against"]
        else:
            is_agreed = majority is not None and is_enough(majority, meeting["agreed"], meeting["attended"])
        if is_agreed:
            yield seen.finding("share", f"{meeting['agreed']} of {meeting['attended']} attending agreed: it is adopted")
        self._last.pop(seen.stream, None)
        self._days.pop(seen.stream, None)

    def _after(self, seen: Seen) -> Iterator[Finding]:
        """Nothing is carried out before the resolution is public, nothing closed before its result is."""
        name = seen.recorded.type.partition(".")[2].rpartition(".v")[0]
        before = self._last.get(seen.stream)
        if before != _AFTER[name]:
            yield seen.finding("order", f"{name} after {before or 'nothing'}")
        self._last[seen.stream] = name

    # Decisions of a township's team

    def _announced(self, seen: Seen) -> Iterator[Finding]:
        amount, large = seen.data["amount"], seen.value("large_funds.amount")
        is_large = amount is not None and large is not None and amount >= large
        is_major = seen.data["kind"] in (seen.value("major_matters") or ()) or is_large
        if is_major != seen.data["is_major"]:
            yield seen.finding(
                "outcome", f"{seen.data['kind']} of {amount}: {'' if is_major else 'not '}a major matter"
            )
        self._topics[seen.stream] = _Topic(seen.data["members"], is_major)

    def _issued(self, seen: Seen) -> Iterator[Finding]:
        topic = self._topics.get(seen.stream)
        if topic is not None:
            for member in seen.data["members"]:
                topic.issued[member] = min(seen.data["issued_on"], topic.issued.get(member, "9"))
        yield from ()

    def _decided(self, seen: Seen, *, is_adopted: bool) -> Iterator[Finding]:
        topic, meeting = self._topics.get(seen.stream), seen.data["meeting"]
        if topic is None:
            yield seen.finding("cause", "nothing was announced")
            return
        if meeting is None:
            if topic.is_major:
                yield seen.finding("order", "a major matter, decided by one person")
            return
        yield from _impossible(seen, meeting)
        yield from _unprepared(seen, topic, meeting)
        majority = seen.value("team_meeting.majority")
        of = meeting["agreed"] + meeting["against"]
        if majority is not None and is_adopted != is_enough(majority, meeting["agreed"], of):
            yield seen.finding("share", f"{meeting['agreed']} of {of} votes cast")
        if topic.is_major and seen.value("ballot.township.enabled") and not meeting["by_ballot"]:
            yield seen.finding("order", "a major matter, decided without a ballot")


def _unprepared(seen: Seen, topic: _Topic, meeting: Json) -> Iterator[Finding]:
    """Every member has the topic before, as early as a pack asks."""
    days = seen.value("team_meeting.prenotice.lead_days") or 0
    last = (date.fromisoformat(meeting["held_on"]) - days * ONE_DAY).isoformat()
    late = [member for member in topic.members if topic.issued.get(member, "9") > last]
    if late:
        yield seen.finding("limit", f"not with {', '.join(late)} by {last}")


def _impossible(seen: Seen, meeting: Json) -> Iterator[Finding]:
    votes = meeting["agreed"] + meeting["against"] + meeting["abstained"]
    if not votes <= meeting["attended"] <= meeting["entitled"]:
        yield seen.finding("count", f"{votes} votes, {meeting['attended']} of {meeting['entitled']} attended")


def _no_quorum(seen: Seen, meeting: Json) -> Iterator[Finding]:
    """Two thirds of the representatives; of an assembly half the adults, or the households of two thirds."""
    attended, entitled = meeting["attended"], meeting["entitled"]
    if meeting["body"] == REPRESENTATIVES:
        quorum = seen.value("village.reps.quorum.min")
        if quorum is not None and not is_enough(quorum, attended, entitled):
            yield seen.finding("share", f"{attended} of {entitled} representatives are no quorum")
        return
    document = seen.metadata.get("command", {}).get("document", {})
    households = document.get("households") or {"attended": 0, "entitled": 0}
    present = {"adults": (attended, entitled), "households": (households["attended"], households["entitled"])}
    rules = seen.value("village.assembly.quorum")
    if rules and not any(is_enough(rule, *present[base_of(rule)]) for rule in rules):
        yield seen.finding("share", f"{attended} of {entitled} villagers are no quorum")
    days, notice_on = seen.value("village.assembly.notice_days"), document.get("notice_on")
    if days is None or "notice_on" not in document:
        return
    last = (date.fromisoformat(meeting["held_on"]) - days * ONE_DAY).isoformat()
    if notice_on is None or notice_on > last:
        yield seen.finding("limit", f"called on {notice_on or 'no day'}, the last day was {last}")
