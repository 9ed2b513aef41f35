"""One mine, from the plan to the directory and out of it (绿色矿山, S13), and the land that it is given.

Law: opinion on green mines, parts 2, 3, 4, 6 and 7 (document 3 §二(二), §三(三), §四(一), §六(二)*¶1-¶3, §六(三),
§七(三)); the steps between are those of the schemes (statutes 3.7, AMB-30). A round follows the rules that it began
with (AMB-33).
"""

from contracts.mining.mine.rules import mining_policy
from ledger.decider import KeptRules, RulesOf
from ledger.stream import Rule, Stream

from mining.mine.agenda import AGENDA_OF_MINES
from mining.mine.answers import directory, land_of_area, mines_of_area, removed_mines
from mining.mine.rule import RUNNING, decide, mine_stream
from mining.mine.state import Mine, evolve
from mining.mine.view import MINE_LANDS, MINES

STREAM = Stream(
    rule=Rule(begins=Mine(), decide=decide, evolve=evolve),
    key=mine_stream,
    rules=RulesOf.TODAY,
    policy=mining_policy,
    running=RUNNING,
    kept=KeptRules(mine_stream.prefix, "a round follows the rules that it began with", "3 §效力, AMB-33"),
    views=(MINES, AGENDA_OF_MINES, MINE_LANDS),
    answers=(directory, removed_mines, mines_of_area, land_of_area),
)
