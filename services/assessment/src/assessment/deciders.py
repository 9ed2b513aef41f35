"""The deciders of assessment, with the stream and the rules of each."""

from contracts.assessment.audit_finding.messages import AuditFindingRecorded, RecordAuditFinding
from contracts.assessment.community.messages import COMMUNITY_COMMANDS, CommunityCommand, CommunityFact
from contracts.assessment.community.rules import TitlePolicy, title_policy
from contracts.assessment.district.messages import DISTRICT_COMMANDS, DistrictCommand, DistrictFact
from contracts.assessment.evidence.messages import EvidenceRecorded, RecordEvidence
from contracts.assessment.evidence.rules import AssessmentPolicy, assessment_policy
from contracts.assessment.measure.messages import MEASURE_COMMANDS, MeasureCommand, MeasureFact
from contracts.assessment.performance.messages import PerformanceRecorded, RecordPerformance
from contracts.assessment.sheet.messages import (
    SHEET_COMMANDS,
    AnnotateResult,
    CloseSheet,
    RecordResult,
    SheetCommand,
    SheetFact,
)
from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.assessment.township.messages import TOWNSHIP_COMMANDS, TakeTownshipSheet, TownshipCommand, TownshipFact
from contracts.assessment.township.rules import TownshipPolicy, township_policy
from contracts.cases import CASE_COMMANDS, CaseCommand
from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.impartiality import TieCommand
from contracts.owed_dates import OwedFact
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.unit_register import EnrolUnit, UnitEnrolled
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf, cases_of
from ledger.packs import pack_decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.unit_register import unit_decider

from assessment.domain import (
    audit_finding,
    community,
    community_state,
    district,
    evidence,
    measure,
    performance,
    rebinding,
    sheet,
    township_state,
)

_COMMUNITIES = "assessment_community-"
_SHEETS, _TOWNSHIPS = "assessment_sheet-", "assessment_township-"
_BY_ASSESSOR = RecordResult | AnnotateResult | CloseSheet


def evidence_stream(unit: str, period: str) -> str:
    return f"assessment_evidence-{unit}-{evidence.year_of(period):04}"


def sheet_stream(unit: str, scheme: str, term: str) -> str:
    return f"{_SHEETS}{unit}-{scheme}-{term}"


def unit_of_sheet(stream: str) -> str:
    """Whose sheet it is, out of the name of its stream."""
    return stream.removeprefix(_SHEETS).rsplit("-", 2)[0]


def measure_stream(unit: str, indicator: str, term: str) -> str:
    return f"assessment_measure-{unit}-{indicator.replace('.', '-')}-{term}"


def community_stream(unit: str) -> str:
    return f"{_COMMUNITIES}{unit}"


def district_stream(unit: str) -> str:
    return f"assessment_district-{unit}"


def finding_stream(cause_stream: str) -> str:
    """The auditor's stream for the check and place, as assessment's own."""
    return f"assessment_finding-{cause_stream.partition('-')[2]}"


def performance_stream(unit: str) -> str:
    return f"assessment_performance-{unit}"


def township_stream(unit: str, year: str) -> str:
    return f"{_TOWNSHIPS}{unit}-{year}"


def _township(command: TownshipCommand | CaseCommand) -> str:
    if isinstance(command, CaseCommand):
        return command.case
    year = command.term if isinstance(command, TakeTownshipSheet) else f"{command.year:04}"
    return township_stream(command.unit, year)


def _sheet(command: SheetCommand) -> str:
    subject = command.subject if isinstance(command, _BY_ASSESSOR) else command.unit
    return sheet_stream(subject, command.scheme, command.term)


def _community(command: CommunityCommand) -> str:
    return command.case if isinstance(command, TieCommand) else community_stream(command.unit)


EVIDENCE: Decider[RecordEvidence, EvidenceRecorded, evidence.Evidence, AssessmentPolicy] = Decider(
    name="assessment.evidence",
    version=1,
    takes=(RecordEvidence,),
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=evidence.Evidence(),
    decide=evidence.decide,
    evolve=evidence.evolve,
    stream=lambda command: evidence_stream(command.unit, command.period),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=assessment_policy,
)

AUDIT_FINDING: Decider[RecordAuditFinding, AuditFindingRecorded, audit_finding.KnownFinding, None] = Decider(
    name="assessment.audit-finding",
    version=1,
    takes=(RecordAuditFinding,),
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=audit_finding.KnownFinding(),
    decide=audit_finding.decide,
    evolve=audit_finding.evolve,
    stream=lambda command: finding_stream(command.cause.stream),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

PERFORMANCE: Decider[RecordPerformance, PerformanceRecorded, performance.Record, None] = Decider(
    name="assessment.performance",
    version=1,
    takes=(RecordPerformance,),
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=performance.Record(),
    decide=performance.decide,
    evolve=performance.evolve,
    stream=lambda command: performance_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

SHEET: Decider[SheetCommand, SheetFact, sheet.Sheet, SchemePolicy] = Decider(
    name="assessment.sheet",
    version=2,
    takes=SHEET_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=sheet.Sheet(),
    decide=sheet.decide,
    evolve=sheet.evolve,
    stream=_sheet,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=scheme_policy,
    kept=KeptRules(_SHEETS, "what is scored in a period is scored as it was when it began", RULES_DO_NOT_REACH_BACK),
)

MEASURE: Decider[MeasureCommand, MeasureFact, measure.Measure, None] = Decider(
    name="assessment.measure",
    version=1,
    takes=MEASURE_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=measure.Measure(),
    decide=measure.decide,
    evolve=measure.evolve,
    stream=lambda command: measure_stream(command.unit, command.indicator, command.term),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

COMMUNITY: Decider[CommunityCommand, CommunityFact, community_state.Community, TitlePolicy] = Decider(
    name="assessment.community",
    version=1,
    takes=COMMUNITY_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=community_state.Community(),
    decide=community.decide,
    evolve=community_state.evolve,
    stream=_community,
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=title_policy,
    prefix=_COMMUNITIES,
)

DISTRICT: Decider[DistrictCommand, DistrictFact, district.District, TitlePolicy] = Decider(
    name="assessment.district",
    version=1,
    takes=DISTRICT_COMMANDS,
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=district.District(),
    decide=district.decide,
    evolve=district.evolve,
    stream=lambda command: district_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=title_policy,
)

TOWNSHIP: Decider[
    TownshipCommand | CaseCommand, TownshipFact | OwedFact, township_state.TownshipYear, TownshipPolicy
] = Decider(
    name="assessment.township",
    version=1,
    takes=(*TOWNSHIP_COMMANDS, *CASE_COMMANDS),
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    initial=township_state.TownshipYear(),
    decide=rebinding.decide_township,
    evolve=rebinding.township_after,
    stream=_township,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=township_policy,
    cases=cases_of(_TOWNSHIPS, rebinding.OF_TOWNSHIP),
)

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "assessment", commands_of("assessment"), facts_of("assessment")
)
