"""The data sets of protected areas that an authority put on the register (生态保护红线、自然保护区数据).

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.red_lines.rule import RedLines, decide, evolve, red_lines_stream
from mining.red_lines.view import RED_LINES

STREAM = Stream(
    rule=Rule(begins=RedLines(), decide=decide, evolve=evolve),
    key=red_lines_stream,
    rules=RulesOf.NONE,
    views=(RED_LINES,),
)
