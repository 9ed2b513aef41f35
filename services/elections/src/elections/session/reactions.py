"""The roll that a congress shows is entered in the session that asked for it."""

from collections.abc import Iterator

from contracts.elections.session.messages import EnterRoll
from contracts.elections.term.messages import RollShown
from ledger.reaction import Reaction, Seen


def enter_roll(fact: RollShown, seen: Seen) -> Iterator[EnterRoll]:
    yield EnterRoll(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        session=fact.session,
        version=fact.version,
        township=fact.township,
        presidium=fact.presidium,
        deputies=fact.deputies,
    )


ENTER_ROLL = Reaction(enter_roll)
