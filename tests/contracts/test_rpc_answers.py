"""What a caller gets to read, whatever a method answers with."""

import json

from contracts.errors import Rejected
from ledger.rpc import answer_of


def test_an_answer_is_compact_json_in_utf_8():
    assert answer_of({"zh": "公开"}, None) == '{"result":{"zh":"公开"},"error":null}'


def test_a_refusal_keeps_its_code():
    answer = json.loads(answer_of(None, (Rejected, Rejected("items-missing", "TP-2"), None)))

    assert answer["result"] is None
    assert answer["error"]["exc_type"] == "Rejected"
    assert answer["error"]["exc_args"] == ["items-missing", "TP-2"]


def test_an_answer_that_is_no_json_is_an_internal_error():
    for result in (object(), {"share": float("nan")}):
        answer = json.loads(answer_of(result, None))

        assert answer["result"] is None
        assert answer["error"]["exc_type"] == "InternalError"
