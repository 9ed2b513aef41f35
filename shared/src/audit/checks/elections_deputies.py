"""Deputies, reckoned anew: absences that end a mandate, groups that are few, staff, appraisals, published profiles.

Law: Organic Law of Local Congresses and Governments (地方组织法), art. 43; Deputies Law (代表法), arts. 58, 62;
district opinion on township people's congresses (document 2 §三(二)1-2, §三(三)1).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.days import day_of
from audit.checks.seen import Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

ABSENCES, GROUNDS, ABSENT = "deputy.absence.sessions", "deputy.termination.grounds", "absent_without_leave"
FEW, STAFF = "deputy_group.min_deputies", "presidium_office.staff.min"
APPRAISED, PUBLISHED = "appraisal.departments.per_term.min", "deputy.profile.publish.from"


@dataclass(slots=True)
class _Seats:
    """Of one congress. `over`: who has missed so many sessions and is a deputy still."""

    entered: set[str] = field(default_factory=set)
    missed: Counter[str] = field(default_factory=Counter)
    over: dict[str, int] = field(default_factory=dict)

    def leave(self, deputy: str) -> None:
        self.over.pop(deputy, None)
        self.entered.discard(deputy)


@dataclass(slots=True)
class Deputies:
    """The checks of one pass over the record."""

    _seats: Remembered[str, _Seats] = field(default_factory=lambda: Remembered(_Seats))
    _staff: Remembered[str, int] = field(default_factory=Remembered)
    _departments: Remembered[str, set[str]] = field(default_factory=Remembered)
    _appraised: Remembered[str, Counter[str]] = field(default_factory=lambda: Remembered(Counter))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "deputies-entered": self._entries,
            "session-noted": self._noted,
            "deputy-terminated": self._terminated,
            "deputy-election-invalidated": self._unseated,
            "group-set-up": _group,
            "office-staff-named": self._named,
            "organ-marks-standing": self._marks,
            "departments-changed": self._changed,
            "department-appraised": self._department,
            "departments-not-appraised": self._left_out,
            "deputy-profile-changed": _profile,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    # Absent without leave

    def _entries(self, seen: Seen) -> Iterator[Finding]:
        self._seats[seen.stream].entered |= {one["deputy"] for one in seen.data["deputies"]}
        return nothing()

    def _noted(self, seen: Seen) -> Iterator[Finding]:
        yield from self._still_there(seen)
        if seen.data["step"] != "closed":
            return
        most = seen.value(ABSENCES) if ABSENT in (seen.value(GROUNDS) or ()) else None
        seats = self._seats[seen.stream]
        for name in set(seen.data["absent"]) & seats.entered:
            seats.missed[name] += 1
            if most is not None and seats.missed[name] >= most:
                seats.over[name] = seats.missed[name]

    def _still_there(self, seen: Seen) -> Iterator[Finding]:
        """Whoever has missed so many sessions by the one before is none any more when the next step is known."""
        over = self._seats[seen.stream].over
        for name, missed in over.items():
            yield seen.finding("outcome", f"{name} missed {missed} sessions and is a deputy still")
        over.clear()

    def _terminated(self, seen: Seen) -> Iterator[Finding]:
        seats, name, most = self._seats[seen.stream], seen.data["deputy"], seen.value(ABSENCES)
        seats.leave(name)
        missed = seats.missed.pop(name, 0)
        if seen.data["ground"] == ABSENT and most is not None and missed < most:
            yield seen.finding("share", f"{missed} sessions missed by own count, {most} end a mandate")

    def _unseated(self, seen: Seen) -> Iterator[Finding]:
        self._seats[seen.stream].leave(seen.data["deputy"])
        return nothing()

    # The organs

    def _named(self, seen: Seen) -> Iterator[Finding]:
        self._staff[seen.stream] = len(set(seen.data["staff"]))
        return nothing()

    def _marks(self, seen: Seen) -> Iterator[Finding]:
        least, staff = seen.value(STAFF) or 0, self._staff.get(seen.stream, 0)
        if ("staff" in seen.data["lacking"]) != (staff < least):
            yield seen.finding("outcome", f"{staff} do the daily work, {least} are asked for")

    # Appraisals of departments

    def _changed(self, seen: Seen) -> Iterator[Finding]:
        self._departments[seen.stream] = set(seen.data["departments"])
        return nothing()

    def _department(self, seen: Seen) -> Iterator[Finding]:
        self._appraised[seen.stream][seen.data["department"]] += 1
        return nothing()

    def _left_out(self, seen: Seen) -> Iterator[Finding]:
        least, times = seen.value(APPRAISED) or 0, self._appraised[seen.stream]
        own = {name for name in self._departments.get(seen.stream, ()) if times[name] < least}
        if set(seen.data["departments"]) != own:
            yield seen.finding("count", f"{len(seen.data['departments'])} said to be left out, by own count {len(own)}")


def _group(seen: Seen) -> Iterator[Finding]:
    least, members = seen.value(FEW) or 0, len(set(seen.data["members"]))
    if seen.data["few"] != (members < least):
        yield seen.finding("outcome", f"{members} members, few: {seen.data['few']}, {least} are in mind")


def _profile(seen: Seen) -> Iterator[Finding]:
    """To be published from a day on, that day included."""
    since = seen.value(PUBLISHED)
    is_owed = since is not None and day_of(seen.at).isoformat() >= since
    if seen.data["to_publish"] != is_owed:
        yield seen.finding("outcome", f"to be published: {seen.data['to_publish']}, by the rules from {since} on")
