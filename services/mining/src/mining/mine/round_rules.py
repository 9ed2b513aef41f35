"""Which rules a certification begins with: the standard it names, checked before anything is built on it.

Law: opinion on green mines, part 4 item 1 (document 3 §四(一)): municipal standards build on those of the nation and
the province, an assessment has at least six dimensions; validity clause (效力): no new round after its end (AMB-33).
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from contracts.errors import Rejected, refuse_unless
from contracts.mining.mine.messages import RoundRules, Standard
from contracts.mining.mine.rules import MiningPolicy, Scheme
from contracts.mining.words import MineLevel


def rules_of_round(name: str, kind: str, policy: MiningPolicy, today: date) -> RoundRules:
    """Raise `Rejected` where no opinion is in force, or the standard cannot carry a round."""
    is_in_force = bool(policy.dimensions) and (policy.valid_to is None or today <= policy.valid_to)
    refuse_unless(is_in_force, "mining.policy-expired", "No opinion on green mines is in force; a successor is needed.")
    standard = standard_named(name, policy)
    refuse_unless(standard.in_force_from <= today, "mining.standard-not-in-force", str(standard.in_force_from))
    refuse_unless(standard.pass_points is not None, "mining.pass-mark-unset", "No rule gives one, none is invented.")
    exempt = policy.exempt.get((name, kind), ())
    refuse_unless(not exempt or standard.not_applicable is not None, "mining.formula-unset", name)
    return RoundRules(
        standard=replace(standard, exempt=exempt),
        evaluator=policy.evaluator,
        levels=policy.levels,
        notice_working_days=policy.notice_working_days,
    )


def standard_named(name: str, policy: MiningPolicy) -> Standard:
    """One that an active pack holds, with every dimension that is asked for, and not below the national scheme."""
    held = policy.standards.get(name)
    if held is None:
        raise Rejected("mining.standard-required", f"No active pack holds {name}.")
    standard = _completed(held, policy)
    missing = sorted(set(policy.dimensions) - set(standard.dimensions))
    too_few = policy.dimensions_required is not None and len(standard.dimensions) < policy.dimensions_required
    refuse_unless(not missing and not too_few, "mining.dimensions-incomplete", ", ".join(missing))
    refuse_unless(_is_by_the_scheme(standard, policy.scheme), "mining.standard-differs-from-scheme", name)
    return standard


def _completed(standard: Standard, policy: MiningPolicy) -> Standard:
    """What it does not say itself is said by the scheme or the opinion."""
    marks = (standard.pass_points, policy.scheme.pass_points, policy.pass_mark)
    shares = (standard.level1_share, policy.scheme.level1_share)
    return replace(standard, pass_points=_first(*marks), level1_share=_first(*shares))


def _first(*values: Fraction | None) -> Fraction | None:
    return next((value for value in values if value is not None), None)


def _is_by_the_scheme(standard: Standard, scheme: Scheme) -> bool:
    """Its points are those of the scheme; what the scheme asks for at the least may be raised, never lowered."""
    total = sum(standard.items.values(), Fraction())
    return (
        (scheme.points is None or total == scheme.points)
        and (standard.level is not MineLevel.NATIONAL or scheme.items in (None, len(standard.items)))
        and _is_at_least(standard.pass_points, scheme.pass_points)
        and _is_at_least(standard.level1_share, scheme.level1_share)
    )


def _is_at_least(own: Fraction | None, least: Fraction | None) -> bool:
    return least is None or (own is not None and own >= least)
