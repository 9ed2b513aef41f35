"""Mediation's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.impartiality import LiftTie, RecordTie
from contracts.mediation.case.messages import (
    AcceptTransfer,
    AnswerReview,
    ArchiveCase,
    AskReview,
    BeginHearing,
    CaseHistory,
    CaseReceipt,
    CasesOfHandler,
    CasesOfUnit,
    ClassifyPetition,
    ClosePetition,
    ContinueMediation,
    DesignateUnit,
    EndHearing,
    ExtendHandling,
    FailAttempt,
    RateHandling,
    ReachAgreement,
    ReclassifyCase,
    RecordExternalOutcome,
    RecordPerformance,
    ReferExternal,
    RegisterCase,
    ReplaceMediator,
    ReportResult,
    ReportRisk,
    RequestConfirmation,
    ReturnTransfer,
    SetMethod,
    SettlementLevels,
    SignAgreement,
    SignCase,
    StartAttempt,
    StopMediation,
    TellAcceptance,
    TellResult,
    TellRoutes,
    TrackEffect,
    TriageCase,
    WithdrawCase,
)
from contracts.mediation.centre.messages import (
    AppointCentreDeputy,
    AppointCentreDirector,
    CentresOfTownship,
    CloseCentre,
    EnterCentreRoster,
    EnterRotation,
    EstablishCentre,
    RelieveCentreDeputy,
    RotationsOfCentre,
)
from contracts.mediation.check.messages import ChecksOfUnit, FourOnesOfUnit
from contracts.mediation.haves.messages import EightHavesOfUnit, RecordHave
from contracts.mediation.key_persons.messages import ListKeyPerson, ReadKeyPersons, RecordKeyHelp, RecordUpwardContact
from contracts.mediation.month.messages import (
    MonthlyFigures,
    MonthsOfUnit,
    OpenMonth,
    RecordIncident,
    RecordMeeting,
    RecordScreening,
    RecordTreatment,
    ReportSituation,
    SendCircular,
    SendMonthlyReport,
)
from contracts.mediation.order.messages import IssueOrder, OrdersOfUnit, ReportOrder
from contracts.mediation.outcomes.messages import EnterOutcome, OutcomesOfUnit
from contracts.mediation.proxy.messages import (
    AcceptProxy,
    AdvanceProxy,
    FinishProxy,
    ProxiesOfUnit,
    RequestProxy,
    ReturnProxy,
)
from contracts.mediation.register.messages import CorrectRegister, EnterRegister, RegisterOfUnit
from contracts.mediation.roster.messages import EnterDuty, RosterOfMonth
from contracts.mediation.special.messages import DeclareSpecialPeriod, ScreenSpecially, SpecialPeriodsOfUnit
from contracts.mediation.station.messages import CloseStation, SetUpStation, StaffStation, StationsOfArea
from contracts.mediation.visit.messages import RecordVisit, VisitsOfUnit
from contracts.particulars import EraseSubject, OpenSealed
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, particulars, query
from ledger.settings import Settings

from mediation.answers import ANSWERS
from mediation.parts import PARTS


class MediationService:
    """Commands answer with what is recorded, queries from the views: see contracts.mediation."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    explain_deadline = query(ExplainDeadline)
    enter_pack = command(EnterPack)
    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    rebind_policy = command(RebindPolicy)
    settle_due_date = command(SettleDueDate)
    open_cases = query(OpenCases)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)

    register_case = command(RegisterCase)
    sign_case = command(SignCase)
    triage_case = command(TriageCase)
    reclassify_case = command(ReclassifyCase)
    accept_transfer = command(AcceptTransfer)
    return_transfer = command(ReturnTransfer)
    designate_unit = command(DesignateUnit)
    report_result = command(ReportResult)
    refer_external = command(ReferExternal)
    record_external_outcome = command(RecordExternalOutcome)
    withdraw_case = command(WithdrawCase)
    track_effect = command(TrackEffect)
    archive_case = command(ArchiveCase)
    report_risk = command(ReportRisk)
    record_tie = command(RecordTie)
    lift_tie = command(LiftTie)

    start_attempt = command(StartAttempt)
    replace_mediator = command(ReplaceMediator)
    fail_attempt = command(FailAttempt)
    stop_mediation = command(StopMediation)
    tell_routes = command(TellRoutes)
    continue_mediation = command(ContinueMediation)
    reach_agreement = command(ReachAgreement)
    sign_agreement = command(SignAgreement)
    record_performance = command(RecordPerformance)
    request_confirmation = command(RequestConfirmation)

    classify_petition = command(ClassifyPetition)
    tell_acceptance = command(TellAcceptance)
    set_method = command(SetMethod)
    extend_handling = command(ExtendHandling)
    tell_result = command(TellResult)
    close_petition = command(ClosePetition)
    ask_review = command(AskReview)
    answer_review = command(AnswerReview)
    begin_hearing = command(BeginHearing)
    end_hearing = command(EndHearing)
    rate_handling = command(RateHandling)

    open_month = command(OpenMonth)
    record_meeting = command(RecordMeeting)
    record_screening = command(RecordScreening)
    record_treatment = command(RecordTreatment)
    send_monthly_report = command(SendMonthlyReport)
    report_situation = command(ReportSituation)
    send_circular = command(SendCircular)
    record_incident = command(RecordIncident)
    enter_duty = command(EnterDuty)
    issue_order = command(IssueOrder)
    report_order = command(ReportOrder)
    enter_outcome = command(EnterOutcome)
    outcomes_of_unit = query(OutcomesOfUnit)
    declare_special_period = command(DeclareSpecialPeriod)
    screen_specially = command(ScreenSpecially)
    special_periods_of_unit = query(SpecialPeriodsOfUnit)
    record_visit = command(RecordVisit)
    visits_of_unit = query(VisitsOfUnit)
    request_proxy = command(RequestProxy)
    accept_proxy = command(AcceptProxy)
    advance_proxy = command(AdvanceProxy)
    finish_proxy = command(FinishProxy)
    return_proxy = command(ReturnProxy)
    proxies_of_unit = query(ProxiesOfUnit)
    enter_register = command(EnterRegister)
    correct_register = command(CorrectRegister)
    register_of_unit = query(RegisterOfUnit)
    list_key_person = command(ListKeyPerson)
    record_key_help = command(RecordKeyHelp)
    record_upward_contact = command(RecordUpwardContact)
    read_key_persons = command(ReadKeyPersons)
    checks_of_unit = query(ChecksOfUnit)
    four_ones_of_unit = query(FourOnesOfUnit)
    roster_of_month = query(RosterOfMonth)
    orders_of_unit = query(OrdersOfUnit)
    months_of_unit = query(MonthsOfUnit)
    monthly_figures = query(MonthlyFigures)

    establish_centre = command(EstablishCentre)
    close_centre = command(CloseCentre)
    appoint_centre_director = command(AppointCentreDirector)
    appoint_centre_deputy = command(AppointCentreDeputy)
    relieve_centre_deputy = command(RelieveCentreDeputy)
    enter_centre_roster = command(EnterCentreRoster)
    enter_rotation = command(EnterRotation)
    centres_of_township = query(CentresOfTownship)
    rotations_of_centre = query(RotationsOfCentre)
    set_up_station = command(SetUpStation)
    staff_station = command(StaffStation)
    close_station = command(CloseStation)
    stations_of_area = query(StationsOfArea)
    record_have = command(RecordHave)
    eight_haves_of_unit = query(EightHavesOfUnit)

    cases_of_unit = query(CasesOfUnit)
    settlement_levels = query(SettlementLevels)
    cases_of_handler = query(CasesOfHandler)
    case_receipt = query(CaseReceipt)
    case_history = query(CaseHistory)
    open_sealed = particulars(OpenSealed)
    erase_subject = particulars(EraseSubject)
