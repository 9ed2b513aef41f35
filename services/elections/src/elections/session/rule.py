"""One session of a township people's congress, from its request to its archive (人代会会议).

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12-25;
district opinion on township people's congresses (document 2 §三(一)).

What is done on the way, while it sits, and after it stands in a module each.
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.elections.session.messages import (
    ClosingCommand,
    ConveningCommand,
    SessionCommand,
    SessionFact,
    SittingCommand,
    SummonsCommand,
)
from contracts.elections.session.rules import SessionPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.session.closing import close
from elections.session.convening import convene
from elections.session.floor import raise_on_floor
from elections.session.sitting import sit
from elections.session.state import Session
from elections.session.summons import summon

session_stream = key_of(__name__, "unit", "term", "session")


def decide(
    command: SessionCommand, session: Session, rules: Rules[SessionPolicy], now: datetime
) -> Sequence[SessionFact]:
    if isinstance(command, ConveningCommand):
        return convene(command, session, rules.policy, now)
    if isinstance(command, SummonsCommand):
        return summon(command, session, now)
    if isinstance(command, SittingCommand):
        return sit(command, session, rules.policy, now)
    if isinstance(command, ClosingCommand):
        return close(command, session, rules.policy, now)
    return [raise_on_floor(command, session, rules.policy, now)]
