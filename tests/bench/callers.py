"""Callers in processes of their own: each keeps a number of calls outstanding and says how long they took."""

import multiprocessing
import time
from collections import deque
from dataclasses import dataclass
from statistics import quantiles
from typing import Any


@dataclass(frozen=True)
class Result:
    """Calls a second over all callers, and the time of a call in milliseconds at the median and the 95th percentile."""

    per_second: float
    p50_ms: float
    p95_ms: float


def measure(
    broker_uri: str, method: str, calls: list[tuple[str, Any, dict[str, Any]]], *, callers: int, window: int
) -> Result:
    """Send the calls (token, document, options), dealt out to the callers."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(callers) as pool:
        work = [(broker_uri, method, calls[number::callers], window) for number in range(callers)]
        spans = pool.starmap(_call, work)
    began, ended = min(span[0] for span in spans), max(span[1] for span in spans)
    times = sorted(taken for span in spans for taken in span[2])
    cuts = quantiles(times, n=20)
    return Result(len(times) / (ended - began), cuts[9] * 1000, cuts[18] * 1000)


def _call(broker_uri: str, method: str, calls: Any, window: int) -> tuple[float, float, list[float]]:
    import ledger.client
    from nameko.standalone.rpc import ClusterRpcProxy

    assert ledger.client
    service, _, name = method.partition(".")
    times: list[float] = []
    cluster = ClusterRpcProxy({"AMQP_URI": broker_uri}, context_data={"token": ""}, timeout=60)
    context = cluster._worker_ctx.data
    with cluster as proxy:
        send = getattr(proxy[service], name).call_async
        waiting: deque[tuple[float, Any]] = deque()
        began = time.perf_counter()
        for context["token"], document, options in calls:
            waiting.append((time.perf_counter(), send(document, **options)))
            if len(waiting) >= window:
                times.append(_take(waiting))
        while waiting:
            times.append(_take(waiting))
        return began, time.perf_counter(), times


def _take(waiting: deque[tuple[float, Any]]) -> float:
    sent, reply = waiting.popleft()
    reply.result()
    return time.perf_counter() - sent
