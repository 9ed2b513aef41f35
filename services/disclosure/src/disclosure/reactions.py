"""What other services recorded opens duties here, each once, with the fact as its cause (requirements D.2).

What goes upward is registered, and what became of opinions is counted. What this service published of the books is held
against them.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial

from contracts.catalogue import commands_of, facts_of
from contracts.disclosure.books.messages import CompareFigures
from contracts.disclosure.duty.messages import FiguresPublished
from contracts.disclosure.opinion_results.messages import NoteOpinionResult
from contracts.mediation.catalogue import MEDIATION_FACTS
from contracts.mediation.petition_facts import OpinionResultTold
from contracts.message import dump
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id, together
from ledger.recorded import digest_of_fact
from ledger.store import Recorded

from disclosure.established import established
from disclosure.occasions import lines_of, open_told
from disclosure.postings import Line
from disclosure.producers import POSTINGS
from disclosure.rederiving import rederivations
from disclosure.streams import books_stream, opinion_results_stream
from disclosure.upward import upward


def reactions(handlers: Handlers) -> Mapping[str, React]:
    """A closed session is announced, and its report upward expected; a new community is enrolled."""
    told = {MEDIATION_FACTS.type_named(OpinionResultTold): partial(_count, handlers)}
    return together(reactions_of(POSTINGS, handlers), upward(handlers), established(handlers), told)


def reactions_of(postings: Iterable[Line], handlers: Handlers) -> Mapping[str, React]:
    """By recorded type."""
    return {
        recorded_type: partial(open_told, handlers, of_type) for recorded_type, of_type in lines_of(postings).items()
    }


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    """Published figures are held against the books they speak of (DI-16); an activated pack reaches what was before."""
    figures = {facts_of("disclosure").type_named(FiguresPublished): partial(_compare, handlers)}
    return {**figures, **rederivations(POSTINGS, handlers)}


def _count(handlers: Handlers, recorded: Recorded) -> None:
    """What became of an opinion is counted; nothing of what was said or answered is taken over (flow 21)."""
    fact: OpinionResultTold = MEDIATION_FACTS.read(recorded.type, json.loads(recorded.data))
    month = fact.told_on.isoformat()[:7]
    document = {
        "unit": fact.unit,
        "month": month,
        "submission": fact.submission,
        "is_of_item": fact.origin is not None and fact.origin.service == "disclosure",
        "outcome": fact.outcome.value,
        "told_on": fact.told_on.isoformat(),
        "cause": {"stream": recorded.stream, "type": recorded.type, "digest": digest_of_fact(recorded)},
    }
    command_id = derived_command_id(recorded.id, "note-opinion-result", opinion_results_stream(fact.unit, month))
    command_type = commands_of("disclosure").type_named(NoteOpinionResult)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)


def _compare(handlers: Handlers, recorded: Recorded) -> None:
    fact: FiguresPublished = facts_of("disclosure").read(recorded.type, json.loads(recorded.data))
    document = {
        "unit": fact.unit,
        "period": fact.books,
        "stated": {"catalogue": fact.catalogue, "period": fact.period, "item": fact.item, "version": fact.version},
        "figures": dump(fact.figures),
    }
    command_id = derived_command_id(recorded.id, "compare-figures", books_stream(fact.unit, fact.books))
    command_type = commands_of("disclosure").type_named(CompareFigures)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)
