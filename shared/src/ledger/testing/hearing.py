"""A service that is played hears what others recorded in its store, as its inbox hands it on."""

from contextlib import closing
from pathlib import Path

from ledger.inbox import Inbox
from ledger.parts import ServiceParts
from ledger.reactions import Reactions
from ledger.testing.playing import Played


def hear(parts: ServiceParts, played: Played, folder: Path, memory: str = "heard") -> int:
    """How many facts were handled; another `memory` is an inbox that has forgotten everything."""
    reactions = Reactions(parts.name, parts.reactions(played.handlers))
    place = folder / f"{memory}.sqlite"
    with closing(Inbox(parts.name, played.store, None, place, reactions, clock=played.clock)) as inbox:
        return inbox.catch_up()
