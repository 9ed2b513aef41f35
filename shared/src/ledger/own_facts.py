"""A service's reactions to its own facts: a process that spans its streams, kept going from the store alone.

It has the form and the care of the inbox: each fact at least once, in the order of its stream, parked with its error
if its reaction fails, and harmless when done twice.
"""

from pathlib import Path

from ledger.clock import Clock
from ledger.inbox import Inbox
from ledger.parts import Handlers, ServiceParts
from ledger.reactions import Reactions
from ledger.store import Store
from ledger.window import Window

DATABASE = "own-facts.sqlite"


def own_inbox(
    parts: ServiceParts, handlers: Handlers, store: Store, folder: Path, clock: Clock, window: Window | None = None
) -> Inbox | None:
    """None for a service that does not react to itself."""
    functions = parts.own_reactions(handlers)
    if not functions:
        return None
    reactions = Reactions(parts.name, functions, own=True)
    return Inbox(parts.name, store, None, folder / DATABASE, reactions, clock=clock, window=window)
