"""What the figures of communities came to."""

from contracts.assessment.size.messages import SizesJudged, SizesOfArea, SizesOfAreaAnswer
from ledger.door import Page, Source

from assessment.documents import yearly_page
from assessment.size.view import SIZES_OF_COMMUNITY


def sizes_of_area(source: Source, question: SizesOfArea, page: Page) -> SizesOfAreaAnswer:
    found, following = yearly_page(source, SIZES_OF_COMMUNITY, SizesJudged, question.unit, page)
    return SizesOfAreaAnswer(unit=question.unit, communities=found, next=following)
