"""Particulars are sealed at the door: what is behind it sees ciphertext, and a retry is known as what it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import ledger.sealing
import pytest
from contracts.canonical import canonical
from contracts.catalogue import commands_of, facts_of
from contracts.errors import Forbidden, Malformed, Rejected, Unavailable
from contracts.message import fact, load
from contracts.sealed import Blank, Particular, Sealed, envelopes_in, is_sealed, marks_of, seal_in, without_sealed
from contracts.vocabulary import Name, Ref, UnitCode
from ledger.authority import LONGEST_TOKEN
from ledger.clock import ManualClock
from ledger.environment import MissingSetting
from ledger.keys import WrappedKey
from ledger.opening import sealer_of
from ledger.recorded import metadata_of
from ledger.sealing import CannotOpen, MasterKeys, create_master_key, master_id
from ledger.settings import Settings
from ledger.testing.desk import NAMES, NOON, NOTE, NUMBERS, UNIT, Desk
from ledger.testing.register import COMMANDS, FACTS, PARTS


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# What is recorded


def test_command_fact_and_reply_hold_the_same_ciphertext_and_no_particular(place: Desk) -> None:
    reply = place.enter("p-1", "p-2")

    (fact,) = place.facts()
    data, command = json.loads(fact.data), metadata_of(fact)["command"]["document"]
    assert data["persons"] == command["persons"] == reply["facts"][0]["data"]["persons"]
    for secret in (*NAMES.values(), *NUMBERS.values(), NOTE):
        assert secret not in fact.data.decode() + fact.metadata.decode() + json.dumps(reply, ensure_ascii=False)


def test_each_person_and_the_case_has_a_key_of_its_own(place: Desk) -> None:
    place.enter("p-1", "p-2")
    by_path = dict(envelopes_in(json.loads(place.facts()[0].data)))

    assert ["note", "persons.0.name", "persons.1.name"] == sorted(by_path)
    assert 3 == len({envelope["key_id"] for envelope in by_path.values()})
    assert ["statement", "person-name", "person-name"] == [by_path[path]["kind"] for path in sorted(by_path)]


def test_what_is_sealed_opens_again_and_the_same_person_keeps_one_key(place: Desk) -> None:
    place.enter("p-1")
    place.enter("p-1", number=2, register="west", note=None)
    (east,) = place.facts()
    (west,) = place.store.read("register_register-west")
    sealed = [dict(envelopes_in(json.loads(fact.data)))["persons.0.name"] for fact in (east, west)]

    assert place.sealer is not None
    assert [NAMES["p-1"]] * 2 == [place.sealer.open(envelope) for envelope in sealed]
    assert sealed[0]["key_id"] == sealed[1]["key_id"]
    assert sealed[0]["ciphertext"] != sealed[1]["ciphertext"]
    assert json.loads(west.data)["note"] is None


def test_a_text_is_composed_before_it_is_sealed(place: Desk) -> None:
    place.enter("p-1", note="e\N{COMBINING ACUTE ACCENT}t")
    envelope = dict(envelopes_in(json.loads(place.facts()[0].data)))["note"]

    assert place.sealer is not None
    assert "\N{LATIN SMALL LETTER E WITH ACUTE}t" == place.sealer.open(envelope)


def test_a_ciphertext_does_not_tell_how_long_a_name_is(place: Desk) -> None:
    place.enter("p-1", "p-2")
    short, long = (dict(envelopes_in(json.loads(place.facts()[0].data)))[f"persons.{each}.name"] for each in (0, 1))

    assert len(short["ciphertext"]) == len(long["ciphertext"])


def test_the_rule_that_needs_a_number_to_be_unique_sees_it_by_fingerprint(place: Desk) -> None:
    place.enter("p-1")
    with pytest.raises(Rejected, match="entered-before"):
        place.enter("p-1", number=2)

    assert 1 == len(place.facts())


# A retry


def test_a_retry_is_answered_with_what_is_recorded_although_it_is_sealed_anew(place: Desk) -> None:
    assert place.enter("p-1") == place.enter("p-1")
    assert 1 == len(place.facts())


def test_the_same_id_with_another_open_field_is_another_command(place: Desk) -> None:
    place.enter("p-1")
    with pytest.raises(Rejected, match="command-id-reused"):
        place.enter("p-1", "p-2")
    with pytest.raises(Rejected, match="command-id-reused"):
        place.enter("p-1", note=None)


def test_what_two_sealings_have_in_common_is_all_but_the_sealed_values() -> None:
    first: dict[str, Any] = {"name": Blank().seal("person:a", "person-name", "甲"), "age": 3}
    second = {"name": {**first["name"], "nonce": "B" * 16}, "age": 3}

    assert {"name": "sealed person-name", "age": 3} == without_sealed(first) == without_sealed(second)
    assert without_sealed({"name": None}) != without_sealed(first)


# Who may not, and what is malformed


def test_for_a_caller_who_may_not_no_key_is_made(place: Desk) -> None:
    with pytest.raises(Forbidden, match="forbidden-unit"):
        place.enter("p-1", unit="360730102")

    assert not (place.folder / "keys.sqlite").exists()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"note": ""}, "note"),
        ({"note": " \u200b"}, "note"),
        ({"note": 7}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"note": "half a character: \ud800"}, "note"),
        ({"note": "甲" * 667}, "note"),
        ({"note": Blank().seal("case:east", "statement", "x")}, "note"),
        ({"persons": [{"person": "p-1", "age": 35, "name": "", "number": "1"}]}, "persons.0.name"),
        ({"persons": [{"person": "P 1", "age": 35, "name": "甲", "number": "1"}]}, "persons.0.person"),
        ({"persons": [{"age": 35, "name": "甲", "number": "1"}]}, "persons.0.person"),
        ({"persons": [{"person": "p-1", "age": 35, "name": "甲", "number": "1" * 19}]}, "persons.0.number"),
        ({"persons": [{"person": "p-1", "age": 35, "number": "1"}]}, "persons.0.name"),
        ({"persons": "p-1"}, "persons"),
        ({"persons": ["p-1"]}, "persons.0"),
    ],
)
def test_a_particular_that_breaks_its_form_is_named_by_its_field(place: Desk, changes: Any, path: str) -> None:
    with pytest.raises(Malformed) as refused:
        place.enter("p-1", **changes)

    assert [path] == list(refused.value.problems)
    assert [] == place.facts()
    assert not (place.folder / "keys.sqlite").exists()


def test_the_longest_particular_is_sealed(place: Desk) -> None:
    place.enter("p-1", note="甲" * 666 + "ab")

    assert 1 == len(place.facts())


# Without a master key


def test_without_a_master_key_nothing_is_recorded(place: Desk) -> None:
    place.sealer = None
    with pytest.raises(Unavailable):
        place.enter("p-1")

    assert [] == place.facts()


def settings_with(folder: Path, masters: MasterKeys | None) -> Settings:
    return Settings("esdb://none", "amqp://none", folder, folder, LONGEST_TOKEN, masters, folder, 1, folder)


def test_a_service_that_seals_does_not_start_without_a_master_key(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, None)
    with pytest.raises(MissingSetting, match=r"SUNLEDGER_MASTER_KEY_FILE .*register seals EnterPersons"):
        sealer_of(PARTS, settings, ManualClock(NOON))


@pytest.mark.parametrize("content", [None, "", "short\n", "not base64 !\n", "AAAA" * 11])
def test_a_master_key_that_is_none_keeps_the_service_from_starting(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "master.key"
    if content is not None:
        file.write_text(content, "ascii")
    settings = settings_with(tmp_path, MasterKeys(file=file))
    with pytest.raises(Unavailable) as refused:
        sealer_of(PARTS, settings, ManualClock(NOON))

    assert "short" not in str(refused.value)


def test_the_master_key_may_be_the_setting_itself(tmp_path: Path) -> None:
    create_master_key(tmp_path / "master.key")
    text = (tmp_path / "master.key").read_text("ascii").strip()
    settings = Settings.read(
        {
            **dict.fromkeys(("SUNLEDGER_STORE_URI", "SUNLEDGER_BROKER_URI", "SUNLEDGER_DATA", "SUNLEDGER_KEYS"), "x"),
            "SUNLEDGER_MASTER_KEY": text,
        }
    )

    assert settings.masters is not None
    assert MasterKeys(file=tmp_path / "master.key").read() == settings.masters.read()
    assert text not in repr(settings)


def test_the_local_master_key_is_readable_by_its_owner_alone_and_made_once(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master.key"
    create_master_key(file)
    first = file.read_bytes()
    create_master_key(file)

    assert 0o600 == file.stat().st_mode & 0o777
    assert first == file.read_bytes()


# The key file


def test_no_key_lies_in_the_file_unwrapped_and_only_its_owner_reads_it(place: Desk) -> None:
    place.enter("p-1")
    assert place.sealer is not None
    (envelope,) = [value for path, value in envelopes_in(json.loads(place.facts()[0].data)) if path == "note"]
    key = place.sealer._unwrapped(place.keys.key_named(envelope["key_id"]))
    files = list(place.folder.glob("keys.sqlite*"))

    assert 32 == len(key)
    assert all(key not in file.read_bytes() for file in files)
    assert 0o600 == (place.folder / "keys.sqlite").stat().st_mode & 0o777


@pytest.mark.parametrize("field", ["key_id", "kind", "nonce", "ciphertext"])
def test_a_value_that_was_changed_or_moved_does_not_open(place: Desk, field: str) -> None:
    place.enter("p-1", "p-2")
    by_path = dict(envelopes_in(json.loads(place.facts()[0].data)))
    mine, other = by_path["persons.0.name"], {**by_path["persons.1.name"], "kind": "statement"}

    assert place.sealer is not None
    with pytest.raises(CannotOpen):
        place.sealer.open({**mine, field: other[field]})


def test_the_sealed_value_of_the_recorded_forms_page_opens(place: Desk) -> None:
    page = (Path(__file__).parents[2] / "docs" / "recorded-form.md").read_text("utf-8")
    envelope = json.loads(re.search(r'^\{"algorithm".+\}$', page, re.M)[0])  # type: ignore[index]
    (master,) = MasterKeys(file=place.folder / "keys" / "master.key").read()
    wrapped = ledger.sealing._wrap(master, envelope["key_id"], bytes(range(32)))
    place.keys.key_of(
        "person:p-1",
        UNIT,
        "2025-07-10",
        lambda: WrappedKey("person:p-1", envelope["key_id"], master_id(master), wrapped, ""),
    )

    assert place.sealer is not None
    assert "甲某某" == place.sealer.open(envelope)


# What a message may declare


def every_message() -> Iterator[type]:
    for catalogue in (
        commands_of("disclosure"),
        facts_of("disclosure"),
        commands_of("assessment"),
        facts_of("assessment"),
        COMMANDS,
        FACTS,
    ):
        yield from catalogue


@pytest.mark.parametrize("kind", sorted(set(every_message()), key=repr))
def test_every_particular_names_whose_key_seals_it(kind: type) -> None:
    assert is_sealed(kind) == bool(marks_of(kind))


def test_a_particular_that_names_no_key_is_refused() -> None:
    @fact(name="register.nameless")
    class Nameless:
        person: Name
        name: Annotated[Sealed, Particular("person-name", person="person")]

    with pytest.raises(TypeError, match="name: person is no identifier"):
        marks_of(Nameless)
    with pytest.raises(TypeError, match="one person or of one case"):
        Particular("person-name", person="person", case="case")
    with pytest.raises(TypeError, match="same in every unit"):
        Particular("person-name", person="person", within="unit")
    with pytest.raises(TypeError, match="bounded"):
        Particular("person-name", person="person", most=4001)


def test_a_case_that_its_sender_names_is_another_one_in_another_unit() -> None:
    @fact(name="register.case")
    class Case:
        unit: UnitCode
        case: Ref
        note: Annotated[Sealed, Particular("statement", case="case", within="unit")]

    @fact(name="register.case-of-any")
    class CaseOfAny:
        unit: Name
        case: Ref
        note: Annotated[Sealed, Particular("statement", case="case", within="unit")]

    mark = dict(marks_of(Case))["note"]

    assert isinstance(mark, Particular)
    assert "case:360730101-c-1" == mark.subject("360730101", "c-1")
    with pytest.raises(TypeError, match="note: unit is no identifier"):
        marks_of(CaseOfAny)


def test_a_message_takes_a_sealed_value_only_as_the_kind_it_declares() -> None:
    @fact(name="register.named")
    class Named:
        person: Ref
        name: Annotated[Sealed, Particular("person-name", person="person")]

    sealed = seal_in(Named, {"person": "p-1", "name": "甲"}, Blank())

    assert canonical(sealed) == canonical({"person": "p-1", "name": Blank().seal("person:p-1", "person-name", "甲")})
    assert load(Named, sealed).name.kind == "person-name"
    with pytest.raises(Malformed, match="Sealed as statement"):
        load(Named, {"person": "p-1", "name": Blank().seal("person:p-1", "statement", "甲")})
