"""What every record of conduct is held against: the day lies in the year and is not to come, the cadre is known."""

from datetime import date, datetime

from contracts.assessment.conduct.messages import CadreEntered
from contracts.calendar import china_day
from contracts.errors import refuse_unless

from assessment.domain.conduct_state import ConductYear


def cadre_in(year: ConductYear, name: str) -> CadreEntered:
    """`Rejected` if nobody of this name is entered."""
    refuse_unless(name in year.cadres, "assessment.no-such-cadre", name)
    return year.cadres[name]


def refuse_other_day(day: date, year: int, now: datetime) -> None:
    refuse_unless(day.year == year, "assessment.wrong-year", str(day))
    refuse_unless(day <= china_day(now), "assessment.date-in-future", str(day))
