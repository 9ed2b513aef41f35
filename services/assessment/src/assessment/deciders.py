"""The deciders of assessment, with the stream and the rules of each."""

from contracts.assessment.audit_findings import AuditFindingRecorded, RecordAuditFinding
from contracts.assessment.catalogue import ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
from contracts.assessment.commands import RecordEvidence
from contracts.assessment.events import EvidenceRecorded
from contracts.assessment.policy import AssessmentPolicy, assessment_policy
from contracts.common import ActivatePolicy, ClockSet, PolicyActivated, SetClock
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.succession import SucceedUnit, UnitSucceeded
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import Decider, RulesOf
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider

from assessment.domain import audit_finding, evidence


def evidence_stream(unit: str, period: str) -> str:
    return f"assessment_evidence-{unit}-{evidence.year_of(period):04}"


EVIDENCE: Decider[RecordEvidence, EvidenceRecorded, evidence.Evidence, AssessmentPolicy] = Decider(
    name="assessment.evidence",
    version=1,
    takes=(RecordEvidence,),
    commands=ASSESSMENT_COMMANDS,
    facts=ASSESSMENT_FACTS,
    initial=evidence.Evidence(),
    decide=evidence.decide,
    evolve=evidence.evolve,
    stream=lambda command: evidence_stream(command.unit, command.period),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=assessment_policy,
)


def finding_stream(cause_stream: str) -> str:
    """The auditor's stream for the check and place, as assessment's own."""
    return f"assessment_finding-{cause_stream.partition('-')[2]}"


AUDIT_FINDING: Decider[RecordAuditFinding, AuditFindingRecorded, audit_finding.KnownFinding, None] = Decider(
    name="assessment.audit-finding",
    version=1,
    takes=(RecordAuditFinding,),
    commands=ASSESSMENT_COMMANDS,
    facts=ASSESSMENT_FACTS,
    initial=audit_finding.KnownFinding(),
    decide=audit_finding.decide,
    evolve=audit_finding.evolve,
    stream=lambda command: finding_stream(command.cause.stream),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "assessment", ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "assessment", ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "assessment", ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "assessment", ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
)
