"""The register of mines, their land, and the directory with every listing and removal as it was known day by day."""

from typing import Any, get_args

from contracts.calendar import china_day
from contracts.cases import DueDateRederived
from contracts.fields import instant_text
from contracts.impartiality import TieFact
from contracts.mining.mine.messages import (
    BuildingBegun,
    CureOrdered,
    CureOverdue,
    EvaluatorAppointed,
    FindingRecorded,
    FundRecommended,
    LandFact,
    LandPlanned,
    LandReclaimed,
    LandRequested,
    LandSupplied,
    MaterialsReviewed,
    MineCertified,
    MineEvaluated,
    MineRegistered,
    MineRejected,
    MineRemoved,
    MineStage,
    MineTipSubmitted,
    NoticePosted,
    ObjectionAnswered,
    ObjectionRecorded,
    OwnFact,
    OwnMineAssessed,
    PilotChosen,
    PrerequisitesChecked,
    ReviewClosed,
    ReviewOpened,
    ReviewVerdict,
)
from contracts.mining.words import MineLevel
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, select, update

from mining.mine.rule import mine_stream
from mining.tables import METADATA

MINE = Table(
    "mine",
    METADATA,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("mineral", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("size", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("is_pilot", Boolean, nullable=False),
    Column("stage", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("levels", String, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("notice_until", String),
    Column("cure_by", String),
    Column("is_cure_overdue", Boolean, nullable=False),
)
"""One row for each mine on the register. `levels` are those of the round, in order, with blanks between."""

LISTING = Table(
    "listing",
    METADATA,
    Column("code", String, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("standard", String, nullable=False),
    Column("total", String, nullable=False),
    Column("certified_on", String, nullable=False),
    Column("certified_known_on", String, nullable=False),
    Column("stream", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("evidence", String, nullable=False),
    Column("ground", String),
    Column("text", Text),
    Column("removed_on", String),
    Column("effective_on", String),
    Column("removed_known_on", String),
    Column("removed_at", String, index=True),
)
"""One row for each listing. Two times: of what is so (`_on`), and of when it was recorded (`_known_on`)."""


def _registered(connection: Connection, fact: MineRegistered, recorded: Recorded) -> None:
    row = {
        "code": fact.unit,
        "zh": fact.mine.zh,
        "en": fact.mine.en,
        "holder": fact.holder,
        "mineral": fact.mineral,
        "kind": fact.kind,
        "size": fact.size,
        "plan": fact.plan,
        "is_pilot": False,
        "stage": MineStage.PLANNED.value,
        "round": 0,
        "levels": "",
        "reviewed": 0,
        "is_cure_overdue": False,
    }
    connection.execute(insert(MINE).values(row))


def _chosen(connection: Connection, fact: PilotChosen, recorded: Recorded) -> None:
    _change(connection, fact.unit, is_pilot=True)


def _begun(connection: Connection, fact: BuildingBegun, recorded: Recorded) -> None:
    levels = " ".join(level.value for level in fact.rules.levels)
    stage = MineStage.BUILDING.value
    _change(connection, fact.unit, stage=stage, round=fact.round, levels=levels, reviewed=0, notice_until=None)


def _assessed(connection: Connection, fact: OwnMineAssessed, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.SELF_ASSESSED.value)


def _appointed(connection: Connection, fact: EvaluatorAppointed, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.UNDER_EVALUATION.value)


def _evaluated(connection: Connection, fact: MineEvaluated, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.EVALUATED.value, reviewed=0)


def _reviewed(connection: Connection, fact: MaterialsReviewed, recorded: Recorded) -> None:
    reviewed = connection.execute(select(MINE.c.reviewed).where(MINE.c.code == fact.unit)).scalar_one()
    if fact.verdict is ReviewVerdict.FORWARD:
        _change(connection, fact.unit, reviewed=reviewed + 1)
    elif reviewed:
        _change(connection, fact.unit, reviewed=reviewed - 1)
    else:
        _change(connection, fact.unit, stage=MineStage.UNDER_EVALUATION.value)


def _posted(connection: Connection, fact: NoticePosted, recorded: Recorded) -> None:
    _change(connection, fact.unit, notice_until=fact.last_on.isoformat())


def _notice_moved(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    if recorded.stream.startswith(mine_stream.prefix):
        _change(connection, fact.unit, notice_until=fact.after.due_on.isoformat())


def _rejected(connection: Connection, fact: MineRejected, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.REJECTED.value, notice_until=None)


def _review_opened(connection: Connection, fact: ReviewOpened, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.UNDER_REVIEW.value)


def _review_closed(connection: Connection, fact: ReviewClosed, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.CERTIFIED.value, cure_by=None, is_cure_overdue=False)


def _cure_ordered(connection: Connection, fact: CureOrdered, recorded: Recorded) -> None:
    _change(connection, fact.unit, cure_by=fact.cure_by.isoformat(), is_cure_overdue=False)


def _cure_overdue(connection: Connection, fact: CureOverdue, recorded: Recorded) -> None:
    _change(connection, fact.unit, is_cure_overdue=True)


def _certified(connection: Connection, fact: MineCertified, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.CERTIFIED.value, notice_until=None)
    row = {
        "code": fact.unit,
        "round": fact.round,
        "zh": fact.mine.zh,
        "en": fact.mine.en,
        "holder": fact.holder,
        "standard": fact.standard,
        "total": f"{fact.total.numerator}/{fact.total.denominator}",
        "certified_on": fact.certified_on.isoformat(),
        "certified_known_on": china_day(fact.certified_at).isoformat(),
        "stream": recorded.stream,
        "revision": recorded.revision,
        "evidence": fact.evidence,
    }
    connection.execute(insert(LISTING).values(row))


def _removed(connection: Connection, fact: MineRemoved, recorded: Recorded) -> None:
    _change(connection, fact.unit, stage=MineStage.REMOVED.value, cure_by=None, is_cure_overdue=False)
    of_round = (LISTING.c.code == fact.unit, LISTING.c.round == fact.round)
    news = {
        "ground": fact.ground.value,
        "text": fact.text,
        "removed_on": fact.removed_on.isoformat(),
        "effective_on": fact.effective_on.isoformat(),
        "removed_known_on": china_day(fact.removed_at).isoformat(),
        "removed_at": instant_text(fact.removed_at),
    }
    connection.execute(update(LISTING).where(*of_round).values(news))


def _change(connection: Connection, code: str, **news: Any) -> None:
    connection.execute(update(MINE).where(MINE.c.code == code).values(news))


def next_level(levels: str, reviewed: int) -> MineLevel | None:
    """Whose review of the materials is awaited."""
    names = levels.split()
    return MineLevel(names[reviewed]) if reviewed < len(names) else None


MINES = Projection(
    name="mines",
    version=2,
    applies={
        MineRegistered: _registered,
        PilotChosen: _chosen,
        BuildingBegun: _begun,
        OwnMineAssessed: _assessed,
        EvaluatorAppointed: _appointed,
        MineEvaluated: _evaluated,
        MaterialsReviewed: _reviewed,
        NoticePosted: _posted,
        DueDateRederived: _notice_moved,
        MineCertified: _certified,
        MineRejected: _rejected,
        ReviewOpened: _review_opened,
        ReviewClosed: _review_closed,
        CureOrdered: _cure_ordered,
        CureOverdue: _cure_overdue,
        MineRemoved: _removed,
    },
    ignores=frozenset(
        {
            PrerequisitesChecked,
            ObjectionRecorded,
            ObjectionAnswered,
            MineTipSubmitted,
            FindingRecorded,
            *get_args(LandFact | TieFact),
        }
    ),
)


MINE_LAND = Table(
    "mine_land",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("act", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("square_metres", Integer),
    Column("linked", Integer),
)
"""One row for each act: its fact's name, what it is about, and, of reclaimed land, how much new land is linked."""


def _planned(connection: Connection, fact: LandPlanned, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.plan, square_metres=fact.square_metres)


def _requested(connection: Connection, fact: LandRequested, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.kind, square_metres=fact.square_metres)


def _supplied(connection: Connection, fact: LandSupplied, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.mode, square_metres=fact.square_metres)


def _reclaimed(connection: Connection, fact: LandReclaimed, recorded: Recorded) -> None:
    subject = fact.reclaimed_on.isoformat()
    _act(connection, recorded, fact.unit, subject, square_metres=fact.reclaimed, linked=fact.entitled)


def _recommended(connection: Connection, fact: FundRecommended, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.fund)


def _act(connection: Connection, recorded: Recorded, unit: str, subject: str, **figures: int) -> None:
    act = recorded.type.partition(".")[2].rpartition(".v")[0]
    row: dict[str, Any] = {"unit": unit, "revision": recorded.revision, "act": act, "subject": subject}
    connection.execute(insert(MINE_LAND).values({**row, **figures}))


MINE_LANDS = Projection(
    name="mine-land",
    version=1,
    applies={
        LandPlanned: _planned,
        LandRequested: _requested,
        LandSupplied: _supplied,
        LandReclaimed: _reclaimed,
        FundRecommended: _recommended,
    },
    ignores=frozenset(get_args(OwnFact | TieFact | DueDateRederived)),
)
