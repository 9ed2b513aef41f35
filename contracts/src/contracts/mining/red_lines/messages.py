"""The data sets of protected areas that an authority put on the register.

An authority's stream is `mining_redlines-<unit>`.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)): no new exploration right inside an ecological red line,
all exploration leaves nature reserves.
"""

from contracts.blobs import Blob
from contracts.message import command, fact
from contracts.mining.words import ProtectedKind
from contracts.vocabulary import Actor, Day, Instant, UnitCode


@command
class RegisterRedLines:
    """Put a data set of protected areas on the register: GeoJSON, in force from `dated` on until a later one.

    The service's door reads it first. Refused: `mining.red-lines-unreadable`, `mining.red-lines-already-registered`.
    """

    actor: Actor
    unit: UnitCode
    kind: ProtectedKind
    data_set: Blob
    dated: Day


@fact
class RedLinesRegistered:
    """A data set of protected areas is on the register (红线数据登记), in force from `dated` on."""

    unit: UnitCode
    kind: ProtectedKind
    data_set: Blob
    dated: Day
    registered_by: Actor
    registered_at: Instant
