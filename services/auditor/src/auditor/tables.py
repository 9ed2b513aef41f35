"""What the views of the auditor share: bookmark and agenda."""

from ledger.views import agenda_table, bookmark_table
from sqlalchemy import MetaData

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
