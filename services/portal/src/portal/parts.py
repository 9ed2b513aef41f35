"""What the portal reads, and the views it makes of it."""

from ledger.reader import ReaderParts
from ledger.views import Schema

from portal.projections.boards import BOARDS
from portal.projections.circulars import CIRCULARS
from portal.projections.congress import CONGRESS
from portal.projections.decisions import DECISIONS
from portal.projections.deputies import DEPUTIES
from portal.projections.disputes import DISPUTES
from portal.projections.duties import DUTIES
from portal.projections.elections import ELECTIONS
from portal.projections.facts import FACTS
from portal.projections.mines import MINES
from portal.projections.objections import OBJECTIONS
from portal.projections.offices import OFFICES
from portal.projections.rules import RULES
from portal.projections.shown import READ
from portal.projections.stations import STATIONS
from portal.projections.tables import AGENDA, BOOKMARK, METADATA
from portal.projections.titles import TITLES

PROJECTIONS = (
    *(DUTIES, FACTS, BOARDS, OBJECTIONS, RULES),
    *(CONGRESS, DEPUTIES, STATIONS, ELECTIONS, OFFICES, DECISIONS),
    *(MINES, CIRCULARS, TITLES, DISPUTES),
)

PARTS = ReaderParts(
    name="portal",
    reads=READ,
    schema=Schema(METADATA, BOOKMARK, AGENDA, PROJECTIONS),
)
