"""Every message of disclosure, and how older versions are lifted."""

from typing import get_args

from contracts.cases import CASE_COMMANDS, CASE_FACTS
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS, COMMON_UPCASTS
from contracts.disclosure.boards import BOARD_COMMANDS, BOARD_FACTS
from contracts.disclosure.books import BOOKS_COMMANDS, BOOKS_FACTS, FiguresFact
from contracts.disclosure.commands import (
    CheckItems,
    CorrectItems,
    DraftItems,
    EnrolUnit,
    MarkOverdue,
    OpenDuty,
    PublishItems,
    ReviewUnit,
    SubmitDuty,
    TakeDownItems,
)
from contracts.disclosure.documents import DOCUMENT_COMMANDS, DOCUMENT_FACTS
from contracts.disclosure.events import (
    CataloguesAdded,
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
    UnitEnrolled,
)
from contracts.disclosure.ladder import GiveNotice, LadderFact
from contracts.disclosure.matters import MatterCommand, MatterFact
from contracts.disclosure.objections import OBJECTION_COMMANDS, OBJECTION_FACTS
from contracts.disclosure.occasions import OccasionFact, OpenOccasion
from contracts.disclosure.opinion_results import OPINION_RESULT_COMMANDS, OPINION_RESULT_FACTS
from contracts.disclosure.regulations import REGULATION_COMMANDS, REGULATION_FACTS
from contracts.disclosure.request_facts import REQUEST_FACTS
from contracts.disclosure.requests import REQUEST_COMMANDS
from contracts.disclosure.seal_book import SEAL_COMMANDS, SEAL_FACTS
from contracts.disclosure.supporters import SUPPORTER_COMMANDS, SUPPORTER_FACTS
from contracts.disclosure.withholding import ReviewWithheld, WithdrawItems, WithholdingFact
from contracts.particulars import PARTICULARS_COMMANDS, PARTICULARS_FACTS
from contracts.upward_reports import REPORT_COMMANDS, REPORT_FACTS

DISCLOSURE_COMMANDS = Catalogue(
    "disclosure",
    EnrolUnit,
    ReviewUnit,
    OpenDuty,
    DraftItems,
    SubmitDuty,
    CheckItems,
    PublishItems,
    CorrectItems,
    TakeDownItems,
    MarkOverdue,
    *get_args(MatterCommand),
    ReviewWithheld,
    WithdrawItems,
    GiveNotice,
    OpenOccasion,
    *OBJECTION_COMMANDS,
    *BOARD_COMMANDS,
    *CASE_COMMANDS,
    *REQUEST_COMMANDS,
    *SEAL_COMMANDS,
    *DOCUMENT_COMMANDS,
    *REGULATION_COMMANDS,
    *SUPPORTER_COMMANDS,
    *BOOKS_COMMANDS,
    *OPINION_RESULT_COMMANDS,
    *REPORT_COMMANDS,
    *PARTICULARS_COMMANDS,
    *COMMON_COMMANDS,
)

DISCLOSURE_FACTS = Catalogue(
    "disclosure",
    UnitEnrolled,
    CataloguesAdded,
    DutyOpened,
    ItemsDrafted,
    DutySubmitted,
    ItemsChecked,
    ItemsPublished,
    PublicationBackdated,
    ItemsTakenDown,
    PostingTooShort,
    DutyReopened,
    ItemsCorrected,
    DisclosureOverdue,
    DutyFulfilled,
    *OBJECTION_FACTS,
    DutyFulfilledAgain,
    *get_args(MatterFact),
    *get_args(WithholdingFact),
    *get_args(LadderFact),
    *get_args(OccasionFact),
    *get_args(FiguresFact),
    *BOARD_FACTS,
    *CASE_FACTS,
    *REQUEST_FACTS,
    *SEAL_FACTS,
    *DOCUMENT_FACTS,
    *REGULATION_FACTS,
    *SUPPORTER_FACTS,
    *BOOKS_FACTS,
    *OPINION_RESULT_FACTS,
    *REPORT_FACTS,
    *PARTICULARS_FACTS,
    *COMMON_FACTS,
    upcasts=COMMON_UPCASTS,
)
