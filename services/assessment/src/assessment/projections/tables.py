"""The tables of assessment's views."""

from ledger.merged_units import merged_table
from ledger.unit_view import unit_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)

DUTY = Table(
    "duty",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("year", Integer, nullable=False, index=True),
    Column("indicator", String),
    Column("outcome", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("happened_at", String, nullable=False),
)
"""What stands of each duty."""

STEP = Table(
    "step",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("happened_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""Every piece of evidence; `place` counts those of one duty, so that it does not depend on what came between them."""

SUMMARY = Table(
    "summary",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("expected", Integer, nullable=False),
    Column("overdue", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("late", Integer, nullable=False),
)
"""How many of a unit's duties of a year stand at each outcome."""

AUDIT_FINDING = Table(
    "audit_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("check", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", String),
    Column("is_open", Integer, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What the auditor found on units' records, as it stands."""

PERFORMANCE = Table(
    "performance",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("grade", String),
    Column("clause", String, nullable=False),
    Column("happened_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What bears on a unit's performance evaluation, every fact of it."""

UNIT = unit_table(METADATA)
MERGED = merged_table(METADATA)

SHEET = Table(
    "sheet",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("scheme", String, nullable=False),
    Column("term", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("opened_at", String, nullable=False),
    Column("closed_at", String),
    Column("met", Integer),
    Column("not_met", Integer),
    Column("not_applicable", Integer),
    Column("unmet_mandatory", String, nullable=False),
    Column("vetoed", String, nullable=False),
    Column("score", String),
)
"""One row for each score sheet; the lists are joined by blanks."""

RESULT = Table(
    "result",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("document", String, nullable=False),
)
"""Everything that was said of a sheet's indicators, in order: results, annotations, what came late."""

ENTRY = Table(
    "entry",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("term", String, primary_key=True),
    Column("entry", String, primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What each entry of a measure counts, and the fact it rests on."""

TITLE = Table(
    "title",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("title", String, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("time", Integer, nullable=False),
    Column("conferred_at", String, nullable=False),
    Column("digest", String, nullable=False),
)
"""The titles that are held now."""

TITLE_STEP = Table(
    "title_step",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fact", String, nullable=False),
    Column("title", String),
    Column("year", Integer),
    Column("happened_at", String, nullable=False),
    Column("reason", String),
)
"""The timeline of a community: every step of every year, titles lost and regained."""

TOWNSHIP_YEAR = Table(
    "township_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("has_group", Boolean, nullable=False),
    Column("plan_filed_at", String),
    Column("is_plan_overdue", Boolean, nullable=False),
    Column("is_result_overdue", Boolean, nullable=False),
    Column("assessed_at", String),
    Column("score", String),
    Column("digest", String),
    Column("findings", Integer, nullable=False),
    Column("is_commended", Boolean),
    Column("reason", String),
)
"""Where each township's year stands; the years before stay, so that a trend can be seen."""

CENTRE_YEAR = Table(
    "centre_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("first_frozen_at", String),
    Column("second_frozen_at", String),
    Column("is_first_overdue", Boolean, nullable=False),
    Column("is_second_overdue", Boolean, nullable=False),
    Column("is_decision_overdue", Boolean, nullable=False),
)
"""Where a township's year of checks stands."""

CENTRE_SUBJECT = Table(
    "centre_subject",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("responsible", String, nullable=False),
    Column("first_checked_at", String),
    Column("first_score", String),
    Column("first_digest", String),
    Column("second_checked_at", String),
    Column("second_score", String),
    Column("second_digest", String),
    Column("outcome", String),
    Column("target_met", Boolean),
    Column("reason", String),
)
"""What each subject's year came to so far."""

PROGRAMME = Table(
    "programme",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("target_year", Integer),
    Column("office_completed_on", String),
    Column("completed", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("is_office_overdue", Boolean, nullable=False),
    Column("is_share_overdue", Boolean, nullable=False),
    Column("is_programme_overdue", Boolean, nullable=False),
)
"""Where each township's programme stands."""

PROGRAMME_WORK = Table(
    "programme_work",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""What was done for a township's programme, in order."""

COUNTY_GROUP = Table(
    "county_group",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("document", String, nullable=False),
)
"""The leading group of each county, as it stands."""

CADRE_PROPOSAL = Table(
    "cadre_proposal",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("unit", String, nullable=False),
    Column("cadre", String, nullable=False, index=True),
    Column("document", String, nullable=False),
)
"""What was proposed of cadres, with the results that it rests on."""

ACCOUNTABILITY = Table(
    "accountability",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("opened", String, nullable=False),
    Column("decided", String),
)
"""The accountability cases, with their decisions."""

RESPONSIBILITY = Table(
    "responsibility",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""Who answers for the creation in a district or sub-district, as it stands for each year."""

ISSUE = Table(
    "issue",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("issue", String, primary_key=True),
    Column("raised", String, nullable=False),
    Column("solved", String),
)
"""The issues of districts and sub-districts, with their solutions."""

SIZES_OF_COMMUNITY = Table(
    "sizes_of_community",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""What the figures of a community came to, as they stand for each year."""

ROUND_SUBJECT = Table(
    "round_subject",
    METADATA,
    Column("subject", String, primary_key=True),
    Column("scheme", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("assessor", String, primary_key=True),
    Column("result", String),
)
"""Who is assessed in rounds; `result` is the document of what it came to."""
