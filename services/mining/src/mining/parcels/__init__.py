"""Land that mining used up in one place (损毁土地): surveyed, reviewed, entered; and arable land that was won back.

Law: opinion on green mines, part 6 item 2 (document 3 §六(二)*¶3, ¶4).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.parcels.answers import parcels_of_unit
from mining.parcels.rule import Parcels, decide, evolve, parcels_stream
from mining.parcels.view import PARCELS

STREAM = Stream(
    rule=Rule(begins=Parcels(), decide=decide, evolve=evolve),
    key=parcels_stream,
    rules=RulesOf.NONE,
    views=(PARCELS,),
    answers=(parcels_of_unit,),
)
