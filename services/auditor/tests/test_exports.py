"""Archives are exported by series and period, and each export is a fact: who, what, the range, the digest."""

import json
import runpy
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from auditor.exporting import FOLDER, STREAMS, Exporting
from contracts.auditor.export.messages import ExportsOfUnit, OrderExport, Series
from contracts.calendar import calendar_as_known
from contracts.errors import Rejected
from contracts.permissions import permissions_of
from contracts.units import Relation
from ledger.audit_log import AuditLog
from ledger.log_builder import LogBuilder
from ledger.parts import own_request
from ledger.recorded import GENESIS, Provenance, Tip, drafts, metadata_of
from transparency.keys import log_key

PROGRAM = Path(__file__).parents[3] / "shared" / "verify_bundle.py"
TOWNSHIP, VILLAGE, OTHER = "360730101", "360730101203", "360730102"
JUNE = {"from_on": date(2025, 6, 1), "to_on": date(2025, 6, 30)}
EXPORT = "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e6f"


class Archive:
    """The auditor with its log, and what others have recorded."""

    def __init__(self, desk: Any, folder: Path) -> None:
        self.desk = desk
        self.folder = folder / "data"
        self.builder = LogBuilder(desk.store, folder / "log", log_key(folder / "log.key", "sunledger-log"))
        self.builder.resume()
        self.log = AuditLog(folder / "log")
        self.exporting = Exporting(desk.handlers, desk.store, self.log, desk.views, self.folder)

    def keep(self, stream: str, unit: str, day: date) -> None:
        command = uuid5(NAMESPACE_OID, stream)
        provenance = Provenance(
            command_id=command,
            command_type="elections.x.v1",
            command={},
            correlation_id=command,
            causation_id=None,
            actor="clerk",
            role="PresidiumClerk",
            actor_unit=unit,
            unit=unit,
            decided_at=self.desk.clock.now().replace(year=day.year, month=day.month, day=day.day),
            policy=None,
            calendar=calendar_as_known(day).digest,
            decider="elections.session",
            decider_version=1,
            release="0.1.0",
        )
        made, _ = drafts(stream, Tip(-1, GENESIS), provenance, [("elections.x.v1", {"n": 1})])
        self.desk.store.append(stream, made, expected=-1)

    def order(self, **other: Any) -> None:
        said: dict[str, Any] = {"unit": TOWNSHIP, "export": EXPORT, "series": Series.CONGRESS_SESSIONS, **JUNE, **other}
        command = OrderExport(actor="keeper-1", purpose="移交县档案馆。", **said)
        self.desk.handlers.handle(command, own_request("auditor", uuid5(NAMESPACE_OID, str(said)), None))
        self.desk.projector.catch_up()

    def make(self) -> None:
        self.builder.catch_up()
        self.exporting.step()
        self.desk.projector.catch_up()

    def shown(self, unit: str = TOWNSHIP) -> list[Any]:
        return list(self.desk.ask(ExportsOfUnit(unit=unit)).exports)

    def streams_in(self, digest: str) -> list[str]:
        lines = map(json.loads, (self.folder / FOLDER / digest).read_bytes().splitlines())
        return [line["fact"]["stream"] for line in lines if "fact" in line]


@pytest.fixture
def archive(desk, tmp_path) -> Archive:
    made = Archive(desk, tmp_path)
    made.keep("elections_session-360730101-17-1", TOWNSHIP, date(2025, 6, 1))
    made.keep("elections_session-360730101-17-2", TOWNSHIP, date(2025, 6, 30))
    made.keep("elections_session-360730101-17-3", TOWNSHIP, date(2025, 7, 2))
    made.keep("elections_session-360730102-17-1", OTHER, date(2025, 6, 15))
    made.keep("elections_election-360730101-2025", TOWNSHIP, date(2025, 6, 15))
    return made


@pytest.mark.req("X-002")
def test_an_export_holds_the_series_of_the_area_and_the_period_and_is_recorded_with_its_digest(archive, desk):
    archive.order()
    archive.make()

    [export] = archive.shown()
    content = (archive.folder / FOLDER / export.digest).read_bytes()
    assert archive.streams_in(export.digest) == [
        "elections_session-360730101-17-1",
        "elections_session-360730101-17-2",
    ]
    assert (export.digest, export.octets, export.facts) == (sha256(content).hexdigest(), len(content), 2)
    assert (export.ordered_by, export.from_on, export.to_on) == ("keeper-1", JUNE["from_on"], JUNE["to_on"])
    ordered, made = desk.facts("export")
    assert [fact.type for fact in (ordered, made)] == ["auditor.export-ordered.v1", "auditor.export-made.v1"]
    assert metadata_of(made)["$causationId"] == str(ordered.id)


@pytest.mark.req("X-002")
def test_the_exported_file_is_a_bundle_that_a_stranger_checks(archive, capsys, monkeypatch):
    archive.order()
    archive.make()
    file = archive.folder / FOLDER / archive.shown()[0].digest

    monkeypatch.setattr(sys, "argv", [str(PROGRAM), str(file)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(PROGRAM), run_name="__main__")

    assert ended.value.code == 0, capsys.readouterr()


def test_what_is_made_is_not_made_again(archive, desk):
    archive.order()
    archive.order()
    archive.make()
    archive.make()

    assert len(desk.facts("export")) == 2


def test_what_is_not_in_the_log_yet_is_waited_for(archive):
    archive.order()
    archive.exporting.step()
    assert archive.exporting.status() == {"waiting": 1}
    archive.make()

    assert archive.shown()[0].digest is not None
    assert archive.exporting.status() == {"waiting": 0}


def test_of_nothing_there_is_no_export_and_that_is_recorded_too(archive, desk):
    archive.order(series=Series.COMMUNITY_SEALS)
    archive.make()

    [export] = archive.shown()
    assert (export.digest, export.reason) == (None, "there is no such fact")
    assert [fact.type for fact in desk.facts("export")][1] == "auditor.export-not-made.v1"


@pytest.mark.req("X-002")
@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2025, 6, 2), date(2025, 6, 1), "auditor.period-backwards"),
        (date(2025, 6, 1), date(2026, 1, 1), "auditor.period-not-over"),
    ],
)
def test_a_period_is_over_and_does_not_end_before_it_begins(archive, desk, first, last, code):
    with pytest.raises(Rejected) as refused:
        archive.order(from_on=first, to_on=last)
    assert refused.value.code == code

    archive.order(from_on=min(first, last), to_on=min(last, date(2026, 1, 1) - timedelta(days=1)))


def test_another_order_under_the_same_id_is_refused(archive):
    archive.order()
    with pytest.raises(Rejected) as refused:
        archive.order(series=Series.DEPUTY_DATA)
    assert refused.value.code == "auditor.export-exists"

    assert [one.series for one in archive.shown()] == [Series.CONGRESS_SESSIONS]


@pytest.mark.req("X-002")
def test_exports_of_an_area_are_those_of_its_units(archive):
    archive.order()
    archive.order(unit=VILLAGE, export=EXPORT.replace("7b", "7c"))

    assert {one.unit for one in archive.shown()} == {TOWNSHIP, VILLAGE}
    assert [one.unit for one in archive.shown(VILLAGE)] == [VILLAGE]
    assert archive.shown(OTHER) == []


@pytest.mark.req("X-002")
def test_only_who_keeps_archives_orders_their_export():
    permissions = permissions_of("auditor").methods

    assert set(permissions["order_export"]) == {"ArchiveKeeper"}
    assert permissions["order_export"]["ArchiveKeeper"] is Relation.AREA


def test_every_series_has_streams_of_its_own():
    named = [prefix for prefixes in STREAMS.values() for prefix in prefixes]

    assert set(STREAMS) == set(Series)
    assert len(named) == len(set(named))
