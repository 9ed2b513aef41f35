"""What an answer to a request must hold.

Law: Regulations on Open Government Information (信息公开条例), arts. 32, 35-37, 42: each kind of answer has its own
fields; where a third party objects only the public interest opens the information; no fee but for excess.
"""

from contracts.disclosure.request.messages import NEEDED, RequestAnswer
from contracts.disclosure.request.rules import RequestPolicy
from contracts.disclosure.words import AnswerKind
from contracts.errors import refuse_unless

from disclosure.domain.request_state import Request

_GIVES = (AnswerKind.PROVIDED, AnswerKind.PARTLY_PROVIDED)


def refuse_incomplete(answer: RequestAnswer, request: Request, policy: RequestPolicy) -> None:
    missing = [name for name in NEEDED[answer.kind] if getattr(answer, name) is None]
    if answer.contents:
        missing = [name for name in missing if name != "where"]
    refuse_unless(not missing, "disclosure.answer-incomplete", f"{answer.kind} needs {', '.join(missing)}.")
    is_lawful = answer.ground is None or answer.ground in policy.grounds
    refuse_unless(is_lawful, "disclosure.ground-not-lawful", str(answer.ground))
    refuse_unless(answer.kind in _GIVES or not answer.contents, "disclosure.nothing-is-provided", answer.kind)
    is_against = answer.kind in _GIVES and request.has_objection()
    refuse_unless(
        not is_against or answer.public_interest is not None, "disclosure.third-party-objects", "Art. 32: say why."
    )
    is_excess = answer.kind is AnswerKind.EXCESSIVE
    refuse_unless(not is_excess or request.are_reasons_good is False, "disclosure.reasons-not-judged", "Art. 35")
    refuse_unless(answer.fee is None or request.are_reasons_asked, "disclosure.fee-not-allowed", "Art. 42")
