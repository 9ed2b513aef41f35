"""What authorities have set themselves and done about green mines, and what of it is open."""

from collections.abc import Sequence

from contracts.mining.programme.messages import (
    LocalDutyAssigned,
    LocalDutyReported,
    MasterPlanRegistered,
    MeasuresInterpreted,
    ParticipantRegistered,
    ProgressReviewed,
    StageItemDelivered,
    StagePlanned,
    TargetSet,
    UpgradeRecorded,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert, update

from mining.tables import METADATA

TARGET = Table(
    "target",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("mines", Integer, nullable=False),
    Column("due_on", String, nullable=False),
    Column("is_behind", Boolean, nullable=False),
)

STAGE = Table(
    "stage",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("from_on", String, nullable=False),
    Column("until_on", String, nullable=False),
)

STAGE_ITEM = Table(
    "stage_item",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("item", String, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("late", Integer, nullable=False),
)
"""`place` is that in the plan of the stage; `delivered` counts the pilots where each has one."""

MASTER_PLAN = Table(
    "master_plan",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("plan", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("title", String, nullable=False),
    Column("to_year", Integer, nullable=False),
    Column("mines", Integer),
    Column("key_areas", String, nullable=False),
)
"""`key_areas`: their names, each on a line of its own."""

LOCAL_DUTY = Table(
    "local_duty",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("duty", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("is_done", Boolean, nullable=False),
    Column("is_late", Boolean, nullable=False),
)

NEWS = Table(
    "programme_news",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("is_flagged", Boolean, nullable=False),
)
"""Reviews, interpretations, participants and upgrades, each by its fact; `is_flagged`: not as it should be."""


def _target(connection: Connection, fact: TargetSet, recorded: Recorded) -> None:
    connection.execute(delete(TARGET).where(TARGET.c.unit == fact.unit))
    row = {"unit": fact.unit, "mines": fact.mines, "due_on": fact.due_on.isoformat(), "is_behind": fact.is_behind}
    connection.execute(insert(TARGET).values(row))


def _stage(connection: Connection, fact: StagePlanned, recorded: Recorded) -> None:
    key = {"unit": fact.unit, "stage": fact.stage}
    days = {"from_on": fact.from_on.isoformat(), "until_on": fact.until_on.isoformat()}
    connection.execute(insert(STAGE).values({**key, **days, "zh": fact.title.zh, "en": fact.title.en}))
    connection.execute(insert(STAGE_ITEM), _items(key, fact.deliverables))


def _items(key: dict[str, str], items: Sequence[str]) -> list[dict[str, str | int]]:
    return [{**key, "place": place, "item": item, "delivered": 0, "late": 0} for place, item in enumerate(items)]


def _delivered(connection: Connection, fact: StageItemDelivered, recorded: Recorded) -> None:
    of_item = (
        STAGE_ITEM.c.unit == fact.unit,
        STAGE_ITEM.c.stage == fact.stage,
        STAGE_ITEM.c.item == fact.deliverable,
    )
    more = {"delivered": STAGE_ITEM.c.delivered + 1, "late": STAGE_ITEM.c.late + fact.is_late}
    connection.execute(update(STAGE_ITEM).where(*of_item).values(more))


def _plan(connection: Connection, fact: MasterPlanRegistered, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "plan": fact.plan,
        "level": fact.level.value,
        "title": fact.title,
        "to_year": fact.to_year,
        "mines": fact.mines,
        "key_areas": "\n".join(fact.key_areas),
    }
    connection.execute(insert(MASTER_PLAN).values(row))


def _assigned(connection: Connection, fact: LocalDutyAssigned, recorded: Recorded) -> None:
    of_duty = (LOCAL_DUTY.c.unit == fact.unit, LOCAL_DUTY.c.duty == fact.duty)
    connection.execute(delete(LOCAL_DUTY).where(*of_duty))
    key = {"unit": fact.unit, "duty": fact.duty, "owner": fact.owner, "due_on": fact.due_on.isoformat()}
    connection.execute(insert(LOCAL_DUTY).values({**key, "is_done": False, "is_late": False}))


def _reported(connection: Connection, fact: LocalDutyReported, recorded: Recorded) -> None:
    of_duty = (LOCAL_DUTY.c.unit == fact.unit, LOCAL_DUTY.c.duty == fact.duty)
    connection.execute(update(LOCAL_DUTY).where(*of_duty).values(is_done=fact.is_done, is_late=fact.is_late))


def _reviewed(connection: Connection, fact: ProgressReviewed, recorded: Recorded) -> None:
    _note(connection, recorded, fact.unit, fact.of_unit, is_flagged=not fact.is_satisfactory)


def _interpreted(connection: Connection, fact: MeasuresInterpreted, recorded: Recorded) -> None:
    _note(connection, recorded, fact.unit, fact.article, is_flagged=fact.is_alone)


def _joined(connection: Connection, fact: ParticipantRegistered, recorded: Recorded) -> None:
    _note(connection, recorded, fact.unit, fact.organisation, is_flagged=False)


def _upgraded(connection: Connection, fact: UpgradeRecorded, recorded: Recorded) -> None:
    _note(connection, recorded, fact.unit, fact.subject, is_flagged=False)


def _note(connection: Connection, recorded: Recorded, unit: str, subject: str, *, is_flagged: bool) -> None:
    row = {"unit": unit, "revision": recorded.revision, "type": recorded.type, "subject": subject}
    connection.execute(insert(NEWS).values({**row, "is_flagged": is_flagged}))


PROGRAMMES = Projection(
    name="programmes",
    version=1,
    applies={
        TargetSet: _target,
        StagePlanned: _stage,
        StageItemDelivered: _delivered,
        MasterPlanRegistered: _plan,
        LocalDutyAssigned: _assigned,
        LocalDutyReported: _reported,
        ProgressReviewed: _reviewed,
        MeasuresInterpreted: _interpreted,
        ParticipantRegistered: _joined,
        UpgradeRecorded: _upgraded,
    },
)
