"""Mining's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.impartiality import LiftTie, RecordTie
from contracts.message import Json
from contracts.mining.annual.messages import (
    AcknowledgeResult,
    AssessmentsOfUnit,
    BeginAssessment,
    CarryResultOver,
    CloseAssessment,
    CommendExperience,
    CompleteAssessment,
    FindFalsification,
    IssueCircular,
    NotifyResult,
    OverdueAssessments,
    ScheduleAssessment,
    SubmitMaterials,
)
from contracts.mining.exploration.messages import (
    ConfirmWithdrawal,
    ExplorationsOfArea,
    FinishExplorationStage,
    LocateExploration,
    OpenExploration,
    RecordWishes,
)
from contracts.mining.mine.messages import (
    AnswerObjection,
    AppointEvaluator,
    AssessOwnMine,
    BeginBuilding,
    CertifyMine,
    CheckPrerequisites,
    ChoosePilot,
    ConfirmCure,
    ConfirmMine,
    DecideReview,
    Directory,
    IncludeInLandPlan,
    LandOfArea,
    MinesOfArea,
    PostNotice,
    ReclaimLand,
    RecommendForFund,
    RecommendMine,
    RecordEvaluation,
    RecordFinding,
    RecordObjection,
    RegisterMine,
    RejectMine,
    RemovedMines,
    RequestLand,
    ReviewMine,
    SubmitTip,
    SupplyLand,
)
from contracts.mining.parcels.messages import (
    EnterLandChange,
    ParcelsOfUnit,
    ReviewLandReport,
    SetArableLimit,
    SurveyDamagedLand,
    UseReclaimedArable,
)
from contracts.mining.programme.messages import (
    AssignDuty,
    DeliverStageItem,
    InterpretMeasures,
    PlanStage,
    ProgrammeOfUnit,
    RecordUpgrade,
    RegisterMasterPlan,
    RegisterParticipant,
    ReportDuty,
    ReviewProgress,
    SetTarget,
)
from contracts.mining.red_lines.messages import RegisterRedLines
from contracts.mining.restoration.messages import (
    AcceptRestoration,
    ApproveRestoration,
    PostRestorationPlan,
    RecordBreach,
    RestorationsOfArea,
    SettleBreach,
)
from contracts.mining.standards.messages import PublishStandard, RegisterRules, StandardsOfUnit
from contracts.mining.zone.messages import ApplyForZoneFund, OpenZone, RecordZoneWork, ZonesOfArea
from contracts.particulars import EraseSubject, OpenSealed
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, particulars, query, rpc
from ledger.settings import Settings

from mining.answers import ANSWERS
from mining.locating import PREPARES
from mining.parts import PARTS


class MiningService:
    """Commands answer with what is recorded, queries from the views: see contracts.mining."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read(), PREPARES))

    explain_deadline = query(ExplainDeadline)
    rebind_policy = command(RebindPolicy)
    settle_due_date = command(SettleDueDate)
    open_cases = query(OpenCases)
    enter_pack = command(EnterPack)
    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)
    register_mine = command(RegisterMine)
    choose_pilot = command(ChoosePilot)
    check_prerequisites = command(CheckPrerequisites)
    record_tie = command(RecordTie)
    lift_tie = command(LiftTie)
    begin_building = command(BeginBuilding)
    assess_own_mine = command(AssessOwnMine)
    appoint_evaluator = command(AppointEvaluator)
    record_evaluation = command(RecordEvaluation)
    recommend_mine = command(RecommendMine)
    review_mine = command(ReviewMine)
    confirm_mine = command(ConfirmMine)
    post_notice = command(PostNotice)
    record_objection = command(RecordObjection)
    answer_objection = command(AnswerObjection)
    certify_mine = command(CertifyMine)
    reject_mine = command(RejectMine)
    submit_tip = command(SubmitTip)
    record_finding = command(RecordFinding)
    decide_review = command(DecideReview)
    confirm_cure = command(ConfirmCure)
    publish_standard = command(PublishStandard)
    register_rules = command(RegisterRules)
    schedule_assessment = command(ScheduleAssessment)
    submit_materials = command(SubmitMaterials)
    begin_assessment = command(BeginAssessment)
    complete_assessment = command(CompleteAssessment)
    notify_result = command(NotifyResult)
    acknowledge_result = command(AcknowledgeResult)
    carry_result_over = command(CarryResultOver)
    close_assessment = command(CloseAssessment)
    find_falsification = command(FindFalsification)
    issue_circular = command(IssueCircular)
    commend_experience = command(CommendExperience)
    register_red_lines = command(RegisterRedLines)
    open_exploration = command(OpenExploration)
    record_wishes = command(RecordWishes)
    finish_exploration_stage = command(FinishExplorationStage)
    locate_exploration = command(LocateExploration)
    confirm_withdrawal = command(ConfirmWithdrawal)
    explorations_of_area = query(ExplorationsOfArea)
    post_restoration_plan = command(PostRestorationPlan)
    approve_restoration = command(ApproveRestoration)
    accept_restoration = command(AcceptRestoration)
    record_breach = command(RecordBreach)
    settle_breach = command(SettleBreach)
    restorations_of_area = query(RestorationsOfArea)
    include_in_land_plan = command(IncludeInLandPlan)
    request_land = command(RequestLand)
    supply_land = command(SupplyLand)
    reclaim_land = command(ReclaimLand)
    recommend_for_fund = command(RecommendForFund)
    land_of_area = query(LandOfArea)
    set_arable_limit = command(SetArableLimit)
    use_reclaimed_arable = command(UseReclaimedArable)
    survey_damaged_land = command(SurveyDamagedLand)
    review_land_report = command(ReviewLandReport)
    enter_land_change = command(EnterLandChange)
    parcels_of_unit = query(ParcelsOfUnit)
    set_target = command(SetTarget)
    plan_stage = command(PlanStage)
    deliver_stage_item = command(DeliverStageItem)
    register_master_plan = command(RegisterMasterPlan)
    assign_duty = command(AssignDuty)
    report_duty = command(ReportDuty)
    review_progress = command(ReviewProgress)
    interpret_measures = command(InterpretMeasures)
    register_participant = command(RegisterParticipant)
    record_upgrade = command(RecordUpgrade)
    open_zone = command(OpenZone)
    record_zone_work = command(RecordZoneWork)
    apply_for_zone_fund = command(ApplyForZoneFund)
    programme_of_unit = query(ProgrammeOfUnit)
    zones_of_area = query(ZonesOfArea)
    directory = query(Directory)
    removed_mines = query(RemovedMines)
    standards_of_unit = query(StandardsOfUnit)
    mines_of_area = query(MinesOfArea)
    assessments_of_unit = query(AssessmentsOfUnit)
    overdue_assessments = query(OverdueAssessments)

    @rpc
    def put_blob_part(self, document: Json) -> Json:
        return self.door.put_blob_part(document)

    open_sealed = particulars(OpenSealed)
    erase_subject = particulars(EraseSubject)
