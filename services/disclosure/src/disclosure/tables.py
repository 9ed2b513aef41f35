"""What the views of disclosure share: bookmark, agenda, units and their mergers."""

from ledger.merged_units import merged_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Column, MetaData, String, Table

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
MERGED = merged_table(METADATA)

UNIT = Table(
    "unit",
    METADATA,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("valid_from", String, nullable=False),
)
