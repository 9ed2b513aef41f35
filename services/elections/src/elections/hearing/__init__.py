"""One hearing on the restoration of a mine's area, in one village or community: it is held once.

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.hearing.rule import decide, evolve, hearing_stream

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=hearing_stream,
    rules=RulesOf.NONE,
)
