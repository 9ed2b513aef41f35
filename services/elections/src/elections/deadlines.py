"""Why something of a congress or of an election is due when it is, by the rules that were followed."""

from contracts.cases import Reckoning
from contracts.catalogue import facts_of
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.elections.election.messages import RollPublished
from contracts.elections.term.messages import TermOpened
from contracts.elections.term.rules import term_policy
from contracts.policies import ResolvedPolicy
from ledger.explaining import Dated, Dates, explained_by


def _term(fact: TermOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    rule = term_policy(resolved).first_session
    if rule is None or fact.first_session_by is None:
        return ()
    return (Dated(fact.first_session_by, Reckoning(rule, fact.elected_on)),)


def _roll(fact: RollPublished, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """Objections to the roll; the day it was published is not counted."""
    if fact.objections_until is None:
        return ()
    days = (fact.objections_until - fact.published_on).days
    rule = DeadlineRule(amount=days, unit=TimeUnit.DAYS, source=fact.clause)
    return (Dated(fact.objections_until, Reckoning(rule, fact.published_on)),)


DATES: Dates = {TermOpened: _term, RollPublished: _roll}

explain_deadline = explained_by(facts_of("elections"), DATES)
