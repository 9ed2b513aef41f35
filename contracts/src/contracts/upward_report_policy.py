"""Which reports a service keeps and when each is due, as the packs say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.cases import Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.packs import Parameter
from contracts.policies import ResolvedPolicy

_KINDS = "report.kinds"
_COUNTED = {"day": TimeUnit.DAYS, "working day": TimeUnit.WORKING_DAYS, "month": TimeUnit.MONTHS}


class DueForm(StrEnum):
    """How a pack names the day: so many days from `since`, a day of each year, one day, or the end of a period."""

    COUNTED = "counted"
    DAY_OF_YEAR = "day-of-year"
    ONE_DAY = "one-day"
    WITH_PERIOD = "with-period"


@dataclass(frozen=True, slots=True)
class ReportRule:
    """One kind of report; `rule` None where no day is set. `named` is the day of `DAY_OF_YEAR` and `ONE_DAY`."""

    kind: str
    rule: DeadlineRule | None = None
    form: DueForm = DueForm.COUNTED
    named: str = ""

    def reckoning(self, since: date) -> Reckoning | None:
        if self.rule is None:
            return None
        return Reckoning(self.rule, self._start(since))

    def _start(self, since: date) -> date:
        match self.form:
            case DueForm.COUNTED | DueForm.WITH_PERIOD:
                return since
            case DueForm.DAY_OF_YEAR:
                return date.fromisoformat(f"{since.year}-{self.named}")
            case DueForm.ONE_DAY:
                return date.fromisoformat(self.named)


@dataclass(frozen=True, slots=True)
class ReportPolicy:
    """The rules of every kind that the service keeps, in the order of their names."""

    rules: tuple[ReportRule, ...] = ()

    def rule(self, kind: str) -> ReportRule | None:
        return next((rule for rule in self.rules if rule.kind == kind), None)


def reports_of(resolved: ResolvedPolicy, dues: Mapping[str, str | None]) -> ReportPolicy:
    """`dues`: kinds that the service keeps, to the parameter that says when each is due; None: nothing says it.

    Only kinds that `report.kinds` of an active pack lists. A parameter in days, working days or months is counted from
    `since`; a day of the year falls in the year of `since`; "month" and other periods end with `since` itself.
    """
    listed = resolved.parameters.get(_KINDS)
    kinds = () if listed is None or listed.silent else listed.value
    return ReportPolicy(
        tuple(
            _rule(kind, None if name is None else resolved.parameters.get(name))
            for kind, name in sorted(dues.items())
            if kind in kinds
        )
    )


def _rule(kind: str, due: Parameter | None) -> ReportRule:
    if due is None or due.silent:
        return ReportRule(kind)
    if due.unit in _COUNTED:
        return ReportRule(kind, DeadlineRule(amount=due.value, unit=_COUNTED[due.unit], source=due.source))
    on_the_day = DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=due.source)
    match due.unit:
        case "month-day":
            return ReportRule(kind, on_the_day, DueForm.DAY_OF_YEAR, due.value)
        case "date":
            return ReportRule(kind, on_the_day, DueForm.ONE_DAY, str(due.value))
        case "period":
            return ReportRule(kind, on_the_day, DueForm.WITH_PERIOD)
        case _:
            raise LookupError(f"{due.name} names no day: {due.unit}")
