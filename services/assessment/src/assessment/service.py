"""Assessment's methods: what may be called, and nothing else."""

from contracts.assessment.accountability.messages import AccountabilityOfUnit, DecideAccountability, OpenAccountability
from contracts.assessment.audit_finding.messages import AuditFindingsOfUnit
from contracts.assessment.centre.messages import (
    CentreChecksOfArea,
    DecideReward,
    FreezeEvidence,
    NameSubjects,
    OpenCentreYear,
)
from contracts.assessment.community.messages import (
    ApplyForAcceptance,
    ConferDemonstration,
    DecideAcceptance,
    RecordMethod,
    RecordSelfCheck,
    TimelineOfCommunity,
    TitlesOfArea,
    WithdrawTitle,
)
from contracts.assessment.conduct.messages import (
    CadresOfUnit,
    ConductOfUnit,
    EnterCadre,
    FileArticle,
    OpenConductYear,
    RecordActivity,
    RecordBreach,
    RecordConductCheck,
    RecordDiary,
    RecordInspection,
    RecordStudy,
    RecordSupervision,
    RecordVillageDays,
)
from contracts.assessment.county_group.messages import CountyGroupOfUnit, SetUpCountyGroup
from contracts.assessment.district.messages import CompleteCityTask, ConferDistrictTitle, FixYearlyList
from contracts.assessment.evidence.messages import EvidenceOfUnit, EvidenceSummary
from contracts.assessment.measure.messages import MeasureOfUnit
from contracts.assessment.performance.messages import PerformanceOfUnit
from contracts.assessment.programme.messages import (
    CompleteOffice,
    CompleteVillage,
    OpenProgramme,
    ProgrammesOfArea,
    ProgrammeWorkOfUnit,
    RecordProgrammeWork,
)
from contracts.assessment.responsibility.messages import (
    IssuesOfArea,
    RaiseIssue,
    ResponsibilitiesOfArea,
    SetResponsibility,
    SolveIssue,
)
from contracts.assessment.round.messages import BeginRound, RoundsOfArea
from contracts.assessment.sheet.messages import AnnotateResult, CloseSheet, RecordResult, SheetOfUnit
from contracts.assessment.size.messages import RecordFigures, SizesOfArea
from contracts.assessment.township.messages import (
    AddLocalIndicator,
    BeginYearEndCheck,
    CadreFile,
    DecideCommendation,
    DropIndicator,
    FilePlan,
    FormLeadingGroup,
    ProposeCadre,
    RecordNegativeFinding,
    TownshipsOfArea,
)
from contracts.cases import ExplainDeadline, OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.impartiality import LiftTie, RecordTie
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query
from ledger.settings import Settings

from assessment.answers import ANSWERS
from assessment.parts import PARTS


class AssessmentService:
    """Commands answer with what is recorded, queries from the views: see contracts.assessment."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    explain_deadline = query(ExplainDeadline)
    rebind_policy = command(RebindPolicy)
    settle_due_date = command(SettleDueDate)
    open_cases = query(OpenCases)
    enter_pack = command(EnterPack)
    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)
    record_tie = command(RecordTie)
    lift_tie = command(LiftTie)

    evidence_of_unit = query(EvidenceOfUnit)
    evidence_summary = query(EvidenceSummary)
    audit_findings_of_unit = query(AuditFindingsOfUnit)
    performance_of_unit = query(PerformanceOfUnit)

    record_result = command(RecordResult)
    annotate_result = command(AnnotateResult)
    close_sheet = command(CloseSheet)
    sheet_of_unit = query(SheetOfUnit)
    measure_of_unit = query(MeasureOfUnit)

    fix_yearly_list = command(FixYearlyList)
    record_self_check = command(RecordSelfCheck)
    apply_for_acceptance = command(ApplyForAcceptance)
    record_method = command(RecordMethod)
    decide_acceptance = command(DecideAcceptance)
    confer_demonstration = command(ConferDemonstration)
    withdraw_title = command(WithdrawTitle)
    complete_city_task = command(CompleteCityTask)
    confer_district_title = command(ConferDistrictTitle)
    form_leading_group = command(FormLeadingGroup)
    file_plan = command(FilePlan)
    add_local_indicator = command(AddLocalIndicator)
    drop_indicator = command(DropIndicator)
    record_negative_finding = command(RecordNegativeFinding)
    begin_year_end_check = command(BeginYearEndCheck)
    decide_commendation = command(DecideCommendation)
    townships_of_area = query(TownshipsOfArea)

    set_responsibility = command(SetResponsibility)
    raise_issue = command(RaiseIssue)
    solve_issue = command(SolveIssue)
    responsibilities_of_area = query(ResponsibilitiesOfArea)
    issues_of_area = query(IssuesOfArea)

    propose_cadre = command(ProposeCadre)
    cadre_file = query(CadreFile)
    open_accountability = command(OpenAccountability)
    decide_accountability = command(DecideAccountability)
    accountability_of_unit = query(AccountabilityOfUnit)

    open_programme = command(OpenProgramme)
    complete_office = command(CompleteOffice)
    complete_village = command(CompleteVillage)
    record_programme_work = command(RecordProgrammeWork)
    set_up_county_group = command(SetUpCountyGroup)
    programmes_of_area = query(ProgrammesOfArea)
    programme_work_of_unit = query(ProgrammeWorkOfUnit)
    county_group_of_unit = query(CountyGroupOfUnit)

    open_centre_year = command(OpenCentreYear)
    name_subjects = command(NameSubjects)
    freeze_evidence = command(FreezeEvidence)
    decide_reward = command(DecideReward)
    centre_checks_of_area = query(CentreChecksOfArea)

    open_conduct_year = command(OpenConductYear)
    enter_cadre = command(EnterCadre)
    record_inspection = command(RecordInspection)
    record_supervision = command(RecordSupervision)
    record_study = command(RecordStudy)
    file_article = command(FileArticle)
    record_conduct_check = command(RecordConductCheck)
    record_breach = command(RecordBreach)
    record_village_days = command(RecordVillageDays)
    record_activity = command(RecordActivity)
    record_diary = command(RecordDiary)
    conduct_of_unit = query(ConductOfUnit)
    cadres_of_unit = query(CadresOfUnit)

    begin_round = command(BeginRound)
    rounds_of_area = query(RoundsOfArea)

    record_figures = command(RecordFigures)
    sizes_of_area = query(SizesOfArea)

    titles_of_area = query(TitlesOfArea)
    timeline_of_community = query(TimelineOfCommunity)
