"""Every message of assessment, and how older versions are lifted."""

from contracts.assessment.audit_findings import AuditFindingRecorded, RecordAuditFinding
from contracts.assessment.cadres import ACCOUNTABILITY_COMMANDS, ACCOUNTABILITY_FACTS
from contracts.assessment.centre_facts import CENTRE_FACTS
from contracts.assessment.centres import CENTRE_COMMANDS
from contracts.assessment.commands import RecordEvidence
from contracts.assessment.communities import COMMUNITY_COMMANDS, COMMUNITY_FACTS
from contracts.assessment.conduct import CONDUCT_COMMANDS
from contracts.assessment.conduct_facts import CONDUCT_FACTS
from contracts.assessment.county_groups import COUNTY_GROUP_COMMANDS, COUNTY_GROUP_FACTS
from contracts.assessment.districts import DISTRICT_COMMANDS, DISTRICT_FACTS
from contracts.assessment.events import EvidenceRecorded
from contracts.assessment.measures import MEASURE_COMMANDS, MEASURE_FACTS
from contracts.assessment.performance import PerformanceRecorded, RecordPerformance
from contracts.assessment.programmes import PROGRAMME_COMMANDS, TOWNSHIP_PROGRAMME_FACTS
from contracts.assessment.responsibilities import RESPONSIBILITY_COMMANDS, RESPONSIBILITY_FACTS
from contracts.assessment.rounds import ROUND_COMMANDS, ROUND_FACTS
from contracts.assessment.sheets import SHEET_COMMANDS, SHEET_FACTS
from contracts.assessment.sizes import SIZE_COMMANDS, SIZE_FACTS
from contracts.assessment.township_facts import TOWNSHIP_FACTS
from contracts.assessment.townships import TOWNSHIP_COMMANDS
from contracts.cases import CASE_COMMANDS
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS, COMMON_UPCASTS
from contracts.impartiality import UPCASTS
from contracts.owed_dates import OWED_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

ASSESSMENT_COMMANDS = Catalogue(
    "assessment",
    RecordEvidence,
    RecordAuditFinding,
    RecordPerformance,
    *SHEET_COMMANDS,
    *MEASURE_COMMANDS,
    *COMMUNITY_COMMANDS,
    *DISTRICT_COMMANDS,
    *TOWNSHIP_COMMANDS,
    *CENTRE_COMMANDS,
    *PROGRAMME_COMMANDS,
    *COUNTY_GROUP_COMMANDS,
    *ACCOUNTABILITY_COMMANDS,
    *RESPONSIBILITY_COMMANDS,
    *SIZE_COMMANDS,
    *ROUND_COMMANDS,
    *CONDUCT_COMMANDS,
    *CASE_COMMANDS,
    *UNIT_COMMANDS,
    *COMMON_COMMANDS,
    upcasts=UPCASTS,
)

PROGRAMME_FACTS: tuple[type, ...] = (
    *SHEET_FACTS,
    *MEASURE_FACTS,
    *COMMUNITY_FACTS,
    *DISTRICT_FACTS,
    *TOWNSHIP_FACTS,
    *CENTRE_FACTS,
    *TOWNSHIP_PROGRAMME_FACTS,
    *COUNTY_GROUP_FACTS,
    *ACCOUNTABILITY_FACTS,
    *RESPONSIBILITY_FACTS,
    *SIZE_FACTS,
    *ROUND_FACTS,
    *CONDUCT_FACTS,
    *UNIT_FACTS,
)
"""What is recorded of programmes: lists, score sheets, titles, and the units that take part."""

ASSESSMENT_FACTS = Catalogue(
    "assessment",
    EvidenceRecorded,
    AuditFindingRecorded,
    PerformanceRecorded,
    *PROGRAMME_FACTS,
    *OWED_FACTS,
    *COMMON_FACTS,
    upcasts=COMMON_UPCASTS,
)
