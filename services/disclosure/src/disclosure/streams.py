"""The names of disclosure's streams, and which stream a command belongs to."""

from contracts.cases import CaseCommand
from contracts.disclosure.duty.messages import DutyCommand
from contracts.disclosure.objection.messages import ObjectionCommand
from contracts.disclosure.request.messages import RequestCommand

DUTIES, OBJECTIONS, REQUESTS = "disclosure_duty-", "disclosure_objection-", "disclosure_request-"
"""What begins the names of the streams that are cases with a due date."""


def duty_stream(unit: str, catalogue: str, period: str) -> str:
    return f"{DUTIES}{unit}-{catalogue.replace('_', '-')}-{period}"


def objection_stream(unit: str, identifier: str) -> str:
    return f"{OBJECTIONS}{unit}-{identifier}"


def objection_of(command: ObjectionCommand | CaseCommand) -> str:
    return command.case if isinstance(command, CaseCommand) else objection_stream(command.unit, command.objection)


def boards_stream(unit: str) -> str:
    return f"disclosure_boards-{unit}"


def duty_of(command: DutyCommand | CaseCommand) -> str:
    if isinstance(command, CaseCommand):
        return command.case
    return duty_stream(command.unit, command.catalogue, command.period)


def request_stream(unit: str, identifier: str) -> str:
    return f"{REQUESTS}{unit}-{identifier}"


def request_of(command: RequestCommand | CaseCommand) -> str:
    return command.case if isinstance(command, CaseCommand) else request_stream(command.unit, command.request)


def seal_stream(unit: str, seal: str, month: str) -> str:
    return f"disclosure_seals-{unit}-{seal}-{month}"


def document_stream(unit: str, year: int) -> str:
    return f"disclosure_documents-{unit}-{year}"


def books_stream(unit: str, period: str) -> str:
    return f"disclosure_books-{unit}-{period}"


def opinion_results_stream(unit: str, month: str) -> str:
    return f"disclosure_opinion-results-{unit}-{month}"
