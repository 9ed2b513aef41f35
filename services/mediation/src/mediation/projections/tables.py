"""The tables of mediation's views."""

from ledger.merged_units import merged_table
from ledger.unit_view import unit_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
UNIT = unit_table(METADATA)
MERGED = merged_table(METADATA)

CASE = Table(
    "case_",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("submission", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("received_on", String, nullable=False),
    Column("received_outside_centre", Boolean, nullable=False),
    Column("registered_at", String, nullable=False),
    Column("status", String, nullable=False),
    Column("handler", String),
    Column("case_class", String),
    Column("rung", String),
    Column("attempts", Integer, nullable=False),
    Column("tell_on", String),
    Column("due_on", String),
    Column("finish_on", String),
    Column("is_overdue", Boolean, nullable=False),
    Column("level", String),
    Column("cause", String),
    Column("closed_at", String),
    Column("is_tracked", Boolean, nullable=False),
    Column("is_screened", Boolean, nullable=False),
    Column("petition_class", String),
    Column("way", String),
    Column("told_on", String),
    Column("review", String),
    Column("rating", Integer),
)
"""Names, contacts and what was said stay in the facts, sealed."""

PARTY = Table(
    "party",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("party", String, primary_key=True),
)

AGREEMENT = Table(
    "agreement",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("effective_on", String),
    Column("confirm_on", String),
)

PROMISE = Table(
    "promise",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", String, nullable=False),
    Column("is_performed", Boolean, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

MONTH_DUTY = Table(
    "month_duty",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("duty", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("month", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("due_on", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

FIGURE = Table(
    "figure",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("month", String, primary_key=True),
    Column("figure", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often something was recorded of a unit in a month."""

ORDER = Table(
    "order_",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("order", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("to", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", String, nullable=False),
    Column("status", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
    Column("met_at", String),
)

ROSTER_DAY = Table(
    "roster_day",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("leaders", Integer, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("is_missing", Boolean, nullable=False),
)

REGISTER_ENTRY = Table(
    "register_entry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("entry", Text, nullable=False),
    Column("corrections", Integer, nullable=False),
)
"""`entry` is the entry as JSON."""

PROXY = Table(
    "proxy",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("request", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", String, nullable=False),
    Column("business", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("status", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

OUTCOME = Table(
    "outcome",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("half", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("has_risen", Boolean, nullable=False),
)

VISIT = Table(
    "visit",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("submission", String, nullable=False),
    Column("activity", String, nullable=False),
    Column("visited_on", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("needs_handling", Boolean, nullable=False),
)

SPECIAL = Table(
    "special",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("period", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("from_on", String, nullable=False),
    Column("to_on", String, nullable=False),
    Column("screenings", Integer, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

CHECK = Table(
    "check_",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("half", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("responsible", String, nullable=False),
    Column("unmet", Integer, nullable=False),
    Column("score", String),
)

CONSEQUENCE = Table(
    "consequence",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("consequence", String, nullable=False),
    Column("reason", Text, nullable=False),
)

CENTRE = Table(
    "centre",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("established_on", String, nullable=False),
    Column("closed_on", String),
    Column("director", String),
    Column("office", String),
    Column("staff", Text, nullable=False),
    Column("full_time", Integer, nullable=False),
    Column("is_out_of_range", Boolean),
    Column("without_staff", Text, nullable=False),
)
"""`staff` and `without_staff` as JSON."""

CENTRE_DEPUTY = Table(
    "centre_deputy",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("person", String, primary_key=True),
)

ROTATION = Table(
    "rotation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("centre", String, primary_key=True),
    Column("from_on", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("to_on", String, nullable=False),
    Column("from_unit", String, nullable=False),
    Column("is_listed", Boolean, nullable=False),
)

STATION = Table(
    "station",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("station", String, primary_key=True),
    Column("set_up_on", String, nullable=False),
    Column("head", String, nullable=False),
    Column("workers", Text, nullable=False),
)
"""Those that work; `workers` as JSON."""

HAVE = Table(
    "have",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("have", String, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("yuan", Integer),
)
