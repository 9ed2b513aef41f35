"""One audit of one member of a village committee (任期和离任经济责任审计): its result is reported once.

Law: Organic Law of the Villagers' Committees, art. 35 (村民委员会组织法 第三十五条).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.village_audit.rule import decide, evolve, village_audit_stream

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=village_audit_stream,
    rules=RulesOf.NONE,
)
