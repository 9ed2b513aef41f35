"""The yearly report of a unit's work on open information, as it is asked for and answered.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 49, 50: what was made public, what was asked
for and how it was answered, what was carried over.
"""

from typing import Annotated

from marshmallow.validate import Range

from contracts.disclosure.words import AnswerKind
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Digest, Instant, UnitCode

ReportYear = Annotated[int, Range(min=1950, max=2199)]


@question
class AnnualReport:
    """The report of a unit for a year, as known at `as_of`: whoever asks on the same record has the same bytes.

    Refused `disclosure.too-much-for-one-report` beyond 5,000 requests, duties or objections.
    """

    unit: UnitCode
    year: ReportYear
    as_of: Instant


@shape
class AnsweredSo:
    """How many requests were answered in one way."""

    kind: AnswerKind
    requests: Count


@shape
class RequestFigures:
    """Requests of the year: `received` + `carried_in` = those `answered` + `petitions` + `abandoned` + `carried_out`.

    A request belongs to the year in which it arrived. `late` were answered after their day; `overdue` wait at the end
    though their day has passed. `fees_fen` in fen (one hundredth of a yuan).
    """

    received: Count
    carried_in: Count
    answered: tuple[AnsweredSo, ...]
    petitions: Count
    abandoned: Count
    carried_out: Count
    late: Count
    overdue: Count
    corrections: Count
    consultations: Count
    extensions: Count
    fees_fen: Count


@shape
class DutyFigures:
    """Duties due in the year: `due` = `on_time` + `late` + `overdue` + `not_yet_due`.

    `publications` counts versions of items made public in the year, `withheld` the items withheld at its end.
    """

    due: Count
    on_time: Count
    late: Count
    overdue: Count
    not_yet_due: Count
    publications: Count
    withheld: Count


@shape
class ObjectionFigures:
    """Comments and objections: what came in the year, what was answered in it, and what waits at its end."""

    submitted: Count
    answered: Count
    late: Count
    unanswered: Count
    told: Count
    orders: Count


@answer
class AnnualReportAnswer:
    """The figures of facts decided before `until`: the end of the year in China, or `as_of` if that is earlier.

    `digest` is that of this answer as canonical JSON with `digest` left out.
    """

    unit: UnitCode
    year: ReportYear
    until: Instant
    requests: RequestFigures
    duties: DutyFigures
    objections: ObjectionFigures
    digest: Digest
