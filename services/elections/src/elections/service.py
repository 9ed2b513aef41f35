"""Elections's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.elections.appraisals.messages import (
    AppraisalsOfTerm,
    AppraiseDepartment,
    ChangeDepartments,
    ReportAppraisal,
)
from contracts.elections.area.messages import CoverageOfAreas, RegisterArea
from contracts.elections.community.messages import ApproveCommunity, CommunitiesSetUp, FileCommunity, ProposeCommunity
from contracts.elections.community_change.messages import ChangeCommunity, ChangesOfCommunities, FileCommunityChange
from contracts.elections.community_matter.messages import ExecuteCommunityMatter, ExecutedMattersOfCommunities
from contracts.elections.council.messages import (
    ActionsOfCouncils,
    CouncilsOfCommunities,
    RecordCouncilAction,
    SetCouncil,
)
from contracts.elections.decision.messages import (
    AnnounceTopic,
    DecideAlone,
    IssueTopic,
    RecordConsultation,
    VoteOnTopic,
)
from contracts.elections.deputy_file.messages import (
    ChangeDeputyProfile,
    CollectOpinion,
    EnterPerformance,
    EvaluateDeputy,
    HandbookOfDeputy,
    OpenDeputyFile,
    RecordDutyReport,
)
from contracts.elections.directory.messages import DirectoryOfCommittees, FileDirectory
from contracts.elections.election.messages import (
    CheckCandidate,
    ChooseSubstitutes,
    CloseElection,
    CloseRoll,
    CountBox,
    DeclareResult,
    DirectElectionCoverage,
    ElectionRecord,
    ElectionsOfUnit,
    FillCommitteeSeat,
    FormElectionCommittee,
    LeaveElectionCommittee,
    NameCommitteeChair,
    NominateCandidate,
    OpenNomination,
    OpenVoting,
    OrderRerun,
    PlanElection,
    PublishFinalList,
    PublishNominees,
    PublishProxies,
    PublishRoll,
    RecordKinship,
    RecordMeasuresVote,
    RecordPreliminary,
    RecordWomen,
    RecountBox,
    RegisterProxy,
    ReserveWomensSeats,
    SetOutGroups,
    SubmitMeasures,
    WithdrawCandidate,
    WithdrawProxy,
)
from contracts.elections.execution.messages import ReportExecution, ResolutionsOfCongress
from contracts.elections.funding.messages import FundingOfCommunities, PayCommunityFunding, SetCommunityFunding
from contracts.elections.group.messages import (
    ChangeGroupMembers,
    CloseGroup,
    GroupsOfUnit,
    HoldGroupActivity,
    PlanGroupYear,
    SetUpGroup,
)
from contracts.elections.hearing.messages import HoldRestorationHearing
from contracts.elections.marks.messages import MarksOfCongress, NameOfficeStaff, RecordMark, RemoveMark
from contracts.elections.matters.messages import MattersOfUnit, StepsOfMatter
from contracts.elections.meeting_year.messages import ResidentsMeetingsOfYear
from contracts.elections.office.messages import (
    AppraiseOfficial,
    ByElectionsOwed,
    DecideRecall,
    DecideResignation,
    EndOffice,
    FileResignation,
    MoveRecall,
    OfficesOfUnit,
    RecordDefence,
    RecordOath,
    RecordOfficial,
    RecordOtherPost,
    RecordTransferOut,
    ReportDutyAppraisal,
)
from contracts.elections.presidium.messages import (
    ApproveWorkPoints,
    DrawUpWorkPoints,
    ExecuteMatter,
    HearSpecialReport,
    HoldPresidiumMeeting,
    PlanSpecialReport,
    ReturnWorkPoints,
    StartWorkPoint,
    SubmitToParty,
    YearOfCongress,
)
from contracts.elections.recall.messages import DecideDeputyRecall, RecordDeputyDefence, RequestDeputyRecall
from contracts.elections.residents_meeting.messages import (
    CloseResidentsMeeting,
    ConsultationsOfCommunities,
    HoldResidentsMeeting,
    KeepResidentsMinutes,
)
from contracts.elections.resolution.messages import (
    AdoptResolution,
    CloseResolution,
    ConsultResolution,
    OrderCorrection,
    ProposeResolution,
    RecordImplementation,
    ReviewResolution,
    RevokeResolution,
    StartImplementation,
    WithdrawProposal,
)
from contracts.elections.session.messages import (
    AnnounceResults,
    AnswerInquiry,
    AnswerQuestion,
    ApproveSession,
    ArchiveSession,
    BeginPreparation,
    CancelSession,
    CloseSession,
    DecideMotion,
    DecideQuestion,
    DecideSession,
    DisposeItem,
    HoldMeeting,
    IssueNotice,
    MoveSession,
    OpenSession,
    PutInquiry,
    PutQuestion,
    RecordDeliberation,
    RecordDelivery,
    ReportResults,
    RequestSession,
    ReturnRequest,
    SessionRecord,
    SessionsOfUnit,
    SubmitMotion,
    TakeVote,
    WithdrawMotion,
)
from contracts.elections.station.messages import CloseStation, HoldReception, RegisterStation
from contracts.elections.subcommittees.messages import DissolveSubcommittee, SetSubcommittee, SubcommitteesOfCommunities
from contracts.elections.suggestion.messages import (
    AssignSuggestion,
    JudgeReply,
    ReplySuggestion,
    ReportSuggestion,
    SubmitSuggestion,
    SuggestionsOfCongress,
    SuperviseSuggestion,
    TakeSuggestion,
)
from contracts.elections.team.messages import DivideWork, RecordTeamMeeting, TeamOfUnit
from contracts.elections.term.messages import (
    ConfirmCredentials,
    CongressOfTerm,
    DeputiesOnDay,
    ElectPresidium,
    EnterDeputies,
    FileDeputyResignation,
    FillCommittee,
    FormCommittee,
    InvalidateElection,
    OpenTerm,
    PublishDeputies,
    RestoreDeputy,
    ReviewCredentials,
    ShowRoll,
    SuspendDeputy,
    TakeOverTerm,
    TerminateDeputy,
)
from contracts.elections.turnout.messages import RecordTurnout, TurnoutOfRound
from contracts.elections.village_audit.messages import ReportVillageAudit
from contracts.elections.villagers.messages import (
    EndRepresentativesTerm,
    EnterRepresentatives,
    HoldGroupMeeting,
    HoldRepresentativesMeeting,
    RepresentativesOfVillage,
    TellGroup,
)
from contracts.particulars import EraseSubject, OpenSealed
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, particulars, query
from ledger.settings import Settings

from elections.answers import ANSWERS
from elections.parts import PARTS
from elections.seated import PREPARES


class ElectionsService:
    """Commands answer with what is recorded, queries from the views: see contracts.elections."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read(), PREPARES))

    explain_deadline = query(ExplainDeadline)
    rebind_policy = command(RebindPolicy)
    settle_due_date = command(SettleDueDate)
    enter_pack = command(EnterPack)
    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)

    propose_resolution = command(ProposeResolution)
    consult_resolution = command(ConsultResolution)
    review_resolution = command(ReviewResolution)
    adopt_resolution = command(AdoptResolution)
    hold_restoration_hearing = command(HoldRestorationHearing)
    hold_residents_meeting = command(HoldResidentsMeeting)
    keep_residents_minutes = command(KeepResidentsMinutes)
    close_residents_meeting = command(CloseResidentsMeeting)
    residents_meetings_of_year = query(ResidentsMeetingsOfYear)
    report_village_audit = command(ReportVillageAudit)
    start_implementation = command(StartImplementation)
    record_implementation = command(RecordImplementation)
    close_resolution = command(CloseResolution)
    withdraw_proposal = command(WithdrawProposal)
    revoke_resolution = command(RevokeResolution)
    order_correction = command(OrderCorrection)
    announce_topic = command(AnnounceTopic)
    issue_topic = command(IssueTopic)
    record_consultation = command(RecordConsultation)
    vote_on_topic = command(VoteOnTopic)
    decide_alone = command(DecideAlone)
    divide_work = command(DivideWork)
    record_team_meeting = command(RecordTeamMeeting)
    team_of_unit = query(TeamOfUnit)
    enter_representatives = command(EnterRepresentatives)
    hold_representatives_meeting = command(HoldRepresentativesMeeting)
    hold_group_meeting = command(HoldGroupMeeting)
    tell_group = command(TellGroup)
    end_representatives_term = command(EndRepresentativesTerm)
    representatives_of_village = query(RepresentativesOfVillage)
    direct_election_coverage = query(DirectElectionCoverage)
    matters_of_unit = query(MattersOfUnit)
    steps_of_matter = query(StepsOfMatter)
    request_session = command(RequestSession)
    approve_session = command(ApproveSession)
    return_request = command(ReturnRequest)
    begin_preparation = command(BeginPreparation)
    decide_session = command(DecideSession)
    move_session = command(MoveSession)
    cancel_session = command(CancelSession)
    issue_notice = command(IssueNotice)
    record_delivery = command(RecordDelivery)
    open_session = command(OpenSession)
    hold_meeting = command(HoldMeeting)
    record_deliberation = command(RecordDeliberation)
    take_vote = command(TakeVote)
    dispose_item = command(DisposeItem)
    close_session = command(CloseSession)
    announce_results = command(AnnounceResults)
    report_results = command(ReportResults)
    archive_session = command(ArchiveSession)
    put_inquiry = command(PutInquiry)
    answer_inquiry = command(AnswerInquiry)
    submit_motion = command(SubmitMotion)
    decide_motion = command(DecideMotion)
    withdraw_motion = command(WithdrawMotion)
    put_question = command(PutQuestion)
    decide_question = command(DecideQuestion)
    answer_question = command(AnswerQuestion)
    sessions_of_unit = query(SessionsOfUnit)
    session_record = query(SessionRecord)
    open_term = command(OpenTerm)
    take_over_term = command(TakeOverTerm)
    elect_presidium = command(ElectPresidium)
    form_committee = command(FormCommittee)
    fill_committee = command(FillCommittee)
    show_roll = command(ShowRoll)
    enter_deputies = command(EnterDeputies)
    review_credentials = command(ReviewCredentials)
    confirm_credentials = command(ConfirmCredentials)
    publish_deputies = command(PublishDeputies)
    invalidate_election = command(InvalidateElection)
    suspend_deputy = command(SuspendDeputy)
    restore_deputy = command(RestoreDeputy)
    file_deputy_resignation = command(FileDeputyResignation)
    request_deputy_recall = command(RequestDeputyRecall)
    record_deputy_defence = command(RecordDeputyDefence)
    decide_deputy_recall = command(DecideDeputyRecall)
    terminate_deputy = command(TerminateDeputy)
    deputies_on_day = query(DeputiesOnDay)
    congress_of_term = query(CongressOfTerm)
    hold_presidium_meeting = command(HoldPresidiumMeeting)
    draw_up_work_points = command(DrawUpWorkPoints)
    approve_work_points = command(ApproveWorkPoints)
    return_work_points = command(ReturnWorkPoints)
    start_work_point = command(StartWorkPoint)
    plan_special_report = command(PlanSpecialReport)
    hear_special_report = command(HearSpecialReport)
    submit_to_party = command(SubmitToParty)
    execute_matter = command(ExecuteMatter)
    year_of_congress = query(YearOfCongress)
    change_departments = command(ChangeDepartments)
    appraise_department = command(AppraiseDepartment)
    report_appraisal = command(ReportAppraisal)
    report_execution = command(ReportExecution)
    appraisals_of_term = query(AppraisalsOfTerm)
    resolutions_of_congress = query(ResolutionsOfCongress)
    submit_suggestion = command(SubmitSuggestion)
    assign_suggestion = command(AssignSuggestion)
    take_suggestion = command(TakeSuggestion)
    supervise_suggestion = command(SuperviseSuggestion)
    reply_suggestion = command(ReplySuggestion)
    judge_reply = command(JudgeReply)
    report_suggestion = command(ReportSuggestion)
    suggestions_of_congress = query(SuggestionsOfCongress)
    propose_community = command(ProposeCommunity)
    approve_community = command(ApproveCommunity)
    file_community = command(FileCommunity)
    communities_set_up = query(CommunitiesSetUp)
    change_community = command(ChangeCommunity)
    file_community_change = command(FileCommunityChange)
    changes_of_communities = query(ChangesOfCommunities)
    file_directory = command(FileDirectory)
    directory_of_committees = query(DirectoryOfCommittees)
    register_area = command(RegisterArea)
    coverage_of_areas = query(CoverageOfAreas)
    set_council = command(SetCouncil)
    record_council_action = command(RecordCouncilAction)
    execute_community_matter = command(ExecuteCommunityMatter)
    councils_of_communities = query(CouncilsOfCommunities)
    actions_of_councils = query(ActionsOfCouncils)
    consultations_of_communities = query(ConsultationsOfCommunities)
    executed_matters_of_communities = query(ExecutedMattersOfCommunities)
    set_subcommittee = command(SetSubcommittee)
    dissolve_subcommittee = command(DissolveSubcommittee)
    subcommittees_of_communities = query(SubcommitteesOfCommunities)
    set_community_funding = command(SetCommunityFunding)
    pay_community_funding = command(PayCommunityFunding)
    funding_of_communities = query(FundingOfCommunities)
    plan_election = command(PlanElection)
    submit_measures = command(SubmitMeasures)
    record_measures_vote = command(RecordMeasuresVote)
    form_election_committee = command(FormElectionCommittee)
    leave_election_committee = command(LeaveElectionCommittee)
    fill_committee_seat = command(FillCommitteeSeat)
    choose_substitutes = command(ChooseSubstitutes)
    name_committee_chair = command(NameCommitteeChair)
    record_kinship = command(RecordKinship)
    reserve_womens_seats = command(ReserveWomensSeats)
    record_women = command(RecordWomen)
    register_proxy = command(RegisterProxy)
    withdraw_proxy = command(WithdrawProxy)
    publish_proxies = command(PublishProxies)
    set_out_groups = command(SetOutGroups)
    publish_roll = command(PublishRoll)
    close_roll = command(CloseRoll)
    open_nomination = command(OpenNomination)
    nominate_candidate = command(NominateCandidate)
    check_candidate = command(CheckCandidate)
    withdraw_candidate = command(WithdrawCandidate)
    publish_nominees = command(PublishNominees)
    record_preliminary = command(RecordPreliminary)
    publish_final_list = command(PublishFinalList)
    open_voting = command(OpenVoting)
    count_box = command(CountBox)
    recount_box = command(RecountBox)
    declare_result = command(DeclareResult)
    order_rerun = command(OrderRerun)
    close_election = command(CloseElection)
    record_turnout = command(RecordTurnout)
    record_official = command(RecordOfficial)
    record_oath = command(RecordOath)
    file_resignation = command(FileResignation)
    decide_resignation = command(DecideResignation)
    record_transfer_out = command(RecordTransferOut)
    end_office = command(EndOffice)
    appraise_official = command(AppraiseOfficial)
    report_duty_appraisal = command(ReportDutyAppraisal)
    record_other_post = command(RecordOtherPost)
    move_recall = command(MoveRecall)
    record_defence = command(RecordDefence)
    decide_recall = command(DecideRecall)
    offices_of_unit = query(OfficesOfUnit)
    by_elections_owed = query(ByElectionsOwed)
    turnout_of_round = query(TurnoutOfRound)
    elections_of_unit = query(ElectionsOfUnit)
    election_record = query(ElectionRecord)
    open_sealed = particulars(OpenSealed)
    erase_subject = particulars(EraseSubject)
    open_deputy_file = command(OpenDeputyFile)
    change_deputy_profile = command(ChangeDeputyProfile)
    enter_performance = command(EnterPerformance)
    record_duty_report = command(RecordDutyReport)
    evaluate_deputy = command(EvaluateDeputy)
    collect_opinion = command(CollectOpinion)
    handbook_of_deputy = query(HandbookOfDeputy)
    register_station = command(RegisterStation)
    close_station = command(CloseStation)
    hold_reception = command(HoldReception)
    set_up_group = command(SetUpGroup)
    change_group_members = command(ChangeGroupMembers)
    plan_group_year = command(PlanGroupYear)
    hold_group_activity = command(HoldGroupActivity)
    close_group = command(CloseGroup)
    groups_of_unit = query(GroupsOfUnit)
    record_mark = command(RecordMark)
    remove_mark = command(RemoveMark)
    name_office_staff = command(NameOfficeStaff)
    marks_of_congress = query(MarksOfCongress)
