"""The mandate of a deputy, suspended and ended (暂停执行代表职务、代表资格终止).

Law: Election Law (选举法), arts. 55 and 57; Deputies Law (代表法), arts. 61-63; district opinion (document 2 §三(三)2).
"""

from contracts.elections.sessions import SessionNumber, TermNumber, Word
from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Instant, Ref, Text, UnitCode


@command
class SuspendDeputy:
    """A deputy's functions are suspended (暂时停止执行代表职务). Refused: `ground-not-lawful`, `not-a-deputy`,
    `deputy-suspended`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    since: Day


@command
class RestoreDeputy:
    """The ground has gone within the term: functions are resumed. Refused: `not-suspended`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    since: Day


@command
class FileDeputyResignation:
    """A deputy resigns in writing to the congress; `item` is the item of a session's agenda that decides it.

    Refused: `not-a-deputy`, `already-filed`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    item: Ref
    filed_on: Day


@command
class SettleDeputyResignation:
    """A session voted on the item of a resignation. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    accepted: bool
    on: Day


@command
class SettleDeputyRecall:
    """The voters recalled the deputy. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    on: Day
    basis: Text


@command
class TerminateDeputy:
    """The mandate ended on a ground of the statute (代表资格终止); moving away needs no vote.

    Refused: `ground-not-lawful`, `session-not-open` (a resignation is accepted by the congress alone),
    `absences-too-few`, `not-a-deputy`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    ended_on: Day
    basis: Text


# Facts


@fact
class DeputySuspended:
    """A deputy neither votes nor speaks; the mandate goes on (代表法 第六十一条)."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    since: Day
    recorded_at: Instant


@fact
class DeputyRestored:
    """A deputy's functions are resumed."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    since: Day
    recorded_at: Instant


@fact
class DeputyResignationFiled:
    """A deputy's written resignation waits for the congress."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    item: Ref
    filed_on: Day
    recorded_at: Instant


@fact
class DeputyResignationRefused:
    """The congress did not accept the resignation: the mandate goes on."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputy: Ref
    recorded_at: Instant


@fact
class DeputyTerminated:
    """The mandate of a deputy ended on `ended_on` (代表资格终止), to be reported and announced; the seat is vacant.

    `by_rule`: nobody decided it. An office that rests on the mandate ends with it.
    """

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    ground: Word
    by_rule: bool
    ended_on: Day
    basis: Text
    recorded_at: Instant


MandateCommand = (
    SuspendDeputy
    | RestoreDeputy
    | FileDeputyResignation
    | SettleDeputyResignation
    | SettleDeputyRecall
    | TerminateDeputy
)
MandateFact = DeputySuspended | DeputyRestored | DeputyResignationFiled | DeputyResignationRefused | DeputyTerminated
