"""The deciders of programmes: a centre's checks, a township's three years, the county's group, who answers for what.

`assessment.deciders` has the others.
"""

from contracts.assessment.accountability.messages import (
    ACCOUNTABILITY_COMMANDS,
    AccountabilityCommand,
    AccountabilityFact,
)
from contracts.assessment.centre.messages import (
    CENTRE_COMMANDS,
    CarryOverCentreYear,
    CentreCommand,
    CentreFact,
    MarkCentreOverdue,
    TakeCentreSheet,
)
from contracts.assessment.centre.rules import CentrePolicy, centre_policy
from contracts.assessment.conduct.messages import CONDUCT_COMMANDS, ConductCommand, ConductFact
from contracts.assessment.conduct.rules import ConductPolicy, conduct_policy
from contracts.assessment.county_group.messages import COUNTY_GROUP_COMMANDS, CountyGroupSetUp, SetUpCountyGroup
from contracts.assessment.programme.messages import PROGRAMME_COMMANDS, ProgrammeCommand, ProgrammeFact
from contracts.assessment.programme.rules import ProgrammePolicy, programme_policy
from contracts.assessment.responsibility.messages import (
    RESPONSIBILITY_COMMANDS,
    ResponsibilityCommand,
    ResponsibilityFact,
)
from contracts.assessment.round.messages import ROUND_COMMANDS, RoundCommand, RoundFact
from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.assessment.size.messages import SIZE_COMMANDS, RecordFigures, SizesJudged
from contracts.assessment.size.rules import SizePolicy, size_policy
from contracts.cases import CASE_COMMANDS, CaseCommand
from contracts.catalogue import commands_of, facts_of
from contracts.owed_dates import OwedFact
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf, cases_of

from assessment.domain import (
    accountability,
    centre_state,
    conduct,
    conduct_state,
    county_group,
    programme,
    rebinding,
    responsibility,
    rounds,
    size,
)

_CENTRES, _PROGRAMMES, _CONDUCTS, _ROUNDS = (
    f"assessment_{kind}-" for kind in ("centre", "programme", "conduct", "round")
)
_OF_TOWNSHIP = CarryOverCentreYear | TakeCentreSheet | MarkCentreOverdue


def centre_stream(township: str, year: str) -> str:
    return f"{_CENTRES}{township}-{year}"


def _centre(command: CentreCommand | CaseCommand) -> str:
    """Who acts on a check is named by its own unit, which is not the township."""
    if isinstance(command, CaseCommand):
        return command.case
    township = command.unit if isinstance(command, _OF_TOWNSHIP) else command.township
    return centre_stream(township, f"{command.year:04}")


def programme_stream(township: str) -> str:
    return f"{_PROGRAMMES}{township}"


def county_group_stream(county: str) -> str:
    return f"assessment_county-group-{county}"


def accountability_stream(unit: str, case: str) -> str:
    return f"assessment_accountability-{unit}-{case}"


def responsibility_stream(unit: str) -> str:
    return f"assessment_responsibility-{unit}"


def conduct_stream(township: str, year: str) -> str:
    return f"{_CONDUCTS}{township}-{year}"


def round_stream(assessor: str, scheme: str, year: str) -> str:
    return f"{_ROUNDS}{assessor}-{scheme}-{year}"


def assessor_of_round(stream: str) -> str:
    """Who assesses in it, out of the name of its stream."""
    return stream.removeprefix(_ROUNDS).rsplit("-", 2)[0]


def size_stream(unit: str) -> str:
    return f"assessment_size-{unit}"


CENTRE: Decider[CentreCommand | CaseCommand, CentreFact | OwedFact, centre_state.CentreYear, CentrePolicy] = Decider(
    name="assessment.centre",
    version=1,
    takes=(*CENTRE_COMMANDS, *CASE_COMMANDS),
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=centre_state.CentreYear(),
    decide=rebinding.decide_centre,
    evolve=rebinding.centre_after,
    stream=_centre,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=centre_policy,
    cases=cases_of(_CENTRES, rebinding.OF_CENTRE),
)

PROGRAMME: Decider[ProgrammeCommand | CaseCommand, ProgrammeFact | OwedFact, programme.Programme, ProgrammePolicy] = (
    Decider(
        name="assessment.programme",
        version=1,
        takes=(*PROGRAMME_COMMANDS, *CASE_COMMANDS),
        commands=commands_of("assessment"),
        facts=facts_of("assessment"),
        initial=programme.Programme(),
        decide=rebinding.decide_programme,
        evolve=rebinding.programme_after,
        stream=lambda command: programme_stream(command.unit),
        unit=lambda command: command.unit,
        rules=RulesOf.CASE,
        policy=programme_policy,
        cases=cases_of(_PROGRAMMES, rebinding.OF_PROGRAMME),
    )
)

COUNTY_GROUP: Decider[SetUpCountyGroup, CountyGroupSetUp, county_group.CountyGroup, ProgrammePolicy] = Decider(
    name="assessment.county-group",
    version=1,
    takes=COUNTY_GROUP_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=county_group.CountyGroup(),
    decide=county_group.decide,
    evolve=county_group.evolve,
    stream=lambda command: county_group_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=programme_policy,
)

ACCOUNTABILITY: Decider[AccountabilityCommand, AccountabilityFact, accountability.Accountability, None] = Decider(
    name="assessment.accountability",
    version=1,
    takes=ACCOUNTABILITY_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=accountability.Accountability(),
    decide=accountability.decide,
    evolve=accountability.evolve,
    stream=lambda command: accountability_stream(command.unit, command.case),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

RESPONSIBILITY: Decider[ResponsibilityCommand, ResponsibilityFact, responsibility.Issues, None] = Decider(
    name="assessment.responsibility",
    version=1,
    takes=RESPONSIBILITY_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=responsibility.Issues(),
    decide=responsibility.decide,
    evolve=responsibility.evolve,
    stream=lambda command: responsibility_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

SIZE: Decider[RecordFigures, SizesJudged, size.Sizes, SizePolicy] = Decider(
    name="assessment.size",
    version=1,
    takes=SIZE_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=size.Sizes(),
    decide=size.decide,
    evolve=size.evolve,
    stream=lambda command: size_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=size_policy,
)

CONDUCT: Decider[ConductCommand, ConductFact, conduct_state.ConductYear, ConductPolicy] = Decider(
    name="assessment.conduct",
    version=1,
    takes=CONDUCT_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=conduct_state.ConductYear(),
    decide=conduct.decide,
    evolve=conduct_state.evolve,
    stream=lambda command: conduct_stream(command.unit, f"{command.year:04}"),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=conduct_policy,
    kept=KeptRules(_CONDUCTS, "what a cadre owes in a month is not another thing afterwards", RULES_DO_NOT_REACH_BACK),
)

ROUND: Decider[RoundCommand, RoundFact, rounds.Round, SchemePolicy] = Decider(
    name="assessment.round",
    version=1,
    takes=ROUND_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=rounds.Round(),
    decide=rounds.decide,
    evolve=rounds.evolve,
    stream=lambda command: round_stream(command.unit, command.scheme, f"{command.year:04}"),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=scheme_policy,
    kept=KeptRules(_ROUNDS, "what is scored in a period is scored as it was when it began", RULES_DO_NOT_REACH_BACK),
)
