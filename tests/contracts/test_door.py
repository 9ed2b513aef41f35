"""What stands between a caller and a decision, and what is kept of those it turns away."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.bytes64 import text_of
from contracts.common import ActivatePolicy, acknowledged, pieces_of
from contracts.disclosure.duty.messages import CheckItems, DraftItems, PublishItems, SubmitDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.packs import form_of
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from disclosure.service import SERVICE
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.memory import MemoryStore
from ledger.parts import Handlers, own_request
from ledger.recorded import metadata_of
from ledger.refusals import Recorder, Spool
from ledger.store import Recorded
from ledger.views import Views

from contracts import policies

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
COUNTY, TOWN = "360730", "360730101"


class Place:
    """Disclosure's door on a store in memory, with an issuer of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore()
        self.handlers = Handlers(SERVICE, self.store, ManualClock(NOON))
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        self.recorder = Recorder(self.handlers, folder)
        self._activate()
        self.door = Door(
            self.handlers,
            SERVICE.answers,
            views=Views(folder, SERVICE.schema),
            authority=Authority(folder / "keys"),
            permissions=permissions_of("disclosure"),
            read=self.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1_000_000),
            run=lambda function, /, *arguments: function(*arguments),
        )

    def enrol(self, role: str, unit: str, *, number: int = 1, **changes: object) -> object:
        token = self.issuer.issue(Caller("ref-desk-01", role, unit)) if role else ""
        name = {"zh": "青塘镇", "en": "Qingtang Town"}
        document = {"unit": TOWN, "kind": "township", "name": name, "valid_from": "2025-01-01", **changes}
        identity = str(uuid5(NAMESPACE_OID, str(number)))
        return self.door.command(Call("enrol_unit", {"token": token}), EnrolUnit, document, identity, None)

    def put(self, content: bytes, *, unit: str = TOWN, role: str = "DisclosureOfficerTownship") -> Any:
        token = self.issuer.issue(Caller("ref-clerk-01", role, TOWN))
        document = {
            "unit": unit,
            "digest": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "offset": 0,
            "content": text_of(content),
        }
        return self.door.put_blob_part(Call("put_blob_part", {"token": token}), document)

    def draft(self, blob: object) -> Any:
        """An entry with an attachment, for a duty that is open."""
        key = {"unit": TOWN, "catalogue": "TP", "period": "2025H1"}
        opening = {**key, "kind": "township"}
        identity = uuid5(NAMESPACE_OID, "open")
        self.handlers.handle_own("disclosure.open-duty.v1", opening, command_id=identity, cause=None)
        token = self.issuer.issue(Caller("ref-clerk-01", "DisclosureOfficerTownship", TOWN))
        entry = {"item": "TP-2", "kind": "content", "attachments": [{"name": "年度总结", "blob": blob}]}
        call, document = Call("draft_items", {"token": token}), {**key, "entries": [entry]}
        return self.door.command(call, DraftItems, document, str(uuid5(NAMESPACE_OID, "draft")), None)

    def check(self) -> None:
        """Every item is written, handed in and checked."""
        key: Any = {"unit": TOWN, "catalogue": "TP", "period": "2025H1"}
        (opened,) = [fact for fact in self.store.read(f"disclosure_duty-{TOWN}-TP-2025H1") if fact.revision == 0]
        items = [item for item in json.loads(opened.data)["items"] if item != "TP-2"]
        entries = tuple(Entry(item=item, kind=EntryKind.CONTENT, text="内容。") for item in items)
        verdicts = tuple(Verdict(item=item, passed=True) for item in (*items, "TP-2"))
        for number, command in enumerate(
            (
                DraftItems(actor="ref-clerk-02", entries=entries, **key),
                SubmitDuty(actor="ref-clerk-02", **key),
                CheckItems(actor="ref-reviewer", verdicts=verdicts, **key),
            )
        ):
            identity = uuid5(NAMESPACE_OID, f"check {number}")
            self.handlers.handle(command, own_request("disclosure", identity, None))

    def publish(self) -> Any:
        """All that is ready, through the door."""
        token = self.issuer.issue(Caller("ref-clerk-01", "DisclosureOfficerTownship", TOWN))
        document = {"unit": TOWN, "catalogue": "TP", "period": "2025H1", "items": [], "channels": ["online"]}
        call, identity = Call("publish_items", {"token": token}), str(uuid5(NAMESPACE_OID, "publish"))
        return self.door.command(call, PublishItems, {**document, "claimed_on": "2025-07-10"}, identity, None)

    def published(self) -> list[Recorded]:
        return [fact for fact in self.store.read(f"disclosure_duty-{TOWN}-TP-2025H1") if "items-published" in fact.type]

    def drafted(self) -> list[Recorded]:
        return [fact for fact in self.store.read(f"disclosure_duty-{TOWN}-TP-2025H1") if "items-drafted" in fact.type]

    def refusals(self) -> list[Recorded]:
        self.recorder.step()
        return self.store.read("disclosure_refusals-2025-07-10")

    def _activate(self) -> None:
        pack = pack_named("county-2011")
        document = {
            "area": COUNTY,
            "pack": pack.digest,
            "acknowledged": [
                {"parameter": item.parameter, "reason": item.reason}
                for item in acknowledged(pack, "as the county does")
            ],
        }
        kind = "disclosure.activate-policy.v1"
        self.handlers.handle_own(kind, document, command_id=uuid5(NAMESPACE_OID, "policy"), cause=None)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.req("X-001")
def test_an_accepted_command_is_a_fact_with_its_author_and_a_refused_one_is_kept_with_its_code(place: Place) -> None:
    place.enrol("PolicyAdministrator", COUNTY)
    with pytest.raises(Rejected, match="unit-already-enrolled"):
        place.enrol("PolicyAdministrator", COUNTY, number=2)

    (fact,) = place.store.read(f"disclosure_unit-{TOWN}")
    metadata = metadata_of(fact)
    said = (metadata["actor"], metadata["role"], metadata["actor_unit"], metadata["unit"], metadata["decided_at"])
    assert ("ref-desk-01", "PolicyAdministrator", COUNTY, TOWN, "2025-07-10T04:00:00.000000Z") == said
    assert [pack_named("county-2011").digest] == metadata["policy"]["packs"]
    (refused,) = place.refusals()
    refusal = json.loads(refused.data)["refusal"]
    kept = (refusal["code"], refusal["actor"], refusal["stream"], refusal["command_id"])
    assert ("disclosure.unit-already-enrolled", "ref-desk-01", f"disclosure_unit-{TOWN}") == kept[:3]
    assert str(uuid5(NAMESPACE_OID, "2")) == kept[3]


@pytest.mark.parametrize(
    ("role", "unit", "code"),
    [("DisclosureOfficerTownship", TOWN, "forbidden-role"), ("PolicyAdministrator", "360731", "forbidden-unit")],
)
@pytest.mark.req("X-024")
def test_the_wrong_role_or_unit_is_turned_away_and_kept(place: Place, role: str, unit: str, code: str) -> None:
    with pytest.raises(Forbidden) as refused:
        place.enrol(role, unit)

    assert code == refused.value.code
    assert [code] == [json.loads(fact.data)["refusal"]["code"] for fact in place.refusals()]
    assert [] == place.store.read(f"disclosure_unit-{TOWN}")


def test_a_caller_without_a_valid_token_leaves_no_fact(place: Place) -> None:
    with pytest.raises(Forbidden) as refused:
        place.enrol("", COUNTY)

    assert "token-missing" == refused.value.code
    assert [] == place.refusals()


NOTICE = """
[pack]
id = "county-2025-notice"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "宁办字〔2025〕1号"
title = { zh = "关于提前公开的通知", en = "Notice on earlier disclosure" }

[disclosure.due.half1]
value = { month_day = "07-15", year = 0 }
unit = "month-day, years after the period's year"
source = "宁办字〔2025〕1号 第一条"
row = "D-006"
confidence = "sure"
"""


@pytest.mark.parametrize("is_entered", [True, False])
def test_a_pack_that_another_process_entered_is_found_by_the_door_that_activates_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, is_entered: bool
) -> None:
    form = form_of(NOTICE)
    digest = hashlib.sha256(form.encode()).hexdigest()
    if is_entered:
        other = Handlers(SERVICE, place.store, place.handlers.clock)
        entry: Any = {"area": COUNTY, "pack": digest, "text": list(pieces_of(form))}
        other.handle_own("disclosure.enter-pack.v1", entry, command_id=uuid5(NAMESPACE_OID, "entry"), cause=None)
    monkeypatch.setattr(policies, "_met", {})
    token = place.issuer.issue(Caller("ref-desk-01", "PolicyAdministrator", COUNTY))
    call, identity = Call("activate_policy", {"token": token}), str(uuid5(NAMESPACE_OID, "activation"))
    document = {"area": COUNTY, "pack": digest}

    if is_entered:
        answer: Any = place.door.command(call, ActivatePolicy, document, identity, None)
        (fact,) = answer["facts"]
        assert ("disclosure.policy-activated.v1", digest) == (fact["type"], fact["data"]["pack"])
    else:
        with pytest.raises(Rejected, match="No pack with digest"):
            place.door.command(call, ActivatePolicy, document, identity, None)


def test_a_document_that_breaks_its_form_is_no_refusal_by_a_rule(place: Place) -> None:
    with pytest.raises(Malformed) as refused:
        place.enrol("PolicyAdministrator", COUNTY, actor="somebody else")

    assert ["actor"] == list(refused.value.problems)
    assert [] == place.refusals()


# Contents that a command names


@pytest.mark.req("D-018")
def test_a_command_names_a_content_that_was_brought_before(place: Place) -> None:
    brought = place.put(b"%PDF-1.7 ...")["blob"]
    place.draft(brought)

    (fact,) = place.drafted()
    assert brought == json.loads(fact.data)["entries"][0]["entry"]["attachments"][0]["blob"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"digest": "0" * 64}, "blob-missing"),
        ({"size": 5}, "blob-differs"),
        ({"media_type": "image/png"}, "blob-differs"),
    ],
)
def test_a_content_that_is_not_there_or_is_not_what_is_claimed_is_refused_and_nothing_is_recorded(
    place: Place, change: dict[str, object], code: str
) -> None:
    brought = place.put(b"%PDF-1.7 ...")["blob"]
    with pytest.raises(Rejected) as refused:
        place.draft({**brought, **change})

    assert code == refused.value.code
    assert [] == place.drafted()
    assert [code] == [json.loads(fact.data)["refusal"]["code"] for fact in place.refusals()]


def test_a_content_that_vanished_since_it_was_brought_is_refused(place: Place, tmp_path: Path) -> None:
    brought = place.put(b"%PDF-1.7 ...")["blob"]
    (tmp_path / "blobs" / brought["digest"][:2] / brought["digest"]).unlink()

    with pytest.raises(Rejected, match="blob-missing"):
        place.draft(brought)
    assert [] == place.drafted()


def test_an_attachment_that_vanished_after_it_was_checked_is_not_published(place: Place, tmp_path: Path) -> None:
    brought = place.put(b"%PDF-1.7 ...")["blob"]
    place.draft(brought)
    place.check()
    kept = tmp_path / "blobs" / brought["digest"][:2] / brought["digest"]
    content = kept.read_bytes()

    kept.unlink()
    with pytest.raises(Rejected, match="blob-missing"):
        place.publish()
    kept.write_bytes(content.replace(b"1.7", b"1.4"))
    with pytest.raises(Rejected, match="blob-d"):
        place.publish()
    assert [] == place.published()

    kept.write_bytes(content)
    place.publish()
    assert 1 == len(place.published())


@pytest.mark.parametrize(
    ("role", "unit", "code"),
    [("Public", TOWN, "forbidden-role"), ("DisclosureOfficerTownship", "360730102", "forbidden-unit")],
)
def test_contents_are_brought_by_those_who_may_write_for_the_unit(
    place: Place, role: str, unit: str, code: str
) -> None:
    with pytest.raises(Forbidden, match=code):
        place.put(b"%PDF-1.7 ...", role=role, unit=unit)
