"""An inventory proves to a stranger that he was shown a whole stream, or that there is none; a false one is found."""

import hashlib
import json
import shutil
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from audit.export import About, export
from audit.finding import Finding
from audit.inventories import claims, ends_of, keep
from audit.memory import Memory
from audit.prover import NotProvable
from audit.verify import Settings, verify
from ledger.audit_log import AuditLog
from ledger.clock import MachineClock, ManualClock
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.recorded import metadata_of
from ledger.store import Draft
from sunledger.home import installed_services
from transparency.inventory import Entry, inventory_of, place_of
from transparency.keys import log_key

from tests.audit.test_bundle import PROGRAM_MODULE, problems

NONE = "disclosure_duty-360730100-TP-2031H1"
LATER = timedelta(days=2000)
MADE_ON = date(2026, 11, 1)
AUDITOR = next(parts for parts in installed_services() if parts.name == "auditor")


class Audited:
    """A record with its log, to which the auditor adds."""

    def __init__(self, history, folder) -> None:
        self.folder, self.store = folder, MemoryStore()
        for fact in history.read_all(("",), limit=10**6):
            draft = Draft(fact.id, fact.type, fact.data, fact.metadata)
            self.store.append(fact.stream, [draft], expected=fact.revision - 1)
        self.clock = ManualClock(datetime(2026, 11, 1, 4, tzinfo=UTC))
        self.handlers = Handlers(AUDITOR, self.store, self.clock)
        self.log = AuditLog(folder / "log")

    def build_log(self) -> None:
        builder = LogBuilder(self.store, self.log.folder, log_key(self.folder / "log.key", "sunledger-log"))
        builder.resume()
        builder.catch_up()

    def say(self, size: int, root: bytes) -> None:
        """Record an inventory, true or not, and put it into the log."""
        day = self.clock.now().date().isoformat()
        document = {"day": day, "size": size, "streams": 1, "root": root.hex()}
        identity = uuid5(NAMESPACE_OID, json.dumps(document))
        self.handlers.handle_own("auditor.record-inventory.v1", document, command_id=identity, cause=None)
        self.build_log()

    def take_inventory(self) -> int:
        """A true one of all there is."""
        size = len(self.store)
        self.say(size, inventory_of(self.ends()).root)
        return size

    def ends(self) -> list[Entry]:
        return list(ends_of(self.store, self.log, len(self.store)))

    def verified(self, memory=None, *, anew=False):
        now = MachineClock().now() + LATER  # the example's clock is behind by more than a year
        settings = Settings(self.log.published_keys(), now, anew=anew)
        with closing(Memory(memory)) as remembered:
            return verify(self.store, self.log, remembered, settings)

    def bundle(self, about: About) -> bytes:
        lines: list[bytes] = []
        export(self.store, self.log, about, lines.append, None)
        return b"".join(lines)


@pytest.fixture(scope="module")
def logged(history, tmp_path_factory):
    """A folder with the record's log."""
    folder = tmp_path_factory.mktemp("logged")
    Audited(history, folder).build_log()
    return folder


@pytest.fixture
def audited(history, logged, tmp_path) -> Audited:
    return Audited(history, shutil.copytree(logged, tmp_path / "record"))


@pytest.fixture(scope="module")
def stream(history) -> str:
    """A duty with several appends."""
    streams = [fact.stream for fact in history.read_all(("disclosure_duty-",), limit=10**6)]
    return str(max(sorted(set(streams)), key=streams.count))


def kinds(found) -> set[tuple[str, str]]:
    return {(finding.check, finding.place) for finding in found}


def in_order(ends: list[Entry]) -> list[Entry]:
    return sorted(ends, key=lambda entry: place_of(entry.stream))


# Auditors reckon every inventory anew


def test_a_true_inventory_is_checked_and_nothing_is_found(audited):
    audited.take_inventory()
    audited.clock.advance_to(audited.clock.now() + timedelta(days=1))
    audited.take_inventory()
    verified = audited.verified()

    assert (verified.findings, verified.inventories, verified.believed) == ((), 2, 0)


@pytest.mark.parametrize(
    "falsified",
    [
        pytest.param(lambda ends: ends[1:], id="leaves a stream out"),
        pytest.param(lambda ends: in_order([*ends, Entry(NONE, 0, "0" * 64)]), id="names one that is not there"),
        pytest.param(
            lambda ends: [ends[0]._replace(revision=ends[0].revision + 1), *ends[1:]], id="lets one end elsewhere"
        ),
        pytest.param(lambda ends: [ends[0]._replace(digest="0" * 64), *ends[1:]], id="lets one end with another fact"),
    ],
)
def test_a_false_inventory_is_found_whatever_it_says(audited, falsified):
    size = len(audited.store)
    audited.say(size, inventory_of(falsified(audited.ends())).root)

    assert kinds(audited.verified().findings) == {("inventory", "auditor_inventory-2026@0")}


@pytest.mark.parametrize(("more", "is_found"), [(-1, True), (0, False), (1, True)])
def test_an_inventory_speaks_of_just_as_many_facts_as_it_says(audited, more, is_found):
    audited.say(len(audited.store) + more, inventory_of(audited.ends()).root)

    assert bool(audited.verified().findings) == is_found


def test_one_of_more_facts_than_were_there_before_it_is_found(audited):
    """It cannot be true, whatever is recorded later."""
    audited.say(len(audited.store) + 1000, inventory_of(audited.ends()).root)
    [finding] = audited.verified().findings

    assert finding == Finding("inventory", "auditor_inventory-2026@0", finding.detail)
    assert "there were no" in finding.detail


def test_a_memory_that_was_past_its_size_believes_it_and_says_so(audited, tmp_path):
    """Made of the past, by whoever kept it back until auditors had gone on."""
    size = len(audited.store)
    false = inventory_of(audited.ends()[1:]).root
    audited.clock.advance_to(audited.clock.now() + timedelta(days=1))
    audited.take_inventory()
    memory = tmp_path / "memory.sqlite"
    audited.verified(memory)
    audited.clock.advance_to(audited.clock.now() + timedelta(days=400))
    audited.say(size, false)
    later, again = audited.verified(memory), audited.verified(memory)

    assert (later.findings, later.believed) == ((), 1)
    assert (again.findings, again.believed) == ((), 0)
    assert kinds(audited.verified(memory, anew=True).findings) == {("inventory", "auditor_inventory-2027@0")}


def test_a_memory_that_ends_where_it_was_made_checks_it(audited, tmp_path):
    """As the auditor's own does: it makes one after each audit that found nothing."""
    memory = tmp_path / "memory.sqlite"
    audited.verified(memory)
    audited.take_inventory()
    later = audited.verified(memory)

    assert (later.findings, later.inventories, later.believed) == ((), 1, 0)


# A stranger sees what was left out


def test_a_bundle_of_a_whole_stream_says_that_it_is_whole(audited, stream):
    size = audited.take_inventory()
    content = audited.bundle(About(stream))
    bundle = _checked(content)
    last = audited.store.read(stream)[-1].revision

    assert bundle.complete == f"{stream} is whole as of a log of {size}: it ended at revision {last}."


def test_a_stream_whose_end_is_left_out_is_not_whole(audited, stream):
    audited.take_inventory()
    last = audited.store.read(stream)[-1].revision
    lines = audited.bundle(About(stream)).splitlines(keepends=True)
    first = next(number for number, fact in _facts(lines) if fact["revision"] == last)
    parts = json.loads(_facts(lines)[-1][1]["metadata"])["parts"]

    assert (first + 2 - parts, f"the inventory knows of {stream}@{last}") in problems(
        _ended([*lines[: first + 1 - parts], *lines[first + 1 : -1]])
    )


def test_that_there_is_no_stream_is_proven(audited):
    size = audited.take_inventory()

    assert _checked(audited.bundle(About(NONE, is_absent=True))).complete == f"There was no {NONE} in a log of {size}."


def test_a_kept_inventory_that_was_changed_is_made_anew(audited, stream):
    size = audited.take_inventory()
    keep(audited.log, size, audited.ends()[1:])

    assert "is whole" in _checked(audited.bundle(About(stream))).complete


def test_of_a_stream_that_is_there_it_is_not(audited, stream):
    audited.take_inventory()
    with pytest.raises(NotProvable):
        audited.bundle(About(stream, is_absent=True))
    lines = audited.bundle(About(NONE, is_absent=True)).splitlines(keepends=True)
    renamed = [line.replace(NONE.encode(), stream.encode()) for line in lines[:-1]]

    assert problems(_ended(renamed)) != []


def test_as_of_a_day_later_facts_are_left_out(audited, stream):
    audited.take_inventory()
    before = audited.bundle(About(stream, as_of=MADE_ON))
    whole = len(audited.store.read("auditor_inventory-2026"))
    audited.clock.advance_to(audited.clock.now() + timedelta(days=1))
    audited.take_inventory()
    then = audited.bundle(About("auditor_inventory-2026", as_of=MADE_ON + timedelta(days=1)))

    assert len(_facts(before.splitlines())) == len(audited.store.read(stream))
    assert len(_facts(then.splitlines())) == whole == 1
    assert "ended at revision 0" in _checked(then).complete


@pytest.mark.parametrize(("days", "is_made"), [(-1, False), (0, True), (1, True)])
def test_of_a_day_before_the_first_inventory_nothing_is_known(audited, stream, days, is_made):
    audited.take_inventory()
    about = About(stream, as_of=MADE_ON + timedelta(days=days))

    if is_made:
        assert _checked(audited.bundle(about)).complete
    else:
        with pytest.raises(NotProvable):
            audited.bundle(about)


def test_a_record_that_does_not_give_its_inventory_proves_nothing(audited, stream):
    audited.say(len(audited.store), inventory_of(audited.ends()[1:]).root)
    with pytest.raises(NotProvable):
        audited.bundle(About(stream))


def test_every_byte_of_it_counts(audited, monkeypatch):
    """Signatures over the same text are checked once: what is flipped elsewhere leaves the first line as it was."""
    monkeypatch.setattr(PROGRAM_MODULE, "is_signature", cache(PROGRAM_MODULE.is_signature))
    audited.take_inventory()
    content = audited.bundle(About(NONE, is_absent=True))
    unseen = []
    for place in range(0, len(content), max(1, len(content) // 300)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        line = content[:place].count(b"\n") + 1
        found = problems(changed)
        if not found or found[0][0] not in (line, line + 1):
            unseen.append((place, line, found[:1]))

    assert unseen == []


def test_claims_are_read_in_order_and_what_is_none_is_passed_over(audited):
    audited.take_inventory()
    audited.clock.advance_to(audited.clock.now() + timedelta(days=1))
    audited.take_inventory()
    facts = audited.store.read("auditor_inventory-2026")

    assert [claim.position for claim in claims(audited.store)] == [fact.position for fact in facts]
    assert [metadata_of(fact)["actor"] for fact in facts] == ["service:auditor"] * 2


def _facts(lines) -> list[tuple[int, dict[str, Any]]]:
    return [(number, json.loads(line)["fact"]) for number, line in enumerate(lines) if line.startswith(b'{"fact"')]


def _ended(lines) -> bytes:
    """With a last line that agrees with them."""
    body = b"".join(lines)
    end = {"end": {"lines": len(lines), "sha256": hashlib.sha256(body).hexdigest()}}
    return body + json.dumps(end, separators=(",", ":")).encode() + b"\n"


def _checked(content: bytes):
    found, bundle = PROGRAM_MODULE.check(content)
    assert found == []
    return bundle
