"""Recall of a township's deputy by the voters of the district (选民罢免代表): asked for, defended, decided.

The stream of a case is `elections_recall-<unit>-<term>-<deputy>`. Who voted how is nowhere; who asked for it stands by
reference.

Law: Electoral Law, arts. 50, 52, 53 (选举法 第五十、五十二、五十三条).
"""

from contracts.elections.words import Persons, TermNumber
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode


@command
class RequestDeputyRecall:
    """Voters of the deputy's district ask for the recall, jointly in writing, with reasons.

    Refused: `not-enough-signers`, `named-twice`, `recall-asked-already`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    voters: Persons
    reasons: Text
    requested_on: Day


@command
class RecordDeputyDefence:
    """The deputy's defence (申辩意见) is printed for the voters, or the deputy declined to give one.

    Refused: `no-such-recall`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    text: Text
    printed_on: Day


@command
class DecideDeputyRecall:
    """The voters of the original district voted in secret (无记名投票); `entitled` are all of them, came they or not.

    Refused: `no-such-recall`, `defence-not-offered`, `ballot-required`, `invalid-tally`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    entitled: Count
    agree: Count
    against: Count
    abstained: Count
    is_secret: bool
    voted_on: Day


VoterRecallCommand = RequestDeputyRecall | RecordDeputyDefence | DecideDeputyRecall


@fact
class DeputyRecallRequested:
    """Voters ask for the recall of their deputy (罢免要求)."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    voters: Persons
    reasons: Text
    requested_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class DeputyDefencePrinted:
    """The deputy's defence was printed for the voters (申辩意见印发)."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    text: Text
    printed_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class DeputyRecalled:
    """The voters recalled their deputy (罢免通过); `needed` votes it took, of all voters of the district."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    entitled: Count
    agree: Count
    needed: Count
    voted_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class DeputyRecallFailed:
    """The recall found no majority of all voters of the district (罢免未通过)."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    entitled: Count
    agree: Count
    needed: Count
    voted_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


VoterRecallFact = DeputyRecallRequested | DeputyDefencePrinted | DeputyRecalled | DeputyRecallFailed


RECALLED = "recalled"
RECALL_CLAUSE = "选举法50; 选举法53"
