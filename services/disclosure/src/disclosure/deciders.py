"""The deciders of disclosure, with the stream and the rules of each."""

from typing import get_args

from contracts.cases import CASE_COMMANDS, CaseCommand
from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.disclosure.boards.messages import BOARD_COMMANDS, BoardCommand, BoardFact
from contracts.disclosure.boards.rules import BoardPolicy, board_policy
from contracts.disclosure.books.messages import BOOKS_COMMANDS, BooksCommand, BooksFact
from contracts.disclosure.documents.messages import DOCUMENT_COMMANDS, DocumentCommand, DocumentFact
from contracts.disclosure.duty.messages import DutyCommand, PublishItems
from contracts.disclosure.duty.rules import DisclosurePolicy, disclosure_policy
from contracts.disclosure.objection.messages import OBJECTION_COMMANDS, ObjectionCommand
from contracts.disclosure.objection.rules import ObjectionPolicy, objection_policy
from contracts.disclosure.opinion_results.messages import OPINION_RESULT_COMMANDS, NoteOpinionResult, OpinionResultNoted
from contracts.disclosure.regulations.messages import REGULATION_COMMANDS, RegulationCommand, RegulationFact
from contracts.disclosure.regulations.rules import RegulationPolicy, regulation_policy
from contracts.disclosure.report.rules import report_policy
from contracts.disclosure.request.messages import REQUEST_COMMANDS, RequestCommand
from contracts.disclosure.request.rules import RequestPolicy, request_policy
from contracts.disclosure.seal_book.messages import SEAL_COMMANDS, SealCommand, SealFact
from contracts.disclosure.supporters.messages import SUPPORTER_COMMANDS, SupporterCommand, SupporterFact
from contracts.disclosure.unit.messages import UnitCommand, UnitFact
from contracts.particulars import ErasureCommand, ErasureFact, RecordOpening, SealedOpened
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.retention import Retention
from contracts.succession import SucceedUnit, UnitSucceeded
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import Decider, RulesOf, cases_of
from ledger.erasure import Erasure, erasure_decider
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.upward_report import report_decider

from disclosure.domain import (
    boards,
    books,
    documents,
    objection_rebinding,
    objection_state,
    opinion_results,
    publication,
    rebinding,
    regulations,
    request_rebinding,
    request_state,
    seal_book,
    supporters,
    unit,
)
from disclosure.domain.state import Duty
from disclosure.streams import (
    DUTIES,
    OBJECTIONS,
    REQUESTS,
    boards_stream,
    books_stream,
    document_stream,
    duty_of,
    objection_of,
    opinion_results_stream,
    request_of,
    seal_stream,
)

UNIT: Decider[UnitCommand, UnitFact, unit.Unit, DisclosurePolicy] = Decider(
    name="disclosure.unit",
    version=1,
    takes=get_args(UnitCommand),
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=unit.Unit(),
    decide=unit.decide,
    evolve=unit.evolve,
    stream=lambda command: f"disclosure_unit-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=disclosure_policy,
)

DUTY: Decider[DutyCommand | CaseCommand, rebinding.Fact, Duty, DisclosurePolicy] = Decider(
    name="disclosure.duty",
    version=1,
    takes=get_args(DutyCommand | CaseCommand),
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=Duty(),
    decide=rebinding.decide,
    evolve=rebinding.evolve,
    stream=duty_of,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=disclosure_policy,
    cases=cases_of(DUTIES, rebinding.RUNNING),
    contents={PublishItems: publication.attached},
)

OBJECTION: Decider[
    ObjectionCommand | CaseCommand, objection_rebinding.Fact, objection_state.Objection, ObjectionPolicy
] = Decider(
    name="disclosure.objection",
    version=1,
    takes=(*OBJECTION_COMMANDS, *CASE_COMMANDS),
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=objection_state.Objection(),
    decide=objection_rebinding.decide,
    evolve=objection_state.evolve,
    stream=objection_of,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=objection_policy,
    cases=cases_of(OBJECTIONS, objection_rebinding.RUNNING),
)

BOARDS: Decider[BoardCommand, BoardFact, boards.Boards, BoardPolicy] = Decider(
    name="disclosure.boards",
    version=1,
    takes=BOARD_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=boards.Boards(),
    decide=boards.decide,
    evolve=boards.evolve,
    stream=lambda command: boards_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=board_policy,
)

REQUEST: Decider[RequestCommand | CaseCommand, request_rebinding.Fact, request_state.Request, RequestPolicy] = Decider(
    name="disclosure.request",
    version=1,
    takes=(*REQUEST_COMMANDS, *CASE_COMMANDS),
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=request_state.Request(),
    decide=request_rebinding.decide,
    evolve=request_state.evolve,
    stream=request_of,
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=request_policy,
    cases=cases_of(REQUESTS, request_rebinding.RUNNING),
)

SEAL_BOOK: Decider[SealCommand, SealFact, seal_book.Book, None] = Decider(
    name="disclosure.seal-book",
    version=1,
    takes=SEAL_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=seal_book.Book(),
    decide=seal_book.decide,
    evolve=seal_book.evolve,
    stream=lambda command: seal_stream(command.unit, command.seal, command.month),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

DOCUMENTS: Decider[DocumentCommand, DocumentFact, documents.Register, None] = Decider(
    name="disclosure.documents",
    version=1,
    takes=DOCUMENT_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=documents.Register(),
    decide=documents.decide,
    evolve=documents.evolve,
    stream=lambda command: document_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

REGULATIONS: Decider[RegulationCommand, RegulationFact, regulations.Regulations, RegulationPolicy] = Decider(
    name="disclosure.regulations",
    version=1,
    takes=REGULATION_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=regulations.Regulations(),
    decide=regulations.decide,
    evolve=regulations.evolve,
    stream=lambda command: f"disclosure_regulations-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=regulation_policy,
)

SUPPORTERS: Decider[SupporterCommand, SupporterFact, supporters.Supporters, None] = Decider(
    name="disclosure.supporters",
    version=1,
    takes=SUPPORTER_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=supporters.Supporters(),
    decide=supporters.decide,
    evolve=supporters.evolve,
    stream=lambda command: f"disclosure_supporters-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

BOOKS: Decider[BooksCommand, BooksFact, books.Books, None] = Decider(
    name="disclosure.books",
    version=1,
    takes=BOOKS_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=books.Books(),
    decide=books.decide,
    evolve=books.evolve,
    stream=lambda command: books_stream(command.unit, command.period),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


OPINION_RESULTS: Decider[NoteOpinionResult, OpinionResultNoted, opinion_results.Noted, None] = Decider(
    name="disclosure.opinion-results",
    version=1,
    takes=OPINION_RESULT_COMMANDS,
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    initial=frozenset(),
    decide=opinion_results.decide,
    evolve=opinion_results.evolve,
    stream=lambda command: opinion_results_stream(command.unit, command.month),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

REPORT = report_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"), report_policy)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

OPENING: Decider[RecordOpening, SealedOpened, None, None] = opening_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

ERASURE: Decider[ErasureCommand, ErasureFact, Erasure, Retention] = erasure_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "disclosure", commands_of("disclosure"), facts_of("disclosure")
)
