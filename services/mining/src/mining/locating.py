"""What the service's door adds to a command before it is decided: which protected areas a boundary meets.

The data sets are those of the areas above the unit that hold on the day, one of each kind and area: the latest.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

from contracts.bytes64 import bytes_of
from contracts.errors import Malformed, refuse_unless
from contracts.message import Json, dump, load
from contracts.mining.exploration.messages import LocateExploration, OpenExploration
from contracts.mining.mine.messages import CheckPrerequisites
from contracts.mining.red_lines.messages import RegisterRedLines
from contracts.mining.words import Boundary, Located, Overlap, ProtectedKind
from contracts.units import levels_above
from ledger.door import Prepare, Source

from mining.red_lines.view import RedLine, red_lines_in_force


def locate(source: Source, document: Json, today: date) -> Json:
    """The document with `located` in place of `boundary`."""
    if "located" in document:
        raise Malformed({"located": ["Made from the boundary, never sent."]})
    if not isinstance(document.get("unit"), str) or "boundary" not in document:
        raise Malformed({"boundary": ["Missing."]})
    boundary = load(Boundary, document["boundary"])
    sets = red_lines_in_force(source.connection, levels_above(document["unit"]), today)
    located = Located(boundary=boundary, overlaps=tuple(_overlap(source, boundary, each) for each in sets))
    rest = {name: value for name, value in document.items() if name != "boundary"}
    return {**rest, "located": dump(located)}


def read_first(source: Source, document: Json, today: date) -> Json:
    """A data set that cannot be read is not registered: `Rejected`."""
    data_set = document.get("data_set")
    digest = data_set.get("digest") if isinstance(data_set, dict) else None
    if isinstance(digest, str):
        count = sum(1 for _ in _geometry().areas_in(_content(source, digest)))
        refuse_unless(count > 0, "mining.red-lines-unreadable", digest)
    return document


def _geometry() -> Any:
    """Loaded by whoever locates: neither the follow process nor an audit needs what shapely takes (20 MB)."""
    return import_module("mining.geometry")


def _overlap(source: Source, boundary: Boundary, red_line: RedLine) -> Overlap:
    areas = _geometry().areas_met(boundary, _content(source, red_line.digest))
    return Overlap(kind=ProtectedKind(red_line.kind), data_set=red_line.digest, dated=red_line.dated, areas=areas)


def _content(source: Source, digest: str) -> str:
    content, offset = b"", 0
    while True:
        part = source.blob_part(digest, offset)
        content += bytes_of(part.content, "content")
        if part.next is None:
            return content.decode()
        offset = part.next


PREPARES: Mapping[type, Prepare] = {
    CheckPrerequisites: locate,
    OpenExploration: locate,
    LocateExploration: locate,
    RegisterRedLines: read_first,
}
