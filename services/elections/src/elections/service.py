"""Elections's methods: what may be called, and nothing else."""

from contracts.common import ActivatePolicy
from contracts.elections.closing import AnnounceResults, ArchiveSession, CloseSession, ReportResults
from contracts.elections.convening import (
    ApproveSession,
    BeginPreparation,
    CancelSession,
    DecideSession,
    MoveSession,
    RequestSession,
    ReturnRequest,
)
from contracts.elections.floor import (
    AnswerInquiry,
    AnswerQuestion,
    DecideMotion,
    DecideQuestion,
    PutInquiry,
    PutQuestion,
    SubmitMotion,
    WithdrawMotion,
)
from contracts.elections.queries import SessionRecord, SessionsOfUnit
from contracts.elections.sitting import DisposeItem, HoldMeeting, OpenSession, RecordDeliberation, TakeVote
from contracts.elections.summons import IssueNotice, RecordDelivery
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query
from ledger.settings import Settings

from elections.answers import ANSWERS
from elections.parts import PARTS


class ElectionsService:
    """Commands answer with what is recorded, queries from the views: see contracts.elections."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)

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
