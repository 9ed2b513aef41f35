"""One matter that a cadre handles for somebody (代办): asked for, taken, in progress, done or given back.

Law: county opinion on township standardisation (document 1 §四5一要).
"""

from contracts.mediation.proxy.rules import proxy_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from mediation.proxy.answers import proxies_of_unit
from mediation.proxy.rule import Proxy, decide, evolve, proxy_stream
from mediation.proxy.view import PROXIES

STREAM = Stream(
    rule=Rule(begins=Proxy(), decide=decide, evolve=evolve),
    key=proxy_stream,
    rules=RulesOf.CASE,
    policy=proxy_policy,
    kept=KeptRules(proxy_stream.prefix, "the day was named to somebody, and no rule gives it", RULES_DO_NOT_REACH_BACK),
    views=(PROXIES,),
    answers=(proxies_of_unit,),
)
