"""A unit's register of key persons in one year (重点人员): listed, helped, and read on record only.

It has no view: who reads it sends a command, which records that it was read.

Law: township opinion on the centre (document 4 §三(八)); Regulation on Petition Work (信访工作条例), art. 20.
"""

from contracts.mediation.key_persons.rules import key_person_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.key_persons.rule import KeyPersons, decide, evolve, key_persons_stream

STREAM = Stream(
    rule=Rule(begins=KeyPersons(), decide=decide, evolve=evolve),
    key=key_persons_stream,
    rules=RulesOf.TODAY,
    policy=key_person_policy,
)
