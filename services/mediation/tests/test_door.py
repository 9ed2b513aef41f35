"""In which role and for which unit somebody acts is what the token says, never the document."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.common import ActivatePolicy, acknowledged
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.mediation.case.messages import RegisterCase, ReportRisk, SignCase
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from contracts.succession import SucceedUnit
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.recorded import metadata_of
from ledger.refusals import Spool
from ledger.views import Views
from mediation.service import SERVICE

NOON = datetime(2025, 3, 4, 4, tzinfo=UTC)
TOWN = "360730101"
PACKS = (
    "cn-mediation-2010",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "county-2011-channels",
    "township-centre-2012",
)


class Window:
    """Mediation's door on a store in memory, with one case that is registered."""

    def __init__(self, folder: Path, registered: RegisterCase) -> None:
        self.store = MemoryStore()
        self.handlers = Handlers(SERVICE, self.store, ManualClock(NOON))
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        for number, pack in enumerate(map(pack_named, PACKS)):
            unsure = acknowledged(pack, "as the county always did")
            self.send(ActivatePolicy(actor="desk", area="360730", pack=pack.digest, acknowledged=unsure), number)
        self.send(registered, 99)
        self.door = Door(
            self.handlers,
            SERVICE.answers,
            views=Views(folder, SERVICE.schema),
            authority=Authority(folder / "keys"),
            permissions=permissions_of("mediation"),
            read=self.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1_000_000),
            run=lambda function, /, *arguments: function(*arguments),
        )

    def send(self, command: Any, number: int) -> None:
        identity = uuid5(NAMESPACE_OID, str(number))
        request = Request(command_id=identity, actor="desk", role="Test", actor_unit="360730", correlation_id=identity)
        self.handlers.handle(command, request)

    def sign(self, role: str, **sent: str) -> Any:
        token = self.issuer.issue(Caller("ref-deputy-1", role, TOWN))
        document = {"unit": TOWN, "submission": "visit-2025-0103", "text": "同意分流", **sent}
        return self.door.command(
            Call("sign_case", {"token": token}), SignCase, document, str(uuid5(NAMESPACE_OID, role)), None
        )

    def report(self, unit: str, number: int) -> Any:
        """A risk, told by a clerk of the centre of that unit."""
        token = self.issuer.issue(Caller("ref-clerk-2", "CentreStaff", unit))
        document = {
            "unit": TOWN,
            "submission": "visit-2025-0103",
            "risk": "escalation",
            "measures": "专人疏导",
            "reported_to": [],
            "reported_on": "2025-03-03",
        }
        identity = str(uuid5(NAMESPACE_OID, f"risk {number}"))
        return self.door.command(Call("report_risk", {"token": token}), ReportRisk, document, identity, None)


@pytest.fixture
def window(tmp_path, book) -> Window:
    return Window(tmp_path, book.register())


def test_the_role_that_signs_is_that_of_the_token(window):
    with pytest.raises(Rejected) as refused:
        window.sign("CentreDirector")
    reply = window.sign("CentreDeputyDirector")

    assert refused.value.code == "forbidden-role"
    assert [fact["type"] for fact in reply["facts"]] == ["mediation.case-signed.v1"]
    assert (
        b'"acting_role":"CentreDeputyDirector"'
        in window.store.read("mediation_case-360730101-visit-2025-0103")[1].metadata
    )


@pytest.mark.parametrize("field", ["actor", "acting_role", "acting_unit"])
def test_who_acts_is_never_sent(window, field):
    with pytest.raises(Malformed) as refused:
        window.sign("CentreDeputyDirector", **{field: "CentreDeputyDirector"})

    assert refused.value.problems == {field: ["Set from the token, never sent."]}


def test_the_centre_of_the_successor_acts_in_the_place_of_the_merged_one_and_under_its_own_name(window):
    other = "360730102"
    window.send(SucceedUnit(actor="desk", unit=TOWN, successor=other, valid_from=date(2025, 3, 4)), 100)

    (fact,) = window.report(other, 2)["facts"]
    (recorded,) = [each for each in window.store.read("mediation_case-360730101-visit-2025-0103") if each.revision == 1]
    metadata = metadata_of(recorded)
    assert fact["type"] == "mediation.risk-reported.v1"
    assert (metadata["actor_unit"], metadata["command"]["document"]["acting_unit"]) == (other, TOWN)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        window.report("360730103", 3)
