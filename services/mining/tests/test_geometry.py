"""Which protected areas a boundary meets, and what the door makes of it."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob, BlobPart
from contracts.bytes64 import text_of
from contracts.errors import Malformed, Rejected
from contracts.message import dump, load
from contracts.mining.exploration.messages import ExplorationsOfArea, GreenMeans, OpenExploration
from contracts.mining.red_lines.messages import RegisterRedLines
from contracts.mining.words import Boundary, Located, Point, ProtectedKind
from ledger.door import Source
from ledger.testing.playing import Played
from mining.geometry import areas_in, areas_met
from mining.locating import locate, read_first
from mining.service import SERVICE
from mining.testing import PACKS, located, noon, square

EAST, NORTH = 116.01, 26.47
"""The south-western corner of `square()`, which is 0.01 wide and 0.01 high."""


def ring(west: float, south: float, width: float = 0.01, height: float = 0.01) -> list[list[float]]:
    east, north = round(west + width, 6), round(south + height, 6)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def data_set(**areas: list[list[list[float]]]) -> str:
    """Name to the rings of its polygon, the first the outer one."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": rings}}
        for name, rings in areas.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def met(**areas: list[list[list[float]]]) -> tuple[str, ...]:
    return areas_met(square(), data_set(**areas))


@pytest.mark.parametrize(
    ("rings", "is_met"),
    [
        ([ring(116.0, 26.46, 0.05, 0.05)], True),
        ([ring(116.015, 26.475, 0.001, 0.001)], True),
        ([ring(116.019, 26.4705)], True),
        ([ring(116.021, 26.47)], False),
        ([ring(116.02, 26.47)], False),
        ([ring(116.0, 26.46, 0.05, 0.05), ring(116.005, 26.465, 0.03, 0.03)], False),
        ([ring(116.0, 26.46, 0.05, 0.05), ring(116.012, 26.472, 0.001, 0.001)], True),
    ],
    ids=["inside", "around", "in part", "apart", "touching along an edge", "in its hole", "around a hole"],
)
@pytest.mark.req("G-034")
def test_ground_in_common_is_what_meets(rings: Any, is_met: bool):
    assert (("area",) if is_met else ()) == met(area=rings)


def test_areas_are_named_in_order_and_once():
    one, other = [ring(116.0, 26.46, 0.05, 0.05)], [ring(116.01, 26.47)]

    assert ("a", "b") == met(b=one, a=other)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": null}]}',
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "a"}, "geometry": null}]}',
        '{"type": "FeatureCollection", "features": [7]}',
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [116.0, 26.0]}}
                ],
            }
        ),
        data_set(bow=[[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]]),
    ],
)
def test_a_data_set_that_cannot_be_relied_on_is_refused(text: str):
    with pytest.raises(Rejected, match=r"mining\.red-lines-unreadable"):
        list(areas_in(text))


def test_a_boundary_that_crosses_itself_is_refused():
    corners = (("116.0", "26.0"), ("116.1", "26.1"), ("116.1", "26.0"), ("116.0", "26.1"), ("116.0", "26.0"))
    bow = Boundary(ring=tuple(Point(east=east, north=north) for east, north in corners))

    with pytest.raises(Rejected, match=r"mining\.boundary-not-simple"):
        areas_met(bow, data_set(area=[ring(116.0, 26.0)]))


def test_a_boundary_is_closed():
    with pytest.raises(Malformed, match="Not closed"):
        Boundary(ring=(*square().ring[:-1], Point(east="116.5", north="26.5")))


def test_degrees_are_decimal_text_and_never_a_float():
    for bad in (116.01, "1e2", "116", "116.123456789", "-1.5"):
        with pytest.raises(Malformed):
            load(Point, {"east": bad, "north": "26.47"})


@pytest.fixture
def played(tmp_path) -> Played:
    """The city registered red lines for 2024 and other ones for 2025, and reserves once."""
    played = Played(SERVICE, SERVICE.answers, begins=noon(2024, 8, 1), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    for kind, digest, dated in (
        (ProtectedKind.RED_LINE, FIRST, date(2024, 1, 1)),
        (ProtectedKind.RED_LINE, SECOND, date(2025, 1, 1)),
        (ProtectedKind.NATURE_RESERVE, RESERVES, date(2024, 1, 1)),
    ):
        blob = Blob(digest=digest, size=len(CONTENTS[digest]), media_type="text/plain")
        played.send(RegisterRedLines(actor="land-1", unit="3607", kind=kind, data_set=blob, dated=dated))
    played.projector.catch_up()
    return played


FIRST, SECOND, RESERVES = "a1" * 32, "a2" * 32, "a3" * 32
CONTENTS = {
    FIRST: data_set(elsewhere=[ring(117.0, 27.0)]).encode(),
    SECOND: data_set(here=[ring(116.015, 26.475)]).encode(),
    RESERVES: data_set(elsewhere=[ring(117.0, 27.0)]).encode(),
}


def blob_part(digest: str, offset: int) -> BlobPart:
    """Twenty bytes at a time."""
    content = CONTENTS[digest]
    end = min(offset + 20, len(content))
    blob = Blob(digest=digest, size=len(content), media_type="text/plain")
    return BlobPart(
        blob=blob, offset=offset, content=text_of(content[offset:end]), next=end if end < len(content) else None
    )


def prepared(played: Played, document: dict[str, Any], today: date, prepare: Any = locate) -> dict[str, Any]:
    with played.views.live().reading() as connection:
        found: dict[str, Any] = prepare(Source(connection, played.store.read, blob_part), document, today)
        return found


SENT = {"unit": "360730101", "project": "north-hill", "boundary": dump(square())}


@pytest.mark.parametrize(
    ("today", "digest", "areas"),
    [(date(2024, 12, 31), FIRST, ()), (date(2025, 1, 1), SECOND, ("here",))],
    ids=["the last day of the first data set", "the first day of the second"],
)
@pytest.mark.req("G-034", "G-035")
def test_the_door_looks_in_the_data_sets_of_the_day(played, today: date, digest: str, areas: tuple[str, ...]):
    made = prepared(played, SENT, today)
    found = load(Located, made["located"])

    assert {"unit", "project", "located"} == set(made)
    assert square() == found.boundary
    assert [(ProtectedKind.RED_LINE, digest), (ProtectedKind.NATURE_RESERVE, RESERVES)] == [
        (overlap.kind, overlap.data_set) for overlap in found.overlaps
    ]
    assert areas == found.met(ProtectedKind.RED_LINE)
    assert () == found.met(ProtectedKind.NATURE_RESERVE) == found.lacks()


def test_where_an_area_has_no_data_sets_they_are_lacking(played):
    found = load(Located, prepared(played, {**SENT, "unit": "110101"}, date(2025, 1, 1))["located"])

    assert tuple(ProtectedKind) == found.lacks()


def test_what_the_door_finds_is_never_sent(played):
    for document in ({**SENT, "located": dump(located())}, {"unit": "360730101"}, {"boundary": SENT["boundary"]}):
        with pytest.raises(Malformed):
            prepared(played, document, date(2025, 1, 1))


def test_a_data_set_is_read_before_it_is_registered(played):
    assert SENT == prepared(played, SENT, date(2025, 1, 1), read_first)
    document = {"unit": "3607", "data_set": {"digest": FIRST}}
    assert document == prepared(played, document, date(2025, 1, 1), read_first)
    CONTENTS["ff" * 32] = b"{}"
    with pytest.raises(Rejected, match=r"mining\.red-lines-unreadable"):
        prepared(played, {"unit": "3607", "data_set": {"digest": "ff" * 32}}, date(2025, 1, 1), read_first)


def test_projects_are_listed_by_area(played):
    for project in ("a", "b"):
        played.send(
            OpenExploration(
                actor="rights-1",
                unit="360730101",
                project=project,
                name=Bilingual(zh="普查", en="Survey"),
                holder="360730-survey",
                means=(GreenMeans.EQUIPMENT,),
                located=located(),
            )
        )
    first = played.ask(ExplorationsOfArea(unit="360730"), limit=1)
    second = played.ask(ExplorationsOfArea(unit="360730"), limit=1, after=first.next)

    assert (["a"], ["b"], None) == (
        [line.project for line in first.explorations],
        [line.project for line in second.explorations],
        second.next,
    )
    assert not first.explorations[0].has_wishes


def test_who_locates_nothing_does_not_load_the_library():
    asked = "import sys, mining.service; print(sorted({'shapely', 'numpy'} & sys.modules.keys()))"

    assert "[]\n" == subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
