"""One congress for its term (一届人民代表大会): its deputies, its presidium, its credentials committee.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 9, 19, 20, 37
and 38; district opinion on township people's congresses (document 2 §三(三)).
"""

from contracts.elections.term.rules import term_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.term.agenda import AGENDA_OF_TERMS
from elections.term.answers import congress_of_term, deputies_on_day
from elections.term.reactions import (
    NOTE_CANCELLED,
    NOTE_CLOSED,
    NOTE_OPENED,
    NOTE_REQUESTED,
    SETTLE_RECALL,
    SETTLE_RESIGNATION,
)
from elections.term.rule import decide, term_stream
from elections.term.state import Congress, evolve
from elections.term.view import DEPUTIES

STREAM = Stream(
    rule=Rule(begins=Congress(), decide=decide, evolve=evolve),
    key=term_stream,
    rules=RulesOf.TODAY,
    policy=term_policy,
    kept=KeptRules(
        term_stream.prefix, "the day of the first session follows from the election", RULES_DO_NOT_REACH_BACK
    ),
    views=(DEPUTIES, AGENDA_OF_TERMS),
    answers=(deputies_on_day, congress_of_term),
    reactions=(NOTE_REQUESTED, NOTE_CANCELLED, NOTE_OPENED, NOTE_CLOSED, SETTLE_RESIGNATION, SETTLE_RECALL),
)
