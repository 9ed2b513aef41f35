"""Disclosure's methods: what may be called, and nothing else."""

from contracts.cases import ExplainDeadline, OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy
from contracts.disclosure.board_queries import BoardsOfUnit, UnitsShortOfBoards
from contracts.disclosure.boards import InspectBoard, MoveBoard, RegisterBoard, RetireBoard, UpdateBoard
from contracts.disclosure.commands import (
    CheckItems,
    CorrectItems,
    DraftItems,
    EnrolUnit,
    PublishItems,
    ReviewUnit,
    SubmitDuty,
    TakeDownItems,
)
from contracts.disclosure.documents import CorrectDocument, DocumentsOfUnit, RegisterDocument
from contracts.disclosure.matters import AddItems, FinishStage, OpenMatter, RecordInspection, ReportChange
from contracts.disclosure.objection_queries import (
    ObjectionReceipt,
    ObjectionsOfUnit,
    ObjectionsOnItem,
)
from contracts.disclosure.objections import (
    AcceptObjection,
    AnswerObjection,
    ConfirmOrder,
    DecideReport,
    LinkCase,
    SubmitObjection,
    TellResult,
)
from contracts.disclosure.queries import DutiesOfUnit, DutyHistory, OverdueDuties, PublishedPage, ReadAttachment
from contracts.disclosure.regulations import (
    CompileVolume,
    RecordRegulation,
    RegulationsOfUnit,
    RepealRegulation,
    ReviewRegulation,
    SetReviewInterval,
    VolumeOfUnit,
)
from contracts.disclosure.seal_book import CorrectSealUse, EnterSealUse, SealBook
from contracts.disclosure.supporters import EndSupport, NameSupporter, SupportersOfUnit
from contracts.message import Json
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, rpc
from ledger.settings import Settings

from disclosure.answers import ANSWERS
from disclosure.parts import PARTS


class DisclosureService:
    """Commands answer with what is recorded, queries from the views: see contracts.disclosure."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    @rpc
    def activate_policy(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ActivatePolicy, document, command_id, if_revision)

    @rpc
    def rebind_policy(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RebindPolicy, document, command_id, if_revision)

    @rpc
    def settle_due_date(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(SettleDueDate, document, command_id, if_revision)

    @rpc
    def enrol_unit(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(EnrolUnit, document, command_id, if_revision)

    @rpc
    def draft_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(DraftItems, document, command_id, if_revision)

    @rpc
    def submit_duty(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(SubmitDuty, document, command_id, if_revision)

    @rpc
    def check_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(CheckItems, document, command_id, if_revision)

    @rpc
    def publish_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(PublishItems, document, command_id, if_revision)

    @rpc
    def correct_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(CorrectItems, document, command_id, if_revision)

    @rpc
    def review_unit(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ReviewUnit, document, command_id, if_revision)

    @rpc
    def open_matter(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(OpenMatter, document, command_id, if_revision)

    @rpc
    def finish_stage(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(FinishStage, document, command_id, if_revision)

    @rpc
    def add_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(AddItems, document, command_id, if_revision)

    @rpc
    def report_change(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ReportChange, document, command_id, if_revision)

    @rpc
    def record_inspection(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RecordInspection, document, command_id, if_revision)

    @rpc
    def take_down_items(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(TakeDownItems, document, command_id, if_revision)

    @rpc
    def put_blob_part(self, document: Json) -> Json:
        return self.door.put_blob_part(document)

    @rpc
    def read_attachment(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(ReadAttachment, document, at_least, page)

    @rpc
    def duties_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(DutiesOfUnit, document, at_least, page)

    @rpc
    def overdue_duties(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(OverdueDuties, document, at_least, page)

    @rpc
    def duty_history(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(DutyHistory, document, at_least, page)

    @rpc
    def published_page(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(PublishedPage, document, at_least, page)

    @rpc
    def open_cases(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(OpenCases, document, at_least, page)

    @rpc
    def explain_deadline(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(ExplainDeadline, document, at_least, page)

    @rpc
    def submit_objection(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(SubmitObjection, document, command_id, if_revision)

    @rpc
    def accept_objection(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(AcceptObjection, document, command_id, if_revision)

    @rpc
    def link_case(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(LinkCase, document, command_id, if_revision)

    @rpc
    def answer_objection(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(AnswerObjection, document, command_id, if_revision)

    @rpc
    def decide_report(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(DecideReport, document, command_id, if_revision)

    @rpc
    def confirm_order(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ConfirmOrder, document, command_id, if_revision)

    @rpc
    def tell_result(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(TellResult, document, command_id, if_revision)

    @rpc
    def objection_receipt(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(ObjectionReceipt, document, at_least, page)

    @rpc
    def objections_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(ObjectionsOfUnit, document, at_least, page)

    @rpc
    def objections_on_item(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(ObjectionsOnItem, document, at_least, page)

    @rpc
    def register_board(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RegisterBoard, document, command_id, if_revision)

    @rpc
    def move_board(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(MoveBoard, document, command_id, if_revision)

    @rpc
    def retire_board(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RetireBoard, document, command_id, if_revision)

    @rpc
    def update_board(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(UpdateBoard, document, command_id, if_revision)

    @rpc
    def inspect_board(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(InspectBoard, document, command_id, if_revision)

    @rpc
    def boards_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(BoardsOfUnit, document, at_least, page)

    @rpc
    def units_short_of_boards(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(UnitsShortOfBoards, document, at_least, page)

    @rpc
    def enter_seal_use(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(EnterSealUse, document, command_id, if_revision)

    @rpc
    def correct_seal_use(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(CorrectSealUse, document, command_id, if_revision)

    @rpc
    def register_document(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RegisterDocument, document, command_id, if_revision)

    @rpc
    def correct_document(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(CorrectDocument, document, command_id, if_revision)

    @rpc
    def record_regulation(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RecordRegulation, document, command_id, if_revision)

    @rpc
    def repeal_regulation(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(RepealRegulation, document, command_id, if_revision)

    @rpc
    def review_regulation(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ReviewRegulation, document, command_id, if_revision)

    @rpc
    def set_review_interval(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(SetReviewInterval, document, command_id, if_revision)

    @rpc
    def compile_volume(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(CompileVolume, document, command_id, if_revision)

    @rpc
    def name_supporter(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(NameSupporter, document, command_id, if_revision)

    @rpc
    def end_support(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(EndSupport, document, command_id, if_revision)

    @rpc
    def seal_book(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(SealBook, document, at_least, page)

    @rpc
    def documents_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(DocumentsOfUnit, document, at_least, page)

    @rpc
    def regulations_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(RegulationsOfUnit, document, at_least, page)

    @rpc
    def volume_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(VolumeOfUnit, document, at_least, page)

    @rpc
    def supporters_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(SupportersOfUnit, document, at_least, page)
