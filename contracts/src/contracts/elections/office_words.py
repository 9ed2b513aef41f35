"""The words of elected offices: on what somebody holds one, and why it fell vacant."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.vocabulary import Text


class OfficeBasis(StrEnum):
    """On what somebody holds an elected office. Appointment (任命) is no basis, and is refused as such."""

    ELECTION = "election"
    BY_ELECTION = "by-election"
    APPOINTMENT = "appointment"


class VacancyGround(StrEnum):
    """Why an office fell vacant."""

    RESIGNED = "resigned"
    RECALLED = "recalled"
    MANDATE_ENDED = "mandate-ended"
    TRANSFERRED_OUT = "transferred-out"
    DIED = "died"


Clauses = Annotated[tuple[Text, ...], Length(max=10)]
