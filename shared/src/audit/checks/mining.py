"""Green mines, reckoned anew: the order of the levels and who acts at them, points, public notices, time for cure.

Law: opinion on green mines (document 3 §三(三), §四(一), §七); national schemes of 2020 and 2024 (statutes 3.7).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, day_of, months_later, years_earlier
from audit.checks.due import DueDates
from audit.checks.mining_parcels import Parcels
from audit.checks.mining_points import compared_result, differing
from audit.checks.mining_years import Years
from audit.checks.seen import Json, Look, Seen, compared_day, nothing
from audit.finding import Finding
from audit.remembered import Remembered

LOOKBACK = "listing.lookback.years"
LEVELS = "listing.review.levels"
NOTICE = "listing.notice.working_days"
CURE = "mine.scheme.cure_months"
VALID_TO = "mining.policy.valid_to"


@dataclass(slots=True)
class _Round:
    """One round: its rules as they were bound, who acted at which level, what was found, until when it was posted."""

    rules: Json
    actors: dict[str, str] = field(default_factory=dict)
    reviewed: list[str] = field(default_factory=list)
    own: Json = field(default_factory=dict)
    is_passed: bool = False
    notice: Json | None = None
    objections: dict[str, bool | None] = field(default_factory=dict)


@dataclass(slots=True)
class Mining:
    """The checks of one pass over the record."""

    _rounds: Remembered[str, _Round] = field(default_factory=Remembered)
    _checks: Remembered[str, Json] = field(default_factory=Remembered)
    _cures: DueDates = field(default_factory=DueDates)
    _cure_announced: Remembered[str, bool] = field(default_factory=Remembered)
    _years: Years = field(default_factory=Years)
    _parcels: Parcels = field(default_factory=Parcels)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mining.prerequisites-checked.v1": self._prerequisites,
            "mining.building-begun.v1": self._begun,
            "mining.own-mine-assessed.v1": self._own,
            "mining.mine-evaluated.v1": self._evaluated,
            "mining.materials-reviewed.v1": self._reviewed,
            "mining.notice-posted.v1": self._posted,
            "mining.due-date-rederived.v1": self._rederived,
            "mining.objection-recorded.v1": self._objection,
            "mining.objection-answered.v1": self._answered,
            "mining.mine-certified.v1": self._certified,
            "mining.cure-ordered.v1": self._cure,
            "mining.cure-overdue.v1": self._cure_overdue,
            "mining.review-closed.v1": self._review_closed,
            "mining.mine-removed.v1": self._removed,
            **self._years.reads,
            **self._parcels.reads,
        }

    def _prerequisites(self, seen: Seen) -> Iterator[Finding]:
        """The window of penalties and accidents ends on the day of the notice: so many years before it."""
        years, notice_on = seen.value(LOOKBACK), date.fromisoformat(seen.data["notice_on"])
        self._checks[seen.stream] = seen.data
        first = None if years is None else years_earlier(notice_on, years)
        if seen.data["looks_back_to"] != (first and first.isoformat()):
            yield seen.finding("due-date", f"looks back to {seen.data['looks_back_to']}, by own count to {first}")
        barred = set(_barred(seen.data["standing"], seen.data["notice_on"], first))
        said = set(seen.data["failed"]) & {"no_unresolved_penalty", "no_major_accident"}
        if barred & set(seen.value("listing.prerequisites") or ()) != said:
            yield seen.finding(
                "outcome", f"failed {', '.join(sorted(said)) or 'none'}, own {', '.join(sorted(barred))}"
            )

    def _begun(self, seen: Seen) -> Iterator[Finding]:
        self._rounds[seen.stream] = _Round(seen.data["rules"])
        until, checked = seen.value(VALID_TO), self._checks.get(seen.stream)
        if until is not None and day_of(seen.at).isoformat() > until:
            yield seen.finding("limit", f"begun on {day_of(seen.at)}, the opinion was in force until {until}")
        if checked is None or checked["failed"] or checked["notice"] != seen.data["notice"]:
            yield seen.finding("cause", f"{seen.data['notice']}: the prerequisites were not met, or not checked")
        bound = (seen.data["rules"]["levels"], seen.data["rules"]["notice_working_days"])
        if bound != (list(seen.value(LEVELS) or ()), seen.value(NOTICE)):
            yield seen.finding("outcome", f"bound to {bound[0]} and {bound[1]} working days, the packs say otherwise")

    # Points

    def _own(self, seen: Seen) -> Iterator[Finding]:
        current = self._round(seen)
        current.own = seen.data["points"]
        yield from self._acts(seen, current, "enterprise", seen.data["assessed_by"])
        yield from compared_result(seen, current.rules["standard"])

    def _evaluated(self, seen: Seen) -> Iterator[Finding]:
        current = self._round(seen)
        current.is_passed = seen.data["result"]["is_passed"]
        current.reviewed.clear()
        yield from self._acts(seen, current, "evaluation", seen.data["evaluated_by"])
        yield from compared_result(seen, current.rules["standard"])
        apart = differing(current.own, seen.data["points"], current.rules["standard"]["divergence"])
        if seen.data["divergent"] != apart or set(apart) - set(seen.data["site_notes"]):
            yield seen.finding("outcome", f"to be explained from the site: {', '.join(apart) or 'nothing'}")

    # Levels, notice, listing

    def _reviewed(self, seen: Seen) -> Iterator[Finding]:
        current, level = self._round(seen), seen.data["level"]
        levels = current.rules["levels"]
        expected = levels[len(current.reviewed)] if len(current.reviewed) < len(levels) else "nothing"
        if level != expected:
            yield seen.finding("order", f"{level}, but {expected} follows")
        yield from self._acts(seen, current, level, seen.data["reviewed_by"])
        if seen.data["verdict"] == "forward":
            current.reviewed.append(level)
        else:
            current.reviewed[-1:] = []  # back to the level below

    def _acts(self, seen: Seen, current: _Round, level: str, actor: str) -> Iterator[Finding]:
        """Nobody acts at two levels of one round."""
        others = [name for name, who in current.actors.items() if who == actor and name != level]
        current.actors[level] = actor
        if others:
            yield seen.finding("same-person", f"{actor} acts at {level}, and did at {', '.join(others)}")

    def _posted(self, seen: Seen) -> Iterator[Finding]:
        """The first day counts, if it is worked."""
        current = self._round(seen)
        current.notice = seen.data
        least, days = current.rules["notice_working_days"], seen.data["working_days"]
        if days < (least or 1):
            yield seen.finding("limit", f"posted for {days} working days, the rule gives {least or 1}")
        last = seen.days.count(date.fromisoformat(seen.data["from_on"]) - ONE_DAY, days)
        yield from compared_day(seen, seen.data, "last_on", "ends_at", last)

    def _rederived(self, seen: Seen) -> Iterator[Finding]:
        """Of a notice by what is known now, and never before the day that was posted; or of a unit's year."""
        if seen.stream not in self._rounds:
            yield from self._years.rederived(seen)
            return
        notice, data = self._round(seen).notice, seen.data
        posted = notice["last_on"] if notice else ""
        if data["before"]["due_on"] != posted:
            yield seen.finding("due-date", f"posted until {posted or 'no day'}, not {data['before']['due_on']}")
        if notice:
            counted = seen.days.count(date.fromisoformat(notice["from_on"]) - ONE_DAY, notice["working_days"])
            last = max(counted, date.fromisoformat(posted))
            yield from compared_day(seen, data["after"], "due_on", "due_at", last)
            after = {"last_on": data["after"]["due_on"], "ends_at": data["after"]["due_at"]}
            self._round(seen).notice = {**notice, **after}

    def _objection(self, seen: Seen) -> Iterator[Finding]:
        current, tip = self._round(seen), seen.data["tip"]
        last = current.notice["last_on"] if current.notice else ""
        if seen.data["inadmissible"] != "anonymous":
            is_late = seen.data["received_on"] > last
            if is_late != (seen.data["inadmissible"] == "late"):
                yield seen.finding("limit", f"received on {seen.data['received_on']}, posted until {last}")
        if seen.data["inadmissible"] is None:
            current.objections[tip] = None

    def _answered(self, seen: Seen) -> Iterator[Finding]:
        self._round(seen).objections[seen.data["tip"]] = seen.data["is_upheld"]
        yield from nothing()

    def _certified(self, seen: Seen) -> Iterator[Finding]:
        current = self._round(seen)
        notice = current.notice
        if notice is None or seen.at < notice["ends_at"] or seen.data["certified_on"] <= notice["last_on"]:
            until = notice["last_on"] if notice else "no day"
            yield seen.finding("too-early", f"listed on {seen.data['certified_on']}, posted until {until}")
        if current.reviewed != current.rules["levels"]:
            yield seen.finding("order", f"reviewed by {', '.join(current.reviewed) or 'nobody'}")
        if not current.is_passed:
            yield seen.finding("share", "the points do not suffice")
        standing = [tip for tip, is_upheld in current.objections.items() if is_upheld is not False]
        if standing:
            yield seen.finding("outcome", f"objections stand: {', '.join(standing)}")
        yield from self._acts(seen, current, "municipal", seen.data["certified_by"])

    # Time for cure

    def _cure(self, seen: Seen) -> Iterator[Finding]:
        months = seen.value(CURE)
        if months is not None:
            last = months_later(day_of(seen.at) + ONE_DAY, months)
            yield from compared_day(seen, seen.data, "cure_by", "due_at", last)
        self._cures.stands(seen.stream, seen.data["due_at"])

    def _cure_overdue(self, seen: Seen) -> Iterator[Finding]:
        self._cure_announced[seen.stream] = True
        yield from self._cures.passed(seen, seen.stream)

    def _review_closed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._cures.done(seen, seen.stream)

    def _removed(self, seen: Seen) -> Iterator[Finding]:
        """For want of cure only when its time has passed; for false data from the day of listing on."""
        if seen.data["ground"] == "not-cured" and seen.stream not in self._cure_announced:
            yield seen.finding("too-early", "removed for want of cure, its time was never said to have passed")
        is_false = seen.data["ground"] == "falsification"
        expected = seen.data["certified_on" if is_false else "removed_on"]
        if seen.data["effective_on"] != expected:
            yield seen.finding("due-date", f"removed from {seen.data['effective_on']} on, by own count {expected}")
        self._cures.stands(seen.stream, None)

    def _round(self, seen: Seen) -> _Round:
        empty: Json = {"levels": [], "notice_working_days": None, "standard": None}
        return self._rounds.setdefault(seen.stream, _Round(empty))


def _barred(standing: Json, notice_on: str, first: date | None) -> Iterator[str]:
    def counts(incident: Json) -> bool:
        return (first.isoformat() if first else "") <= str(incident["happened_on"]) <= notice_on

    if any(counts(one) and not (one["resolved_on"] or "9") <= notice_on for one in standing["penalties"]):
        yield "no_unresolved_penalty"
    if any(counts(one) and one["is_major"] for one in standing["accidents"]):
        yield "no_major_accident"
