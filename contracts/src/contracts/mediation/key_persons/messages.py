"""Key persons in sensitive periods (敏感时期重点人员): who is stabilised and helped, and by whom.

Law: township opinion on the centre (document 4 §三(八)); Regulation on Petition Work (信访工作条例), arts. 17 to 20:
only a visit to a body above the next higher one is skip-level (越级), never a letter, a call or a petition online.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.message import command, fact, shape
from contracts.particulars import RecordArea
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Ref, UnitCode

Year = Annotated[int, Range(min=2000, max=2199)]

KeyName = Annotated[Sealed, Particular("person-name", person="person", most=200)]
Told = Annotated[Sealed, Particular("statement", person="person", most=2000)]
"""What is said of the person, sealed like the name under the person's own key."""


@command
class ListKeyPerson:
    """Somebody is to be stabilised and helped on these days, by `helper`. `person`: by pseudonymous reference.

    Refused: `no-key-persons` where no rule has them, `forbidden-role`, `key-person-listed-already` while they are
    listed, `key-persons-full`, `ends-before-it-begins`, `wrong-year`, `day-in-past`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    year: Year
    person: Ref
    name: KeyName
    reason: Told
    helper: Ref
    from_on: Day
    to_on: Day


class Help(StrEnum):
    """What is done for a key person."""

    STABILISE = "stabilise"
    """稳控."""
    SUPPORT = "support"
    """帮教."""


@command
class RecordKeyHelp:
    """What was done for a key person on a day of the period.

    Refused: `no-key-persons`, `forbidden-role`, `no-such-key-person`, `outside-special-period`, `date-in-future`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    year: Year
    person: Ref
    help: Help
    done_on: Day
    text: Told


class Contact(StrEnum):
    """How somebody turns to a body above (信访工作条例17)."""

    VISIT = "visit"
    LETTER = "letter"
    CALL = "call"
    ONLINE = "online"


@command
class RecordUpwardContact:
    """A key person turned to the body `addressed`, with a matter that `competent` has the power to handle.

    Refused: `no-key-persons`, `forbidden-role`, `no-such-key-person`, `date-in-future`, `not-a-higher-body`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    year: Year
    person: Ref
    contact: Contact
    competent: UnitCode
    addressed: RecordArea
    on: Day


class ReadingGround(StrEnum):
    """Why somebody looks the key persons up."""

    HANDLING = "handling"
    SUPERVISION = "supervision"


@command
class ReadKeyPersons:
    """Look up who is listed today. That somebody reads is recorded, and what is recorded is the answer.

    Refused: `no-key-persons`, `forbidden-role`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    year: Year
    ground: ReadingGround


KeyPersonCommand = ListKeyPerson | RecordKeyHelp | RecordUpwardContact | ReadKeyPersons


@fact
class KeyPersonListed:
    """A key person was listed for a sensitive period (列为重点人员)."""

    unit: UnitCode
    year: Year
    person: Ref
    name: KeyName
    reason: Told
    helper: Ref
    from_on: Day
    to_on: Day
    listed_by: Actor
    listed_at: Instant


@fact
class KeyHelpRecorded:
    """A key person was stabilised or helped (稳控帮教)."""

    unit: UnitCode
    year: Year
    person: Ref
    help: Help
    done_on: Day
    text: Told
    recorded_by: Actor
    recorded_at: Instant


@fact
class UpwardContactRecorded:
    """A key person turned to a body above (向上级反映).

    `is_skip_level`: a visit above the next higher body (越级走访).
    """

    unit: UnitCode
    year: Year
    person: Ref
    contact: Contact
    competent: UnitCode
    addressed: RecordArea
    on: Day
    is_skip_level: bool
    recorded_by: Actor
    recorded_at: Instant


MOST_PERSONS = 60
"""How many are listed at once in a year's register."""


@shape
class KeyPersonLine:
    """One key person as listed; `revision`: the fact of the register that holds name and reason, sealed."""

    person: Ref
    revision: Count
    helper: Ref
    from_on: Day
    to_on: Day
    helps: Count
    skip_levels: Count


@fact
class KeyPersonsRead:
    """Somebody looked the key persons up (查阅重点人员名册), and saw these."""

    unit: UnitCode
    year: Year
    ground: ReadingGround
    persons: Annotated[tuple[KeyPersonLine, ...], Length(max=MOST_PERSONS)]
    read_by: Actor
    read_at: Instant


KeyPersonFact = KeyPersonListed | KeyHelpRecorded | UpwardContactRecorded | KeyPersonsRead
