"""What the views of mining share: bookmark, agenda, and which units were merged."""

from ledger.merged_units import merged_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import MetaData

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)

MERGED = merged_table(METADATA)
