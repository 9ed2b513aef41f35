"""The county's leading group, as it stands."""

import json

from contracts.assessment.county_group.messages import CountyGroupOfUnit, CountyGroupOfUnitAnswer, CountyGroupSetUp
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import select

from assessment.county_group.view import COUNTY_GROUP


def county_group_of_unit(source: Source, question: CountyGroupOfUnit, page: Page) -> CountyGroupOfUnitAnswer:
    query = select(COUNTY_GROUP.c.document).where(COUNTY_GROUP.c.unit == question.unit)
    document = source.connection.execute(query).scalar_one_or_none()
    group = None if document is None else load(CountyGroupSetUp, json.loads(document))
    return CountyGroupOfUnitAnswer(unit=question.unit, group=group)
