"""What more than one command of a case is held to."""

from collections.abc import Iterable
from datetime import date, datetime

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.case.messages import Route, Substitution
from contracts.mediation.case.rules import CENTRE_DIRECTOR, MediationPolicy
from contracts.units import area_of, is_below

from mediation.case.state import Case, Stage

PETITIONER = "Petitioner"


def refuse_stage(case: Case, *allowed: Stage) -> None:
    refuse_unless(case.stage in allowed, "mediation.invalid-transition", f"It is {case.stage}.")


def refuse_dispute(case: Case) -> None:
    refuse_unless(not case.is_dispute, "mediation.not-a-petition", f"It is a {case.opened.kind}.")


def refuse_petition(case: Case) -> None:
    refuse_unless(case.is_dispute, "mediation.not-a-dispute", f"It is a {case.opened.kind}.")


def refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mediation.date-in-future", str(day))
    refuse_unless(day >= earliest, "mediation.day-too-early", f"{day} is before {earliest}.")


def refuse_strangers(parties: Iterable[str], case: Case) -> None:
    strangers = sorted(set(parties) - case.parties)
    refuse_unless(not strangers, "mediation.not-a-party", ", ".join(strangers))


def refuse_agent(role: str, actor: str, party: str) -> None:
    """Who comes as a party speaks for nobody else."""
    refuse_unless(role != PETITIONER or actor == party, "forbidden-role", f"{actor} is not {party}.")


def refuse_strange_unit(acting_unit: str, case: Case) -> None:
    """The record's own unit and the areas above it act, the unit that has it, and those that organised an attempt.

    An office of the county is above no case that it was not handed.
    """
    unit = case.opened.unit
    involved = {unit, *(attempt.organiser for attempt in case.attempts)}
    if case.transfer is not None:
        involved.add(case.transfer.handler)
    is_above = area_of(acting_unit) == acting_unit and is_below(unit, acting_unit)
    acts = acting_unit in involved or is_above
    refuse_unless(acts, "forbidden-unit", f"{acting_unit} has nothing to do with it.")


def refuse_untold(routes: Iterable[Route], told: Iterable[str], case: Case) -> None:
    """Every party is told of every route (人民调解法26)."""
    missing = [*sorted(set(Route) - set(routes)), *sorted(case.principals - set(told))]
    refuse_unless(not missing, "mediation.routes-not-told", ", ".join(missing))


def lacking(consents: Iterable[str], case: Case) -> str:
    """Those parties whose consent counts and is not there, as text; empty if all have given it."""
    return ", ".join(sorted(case.principals - set(consents)))


def refuse_other_office(role: str, substitution: Substitution | None, policy: MediationPolicy) -> None:
    """The office that the policy names signs and hands over; the director in its place says why (AMB-61)."""
    may = role == policy.triage or (role == CENTRE_DIRECTOR and substitution is not None)
    refuse_unless(may, "forbidden-role", f"{role}: {policy.triage} does this.")
