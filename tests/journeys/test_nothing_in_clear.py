"""What a person tells an organ is nowhere on the disk in clear, and after an erasure can be read from nothing there.

Searched are all files of a running platform: the store's and its write-ahead log, views, inboxes, spools, the audit
log, keys and their backups, the broker's queues, every log; and command line and environment of every process. Not
searched is what runs in memory.
"""

import base64
import json
import re
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
from contracts.calendar import china_day
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.message import Json
from ledger.clock import MachineClock
from ledger.keys import FILE, KeyFile
from ledger.recorded import metadata_of
from ledger.sealing import KeyedSealer, MasterKeys
from search import files_of, names_of, of_key, of_text, places_of
from sunledger.key_commands import kept_days

TOWN = "360730100"
SUBJECT = "瓮中捉鳖工程的招标文件"
PARTICULARS = {"name": "魑魅魍魉", "contact": "饕餮路七十三号", "words": "貔貅踟蹰，请速公开"}
OFFICER = ("DisclosureOfficerTownship", TOWN, f"officer-{TOWN}")
ANSWER = {"kind": "provided", "text": "予以公开。", "where": "镇政务公开窗口领取"}
TOKEN = re.compile(rb"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.", re.ASCII)
AWAY_S = 1.5
"""How long a call waits for its service: the broker writes what it wants to keep several times in that."""


class Case:
    """One person's request for information on a running platform, and the search for what must not be found."""

    def __init__(self, county: Any) -> None:
        self.county = county
        self.request = str(uuid4())
        self.subject = f"case:{TOWN}-{self.request}"
        self.stream = f"disclosure_request-{TOWN}-{self.request}"
        self.keys = KeyFile(county.home.data / "disclosure" / FILE)
        self.tokens: list[str] = []

    def call(self, method: str, document: Json, caller: tuple[str, str, str] = OFFICER) -> Json:
        role, unit, subject = caller
        self.tokens.append(self.county.token(role, unit, subject))
        with self.county.client_with(self.tokens[-1]) as client:
            answer: Json = client.call("disclosure", method, document, command_id=str(uuid4()))
        return answer

    def submit(self, caller: tuple[str, str, str] = ("Public", "cn", "journey"), **changes: Any) -> Json:
        document = {"unit": TOWN, "request": self.request, "requester": "person-7301", "form": "paper"}
        return self.call("submit_request", {**document, "subject": SUBJECT, **PARTICULARS, **changes}, caller)

    def today(self) -> str:
        """The day of the history, when the request was recorded."""
        (fact, *_) = self.county.store().read(self.stream)
        return china_day(datetime.fromisoformat(metadata_of(fact)["decided_at"])).isoformat()

    def open(self) -> dict[str, str]:
        document = {"stream": self.stream, "revisions": [0], "ground": "handling"}
        return {value["path"]: value["text"] for value in self.call("open_sealed", document)["values"]}

    def wrapped_and_raw(self) -> tuple[bytes, bytes]:
        """The request's key as it lies in the key file, and itself."""
        holding = self.keys.holding(self.subject)
        assert holding is not None
        wrapped = self.keys.key_named(holding.key_id)
        sealer = KeyedSealer(self.keys, MasterKeys(file=self.county.home.master_key_file), MachineClock())
        return wrapped.wrapped, sealer._unwrapped(wrapped)

    def files(self) -> Iterator[tuple[str, bytes]]:
        return files_of(self.county)

    def places(self, secrets: Mapping[str, frozenset[bytes]]) -> set[tuple[str, str]]:
        return places_of(self.county, secrets)

    def secrets(self, key: bytes) -> dict[str, frozenset[bytes]]:
        """What may be in no file at all."""
        tokens = {f"token {number}": frozenset({token.encode()}) for number, token in enumerate(self.tokens)}
        return {"key": of_key(key), **tokens, **{name: of_text(text) for name, text in PARTICULARS.items()}}

    def masters(self) -> dict[str, frozenset[bytes]]:
        """What may be in one file each."""
        home = self.county.home
        issuer = (home.keys / "local.key.pem").read_bytes().splitlines()[1]
        (master,) = MasterKeys(file=home.master_key_file).read()
        return {"master": of_key(master), "issuer": frozenset({issuer})}

    @contextmanager
    def service_held(self) -> Iterator[None]:
        """The service takes no call meanwhile, as if it were busy."""
        self.county.kill("disclosure-rpc", signal.SIGSTOP)
        try:
            yield
        finally:
            self.county.kill("disclosure-rpc", signal.SIGCONT)

    def age_backups(self) -> None:
        """As if those there are had been made when a backup made then expires now."""
        then = MachineClock().now() - timedelta(days=kept_days())
        for file in self.county.home.key_backups.glob("disclosure-*.keys"):
            file.rename(file.with_name(f"disclosure-{then:%Y%m%dT%H%M%SZ}.keys"))


@pytest.fixture
def case(county: Any) -> Case:
    return Case(county)


def test_the_search_knows_every_spelling() -> None:
    text, key = PARTICULARS["name"], bytes(range(200, 232))
    for before in range(4):
        for after in range(4):
            for secret, spellings in ((text.encode(), of_text(text)), (key, of_key(key))):
                content = b"b" * before + secret + b"a" * after
                for coded in (base64.b64encode(content), base64.urlsafe_b64encode(content), content):
                    assert any(spelling in coded for spelling in spellings)
    for said in (json.dumps(text), json.dumps(text, ensure_ascii=False), json.dumps(text).upper().replace("U", "u")):
        assert any(spelling in said.encode() for spelling in of_text(text))
    assert not any(spelling in "魑魅".encode() for spelling in of_text(text))


def test_particulars_and_keys_are_on_no_disk_before_and_after_an_erasure(case: Case, until: Any) -> None:
    with ThreadPoolExecutor(1) as elsewhere, case.service_held():
        submitted = elsewhere.submit(case.submit)
        sleep(AWAY_S)
        waiting = case.places(case.secrets(b"no key yet"))
    submitted.result()
    assert set() == waiting
    for refused, changes in (
        (Malformed, {"form": PARTICULARS["words"]}),
        (Rejected, {}),
        (Forbidden, {"caller": ("DisclosureOfficerVillage", TOWN, "journey")}),
    ):
        with pytest.raises(refused):
            case.submit(**changes)
    assert PARTICULARS == case.open()
    case.call("confirm_receipt", {"unit": TOWN, "request": case.request, "confirmed_on": case.today()})
    case.call("answer_request", {"unit": TOWN, "request": case.request, "answer": ANSWER})
    assert 0 == case.county.run("keys", "backup").returncode

    # What is no secret is found where it belongs, so that finding nothing means something.
    told = {"subject": of_text(SUBJECT)}
    until(lambda: {"store/events.db"} < names_of(case.places(told)), what="the request was not projected")
    wrapped, key = case.wrapped_and_raw()
    (backup,) = case.county.home.key_backups.glob("disclosure-*.keys")
    kept = f"key-backups/{backup.name}"
    assert {f"data/disclosure/{FILE}", kept} == names_of(case.places({"wrapped": of_key(wrapped)}))
    assert {("keys/master.key", "master"), ("keys/local.key.pem", "issuer")} == case.places(case.masters())
    assert set() == case.places(case.secrets(key))

    case.call("erase_subject", {"subject": case.subject, "ground": "purpose-achieved"})
    with pytest.raises(Rejected, match="sealed-data-erased"):
        case.open()
    assert set() == case.places(case.secrets(key))
    # A backup from before keeps the key, wrapped, until it expires (keeping.toml); nothing brings it back from there.
    assert {kept} == names_of(case.places({"wrapped": of_key(wrapped)}))
    assert 0 == case.county.run("keys", "restore", str(backup)).returncode
    assert {kept} == names_of(case.places({"wrapped": of_key(wrapped)}))
    case.age_backups()
    assert 0 == case.county.run("keys", "backup").returncode
    assert set() == case.places({**case.secrets(key), "wrapped": of_key(wrapped)})


def test_no_stream_id_or_log_line_names_a_person_and_no_log_or_process_shows_a_token(case: Case) -> None:
    case.submit()
    spellings = frozenset().union(*map(of_text, PARTICULARS.values()))
    named = [f"{fact.stream} {fact.id} {fact.type}".encode() for fact in case.county.facts()]
    spoken = [(place, content) for place, content in case.files() if is_spoken(place)]

    assert [] == [name for name in named if any(spelling in name for spelling in spellings)]
    assert {"logs", "process"} <= {place.split("/")[0].split()[0] for place, _ in spoken}
    assert [] == [place for place, content in spoken if any(spelling in content for spelling in spellings)]
    assert [] == [place for place, content in spoken if TOKEN.search(content)]
    figures = case.county.run("status").stdout
    assert "disclosure" in figures
    assert [] == [spelling for spelling in spellings if spelling in figures.encode()]
    assert TOKEN.search(figures.encode()) is None
    assert TOKEN.search(case.tokens[0].encode())


def is_spoken(place: str) -> bool:
    """What people read over each other's shoulder: logs and lists of processes."""
    return place.startswith("process ") or place.endswith((".log", ".out", ".err")) or "/log" in f"/{place}"
