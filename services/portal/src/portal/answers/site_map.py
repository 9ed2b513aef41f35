"""Which addresses the site map names."""

from ledger.views import Connection
from sqlalchemy import func, select

from portal.projections.tables import DUTY, UNIT

MOST_ADDRESSES = 40_000
"""A site map may hold 50,000."""


def addressed(connection: Connection) -> list[tuple[str, dict[str, str], str | None]]:
    """Every unit's page and the newest duties' with the moment of their last change, for the site map."""
    units = connection.execute(select(UNIT.c.code).order_by(UNIT.c.code))
    duties = connection.execute(
        select(DUTY.c.unit, DUTY.c.catalogue, DUTY.c.period, DUTY.c.changed_at)
        .where(DUTY.c.published > 0)
        .order_by(func.coalesce(DUTY.c.due_at, DUTY.c.opened_at).desc(), DUTY.c.stream)
        .limit(MOST_ADDRESSES)
    )
    return [("unit", {"unit": row.code}, None) for row in units] + [
        ("duty", {"unit": row.unit, "catalogue": row.catalogue, "period": row.period}, row.changed_at) for row in duties
    ]
