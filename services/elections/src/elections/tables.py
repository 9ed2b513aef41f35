"""What the views of elections share: bookmark, agenda, units and their mergers."""

from ledger.merged_units import merged_table
from ledger.unit_view import unit_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import MetaData

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
UNIT = unit_table(METADATA)
MERGED = merged_table(METADATA)
