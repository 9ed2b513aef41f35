"""The stations of villages at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Made

PACKS = ("township-centre-2012",)
Facts = list[Made]
DAY, BEFORE = "2025-06-20", "2025-06-19"


def of(name: str, station: str, data: dict[str, Any]) -> Made:
    document = {"unit": "360730101201", "station": station, **data}
    return Made(f"mediation.station-{name}", document, stream="station-360730101201")


def staff(*workers: str, office: str = "party_secretary") -> dict[str, Any]:
    return {"head": "secretary-1", "office": office, "workers": list(workers)}


def set_up(*workers: str, station: str = "one", office: str = "party_secretary") -> Made:
    return of("set-up", station, {**staff(*workers, office=office), "set_up_on": DAY})


def staffed(*workers: str, station: str = "one", office: str = "party_secretary", on: str = DAY) -> Made:
    return of("staffed", station, {**staff(*workers, office=office), "from_on": on})


def closed(on: str = DAY) -> Made:
    return of("closed", "one", {"closed_on": on})


NEW = set_up("worker-1")
SET_UP, STAFFED, CLOSED = "station-set-up", "station-staffed", "station-closed"
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    "one": ([NEW], set()),
    "a second one": ([NEW, set_up("worker-2", station="two")], {("count", SET_UP)}),
    "another one once it is closed": ([NEW, closed(), set_up("worker-2", station="two")], set()),
    "the same one again": ([NEW, closed(), NEW], {("count", SET_UP)}),
    "one worker": ([NEW, staffed("worker-2")], set()),
    "two workers": ([NEW, staffed("worker-1", "worker-2")], set()),
    "no worker": ([NEW, staffed()], {("count", STAFFED)}),
    "set up without a worker": ([set_up()], {("count", SET_UP)}),
    "headed by the committee's chair": ([set_up("worker-1", office="committee_chair")], {("cause", SET_UP)}),
    "headed by a villager later": ([NEW, staffed("worker-1", office="villager")], {("cause", STAFFED)}),
    "the head as the worker": ([NEW, staffed("secretary-1")], {("same-person", STAFFED)}),
    "a worker twice": ([NEW, staffed("worker-1", "worker-1")], {("same-person", STAFFED)}),
    "staffed too early": ([NEW, staffed("worker-2", on=BEFORE)], {("order", STAFFED)}),
    "staffed once it is closed": ([NEW, closed(), staffed("worker-2")], {("order", STAFFED)}),
    "staffed though never set up": ([staffed("worker-2")], {("order", STAFFED)}),
    "closed before it was set up": ([NEW, closed(BEFORE)], {("order", CLOSED)}),
    "closed twice": ([NEW, closed(), closed()], {("order", CLOSED)}),
}
