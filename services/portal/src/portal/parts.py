"""What the portal reads, and the views it makes of it."""

from ledger.reader import ReaderParts
from ledger.views import Schema

from portal.projections.boards import BOARDS
from portal.projections.congress import CONGRESS
from portal.projections.duties import DUTIES
from portal.projections.facts import FACTS
from portal.projections.mines import MINES
from portal.projections.objections import OBJECTIONS
from portal.projections.rules import RULES
from portal.projections.shown import READ
from portal.projections.tables import AGENDA, BOOKMARK, METADATA

PARTS = ReaderParts(
    name="portal",
    reads=READ,
    schema=Schema(METADATA, BOOKMARK, AGENDA, (DUTIES, FACTS, BOARDS, OBJECTIONS, RULES, CONGRESS, MINES)),
)
