"""Whether a third party is independent and able (第三方评估), checked when it is appointed.

Law: opinion on green mines, part 3 item 3 (document 3 §三(三)); what makes it able is rules of the scheme (statutes
3.7). Who is bound to whom is told by recorded ties (contracts.impartiality); payment and help are attested by who
appoints.
"""

from contracts.errors import refuse_unless
from contracts.impartiality import TieKind
from contracts.mining.mine.messages import AppointEvaluator, EvaluatorRules, MineRegistered

from mining.mine.state import EVALUATION, Mine


def refuse_unfit(command: AppointEvaluator, mine: Mine, rules: EvaluatorRules, barring: frozenset[TieKind]) -> None:
    assert mine.registered is not None
    _refuse_bound(command, mine, mine.registered, barring)
    _refuse_unable(command, rules)


def _refuse_bound(
    command: AppointEvaluator, mine: Mine, registered: MineRegistered, barring: frozenset[TieKind]
) -> None:
    concerned = (registered.unit, registered.holder)
    persons = tuple(member.person for member in command.team)
    mine.impartial.refuse_partial("mining", (command.evaluator, *persons), concerned, barring)
    for person in persons:
        mine.impartial.refuse_second_level("mining", person, EVALUATION)
    refuse_unless(not command.has_helped_mine, "mining.evaluator-helped-mine", command.evaluator)
    is_paid_by_it = mine.impartial.bars(command.paid_by, concerned, barring)
    refuse_unless(not is_paid_by_it, "mining.evaluator-paid-by-mine", command.paid_by)


def _refuse_unable(command: AppointEvaluator, rules: EvaluatorRules) -> None:
    team = command.team
    senior = sum(member.is_senior for member in team)
    distinct = len({member.person for member in team})
    refuse_unless(distinct >= (rules.team or 0), "mining.team-too-small", f"{distinct} of {rules.team}.")
    is_qualified = senior >= (rules.team_senior or 0) and all(member.is_mid_level for member in team)
    refuse_unless(is_qualified, "mining.team-not-qualified", f"{senior} senior of {rules.team_senior}.")
    leaders = [member for member in team if member.is_leader]
    is_led = len(leaders) == 1 and leaders[0].is_full_time
    refuse_unless(is_led, "mining.leader-not-full-time", f"{len(leaders)} leaders.")
    able = command.professionals >= (rules.professionals or 0)
    share = rules.senior_share
    is_senior = share is None or command.senior_professionals >= share * command.professionals
    refuse_unless(able and is_senior, "mining.evaluator-too-small", command.evaluator)
