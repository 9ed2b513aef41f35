"""What a call is refused with: status, text and trailers as the server sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import grpc

from localnode.limits import MAX_APPEND_BYTES

DENIED = grpc.StatusCode.PERMISSION_DENIED
INVALID = grpc.StatusCode.INVALID_ARGUMENT
PRINTABLE = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


@dataclass(eq=False)
class Refused(Exception):
    """Ends a call with a gRPC status."""

    code: grpc.StatusCode
    details: str
    trailers: Mapping[str, str] = field(default_factory=dict)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """Trailers carry ASCII only: what is not, is percent-encoded."""
        return tuple((key, quote(value, safe=PRINTABLE)) for key, value in self.trailers.items())


def stream_deleted(name: str) -> Refused:
    return Refused(
        grpc.StatusCode.FAILED_PRECONDITION,
        f"Event stream '{name}' is deleted.",
        {"exception": "stream-deleted", "stream-name": name},
    )


def wrong_expected_version(operation: str, name: str, expected: int, actual: int) -> Refused:
    return Refused(
        grpc.StatusCode.FAILED_PRECONDITION,
        f"{operation} failed due to WrongExpectedVersion. Stream: {name},"
        f" Expected version: {expected}, Actual version: {actual}",
        {
            "exception": "wrong-expected-version",
            "stream-name": name,
            "expected-version": str(expected),
            "actual-version": str(actual),
        },
    )


def too_large() -> Refused:
    return Refused(
        grpc.StatusCode.INVALID_ARGUMENT,
        f"Maximum Append Size of {MAX_APPEND_BYTES} Exceeded.",
        {
            "exception": "maximum-append-size-exceeded",
            "maximum-append-size": str(MAX_APPEND_BYTES),
        },
    )


def missing_property(name: str) -> Refused:
    return Refused(
        grpc.StatusCode.INVALID_ARGUMENT,
        f"Required Metadata Property '{name}' is missing",
        {
            "exception": "missing-required-metadata-property",
            "required-metadata-properties": "type,content-type",
        },
    )


def group_missing(group: str, stream: str) -> Refused:
    return _of_group(grpc.StatusCode.NOT_FOUND, "does-not-exist", "does not exist.", group, stream)


def group_exists(group: str, stream: str) -> Refused:
    return _of_group(grpc.StatusCode.ALREADY_EXISTS, "exists", "exists.", group, stream)


def group_dropped(group: str, stream: str) -> Refused:
    return _of_group(grpc.StatusCode.CANCELLED, "dropped", "was dropped.", group, stream)


def group_failed(group: str, stream: str, reason: str) -> Refused:
    refused = _of_group(grpc.StatusCode.INTERNAL, "failed", f"failed: '{reason}'", group, stream)
    return Refused(refused.code, refused.details, {**refused.trailers, "reason": reason})


def group_full(group: str, stream: str) -> Refused:
    return Refused(
        grpc.StatusCode.FAILED_PRECONDITION,
        f"Maximum subscriptions reached for subscription group {group} on stream {stream}.",
        {"exception": "maximum-subscribers-reached", "stream-name": stream, "group-name": group},
    )


def _of_group(code: grpc.StatusCode, what: str, said: str, group: str, stream: str) -> Refused:
    return Refused(
        code,
        f"Subscription group {group} on stream {stream} {said}",
        {"exception": f"persistent-subscription-{what}", "stream-name": stream, "group-name": group},
    )


def access_denied() -> Refused:
    return Refused(grpc.StatusCode.PERMISSION_DENIED, "Access Denied", {"exception": "access-denied"})


def not_authenticated() -> Refused:
    return Refused(grpc.StatusCode.UNAUTHENTICATED, "No such account, or another password")


def invalid(problem: str) -> Refused:
    return Refused(grpc.StatusCode.INVALID_ARGUMENT, problem)


def timed_out() -> Refused:
    return Refused(grpc.StatusCode.ABORTED, "Operation timed out: nothing was written")


def too_busy() -> Refused:
    return Refused(grpc.StatusCode.UNAVAILABLE, "Server Is Too Busy")


def stopping() -> Refused:
    return Refused(grpc.StatusCode.UNAVAILABLE, "Server Is Not Ready: it is being stopped")


def read_only(reason: str) -> Refused:
    return Refused(
        grpc.StatusCode.UNAVAILABLE,
        f"Server Is Not Ready: the disk failed ({reason}); the node is read-only until restarted",
    )


def damaged(reason: str) -> Refused:
    return Refused(grpc.StatusCode.DATA_LOSS, f"The file is damaged: {reason}")


def defect() -> Refused:
    return Refused(grpc.StatusCode.UNKNOWN, "Exception was thrown by handler.")
