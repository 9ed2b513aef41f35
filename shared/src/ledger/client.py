"""Calls a service from outside: the CLI, scripts, tests. One connection and one reply queue per client."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4  # noqa: TID251 - a caller outside the log makes the ids of its commands

from contracts.errors import REFUSALS, InternalError, Unavailable
from contracts.message import Json
from kombu.exceptions import OperationalError
from nameko.exceptions import RemoteError, RpcTimeout, UnknownService, deserialize_to_instance
from nameko.standalone.rpc import ClusterRpcProxy

for _refusal in (*REFUSALS, InternalError):
    deserialize_to_instance(_refusal)


class Client:
    """`call` answers within `timeout_s` or raises a refusal of `contracts.errors`."""

    def __init__(self, broker_uri: str, token: str, *, timeout_s: float = 20.0) -> None:
        self._config = {"AMQP_URI": broker_uri, "serializer": "json", "ACCEPT": ["json"]}
        self._context = {"token": token}
        self._timeout_s = timeout_s
        self._proxy: Any = None
        self._calls: Any = None

    def __enter__(self) -> Self:
        try:
            self._proxy = ClusterRpcProxy(self._config, context_data=self._context, timeout=self._timeout_s)
            self._calls = self._proxy.start()
        except (OperationalError, OSError) as error:
            raise Unavailable(f"The broker does not answer: {error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._proxy.stop()

    def call(self, service: str, method: str, document: Any, **options: Any) -> Json:
        """`options` are the keyword arguments of the method: `command_id`, `if_revision`, `at_least`, `page`."""
        try:
            answer: Json = getattr(self._calls[service], method)(document, **options)
        except UnknownService as error:
            raise Unavailable(f"No process of {service} is listening.") from error
        except (RpcTimeout, OperationalError, OSError) as error:
            raise Unavailable(f"No answer from {service} within {self._timeout_s:g} s.") from error
        except RemoteError as error:
            raise InternalError(str(error)) from error
        return answer


def fresh_id() -> UUID:
    """A new command id, for callers that have nothing to derive one from."""
    return uuid4()


def refusal_document(refusal: Exception) -> Mapping[str, Any]:
    """A refusal as a document, for people and scripts."""
    document: dict[str, Any] = {"refused": type(refusal).__name__}
    for name in ("code", "detail", "problems", "revision"):
        if hasattr(refusal, name):
            document[name] = getattr(refusal, name)
    if len(document) == 1:
        document["detail"] = str(refusal)
    return document
