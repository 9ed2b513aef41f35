"""What stands between a caller and a decision, and what is kept of those it turns away."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.common import acknowledged
from contracts.disclosure.commands import EnrolUnit
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from disclosure.answers import ANSWERS
from disclosure.parts import PARTS
from ledger.authority import Authority, Caller, Issuer
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.recorded import metadata_of
from ledger.refusals import Recorder, Spool
from ledger.store import Recorded
from ledger.views import Views

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
COUNTY, TOWN = "360730", "360730101"


class Place:
    """Disclosure's door on a store in memory, with an issuer of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore()
        self.handlers = Handlers(PARTS, self.store, ManualClock(NOON))
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        self.recorder = Recorder(self.handlers, folder)
        self._activate()
        self.door = Door(
            self.handlers,
            ANSWERS,
            views=Views(folder, PARTS.schema),
            authority=Authority(folder / "keys"),
            permissions=permissions_of("disclosure"),
            read=self.store.read,
            spool=Spool(folder),
            run=lambda function, /, *arguments: function(*arguments),
        )

    def enrol(self, role: str, unit: str, *, number: int = 1, **changes: object) -> object:
        token = self.issuer.issue(Caller("ref-desk-01", role, unit)) if role else ""
        name = {"zh": "青塘镇", "en": "Qingtang Town"}
        document = {"unit": TOWN, "kind": "township", "name": name, "valid_from": "2025-01-01", **changes}
        identity = str(uuid5(NAMESPACE_OID, str(number)))
        return self.door.command(Call("enrol_unit", {"token": token}), EnrolUnit, document, identity, None)

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


def test_a_document_that_breaks_its_form_is_no_refusal_by_a_rule(place: Place) -> None:
    with pytest.raises(Malformed) as refused:
        place.enrol("PolicyAdministrator", COUNTY, actor="somebody else")

    assert ["actor"] == list(refused.value.problems)
    assert [] == place.refusals()
