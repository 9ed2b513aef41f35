"""A running case that a statute reaches, in tests: the commands, what is recorded of it, and a statute to activate."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from contracts.calendar import day_ends
from contracts.cases import Basis, BasisKind, DueDateRederived, OpenCases, PolicyRebound, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy
from contracts.deadlines import Deadline
from contracts.owed_dates import OwedDateRederived
from contracts.packs import Pack
from contracts.policies import keep_pack, read_pack

from ledger.testing.given import Case
from ledger.testing.playing import Played

PACK, FOLLOWED = "a" * 64, "b" * 64
GROUND = "附则：施行前的事项适用本条例"
_STATUTE = """
[pack]
id = "{identifier}"
area = "{area}"
in_force_from = {since}
known_from = {since}
source = "新条例 {identifier}"
title = {{ zh = "条例", en = "Regulation" }}
[{name}]
value = {value}
unit = "{unit}"
source = "新条例 第三十四条"
row = "{row}"
confidence = "sure"
"""
STATUTE_CLAUSE = "新条例 第三十四条"


def statute(
    identifier: str, name: str, value: str, unit: str, row: str, *, area: str = "cn", since: str = "2022-05-01"
) -> Pack:
    """A pack of one parameter, as TOML: `value` is written as it stands there."""
    text = _STATUTE.format(identifier=identifier, name=name, value=value, unit=unit, row=row, area=area, since=since)
    return keep_pack(read_pack(text))


def due(day: date, *, provisional: bool = False) -> Deadline:
    return Deadline(due_on=day, due_at=day_ends(day), is_provisional=provisional)


def rebinding(case: Case[Any, Any, Any, Any], policy: Any) -> Case[Any, Any, Any, Any]:
    """The same case, whose rules are to be these."""
    return replace(case, policy=policy, packs=(PACK,), packs_before=(FOLLOWED,))


@dataclass(frozen=True, slots=True)
class Reached:
    """The case of a unit that is reached at this moment, and what is recorded of it then."""

    unit: str
    case: str
    at: datetime

    @property
    def rebind(self) -> RebindPolicy:
        return RebindPolicy(actor="desk", unit=self.unit, case=self.case, pack=PACK, ground=GROUND)

    @property
    def settle(self) -> SettleDueDate:
        return SettleDueDate(actor="desk", unit=self.unit, case=self.case)

    def bound(self) -> PolicyRebound:
        return PolicyRebound(
            unit=self.unit,
            pack=PACK,
            ground=GROUND,
            packs_before=(FOLLOWED,),
            packs_after=(PACK,),
            rebound_at=self.at,
        )

    def moved(self, before: date, after: date, *, owed: str | None = None) -> DueDateRederived:
        said: dict[str, Any] = {
            "unit": self.unit,
            "before": due(before),
            "after": due(after),
            "basis": (Basis(kind=BasisKind.PACK, digest=PACK),),
            "ground": GROUND,
            "rederived_at": self.at,
        }
        return DueDateRederived(**said) if owed is None else OwedDateRederived(**said, owed=owed)


def open_cases(place: Played, unit: str, *, provisional_only: bool = False) -> list[tuple[str, date]]:
    """Each open case of the area and its due date, soonest first."""
    cases = place.ask(OpenCases(unit=unit, provisional_only=provisional_only)).cases
    return [(one.case, one.due.due_on) for one in cases]


def rebind(place: Played, reached: Reached, pack: Pack, area: str) -> None:
    """The pack is activated for the area, and the case is bound to it."""
    place.send(ActivatePolicy(actor="desk", area=area, pack=pack.digest))
    place.send(replace(reached.rebind, pack=pack.digest))
