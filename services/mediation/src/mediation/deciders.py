"""The deciders of mediation, with the stream and the rules of each."""

from contracts.cases import CaseCommand
from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.impartiality import LiftTie, RecordTie
from contracts.mediation.case.rules import MediationPolicy, mediation_policy
from contracts.mediation.catalogue import CASE_COMMANDS
from contracts.mediation.check.messages import CHECK_COMMANDS, CheckCommand, CheckFact
from contracts.mediation.key_persons.messages import KEY_PERSON_COMMANDS, KeyPersonCommand, KeyPersonFact
from contracts.mediation.key_persons.rules import KeyPersonPolicy, key_person_policy
from contracts.mediation.month.messages import MONTH_COMMANDS, MonthCommand, MonthFact
from contracts.mediation.month.rules import MonthPolicy, month_policy
from contracts.mediation.order.messages import ORDER_COMMANDS, OrderCommand, OrderFact
from contracts.mediation.outcomes.messages import OUTCOME_COMMANDS, OutcomeCommand, OutcomeFact
from contracts.mediation.outcomes.rules import OutcomePolicy, outcome_policy
from contracts.mediation.proxy.messages import PROXY_COMMANDS, ProxyCommand, ProxyFact
from contracts.mediation.proxy.rules import ProxyPolicy, proxy_policy
from contracts.mediation.register.messages import REGISTER_COMMANDS, RegisterCommand, RegisterFact
from contracts.mediation.register.rules import RegisterPolicy, register_policy
from contracts.mediation.roster.messages import ROSTER_COMMANDS, RosterCommand, RosterFact
from contracts.mediation.roster.rules import RosterPolicy, roster_policy
from contracts.mediation.special.messages import SPECIAL_COMMANDS, SpecialCommand, SpecialFact
from contracts.mediation.special.rules import SpecialPolicy, special_policy
from contracts.mediation.visit.messages import VISIT_COMMANDS, RecordVisit, VisitRecorded
from contracts.particulars import ErasureCommand, ErasureFact, RecordOpening, SealedOpened
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.retention import Retention
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.unit_register import EnrolUnit, UnitEnrolled
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf, cases_of
from ledger.erasure import Erasure, erasure_decider
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.unit_register import unit_decider

from mediation.domain import (
    case,
    check,
    key_persons,
    month,
    order,
    outcomes,
    proxy,
    rebinding,
    register,
    roster,
    special,
    state,
    visit,
)

CASES = "mediation_case-"
_MONTHS, _ROSTERS, _PROXIES, _SPECIALS = (f"mediation_{kind}-" for kind in ("month", "roster", "proxy", "special"))
_AS_BEGUN = "what is owed in a month is what it was when the month began"
_AS_NAMED = "the day was named to somebody, and no rule gives it"


def case_stream(unit: str, submission: str) -> str:
    return f"{CASES}{unit}-{submission}"


def _case_of(command: case.CaseCommand | CaseCommand) -> str:
    if isinstance(command, RecordTie | LiftTie | CaseCommand):
        return command.case
    return case_stream(command.unit, command.submission)


CASE: Decider[case.CaseCommand | CaseCommand, rebinding.Fact, state.Case, MediationPolicy] = Decider(
    name="mediation.case",
    version=2,
    takes=CASE_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=state.Case(),
    decide=rebinding.decide,
    evolve=rebinding.evolve,
    stream=_case_of,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=mediation_policy,
    cases=cases_of(CASES, rebinding.RUNNING),
)


def month_stream(unit: str, month: str) -> str:
    return f"{_MONTHS}{unit}-{month}"


MONTH: Decider[MonthCommand, MonthFact, month.Month, MonthPolicy] = Decider(
    name="mediation.month",
    version=2,
    takes=MONTH_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=month.Month(),
    decide=month.decide,
    evolve=month.evolve,
    stream=lambda command: month_stream(command.unit, command.month),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=month_policy,
    kept=KeptRules(_MONTHS, _AS_BEGUN, RULES_DO_NOT_REACH_BACK),
)


def roster_stream(unit: str, month: str) -> str:
    return f"{_ROSTERS}{unit}-{month}"


ROSTER: Decider[RosterCommand, RosterFact, roster.Roster, RosterPolicy] = Decider(
    name="mediation.roster",
    version=1,
    takes=ROSTER_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=roster.Roster(),
    decide=roster.decide,
    evolve=roster.evolve,
    stream=lambda command: roster_stream(command.unit, command.month),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=roster_policy,
    kept=KeptRules(_ROSTERS, _AS_BEGUN, RULES_DO_NOT_REACH_BACK),
)

ORDER: Decider[OrderCommand, OrderFact, order.Order, None] = Decider(
    name="mediation.order",
    version=1,
    takes=ORDER_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=order.Order(),
    decide=order.decide,
    evolve=order.evolve,
    stream=lambda command: f"mediation_order-{command.unit}-{command.order}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


PROXY: Decider[ProxyCommand, ProxyFact, proxy.Proxy, ProxyPolicy] = Decider(
    name="mediation.proxy",
    version=1,
    takes=PROXY_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=proxy.Proxy(),
    decide=proxy.decide,
    evolve=proxy.evolve,
    stream=lambda command: f"{_PROXIES}{command.unit}-{command.request}",
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=proxy_policy,
    kept=KeptRules(_PROXIES, _AS_NAMED, RULES_DO_NOT_REACH_BACK),
)


def outcomes_stream(unit: str) -> str:
    return f"mediation_outcomes-{unit}"


OUTCOMES: Decider[OutcomeCommand, OutcomeFact, outcomes.Outcomes, OutcomePolicy] = Decider(
    name="mediation.outcomes",
    version=1,
    takes=OUTCOME_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=outcomes.Outcomes(),
    decide=outcomes.decide,
    evolve=outcomes.evolve,
    stream=lambda command: outcomes_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=outcome_policy,
)


SPECIAL: Decider[SpecialCommand, SpecialFact, special.Special, SpecialPolicy] = Decider(
    name="mediation.special",
    version=1,
    takes=SPECIAL_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=special.Special(),
    decide=special.decide,
    evolve=special.evolve,
    stream=lambda command: f"{_SPECIALS}{command.unit}-{command.period}",
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=special_policy,
    kept=KeptRules(_SPECIALS, _AS_NAMED, RULES_DO_NOT_REACH_BACK),
)

VISIT: Decider[RecordVisit, VisitRecorded, VisitRecorded | None, None] = Decider(
    name="mediation.visit",
    version=1,
    takes=VISIT_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=None,
    decide=visit.decide,
    evolve=visit.evolve,
    stream=lambda command: f"mediation_visit-{command.unit}-{command.submission}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def register_stream(unit: str, kind: str, year: int) -> str:
    return f"mediation_register-{unit}-{kind.replace('_', '-')}-{year}"


REGISTER: Decider[RegisterCommand, RegisterFact, register.Register, RegisterPolicy] = Decider(
    name="mediation.register",
    version=1,
    takes=REGISTER_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=register.Register(),
    decide=register.decide,
    evolve=register.evolve,
    stream=lambda command: register_stream(command.unit, command.register, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=register_policy,
)

KEY_PERSONS: Decider[KeyPersonCommand, KeyPersonFact, key_persons.KeyPersons, KeyPersonPolicy] = Decider(
    name="mediation.key-persons",
    version=1,
    takes=KEY_PERSON_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=key_persons.KeyPersons(),
    decide=key_persons.decide,
    evolve=key_persons.evolve,
    stream=lambda command: f"mediation_key-persons-{command.unit}-{command.year}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=key_person_policy,
)


def check_stream(unit: str, year: int) -> str:
    return f"mediation_check-{unit}-{year}"


CHECK: Decider[CheckCommand, CheckFact, check.CheckYear, None] = Decider(
    name="mediation.check",
    version=1,
    takes=CHECK_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=check.CheckYear(),
    decide=check.decide,
    evolve=check.evolve,
    stream=lambda command: check_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

OPENING: Decider[RecordOpening, SealedOpened, None, None] = opening_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)

ERASURE: Decider[ErasureCommand, ErasureFact, Erasure, Retention] = erasure_decider(
    "mediation", commands_of("mediation"), facts_of("mediation")
)
