"""A community that is on its district's list of a year enters the programme; its closed sheet goes back to it."""

from collections.abc import Iterator

from contracts.assessment.community.messages import EnterProgramme, TakeSheet
from contracts.assessment.district.messages import YearlyListFixed
from contracts.assessment.sheet.messages import SheetClosed
from contracts.assessment.words import SchemeCode
from ledger.reaction import Reaction, Seen

from assessment.sheet.result import came_to


def enter(fact: YearlyListFixed, seen: Seen) -> Iterator[EnterProgramme]:
    for community in fact.communities:
        yield EnterProgramme(actor=seen.actor, unit=community, year=fact.year)


def take(fact: SheetClosed, seen: Seen) -> Iterator[TakeSheet]:
    if fact.scheme is SchemeCode.COMMUNITY:
        yield TakeSheet(actor=seen.actor, unit=fact.unit, term=fact.term, **came_to(fact, seen.recorded.stream))


ENTER = Reaction(enter)
TAKE = Reaction(take)
