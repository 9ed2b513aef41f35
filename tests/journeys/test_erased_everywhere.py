"""Every service that seals keeps what it was told in clear nowhere, and after an erasure can read it from nothing.

One particular for each of them; where they lie in between, and the form of the search, see `test_nothing_in_clear`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from contracts.calendar import china_day
from contracts.errors import Rejected
from contracts.message import Json
from contracts.sealed import is_sealed
from ledger.clock import MachineClock
from ledger.keys import FILE, KeyFile
from ledger.recorded import metadata_of
from ledger.sealing import KeyedSealer, MasterKeys
from search import names_of, of_key, of_text, places_of
from sunledger.home import installed_services

TOWN, MINE, COUNTY, VILLAGE = "360730100", "360730101-shilong", "360730", "360730100299"
SUBMISSION = "search-2025-0001"
TOLD = {
    "disclosure": ("魍魉蛟虬", "饕餮巷九号", "螣蛇湾的路灯合同"),
    "elections": ("夔牛獬豸",),
    "mediation": ("狻猊狴犴", "睚眦街五十五号", "蒲牢屋檐滴水成讼"),
    "mining": ("螭吻矿夜间偷排",),
}
PLAIN = "檐水纠纷待查"
"""What a dispute is about, said without a name: it is no secret, and is found."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How one service is told a particular, who handles it there, and whose key seals it."""

    method: str
    document: Json
    by: tuple[str, str]
    handler: tuple[str, str]
    stream: str
    subject: str


def tellings(today: date) -> dict[str, Telling]:
    request, tip, person = str(uuid4()), str(uuid4()), f"ref-{uuid4().hex[:12]}"
    name, contact, matter = TOLD["mediation"]
    return {
        "disclosure": Telling(
            "submit_request",
            {
                "unit": TOWN,
                "request": request,
                "requester": "person-7301",
                "form": "paper",
                "subject": "路灯维护合同",
                **dict(zip(("name", "contact", "words"), TOLD["disclosure"], strict=True)),
            },
            ("Public", "cn"),
            ("DisclosureOfficerTownship", TOWN),
            f"disclosure_request-{TOWN}-{request}",
            f"case:{TOWN}-{request}",
        ),
        "elections": Telling(
            "record_official",
            {
                "unit": VILLAGE,
                "post": "committee_chair",
                "person": person,
                "name": TOLD["elections"][0],
                "basis": "election",
                "elected_on": "2025-03-01",
                "term_ends_on": "2030-03-01",
                "evidence": "公告第1号",
            },
            ("VillagersElectionCommittee", VILLAGE),
            ("VillagersElectionCommittee", VILLAGE),
            f"elections_office-{VILLAGE}-committee-chair",
            f"person:{person}",
        ),
        "mediation": Telling(
            "register_case",
            {
                "unit": TOWN,
                "submission": SUBMISSION,
                "kind": "dispute",
                "channel": "in_person",
                "received_by": "centre",
                "received_on": today.isoformat(),
                "subject": PLAIN,
                "parties": [
                    {"party": "person-7301", "standing": "party", "name": name, "contact": contact},
                    {"party": "person-7302", "standing": "party", "name": name, "contact": contact},
                ],
                "matter": matter,
                "dispute": "neighbours",
                "place": "塘背村三组",
                "screened": True,
                "group": False,
                "same_as": None,
                "origin": None,
            },
            ("CentreStaff", TOWN),
            ("CentreDeputyDirector", TOWN),
            f"mediation_case-{TOWN}-{SUBMISSION}",
            f"case:{TOWN}-{SUBMISSION}",
        ),
        "mining": Telling(
            "submit_tip",
            {"unit": MINE, "tip": tip, "text": TOLD["mining"][0]},
            ("Citizen", "cn"),
            ("CountyMineAuthority", COUNTY),
            f"mining_mine-{MINE}",
            f"case:{MINE}-{tip}",
        ),
    }


class Search:
    """What the services of a county were told, and where any of it is found."""

    def __init__(self, county: Any) -> None:
        self.county = county
        self.told = tellings(self.today())

    def today(self) -> date:
        """The day of the history: that of the newest fact."""
        newest = max(metadata_of(fact)["decided_at"] for fact in self.county.facts("disclosure_duty-"))
        return china_day(datetime.fromisoformat(newest))

    def call(self, service: str, caller: tuple[str, str], method: str, document: Json) -> Json:
        role, unit = caller
        who = {"role": role, "unit": unit, "subject": "searcher-1"}
        answer: Json = self.county.call(service, method, document, command_id=str(uuid4()), **who)
        return answer

    def tell(self, service: str) -> int:
        """The revision of the fact that holds it."""
        telling = self.told[service]
        answer = self.call(service, telling.by, telling.method, telling.document)
        assert answer["stream"] == telling.stream
        return int(answer["revision"])

    def open(self, service: str, revision: int) -> set[str]:
        telling = self.told[service]
        asked = {"stream": telling.stream, "revisions": [revision], "ground": "handling"}
        return {value["text"] for value in self.call(service, telling.handler, "open_sealed", asked)["values"]}

    def erase(self, service: str) -> None:
        telling = self.told[service]
        document = {"subject": telling.subject, "ground": "purpose-achieved"}
        self.call(service, telling.handler, "erase_subject", document)

    def key(self, service: str) -> bytes:
        keys = KeyFile(self.county.home.data / service / FILE)
        holding = keys.holding(self.told[service].subject)
        assert holding is not None
        sealer = KeyedSealer(keys, MasterKeys(file=self.county.home.master_key_file), MachineClock())
        return sealer._unwrapped(keys.key_named(holding.key_id))

    def found(self, keys: Mapping[str, bytes]) -> set[tuple[str, str]]:
        words = {f"{service} said": frozenset().union(*map(of_text, told)) for service, told in TOLD.items()}
        return places_of(self.county, {**words, **{f"{service} key": of_key(key) for service, key in keys.items()}})


def test_every_service_that_seals_is_searched() -> None:
    sealing = {parts.name for parts in installed_services() if any(map(is_sealed, parts.commands))}

    assert sealing == set(TOLD)


def test_what_any_service_was_told_is_in_no_file_before_and_after_its_erasure(county: Any, until: Any) -> None:
    search = Search(county)
    revisions = {service: search.tell(service) for service in TOLD}
    assert {service: search.open(service, revision) for service, revision in revisions.items()} == {
        service: set(told) for service, told in TOLD.items()
    }
    keys = {service: search.key(service) for service in TOLD}
    plain = {"plain": of_text(PLAIN)}
    until(lambda: {"store/events.db"} < names_of(places_of(county, plain)), what="the case was not projected")
    status = county.run("status").stdout.encode()

    assert set() == search.found(keys)
    assert not any(spelling in status for told in TOLD.values() for text in told for spelling in of_text(text))
    for service, revision in revisions.items():
        search.erase(service)
        with pytest.raises(Rejected, match="sealed-data-erased"):
            search.open(service, revision)
    assert set() == search.found(keys)
    named = [f"{fact.stream} {fact.id} {fact.type}".encode() for fact in county.facts()]
    said = [spelling for told in TOLD.values() for text in told for spelling in of_text(text)]
    assert [] == [name for name in named if any(spelling in name for spelling in said)]
