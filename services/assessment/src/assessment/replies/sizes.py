"""What the figures of communities came to."""

from collections.abc import Mapping

from contracts.assessment.size.messages import SizesJudged, SizesOfArea, SizesOfAreaAnswer
from ledger.door import Answer, Page, Source

from assessment.projections.tables import SIZES_OF_COMMUNITY
from assessment.replies.yearly import yearly_page


def sizes_of_area(source: Source, question: SizesOfArea, page: Page) -> SizesOfAreaAnswer:
    found, following = yearly_page(source, SIZES_OF_COMMUNITY, SizesJudged, question.unit, page)
    return SizesOfAreaAnswer(unit=question.unit, communities=found, next=following)


SIZE_ANSWERS: Mapping[type, Answer] = {SizesOfArea: sizes_of_area}
