"""Builds the messages the node answers with."""

from typing import Any

import grpc
from esdbclient.protos.Grpc import shared_pb2, status_pb2, streams_pb2
from google.protobuf import empty_pb2

from localnode.expectation import ANY, EXISTS, NO_STREAM
from localnode.limits import MAX_APPEND_BYTES
from localnode.recorder import Written
from localnode.refusals import Refused
from localnode.streamtable import NEVER


def appended(written: Written) -> Any:
    success = streams_pb2.AppendResp.Success()
    _set_end(success, written, shared_pb2.Empty())
    return streams_pb2.AppendResp(success=success)


def append_refused(expected: int, actual: int) -> Any:
    """In-band: the oldest and the newest form of the same fact, as the server sends both."""
    wrong = streams_pb2.AppendResp.WrongExpectedVersion()
    nothing = shared_pb2.Empty()
    if actual == NEVER:
        wrong.current_no_stream.CopyFrom(nothing)
        wrong.no_stream_20_6_0.CopyFrom(nothing)
    else:
        wrong.current_revision = wrong.current_revision_20_6_0 = actual
    match expected:
        case -1:
            wrong.expected_no_stream.CopyFrom(nothing)
        case -2:
            wrong.expected_any.CopyFrom(nothing)
            wrong.any_20_6_0.CopyFrom(nothing)
        case -4:
            wrong.expected_stream_exists.CopyFrom(nothing)
            wrong.stream_exists_20_6_0.CopyFrom(nothing)
        case _:
            wrong.expected_revision = wrong.expected_revision_20_6_0 = expected
    return streams_pb2.AppendResp(wrong_expected_version=wrong)


def batch_appended(request: Any, name: str, expected: int, written: Written) -> Any:
    answer = _batch_answer(request, name, expected)
    _set_end(answer.success, written, empty_pb2.Empty())
    return answer


def batch_refused(request: Any, name: str, expected: int | None, status: Any) -> Any:
    answer = _batch_answer(request, name, expected)
    answer.error.CopyFrom(status)
    return answer


def wrong_version_status(expected: int, actual: int) -> Any:
    wrong = shared_pb2.WrongExpectedVersion()
    if actual == NEVER:
        wrong.current_no_stream.CopyFrom(empty_pb2.Empty())
    else:
        wrong.current_stream_revision = actual
    _set_expected(wrong, expected, "expected_")
    return _status(grpc.StatusCode.FAILED_PRECONDITION, "WrongExpectedVersion", wrong)


def stream_deleted_status(name: str) -> Any:
    identifier = shared_pb2.StreamIdentifier(stream_name=name.encode())
    details = shared_pb2.StreamDeleted(stream_identifier=identifier)
    return _status(grpc.StatusCode.FAILED_PRECONDITION, f"Event stream '{name}' is deleted.", details)


def timeout_status() -> Any:
    return _status(grpc.StatusCode.DEADLINE_EXCEEDED, "Timeout", shared_pb2.Timeout())


def too_large_status() -> Any:
    details = shared_pb2.MaximumAppendSizeExceeded(maxAppendSize=MAX_APPEND_BYTES)
    return _status(grpc.StatusCode.INVALID_ARGUMENT, "Maximum Append Size Exceeded", details)


def access_denied_status() -> Any:
    return _status(grpc.StatusCode.PERMISSION_DENIED, "Access Denied", shared_pb2.AccessDenied())


def unknown_status() -> Any:
    return _status(grpc.StatusCode.UNKNOWN, "Unknown", shared_pb2.Unknown())


def bad_request_status(refused: Refused) -> Any:
    details = shared_pb2.BadRequest(message=refused.details)
    return _status(grpc.StatusCode.INVALID_ARGUMENT, "Bad Request", details)


def deleted(message: Any, written: Written) -> Any:
    """For Delete and Tombstone; `message` is the class of the answer."""
    if not written.position:
        return message(no_position=shared_pb2.Empty())
    position = message.Position(commit_position=written.position, prepare_position=written.position)
    return message(position=position)


def confirmation(subscription_id: str) -> bytes:
    confirmed = streams_pb2.ReadResp.SubscriptionConfirmation(subscription_id=subscription_id)
    return _bytes(streams_pb2.ReadResp(confirmation=confirmed))


def checkpoint(position: int) -> bytes:
    reached = streams_pb2.ReadResp.Checkpoint(commit_position=position, prepare_position=position)
    return _bytes(streams_pb2.ReadResp(checkpoint=reached))


def stream_not_found(name: str) -> bytes:
    identifier = shared_pb2.StreamIdentifier(stream_name=name.encode())
    missing = streams_pb2.ReadResp.StreamNotFound(stream_identifier=identifier)
    return _bytes(streams_pb2.ReadResp(stream_not_found=missing))


def _bytes(message: Any) -> bytes:
    return bytes(message.SerializeToString())


CAUGHT_UP = _bytes(streams_pb2.ReadResp(caught_up=streams_pb2.ReadResp.CaughtUp()))
FELL_BEHIND = _bytes(streams_pb2.ReadResp(fell_behind=streams_pb2.ReadResp.FellBehind()))


def _batch_answer(request: Any, name: str, expected: int | None) -> Any:
    answer = streams_pb2.BatchAppendResp(correlation_id=request.correlation_id)
    answer.stream_identifier.stream_name = name.encode()
    if expected is not None:
        _set_expected(answer, expected, "")
    return answer


def _set_expected(message: Any, expected: int, prefix: str) -> None:
    names = {NO_STREAM: "no_stream", ANY: "any", EXISTS: "stream_exists"}
    if expected in names:
        getattr(message, prefix + names[expected]).CopyFrom(empty_pb2.Empty())
    else:
        setattr(message, f"{prefix}stream_position", expected)


def _set_end(success: Any, written: Written, nothing: Any) -> None:
    if written.revision == NEVER:
        success.no_stream.CopyFrom(nothing)
    else:
        success.current_revision = written.revision
    if written.position:
        success.position.commit_position = written.position
        success.position.prepare_position = written.position
    else:
        success.no_position.CopyFrom(nothing)


def _status(code: grpc.StatusCode, message: str, details: Any) -> Any:
    status = status_pb2.Status(code=code.value[0], message=message)
    status.details.Pack(details)
    return status
