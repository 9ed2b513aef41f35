"""Who is summoned to a session: the roll of the congress as the session knows it, and the notice to each deputy.

Law: Organic Law of Local Congresses and Governments (组织法), art. 14; district opinion (document 2 §三(一)3).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.sessions import Persons, Presidium, Roll, SessionNumber, TermNumber
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, UnitCode


@command
class IssueNotice:
    """Send the notice (会议通知) and the passed papers to every deputy who may act, and say when the date was public.

    Sent again after the roll has changed, it goes to the deputies who have none yet. Refused:
    `presidium-decision-required`, `agenda-not-passed` (a paper the presidium did not pass),
    `deputy-list-not-published`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    issued_on: Day
    date_published_on: Day
    papers: Annotated[tuple[Name, ...], Length(max=40)]


@command
class RecordDelivery:
    """Which deputies the notice has reached. Refused: `not-notified`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    delivered_on: Day


@command
class EnterRoll:
    """The congress as it stands: whose names are on the roll, and its presidium. Sent by the service itself.

    `version` grows with every change of the roll; an older one changes nothing.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll


# Facts


@fact
class RollEntered:
    """The session knows the congress as it stands: its presidium, and every deputy on the roll."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll
    entered_at: Instant


@fact
class NoticeIssued:
    """The notice with its papers went to these deputies for the date decided last."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    papers: tuple[Name, ...]
    issued_on: Day
    date_published_on: Day
    issued_at: Instant


@fact
class NoticeDelivered:
    """The notice reached these deputies."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    delivered_on: Day
    recorded_at: Instant


SummonsCommand = IssueNotice | RecordDelivery | EnterRoll
SummonsFact = NoticeIssued | NoticeDelivered | RollEntered
