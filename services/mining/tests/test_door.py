"""A boundary goes in at the door of mining, and what it meets comes out as part of what is recorded."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.bytes64 import text_of
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.message import Json, dump
from contracts.mining.exploration.messages import OpenExploration
from contracts.mining.red_lines.messages import RegisterRedLines
from contracts.permissions import permissions_of
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.door import Call, Door
from ledger.refusals import Spool
from ledger.testing.playing import Played
from mining.service import SERVICE
from mining.testing import PACKS, located, noon, square

CITY, TOWN = "3607", "360730101"


def collection(name: str, west: float, south: float) -> bytes:
    """One area of about ten kilometres each way."""
    east, north = west + 0.1, south + 0.1
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"name": name}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()


class Place:
    """Mining's door on a store in memory."""

    def __init__(self, folder: Path) -> None:
        self.played = Played(SERVICE, SERVICE.answers, begins=noon(2025, 4, 1), unit="360730", folder=folder)
        self.played.activate(*PACKS)
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        self.door = Door(
            self.played.handlers,
            SERVICE.answers,
            views=self.played.views,
            authority=Authority(folder / "keys"),
            permissions=permissions_of("mining"),
            read=self.played.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1_000_000),
            run=lambda function, /, *arguments: function(*arguments),
            prepares=SERVICE.prepares,
        )

    def call(self, method: str, role: str, unit: str) -> Call:
        return Call(method, {"token": self.issuer.issue(Caller("ref-desk-01", role, unit))})

    def register(self, kind: str, content: bytes) -> Json:
        digest = hashlib.sha256(content).hexdigest()
        part = {"unit": CITY, "digest": digest, "size": len(content), "offset": 0, "content": text_of(content)}
        kept = self.door.put_blob_part(self.call("put_blob_part", "LandAuthority", CITY), part)
        document = {"unit": CITY, "kind": kind, "data_set": kept["blob"], "dated": "2024-01-01"}
        call = self.call("register_red_lines", "LandAuthority", CITY)
        answer = self.door.command(call, RegisterRedLines, document, str(uuid5(NAMESPACE_OID, digest)), None)
        self.played.projector.catch_up()
        return answer

    def open(self, unit: str = "360730", **other: Any) -> Json:
        name = {"zh": "北山普查", "en": "North Hill"}
        fixed = {"unit": TOWN, "project": "north", "name": name, "holder": "360730-survey", "means": ["methods"]}
        document = {**fixed, "wishes": "同意", "boundary": dump(square()), **other}
        call = self.call("open_exploration", "MiningRightAuthority", unit)
        return self.door.command(call, OpenExploration, document, str(uuid5(NAMESPACE_OID, "open")), None)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.req("G-034", "G-035")
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("ecological-red-line", "mining.inside-ecological-red-line"),
        ("nature-reserve", "mining.inside-nature-reserve"),
    ],
)
def test_a_boundary_inside_what_is_protected_is_refused_by_the_data_of_the_day(place: Place, kind: str, code: str):
    for each in ("ecological-red-line", "nature-reserve"):
        place.register(each, collection("水源地", *((116.0, 26.45) if each == kind else (117.0, 27.0))))

    with pytest.raises(Rejected) as refused:
        place.open()

    assert (code, "水源地") == (refused.value.code, refused.value.detail)
    assert [] == place.played.store.read(f"mining_exploration-{TOWN}-north")


def test_what_was_looked_at_is_part_of_what_is_recorded(place: Place):
    for each in ("ecological-red-line", "nature-reserve"):
        place.register(each, collection(each, 117.0, 27.0))
    answer = place.open()

    [opened] = answer["facts"]
    found = opened["data"]["located"]
    assert dump(square()) == found["boundary"]
    assert [("ecological-red-line", "2024-01-01", []), ("nature-reserve", "2024-01-01", [])] == [
        (overlap["kind"], overlap["dated"], overlap["areas"]) for overlap in found["overlaps"]
    ]
    assert answer == place.open()


def test_before_any_data_set_is_registered_nothing_is_granted(place: Place):
    with pytest.raises(Rejected, match=r"mining\.red-lines-required"):
        place.open()


def test_a_finding_of_the_callers_own_is_not_taken(place: Place):
    with pytest.raises(Malformed):
        place.open(located=dump(located()))


def test_a_data_set_that_is_none_is_not_registered(place: Place):
    with pytest.raises(Rejected, match=r"mining\.red-lines-unreadable"):
        place.register("nature-reserve", b'{"type": "FeatureCollection"}')


def test_rights_are_granted_in_ones_own_area(place: Place):
    with pytest.raises(Forbidden, match="forbidden-unit"):
        place.open("360731")
