"""A case that owes several things, each by a day of its own: one of these days was derived anew.

Law: Legislation Law (立法法), art. 104; see `contracts.rebinding`.
"""

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.message import fact
from contracts.vocabulary import Name


@fact
class OwedDateRederived(DueDateRederived):
    """The same of one of several due dates of a case, which may fall on one day; `owed` says of what it is."""

    owed: Name


OwedFact = PolicyRebound | OwedDateRederived
"""Of a case with several due dates at a time."""


OWED_FACTS = (PolicyRebound, OwedDateRederived)
