"""The `eventsourcing` library behind a bare Nameko service: a draft as anybody would build it on SQLite.

`python peer.py BROKER_URI FILE`. It keeps folded aggregates as our handlers keep folded streams; it checks no access,
proves nothing, and has no views and no relay.
"""

import sys
from typing import Any

import eventlet

eventlet.monkey_patch()

from uuid import NAMESPACE_URL, UUID, uuid5  # noqa: E402

from eventsourcing.application import AggregateNotFoundError, Application  # noqa: E402
from eventsourcing.domain import Aggregate, event  # noqa: E402
from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402

KEPT = 1024


class Duty(Aggregate):
    """A unit's duty of one period, with the versions of its items."""

    @event("Opened")
    def __init__(self, unit: str, catalogue: str, period: str) -> None:
        self.place = (unit, catalogue, period)
        self.written: dict[str, list[str]] = {}

    @event("Drafted")
    def draft(self, item: str, kind: str, text: str) -> None:
        assert kind == "content"
        self.written.setdefault(item, []).append(text)

    @staticmethod
    def create_id(unit: str, catalogue: str, period: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"/duties/{unit}/{catalogue}/{period}")


OFFICE = Application[UUID](
    env={
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": sys.argv[2],
        "AGGREGATE_CACHE_MAXSIZE": str(KEPT),
    }
)


class Peer:
    """One fact for each draft, as `disclosure.draft_items` records it."""

    name = "peer"

    @rpc  # type: ignore[untyped-decorator]
    def draft_items(self, document: dict[str, Any], **_: Any) -> dict[str, int]:
        place = (document["unit"], document["catalogue"], document["period"])
        try:
            duty: Duty = OFFICE.repository.get(Duty.create_id(*place))
        except AggregateNotFoundError:
            duty = Duty(*place)
        for entry in document["entries"]:
            duty.draft(**entry)
        OFFICE.save(duty)
        return {"version": duty.version}


if __name__ == "__main__":
    runner = ServiceRunner({"AMQP_URI": sys.argv[1]})
    runner.add_service(Peer)
    runner.start()
    runner.wait()
