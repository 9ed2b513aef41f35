"""The rules of requests for information as a decider receives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contracts.disclosure.request.messages import RequestChannel
from contracts.errors import refuse_unless
from contracts.policies import ResolvedPolicy


class CountsFrom(StrEnum):
    """Which day is that of receipt: the day it arrived, or the day both sides confirmed it."""

    ARRIVED = "arrived"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPolicy:
    """All numbers are working days. `clause` says where `answer` stands.

    `receipt`: channel to the day that counts. `grounds`: why something is withheld.
    """

    answer: int
    clause: str
    extension: int
    correction: int
    consultation: int
    receipt: Mapping[RequestChannel, CountsFrom]
    grounds: tuple[str, ...]


def request_policy(resolved: ResolvedPolicy) -> RequestPolicy:
    """`Rejected` if no active pack has a rule that is needed: nothing is received on guesses."""
    return RequestPolicy(
        answer=_value("request.answer.working_days", resolved),
        clause=resolved.parameters["request.answer.working_days"].source,
        extension=_value("request.extension.working_days.max", resolved),
        correction=_value("request.correction.working_days", resolved),
        consultation=_value("request.consultation.working_days", resolved),
        receipt={channel: _counts_from(channel, resolved) for channel in RequestChannel},
        grounds=tuple(ground for name in _GROUNDS for ground in _value(name, resolved)),
    )


_GROUNDS = ("disclosure.secrecy_grounds", "disclosure.lawful_grounds", "disclosure.optional_grounds")


def _counts_from(channel: RequestChannel, resolved: ResolvedPolicy) -> CountsFrom:
    return CountsFrom(_value(f"request.receipt.{channel.replace('-', '_')}", resolved))


def _value(name: str, resolved: ResolvedPolicy) -> Any:
    refuse_unless(name in resolved.parameters, "policy-not-active", name)
    return resolved.value(name)
