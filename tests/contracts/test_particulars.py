"""Opening what is sealed, for those who may and on record; and erasing it, so that nobody may any more."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.errors import Forbidden, Malformed, Rejected, Unavailable
from contracts.particulars import ErasureGround, ErasureOrdered, KeyDestroyed, OrderErasure, RecordDestruction
from contracts.policies import pack_named, resolve
from contracts.retention import Retention, retention_of
from contracts.units import common_area
from ledger.erasure import Eraser, Finisher, ordered_erasures
from ledger.keys import KeyDestroyed as Destroyed
from ledger.keys import KeyFile
from ledger.memory import MemoryStore
from ledger.parts import own_request
from ledger.recorded import GENESIS, digest_of_fact, metadata_of
from ledger.sealing import MasterKeys, rotate, write_master_keys
from ledger.store import NO_STREAM, START, Draft, Recorded
from ledger.testing.desk import COUNTY, NAMES, NOON, NOTE, STREAM, UNIT, Desk, id_of
from ledger.testing.given import given
from ledger.testing.register import PARTS, EnterPersons

ERASURE = next(decider for decider in PARTS.deciders if decider.name == "register.erasure")
OPENINGS = "register_opening-register-east"
ERASURES = "register_erasure-person-p-1"
KEY = "0b7e4f7e-2b4e-4d55-9a63-5d9d3f6f9c01"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.activate()
    desk.enter("p-1", "p-2")
    return desk


# Opening


@pytest.mark.req("X-003")
def test_who_may_reads_what_is_sealed_and_that_is_on_record(desk: Desk) -> None:
    assert {"note": NOTE, "persons.0.name": NAMES["p-1"], "persons.1.name": NAMES["p-2"]} == desk.open()
    (fact,) = desk.facts(OPENINGS)
    opened, metadata = json.loads(fact.data), metadata_of(fact)
    assert ("ref-desk-01", "Registrar", UNIT) == (metadata["actor"], metadata["role"], metadata["unit"])
    assert ("handling", [0], ["person-name", "statement"]) == (opened["ground"], opened["revisions"], opened["kinds"])
    assert sorted({value["key_id"] for value in desk.sealed().values()}) == opened["key_ids"]
    assert not any(text in fact.data.decode() + fact.metadata.decode() for text in (NOTE, *NAMES.values()))


@pytest.mark.parametrize(
    ("role", "unit", "code"),
    [
        ("Registrar", "360730102", "forbidden-unit"),
        ("Inspector", "360731", "forbidden-unit"),
        ("Public", UNIT, "forbidden-role"),
    ],
)
@pytest.mark.req("X-003")
def test_who_may_not_reads_nothing_and_the_attempt_is_on_record(desk: Desk, role: str, unit: str, code: str) -> None:
    with pytest.raises(Forbidden, match=code):
        desk.open(role=role, unit=unit)

    assert [] == desk.facts(OPENINGS)
    assert [code] == [json.loads(fact.data)["refusal"]["code"] for fact in desk.refusals()]


def test_who_is_above_may_where_the_permission_says_area(desk: Desk) -> None:
    assert NOTE == desk.open(role="Inspector", unit=COUNTY)["note"]


def test_opening_again_under_the_same_id_is_one_record_and_the_same_answer(desk: Desk) -> None:
    assert desk.open() == desk.open()
    assert 1 == len(desk.facts(OPENINGS))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"stream": "register_register-west"}, "unknown-fact"),
        ({"stream": "disclosure_duty-360730101-TP-2025H1"}, "unknown-fact"),
        ({"revisions": [1]}, "unknown-fact"),
        ({"stream": f"register_policy-{COUNTY}"}, "nothing-sealed"),
    ],
)
def test_only_what_is_recorded_here_and_sealed_is_opened(desk: Desk, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        desk.open(role="Inspector", unit=COUNTY, **changes)

    assert code == refused.value.code


@pytest.mark.parametrize("revisions", [[], list(range(21)), [-1], ["0"]])
def test_how_much_is_opened_at_once_is_bounded(desk: Desk, revisions: list[object]) -> None:
    with pytest.raises(Malformed):
        desk.open(revisions=revisions)


def test_two_hundred_values_are_opened_at_once_and_one_more_is_not(desk: Desk) -> None:
    several = [{"person": f"q-{n}", "age": 20, "name": f"某{n}", "number": f"{n}"} for n in range(210)]
    for place in range(10):
        desk.enter(number=10 + place, persons=several[20 * place : 20 * place + 20], note=None)
    desk.enter(number=30, persons=several[200:201], note=None)
    ten = list(range(1, 11))

    assert 20 == len(desk.open(*ten, number=101))  # paths repeat from fact to fact
    with pytest.raises(Rejected, match="too-much-to-open"):
        desk.open(*ten, 11, number=102)


def test_a_key_that_is_not_in_the_file_is_told_from_one_that_was_destroyed(desk: Desk) -> None:
    (desk.folder / "keys.sqlite").unlink()
    with pytest.raises(Unavailable, match="backup"):
        desk.open()


# Erasing


def test_an_erased_person_cannot_be_read_and_the_others_can(desk: Desk) -> None:
    reply = desk.erase("person:p-1")

    assert ["register.erasure-ordered.v1", "register.key-destroyed.v1"] == [fact["type"] for fact in reply["facts"]]
    assert {"note": NOTE, "persons.0.name": None, "persons.1.name": NAMES["p-2"]} == desk.open()


def test_where_everything_is_erased_opening_says_so(desk: Desk) -> None:
    for number, subject in enumerate(("person:p-1", "person:p-2", "case:east")):
        desk.erase(subject, number=300 + number)
    with pytest.raises(Rejected, match="sealed-data-erased"):
        desk.open()

    assert [] == desk.facts(OPENINGS)


def test_every_digest_verifies_after_an_erasure_and_the_decision_is_made_again(desk: Desk) -> None:
    before = [digest_of_fact(fact) for fact in desk.facts()]
    desk.erase("person:p-1")
    facts = desk.facts()

    assert before == [digest_of_fact(fact) for fact in facts]
    assert GENESIS == metadata_of(facts[0])["previous"]
    for stream in (STREAM, ERASURES):
        digests = [GENESIS, *(digest_of_fact(fact) for fact in desk.facts(stream))]
        assert digests[:-1] == [metadata_of(fact)["previous"] for fact in desk.facts(stream)]


def test_nothing_of_the_key_is_left_in_the_key_file(desk: Desk) -> None:
    wrapped = desk.keys.key_named(desk.sealed()["persons.0.name"]["key_id"]).wrapped
    files = list(desk.folder.glob("keys.sqlite*"))
    assert any(wrapped in file.read_bytes() for file in files)
    desk.erase("person:p-1")

    assert not any(wrapped in file.read_bytes() for file in desk.folder.glob("keys.sqlite*"))


def test_an_erasure_sent_again_is_answered_with_what_is_recorded(desk: Desk) -> None:
    assert desk.erase("person:p-1") == desk.erase("person:p-1")
    assert 2 == len(desk.facts(ERASURES))
    with pytest.raises(Rejected, match="sealed-data-erased"):
        desk.erase("person:p-1", number=201)


def test_what_was_recorded_of_an_erased_person_is_answered_to_a_retry_and_nothing_more_is_recorded(desk: Desk) -> None:
    before = desk.facts()
    desk.erase("person:p-1")

    assert str(before[0].id) == desk.enter("p-1", "p-2")["facts"][0]["id"]
    with pytest.raises(Rejected, match="sealed-data-erased"):
        desk.enter("p-1", number=2, register="west")
    assert [] == desk.facts("register_register-west")


def test_nobody_is_erased_for_whom_nothing_is_sealed(desk: Desk) -> None:
    with pytest.raises(Rejected, match="unknown-subject"):
        desk.erase("person:p-3")


def test_a_case_and_a_person_of_one_reference_are_two(desk: Desk) -> None:
    with pytest.raises(Rejected, match="unknown-subject"):
        desk.erase("person:east")


def test_a_person_in_records_of_two_units_is_erased_by_who_is_above_both(desk: Desk) -> None:
    other = "360730102"
    call = desk.call_of("enter_persons", "Registrar", other)
    persons = [{"person": "p-1", "age": 35, "name": NAMES["p-1"], "number": "1"}]
    entered = {"unit": other, "register": "west", "persons": persons, "note": None}
    desk.door().command(call, EnterPersons, entered, id_of(2), None)
    for unit in (UNIT, other):
        with pytest.raises(Forbidden, match="forbidden-unit"):
            desk.erase("person:p-1", unit=unit)
    desk.erase("person:p-1", role="Inspector", unit=COUNTY)

    assert COUNTY == metadata_of(desk.facts(ERASURES)[0])["unit"]


@pytest.mark.parametrize(
    ("units", "area"),
    [
        (["360730101"], "360730101"),
        (["360730101-school", "360730101-school"], "360730101-school"),
        (["360730101", "360730102"], "360730"),
        (["360730101", "360730101203"], "360730101"),
        (["360730101-school", "360730101"], "360730101"),
        (["360730", "440100"], "cn"),
    ],
)
def test_the_common_area_is_the_smallest_that_holds_all(units: list[str], area: str) -> None:
    assert area == common_area(units)


# The legal retention


def order(used_on: date) -> OrderErasure:
    return OrderErasure(
        actor="ref-desk-01",
        unit=UNIT,
        subject="person:p-1",
        key_id=KEY,
        used_on=used_on,
        ground=ErasureGround.PURPOSE_ACHIEVED,
    )


def ordered(retained_until: date | None, at: datetime) -> ErasureOrdered:
    return ErasureOrdered(
        subject="person:p-1",
        key_id=KEY,
        ground=ErasureGround.PURPOSE_ACHIEVED,
        retained_until=retained_until,
        ordered_at=at,
    )


LAST_DAY = date(2025, 8, 9)
FIRST_MOMENT_AFTER = datetime(2025, 8, 9, 16, tzinfo=UTC)
"""Midnight in China after the thirtieth day."""


def test_until_the_last_day_of_the_retention_nothing_is_erased() -> None:
    last_moment = FIRST_MOMENT_AFTER - timedelta(microseconds=1)

    given(ERASURE, Retention(30)).when(order(date(2025, 7, 10)), at=last_moment).then_rejected("retention-not-ended")


def test_from_the_day_after_the_retention_it_may_be_erased() -> None:
    case = given(ERASURE, Retention(30)).when(order(date(2025, 7, 10)), at=FIRST_MOMENT_AFTER)

    case.then(ordered(LAST_DAY, FIRST_MOMENT_AFTER))


def test_where_the_rules_are_silent_no_period_is_invented() -> None:
    given(ERASURE, Retention(None)).when(order(date(2025, 7, 10)), at=NOON).then(ordered(None, NOON))


def test_the_retention_is_read_from_the_packs_that_are_active() -> None:
    silent = resolve("360730", [pack_named("cn-personal-information-2021")])

    assert Retention(None) == retention_of("disclosure")(silent)
    assert "disclosure.sealed_retention" in silent.parameters
    assert Retention(None) == retention_of("register")(resolve("360730", []))


def test_a_destruction_is_recorded_once_and_only_after_its_order() -> None:
    record = RecordDestruction(actor="service:register", unit=UNIT, subject="person:p-1", key_id=KEY)
    done = KeyDestroyed(subject="person:p-1", key_id=KEY, destroyed_at=NOON)

    given(ERASURE, Retention(None), ordered(None, NOON)).when(record, at=NOON).then(done)
    given(ERASURE, Retention(None), ordered(None, NOON), done).when(record, at=NOON).then()
    given(ERASURE, Retention(None)).when(record, at=NOON).then()


# A process that ends in between


def order_only(desk: Desk) -> None:
    """The order is on record, and the process ended before the key was destroyed."""
    holding = desk.keys.holding("person:p-1")
    assert holding is not None
    desk.handlers.handle(
        OrderErasure(
            actor="service:register",
            unit=UNIT,
            subject="person:p-1",
            key_id=holding.key_id,
            used_on=holding.used_on,
            ground=ErasureGround.CONSENT_WITHDRAWN,
        ),
        own_request("register", UUID(id_of(200)), None),
    )


def test_an_erasure_that_was_cut_short_after_the_order_is_finished_at_the_next_start(desk: Desk) -> None:
    order_only(desk)
    assert NAMES["p-1"] == desk.open()["persons.0.name"]
    finisher = Finisher(desk.handlers, desk.store, desk.folder)

    assert (1, 0) == (finisher.step(), finisher.step())
    assert 2 == len(desk.facts(ERASURES))
    assert desk.open(number=103)["persons.0.name"] is None


def test_an_erasure_that_was_cut_short_after_the_destruction_is_recorded_at_the_next_start(desk: Desk) -> None:
    order_only(desk)
    holding = desk.keys.holding("person:p-1")
    assert holding is not None
    desk.keys.destroy("person:p-1", holding.key_id, NOON)

    assert 1 == Finisher(desk.handlers, desk.store, desk.folder).step()
    assert 2 == len(desk.facts(ERASURES))


def test_two_processes_that_finish_the_same_erasure_record_it_once(desk: Desk) -> None:
    order_only(desk)
    (fact,) = desk.facts(ERASURES)
    for _ in range(2):
        Eraser(desk.handlers, KeyFile(desk.folder / "keys.sqlite"), desk.clock).carry_out(fact)

    assert 2 == len(desk.facts(ERASURES))


def test_a_finished_erasure_is_left_alone(desk: Desk) -> None:
    desk.erase("person:p-1")

    assert 0 == Finisher(desk.handlers, desk.store, desk.folder).step()


class Watching(MemoryStore):
    """Remembers after which positions it was asked."""

    def __init__(self, inner: MemoryStore) -> None:
        super().__init__()
        self._inner = inner
        self.asked: list[int] = []

    def last_position(self) -> int:
        return self._inner.last_position()

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        self.asked.append(after)
        return self._inner.read_all(prefixes, after=after, limit=limit)


def test_who_finishes_erasures_looks_at_no_fact_twice(desk: Desk) -> None:
    desk.erase("person:p-1")
    store = Watching(desk.store)
    finisher = Finisher(desk.handlers, store, desk.folder)
    finisher.step()
    draft = Draft(UUID(id_of(300)), "register.something.v1", b"{}", b"{}")
    desk.store.append("register_something", [draft], expected=NO_STREAM)
    finisher.step()
    finisher.step()

    assert store.asked[0] == START
    assert store.asked[-1] == desk.store.last_position()


# Backups of keys, and another master key


def test_a_restored_backup_brings_back_what_was_lost_and_not_what_was_destroyed(desk: Desk) -> None:
    backup = desk.folder / "register-20250710T040000Z.keys"
    assert 3 + 1 == desk.keys.copy_to(backup)  # two names, a note, and the key of fingerprints
    desk.erase("person:p-1")
    for file in desk.folder.glob("keys.sqlite*"):
        file.unlink()
    for subject, key_id in ordered_erasures(desk.store, "register"):
        desk.keys.destroy(subject, key_id, NOON)
    taken = desk.keys.take_from(backup, desk.masters.ids())

    assert ("case:east", "person:p-2", "service:fingerprints") == taken
    assert 0o600 == backup.stat().st_mode & 0o777
    assert {"note": NOTE, "persons.0.name": None, "persons.1.name": NAMES["p-2"]} == desk.open()


def test_after_a_rotation_everything_opens_and_nothing_is_wrapped_under_the_old_key(desk: Desk) -> None:
    file = desk.folder / "keys" / "master.key"
    (old,) = desk.masters.read()
    before = desk.keys.key_named(desk.sealed()["note"]["key_id"])

    assert 4 == rotate(file, [desk.keys])
    (new,) = desk.masters.read()
    after = desk.keys.key_named(before.key_id)
    assert new != old
    assert (after.key_id, after.subject) == (before.key_id, before.subject)
    assert after.master != before.master
    assert NOTE == desk.open()["note"]
    assert not any(before.wrapped in found.read_bytes() for found in desk.folder.glob("keys.sqlite*"))
    assert 0o600 == file.stat().st_mode & 0o777


def test_a_rotation_that_was_cut_short_is_ended_by_the_next_one(desk: Desk) -> None:
    file = desk.folder / "keys" / "master.key"
    (old,) = desk.masters.read()
    new = bytes(32)
    write_master_keys(file, (new, old))

    assert NOTE == desk.open()["note"]
    assert 4 == rotate(file, [desk.keys])
    assert (new,) == desk.masters.read()
    assert NOTE == desk.open(number=104)["note"]


def test_a_backup_from_before_a_rotation_is_refused_until_its_master_key_is_there(desk: Desk) -> None:
    file = desk.folder / "keys" / "master.key"
    (old,) = desk.masters.read()
    backup = desk.folder / "register-20250710T040000Z.keys"
    desk.keys.copy_to(backup)
    rotate(file, [desk.keys])
    with pytest.raises(Unavailable, match="before a rotation"):
        desk.keys.take_from(backup, desk.masters.ids())

    write_master_keys(file, (*MasterKeys(file=file).read(), old))
    assert () == desk.keys.take_from(backup, desk.masters.ids())


def test_a_destroyed_key_is_refused_by_its_id(desk: Desk) -> None:
    key_id = desk.sealed()["note"]["key_id"]
    desk.erase("case:east")
    with pytest.raises(Destroyed):
        desk.keys.key_named(key_id)
