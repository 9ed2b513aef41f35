"""One session of a township people's congress (人代会会议), from its request to its archive.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12-25;
district opinion on township people's congresses (document 2 §三(一)).
"""

from contracts.elections.session.rules import session_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.session.answers import session_record, sessions_of_unit
from elections.session.reactions import ENTER_ROLL
from elections.session.rule import decide, session_stream
from elections.session.state import Session, evolve
from elections.session.view import ATTENDANCES, SESSIONS

STREAM = Stream(
    rule=Rule(begins=Session(), decide=decide, evolve=evolve),
    key=session_stream,
    rules=RulesOf.CASE,
    policy=session_policy,
    kept=KeptRules(
        session_stream.prefix, "a session is held under the rules it was convened under", RULES_DO_NOT_REACH_BACK
    ),
    views=(SESSIONS, ATTENDANCES),
    answers=(sessions_of_unit, session_record),
    reactions=(ENTER_ROLL,),
)
