"""What other services recorded opens duties here, each once, with the fact as its cause (requirements D.2).

What this service published of the books is held against them.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial

from contracts.disclosure.books import CompareFigures, FiguresPublished
from contracts.disclosure.catalogue import DISCLOSURE_COMMANDS, DISCLOSURE_FACTS
from contracts.message import dump
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from disclosure.deciders import books_stream
from disclosure.occasions import lines_of, open_told
from disclosure.postings import Line
from disclosure.producers import POSTINGS
from disclosure.rederiving import rederivations


def reactions(handlers: Handlers) -> Mapping[str, React]:
    return reactions_of(POSTINGS, handlers)


def reactions_of(postings: Iterable[Line], handlers: Handlers) -> Mapping[str, React]:
    """By recorded type."""
    return {
        recorded_type: partial(open_told, handlers, of_type) for recorded_type, of_type in lines_of(postings).items()
    }


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    """Published figures are held against the books they speak of (DI-16); an activated pack reaches what was before."""
    figures = {DISCLOSURE_FACTS.type_named(FiguresPublished): partial(_compare, handlers)}
    return {**figures, **rederivations(POSTINGS, handlers)}


def _compare(handlers: Handlers, recorded: Recorded) -> None:
    fact: FiguresPublished = DISCLOSURE_FACTS.read(recorded.type, json.loads(recorded.data))
    document = {
        "unit": fact.unit,
        "period": fact.books,
        "stated": {"catalogue": fact.catalogue, "period": fact.period, "item": fact.item, "version": fact.version},
        "figures": dump(fact.figures),
    }
    command_id = derived_command_id(recorded.id, "compare-figures", books_stream(fact.unit, fact.books))
    command_type = DISCLOSURE_COMMANDS.type_named(CompareFigures)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)
