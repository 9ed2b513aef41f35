"""Once a day, after an audit that found nothing, the auditor writes down where every stream ends."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from audit.inventories import claims, kept, made_anew
from auditor.inventory import STREAM
from auditor.schedule import Auditing
from contracts.auditor.inventory.messages import InventoryMade, RecordInventory
from contracts.auditor.words import Audit
from contracts.calendar import china_day
from ledger.audit_log import AuditLog
from ledger.log_builder import LogBuilder
from ledger.recorded import digest_of_fact
from ledger.testing.given import given
from transparency.inventory import Entry, inventory_of, place_of, section_of
from transparency.keys import log_key

from services.auditor.tests.conftest import BEGINS

MADE = InventoryMade(day=china_day(BEGINS), size=12, streams=3, root="3f" * 32)
RECORD = RecordInventory(actor="service:auditor", day=MADE.day, size=MADE.size, streams=MADE.streams, root=MADE.root)
DAY = timedelta(days=1)


@pytest.fixture
def logged(desk):
    """Bring the log up to date, and the views, which the next audit would wait for."""

    def build() -> AuditLog:
        builder = LogBuilder(desk.store, desk.folder / "log", log_key(desk.folder / "log.key", "sunledger-log"))
        builder.resume()
        builder.catch_up()
        desk.projector.catch_up()
        return builder.log

    return build


@pytest.fixture
def auditing(desk, finding, logged):
    """Of a record with a finding that was settled."""
    desk.met(finding("altered", "a_b-1@1"))
    desk.met()
    return Auditing(desk.store, logged(), desk.folder, desk.recording, every_s={Audit.VERIFY: 1.0}, clock=desk.clock)


def test_the_first_of_a_year_is_recorded():
    given(STREAM, None).when(RECORD, at=BEGINS).then(MADE)


@pytest.mark.parametrize(("days", "is_news"), [(-1, False), (0, False), (1, True)])
def test_one_a_day_is_recorded(days: int, is_news: bool):
    day = MADE.day + days * DAY
    news = (replace(MADE, day=day),) if is_news else ()

    given(STREAM, None, MADE).when(replace(RECORD, day=day), at=BEGINS).then(*news)


@pytest.mark.parametrize(("size", "is_news"), [(11, False), (12, True), (13, True)])
def test_the_log_never_becomes_smaller(size: int, is_news: bool):
    later = MADE.day + DAY
    news = (replace(MADE, day=later, size=size),) if is_news else ()

    given(STREAM, None, MADE).when(replace(RECORD, day=later, size=size), at=BEGINS).then(*news)


def test_where_every_stream_ends_is_recorded_and_kept_beside_the_log(desk, auditing, logged):
    ends = {fact.stream: fact for fact in desk.store.read_all(("",), limit=100)}
    size = len(desk.store)
    auditing.step(Audit.VERIFY)
    [claim] = claims(desk.store)
    [made] = desk.facts("inventory")
    there = kept(logged(), size, section_of(made.stream))

    assert there is not None
    assert (claim.size, claim.day) == (size, china_day(desk.clock.now()).isoformat())
    assert claim.root == there.inventory.root.hex() == inventory_of(_entries(ends)).root.hex()
    assert json.loads(made.data)["streams"] == len(ends)


def _entries(ends):
    return [Entry(stream, ends[stream].revision, digest_of_fact(ends[stream])) for stream in sorted(ends, key=place_of)]


def test_there_is_one_a_day_however_often_it_is_audited(desk, auditing, logged):
    for _ in range(2):
        auditing.step(Audit.VERIFY)
        logged()
    once = len(desk.facts("inventory"))
    desk.clock.advance_to(desk.clock.now() + DAY)
    auditing.step(Audit.VERIFY)

    assert (once, len(desk.facts("inventory"))) == (1, 2)
    assert auditing.status()["findings"] == 0


def test_there_is_none_while_something_is_found(desk, auditing):
    (desk.folder / "log").rename(desk.folder / "away")
    auditing.step(Audit.VERIFY)

    assert auditing.status()["findings"] > 0
    assert not desk.facts("inventory")


def test_there_is_none_of_facts_that_no_checkpoint_covers_yet(desk, auditing, finding):
    desk.met(finding("missing", "a_b-1@1"))
    desk.met()
    auditing.step(Audit.VERIFY)
    [claim] = claims(desk.store)

    assert claim.size < len(desk.store) - 1


def test_sections_that_are_lost_are_made_anew_from_the_store(desk, auditing, logged):
    auditing.step(Audit.VERIFY)
    [claim] = claims(desk.store)
    log = logged()
    (log.folder / "inventory" / str(claim.size)).unlink()

    assert kept(log, claim.size, 0) is None
    assert made_anew(desk.store, log, claim.size, 0).inventory.root.hex() == claim.root


def test_the_newest_three_are_kept(desk, auditing, logged):
    for _ in range(5):
        auditing.step(Audit.VERIFY)
        logged()
        desk.clock.advance_to(desk.clock.now() + DAY)
    sizes = [claim.size for claim in claims(desk.store)]

    assert len(sizes) == 5
    assert sorted(int(path.name) for path in (desk.folder / "log" / "inventory").iterdir()) == sizes[-3:]
