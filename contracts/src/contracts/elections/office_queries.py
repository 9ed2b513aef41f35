"""What can be asked about elected offices, and what is answered."""

from contracts.elections.duty_appraisals import DutyAppraisalLine
from contracts.elections.election_words import Basis, PersonName, Post
from contracts.elections.office_words import VacancyGround
from contracts.message import answer, question, shape
from contracts.vocabulary import Day, Name, Ref, StreamName, Text, UnitCode


@question
class OfficesOfUnit:
    """Who holds and who held the elected offices of a unit, by post and day."""

    unit: UnitCode


@shape
class OfficeLine:
    """Somebody's term in an office; `state` is how it stands (S5), `ended_on` None while it goes on.

    `other_posts`: what else the person holds (兼职); `appraisals`: duty-report appraisals of the term (述职评议).
    """

    post: Post
    person: Ref
    name: PersonName
    basis: Basis
    election: Ref | None
    elected_on: Day
    term_ends_on: Day
    state: str
    other_posts: tuple[Name, ...]
    sworn_on: Day | None
    ended_on: Day | None
    appraisals: tuple[DutyAppraisalLine, ...]


@answer
class OfficesOfUnitAnswer:
    """One page of terms; `next` is the token of the page after it."""

    offices: tuple[OfficeLine, ...]
    next: str | None


@question
class ByElectionsOwed:
    """Vacant offices of a unit, and of every unit in its area, until each is filled; the longest vacant first."""

    unit: UnitCode


@shape
class OwedByElection:
    """One vacancy; its age is shown, and no text says by which day it has to be filled."""

    unit: UnitCode
    post: Post
    office: StreamName
    ground: VacancyGround
    vacated_on: Day
    clause: Text


@answer
class ByElectionsOwedAnswer:
    """One page of vacancies; `next` is the token of the page after it."""

    vacancies: tuple[OwedByElection, ...]
    next: str | None
