"""Disclosure's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, EnterPack
from contracts.disclosure.annual_report.messages import AnnualReport
from contracts.disclosure.boards.messages import (
    BoardsOfUnit,
    InspectBoard,
    MoveBoard,
    RegisterBoard,
    RetireBoard,
    UnitsShortOfBoards,
    UpdateBoard,
)
from contracts.disclosure.books.messages import BooksOfUnit, CloseBooks, CorrectBooks
from contracts.disclosure.documents.messages import CorrectDocument, DocumentsOfUnit, RegisterDocument
from contracts.disclosure.duty.messages import (
    AddItems,
    CheckItems,
    Completeness,
    CorrectItems,
    DraftItems,
    DutiesOfUnit,
    DutyHistory,
    FinishStage,
    MissingItems,
    OpenMatter,
    OverdueDuties,
    PublishedPage,
    PublishItems,
    ReadAttachment,
    RecordInspection,
    ReportChange,
    ReviewWithheld,
    SubmitDuty,
    TakeDownItems,
    WithdrawItems,
    WithheldItems,
)
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    ConfirmOrder,
    DecideReport,
    LinkCase,
    ObjectionReceipt,
    ObjectionsOfUnit,
    ObjectionsOnItem,
    SubmitObjection,
    TellResult,
)
from contracts.disclosure.opinion_results.messages import OpinionResults
from contracts.disclosure.regulations.messages import (
    CompileVolume,
    RecordRegulation,
    RegulationsOfUnit,
    RepealRegulation,
    ReviewRegulation,
    SetReviewInterval,
    VolumeOfUnit,
)
from contracts.disclosure.request.messages import (
    AbandonRequest,
    AnswerRequest,
    AskCorrection,
    AskReasons,
    ConfirmReceipt,
    Consult,
    ExtendRequest,
    JudgeReasons,
    LinkPetition,
    PointToChannel,
    ReceiveCorrection,
    ReceiveRequest,
    RecordReply,
    RequestReceipt,
    RequestsOfUnit,
    SubmitRequest,
)
from contracts.disclosure.seal_book.messages import CorrectSealUse, EnterSealUse, SealBook
from contracts.disclosure.supporters.messages import EndSupport, NameSupporter, SupportersOfUnit
from contracts.disclosure.unit.messages import EnrolUnit, ReviewUnit
from contracts.message import Json
from contracts.particulars import EraseSubject, OpenSealed
from contracts.succession import SucceedUnit
from contracts.unit_register import UnitsOfArea
from contracts.upward_reports import ReadReport, ReceiveReport, ReportsOfUnit, ReportsToUnit, ReturnReport, SendReport
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, particulars, query, rpc
from ledger.settings import Settings

from disclosure.answers import ANSWERS
from disclosure.parts import PARTS


class DisclosureService:
    """Commands answer with what is recorded, queries from the views: see contracts.disclosure."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    enter_pack = command(EnterPack)
    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    rebind_policy = command(RebindPolicy)
    settle_due_date = command(SettleDueDate)

    enrol_unit = command(EnrolUnit)
    draft_items = command(DraftItems)
    submit_duty = command(SubmitDuty)
    check_items = command(CheckItems)
    publish_items = command(PublishItems)
    correct_items = command(CorrectItems)
    review_unit = command(ReviewUnit)
    open_matter = command(OpenMatter)
    finish_stage = command(FinishStage)
    add_items = command(AddItems)
    report_change = command(ReportChange)
    record_inspection = command(RecordInspection)
    take_down_items = command(TakeDownItems)
    review_withheld = command(ReviewWithheld)
    withdraw_items = command(WithdrawItems)
    withheld_items = query(WithheldItems)
    completeness = query(Completeness)
    missing_items = query(MissingItems)
    read_attachment = query(ReadAttachment)
    units_of_area = query(UnitsOfArea)
    duties_of_unit = query(DutiesOfUnit)
    overdue_duties = query(OverdueDuties)
    duty_history = query(DutyHistory)
    published_page = query(PublishedPage)
    opinion_results = query(OpinionResults)
    send_report = command(SendReport)
    receive_report = command(ReceiveReport)
    return_report = command(ReturnReport)
    reports_of_unit = query(ReportsOfUnit)
    reports_to_unit = query(ReportsToUnit)
    read_report = query(ReadReport)
    open_cases = query(OpenCases)
    explain_deadline = query(ExplainDeadline)

    submit_objection = command(SubmitObjection)
    accept_objection = command(AcceptObjection)
    link_case = command(LinkCase)
    answer_objection = command(AnswerObjection)
    decide_report = command(DecideReport)
    confirm_order = command(ConfirmOrder)
    tell_result = command(TellResult)
    objection_receipt = query(ObjectionReceipt)
    objections_of_unit = query(ObjectionsOfUnit)
    objections_on_item = query(ObjectionsOnItem)

    register_board = command(RegisterBoard)
    move_board = command(MoveBoard)
    retire_board = command(RetireBoard)
    update_board = command(UpdateBoard)
    inspect_board = command(InspectBoard)
    boards_of_unit = query(BoardsOfUnit)
    units_short_of_boards = query(UnitsShortOfBoards)

    close_books = command(CloseBooks)
    correct_books = command(CorrectBooks)
    books_of_unit = query(BooksOfUnit)

    enter_seal_use = command(EnterSealUse)
    correct_seal_use = command(CorrectSealUse)
    register_document = command(RegisterDocument)
    correct_document = command(CorrectDocument)
    record_regulation = command(RecordRegulation)
    repeal_regulation = command(RepealRegulation)
    review_regulation = command(ReviewRegulation)
    set_review_interval = command(SetReviewInterval)
    compile_volume = command(CompileVolume)
    name_supporter = command(NameSupporter)
    end_support = command(EndSupport)
    seal_book = query(SealBook)
    documents_of_unit = query(DocumentsOfUnit)
    regulations_of_unit = query(RegulationsOfUnit)
    volume_of_unit = query(VolumeOfUnit)
    supporters_of_unit = query(SupportersOfUnit)

    submit_request = command(SubmitRequest)
    receive_request = command(ReceiveRequest)
    confirm_receipt = command(ConfirmReceipt)
    ask_correction = command(AskCorrection)
    receive_correction = command(ReceiveCorrection)
    abandon_request = command(AbandonRequest)
    consult = command(Consult)
    record_reply = command(RecordReply)
    extend_request = command(ExtendRequest)
    ask_reasons = command(AskReasons)
    judge_reasons = command(JudgeReasons)
    answer_request = command(AnswerRequest)
    point_to_channel = command(PointToChannel)
    link_petition = command(LinkPetition)
    request_receipt = query(RequestReceipt)
    requests_of_unit = query(RequestsOfUnit)

    annual_report = query(AnnualReport)

    @rpc
    def put_blob_part(self, document: Json) -> Json:
        return self.door.put_blob_part(document)

    open_sealed = particulars(OpenSealed)
    erase_subject = particulars(EraseSubject)
