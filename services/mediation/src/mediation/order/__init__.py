"""One notice of correction or order of supervision (限期整改、专项督办): issued, met, or announced as missed once.

Law: township opinion on the centre (document 4 §三(八), §四(二)).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.order.answers import orders_of_unit
from mediation.order.rule import Order, decide, evolve, order_stream
from mediation.order.view import ORDERS

STREAM = Stream(
    rule=Rule(begins=Order(), decide=decide, evolve=evolve),
    key=order_stream,
    rules=RulesOf.NONE,
    views=(ORDERS,),
    answers=(orders_of_unit,),
)
