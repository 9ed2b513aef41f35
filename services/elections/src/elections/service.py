"""Elections's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.elections import (
    candidates,
    committees,
    communities,
    community_changes,
    community_matters,
    convening,
    council_queries,
    councils,
    coverage,
    credentials,
    deputy_files,
    deputy_groups,
    directories,
    duty_appraisals,
    floor,
    funding,
    kinship,
    meeting_year_queries,
    offices,
    presidium_work,
    proxies,
    residents_meetings,
    resolutions,
    stations,
    subcommittee_queries,
    subcommittees,
    suggestions,
    teams,
    villagers,
    voter_recalls,
    womens_seats,
)
from contracts.elections.appraisals import AppraiseDepartment, ChangeDepartments, ReportAppraisal
from contracts.elections.ballots import CountBox, OpenVoting, RecountBox
from contracts.elections.closing import AnnounceResults, ArchiveSession, CloseSession, ReportResults
from contracts.elections.community_change_queries import ChangesOfCommunities
from contracts.elections.community_queries import CommunitiesSetUp
from contracts.elections.congress_year import HoldPresidiumMeeting
from contracts.elections.coverage_queries import CoverageOfAreas
from contracts.elections.decisions import AnnounceTopic, DecideAlone, IssueTopic, RecordConsultation, VoteOnTopic
from contracts.elections.deputy_queries import CongressOfTerm, DeputiesOnDay, HandbookOfDeputy
from contracts.elections.directory_queries import DirectoryOfCommittees
from contracts.elections.election_queries import ElectionRecord, ElectionsOfUnit
from contracts.elections.execution import ReportExecution
from contracts.elections.funding_queries import FundingOfCommunities
from contracts.elections.grassroots_queries import DirectElectionCoverage, RepresentativesOfVillage, TeamOfUnit
from contracts.elections.group_queries import GroupsOfUnit
from contracts.elections.group_reps import SetOutGroups
from contracts.elections.hearings import HoldRestorationHearing
from contracts.elections.known_sessions import ShowRoll
from contracts.elections.mandates import FileDeputyResignation, RestoreDeputy, SuspendDeputy, TerminateDeputy
from contracts.elections.matter_queries import MattersOfUnit, StepsOfMatter
from contracts.elections.measures import PlanElection, RecordMeasuresVote, SubmitMeasures
from contracts.elections.office_queries import ByElectionsOwed, OfficesOfUnit
from contracts.elections.organ_marks import NameOfficeStaff, RecordMark, RemoveMark
from contracts.elections.presidium_queries import MarksOfCongress, YearOfCongress
from contracts.elections.queries import SessionRecord, SessionsOfUnit
from contracts.elections.recalls import DecideRecall, MoveRecall, RecordDefence
from contracts.elections.results import CloseElection, DeclareResult, OrderRerun
from contracts.elections.sitting import DisposeItem, HoldMeeting, OpenSession, RecordDeliberation, TakeVote
from contracts.elections.suggestion_queries import SuggestionsOfCongress
from contracts.elections.summons import IssueNotice, RecordDelivery
from contracts.elections.supervision_queries import AppraisalsOfTerm, ResolutionsOfCongress
from contracts.elections.terms import ElectPresidium, FillCommittee, FormCommittee, OpenTerm, TakeOverTerm
from contracts.elections.turnout import RecordTurnout, TurnoutOfRound
from contracts.elections.village_audits import ReportVillageAudit
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

    propose_resolution = command(resolutions.ProposeResolution)
    consult_resolution = command(resolutions.ConsultResolution)
    review_resolution = command(resolutions.ReviewResolution)
    adopt_resolution = command(resolutions.AdoptResolution)
    hold_restoration_hearing = command(HoldRestorationHearing)
    hold_residents_meeting = command(residents_meetings.HoldResidentsMeeting)
    keep_residents_minutes = command(residents_meetings.KeepResidentsMinutes)
    close_residents_meeting = command(residents_meetings.CloseResidentsMeeting)
    residents_meetings_of_year = query(meeting_year_queries.ResidentsMeetingsOfYear)
    report_village_audit = command(ReportVillageAudit)
    start_implementation = command(resolutions.StartImplementation)
    record_implementation = command(resolutions.RecordImplementation)
    close_resolution = command(resolutions.CloseResolution)
    withdraw_proposal = command(resolutions.WithdrawProposal)
    revoke_resolution = command(resolutions.RevokeResolution)
    order_correction = command(resolutions.OrderCorrection)
    announce_topic = command(AnnounceTopic)
    issue_topic = command(IssueTopic)
    record_consultation = command(RecordConsultation)
    vote_on_topic = command(VoteOnTopic)
    decide_alone = command(DecideAlone)
    divide_work = command(teams.DivideWork)
    record_team_meeting = command(teams.RecordTeamMeeting)
    team_of_unit = query(TeamOfUnit)
    enter_representatives = command(villagers.EnterRepresentatives)
    hold_representatives_meeting = command(villagers.HoldRepresentativesMeeting)
    hold_group_meeting = command(villagers.HoldGroupMeeting)
    tell_group = command(villagers.TellGroup)
    end_representatives_term = command(villagers.EndRepresentativesTerm)
    representatives_of_village = query(RepresentativesOfVillage)
    direct_election_coverage = query(DirectElectionCoverage)
    matters_of_unit = query(MattersOfUnit)
    steps_of_matter = query(StepsOfMatter)
    request_session = command(convening.RequestSession)
    approve_session = command(convening.ApproveSession)
    return_request = command(convening.ReturnRequest)
    begin_preparation = command(convening.BeginPreparation)
    decide_session = command(convening.DecideSession)
    move_session = command(convening.MoveSession)
    cancel_session = command(convening.CancelSession)
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
    put_inquiry = command(floor.PutInquiry)
    answer_inquiry = command(floor.AnswerInquiry)
    submit_motion = command(floor.SubmitMotion)
    decide_motion = command(floor.DecideMotion)
    withdraw_motion = command(floor.WithdrawMotion)
    put_question = command(floor.PutQuestion)
    decide_question = command(floor.DecideQuestion)
    answer_question = command(floor.AnswerQuestion)
    sessions_of_unit = query(SessionsOfUnit)
    session_record = query(SessionRecord)
    open_term = command(OpenTerm)
    take_over_term = command(TakeOverTerm)
    elect_presidium = command(ElectPresidium)
    form_committee = command(FormCommittee)
    fill_committee = command(FillCommittee)
    show_roll = command(ShowRoll)
    enter_deputies = command(credentials.EnterDeputies)
    review_credentials = command(credentials.ReviewCredentials)
    confirm_credentials = command(credentials.ConfirmCredentials)
    publish_deputies = command(credentials.PublishDeputies)
    invalidate_election = command(credentials.InvalidateElection)
    suspend_deputy = command(SuspendDeputy)
    restore_deputy = command(RestoreDeputy)
    file_deputy_resignation = command(FileDeputyResignation)
    request_deputy_recall = command(voter_recalls.RequestDeputyRecall)
    record_deputy_defence = command(voter_recalls.RecordDeputyDefence)
    decide_deputy_recall = command(voter_recalls.DecideDeputyRecall)
    terminate_deputy = command(TerminateDeputy)
    deputies_on_day = query(DeputiesOnDay)
    congress_of_term = query(CongressOfTerm)
    hold_presidium_meeting = command(HoldPresidiumMeeting)
    draw_up_work_points = command(presidium_work.DrawUpWorkPoints)
    approve_work_points = command(presidium_work.ApproveWorkPoints)
    return_work_points = command(presidium_work.ReturnWorkPoints)
    start_work_point = command(presidium_work.StartWorkPoint)
    plan_special_report = command(presidium_work.PlanSpecialReport)
    hear_special_report = command(presidium_work.HearSpecialReport)
    submit_to_party = command(presidium_work.SubmitToParty)
    execute_matter = command(presidium_work.ExecuteMatter)
    year_of_congress = query(YearOfCongress)
    change_departments = command(ChangeDepartments)
    appraise_department = command(AppraiseDepartment)
    report_appraisal = command(ReportAppraisal)
    report_execution = command(ReportExecution)
    appraisals_of_term = query(AppraisalsOfTerm)
    resolutions_of_congress = query(ResolutionsOfCongress)
    submit_suggestion = command(suggestions.SubmitSuggestion)
    assign_suggestion = command(suggestions.AssignSuggestion)
    take_suggestion = command(suggestions.TakeSuggestion)
    supervise_suggestion = command(suggestions.SuperviseSuggestion)
    reply_suggestion = command(suggestions.ReplySuggestion)
    judge_reply = command(suggestions.JudgeReply)
    report_suggestion = command(suggestions.ReportSuggestion)
    suggestions_of_congress = query(SuggestionsOfCongress)
    propose_community = command(communities.ProposeCommunity)
    approve_community = command(communities.ApproveCommunity)
    file_community = command(communities.FileCommunity)
    communities_set_up = query(CommunitiesSetUp)
    change_community = command(community_changes.ChangeCommunity)
    file_community_change = command(community_changes.FileCommunityChange)
    changes_of_communities = query(ChangesOfCommunities)
    file_directory = command(directories.FileDirectory)
    directory_of_committees = query(DirectoryOfCommittees)
    register_area = command(coverage.RegisterArea)
    coverage_of_areas = query(CoverageOfAreas)
    set_council = command(councils.SetCouncil)
    record_council_action = command(councils.RecordCouncilAction)
    execute_community_matter = command(community_matters.ExecuteCommunityMatter)
    councils_of_communities = query(council_queries.CouncilsOfCommunities)
    actions_of_councils = query(council_queries.ActionsOfCouncils)
    consultations_of_communities = query(council_queries.ConsultationsOfCommunities)
    executed_matters_of_communities = query(council_queries.ExecutedMattersOfCommunities)
    set_subcommittee = command(subcommittees.SetSubcommittee)
    dissolve_subcommittee = command(subcommittees.DissolveSubcommittee)
    subcommittees_of_communities = query(subcommittee_queries.SubcommitteesOfCommunities)
    set_community_funding = command(funding.SetCommunityFunding)
    pay_community_funding = command(funding.PayCommunityFunding)
    funding_of_communities = query(FundingOfCommunities)
    plan_election = command(PlanElection)
    submit_measures = command(SubmitMeasures)
    record_measures_vote = command(RecordMeasuresVote)
    form_election_committee = command(committees.FormElectionCommittee)
    leave_election_committee = command(committees.LeaveElectionCommittee)
    fill_committee_seat = command(committees.FillCommitteeSeat)
    choose_substitutes = command(committees.ChooseSubstitutes)
    name_committee_chair = command(committees.NameCommitteeChair)
    record_kinship = command(kinship.RecordKinship)
    reserve_womens_seats = command(womens_seats.ReserveWomensSeats)
    record_women = command(womens_seats.RecordWomen)
    register_proxy = command(proxies.RegisterProxy)
    withdraw_proxy = command(proxies.WithdrawProxy)
    publish_proxies = command(proxies.PublishProxies)
    set_out_groups = command(SetOutGroups)
    publish_roll = command(committees.PublishRoll)
    close_roll = command(committees.CloseRoll)
    open_nomination = command(candidates.OpenNomination)
    nominate_candidate = command(candidates.NominateCandidate)
    check_candidate = command(candidates.CheckCandidate)
    withdraw_candidate = command(candidates.WithdrawCandidate)
    publish_nominees = command(candidates.PublishNominees)
    record_preliminary = command(candidates.RecordPreliminary)
    publish_final_list = command(candidates.PublishFinalList)
    open_voting = command(OpenVoting)
    count_box = command(CountBox)
    recount_box = command(RecountBox)
    declare_result = command(DeclareResult)
    order_rerun = command(OrderRerun)
    close_election = command(CloseElection)
    record_turnout = command(RecordTurnout)
    record_official = command(offices.RecordOfficial)
    record_oath = command(offices.RecordOath)
    file_resignation = command(offices.FileResignation)
    decide_resignation = command(offices.DecideResignation)
    record_transfer_out = command(offices.RecordTransferOut)
    end_office = command(offices.EndOffice)
    appraise_official = command(duty_appraisals.AppraiseOfficial)
    report_duty_appraisal = command(duty_appraisals.ReportDutyAppraisal)
    record_other_post = command(offices.RecordOtherPost)
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
    open_deputy_file = command(deputy_files.OpenDeputyFile)
    change_deputy_profile = command(deputy_files.ChangeDeputyProfile)
    enter_performance = command(deputy_files.EnterPerformance)
    record_duty_report = command(deputy_files.RecordDutyReport)
    evaluate_deputy = command(deputy_files.EvaluateDeputy)
    collect_opinion = command(deputy_files.CollectOpinion)
    handbook_of_deputy = query(HandbookOfDeputy)
    register_station = command(stations.RegisterStation)
    close_station = command(stations.CloseStation)
    hold_reception = command(stations.HoldReception)
    set_up_group = command(deputy_groups.SetUpGroup)
    change_group_members = command(deputy_groups.ChangeGroupMembers)
    plan_group_year = command(deputy_groups.PlanGroupYear)
    hold_group_activity = command(deputy_groups.HoldGroupActivity)
    close_group = command(deputy_groups.CloseGroup)
    groups_of_unit = query(GroupsOfUnit)
    record_mark = command(RecordMark)
    remove_mark = command(RemoveMark)
    name_office_staff = command(NameOfficeStaff)
    marks_of_congress = query(MarksOfCongress)
