"""Key persons of a sensitive period: listed, helped in it, and looked up on record by director and deputy alone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.key_persons.messages import (
    MOST_PERSONS,
    Contact,
    Help,
    KeyHelpRecorded,
    KeyPersonLine,
    KeyPersonListed,
    KeyPersonsRead,
    ListKeyPerson,
    ReadingGround,
    ReadKeyPersons,
    RecordKeyHelp,
    RecordUpwardContact,
    UpwardContactRecorded,
)
from contracts.mediation.key_persons.rules import KeyPersonPolicy, key_person_policy
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed, marks_of
from contracts.units import Relation
from ledger.testing.given import Case, given
from mediation.key_persons import STREAM

PACK = pack_named("township-centre-2012")
POLICY = key_person_policy(resolve("360730", [PACK]))
TOWNSHIP = "360730101"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "year": 2025}
FIRST, LAST = date(2025, 9, 20), date(2025, 9, 30)
NOON = datetime(2025, 9, 20, 12, tzinfo=CHINA)
DAY = timedelta(days=1)
OFFICES = ("CentreDirector", "CentreDeputyDirector")


def sealed(kind: str) -> Sealed:
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def said(**other: Any) -> dict[str, Any]:
    return {**KEY, "actor": "deputy-1", "acting_role": "CentreDeputyDirector", "person": "person-7", **other}


def enlist(**other: Any) -> ListKeyPerson:
    name, reason = sealed("person-name"), sealed("statement")
    days = {"from_on": FIRST, "to_on": LAST}
    return ListKeyPerson(**said(**{"name": name, "reason": reason, "helper": "cadre-3", **days, **other}))


def assist(on: date = FIRST, **other: Any) -> RecordKeyHelp:
    return RecordKeyHelp(**said(**{"help": Help.SUPPORT, "done_on": on, "text": sealed("statement"), **other}))


def contact(addressed: str, how: Contact = Contact.VISIT, **other: Any) -> RecordUpwardContact:
    where = {"contact": how, "competent": TOWNSHIP, "addressed": addressed, "on": FIRST}
    return RecordUpwardContact(**said(**{**where, **other}))


def read(**other: Any) -> ReadKeyPersons:
    asked = {"actor": "director-1", "acting_role": "CentreDirector", "ground": ReadingGround.HANDLING}
    return ReadKeyPersons(**{**KEY, **asked, **other})


EVERY = (enlist(), assist(), contact("360730"), read())


def after(*commands: Any) -> Case[Any, Any, Any, Any]:
    case: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("M-044")
def test_a_key_person_is_listed_with_days_and_helper_and_helped_in_them():
    listed = KeyPersonListed(
        **KEY,
        person="person-7",
        name=sealed("person-name"),
        reason=sealed("statement"),
        helper="cadre-3",
        from_on=FIRST,
        to_on=LAST,
        listed_by="deputy-1",
        listed_at=NOON,
    )
    helped = KeyHelpRecorded(
        **KEY,
        person="person-7",
        help=Help.SUPPORT,
        done_on=FIRST,
        text=sealed("statement"),
        recorded_by="deputy-1",
        recorded_at=NOON,
    )

    given(STREAM, POLICY).when(enlist(), at=NOON).then(listed)
    after(enlist()).when(assist(), at=NOON).then(helped)
    late = NOON + 20 * DAY
    for outside in (FIRST - DAY, LAST + DAY):
        after(enlist()).when(assist(outside), at=late).then_rejected("mediation.outside-special-period")
    assert after(enlist()).when(assist(LAST), at=late).after().facts[-1].done_on == LAST
    after(enlist()).when(assist(FIRST + DAY), at=NOON).then_rejected("mediation.date-in-future")


@pytest.mark.req("M-044")
def test_nobody_but_the_director_and_the_deputy_touches_or_reads_the_register():
    assert set(POLICY.roles) == set(OFFICES)
    for command in EVERY:
        for role in OFFICES:
            case = after(enlist()) if not isinstance(command, ListKeyPerson) else after()
            assert case.when(type(command)(**{**fields_of(command), "acting_role": role}), at=NOON).after().facts
        for role in ("CentreStaff", "DutyLeader", "GovernanceOffice", "Auditor"):
            other = type(command)(**{**fields_of(command), "acting_role": role})
            after(enlist()).when(other, at=NOON).then_rejected("forbidden-role")
    methods = permissions_of("mediation").methods
    for method in ("list_key_person", "record_key_help", "record_upward_contact", "read_key_persons"):
        assert methods[method] == dict.fromkeys(OFFICES, Relation.AREA)


@pytest.mark.req("M-044")
def test_who_reads_is_recorded_with_what_was_seen_and_names_stay_sealed():
    case = after(enlist(), assist(), contact("3607"), enlist(person="person-8"))
    seen = (
        KeyPersonLine(
            person="person-7", revision=0, helper="cadre-3", from_on=FIRST, to_on=LAST, helps=1, skip_levels=1
        ),
        KeyPersonLine(
            person="person-8", revision=3, helper="cadre-3", from_on=FIRST, to_on=LAST, helps=0, skip_levels=0
        ),
    )
    fact = KeyPersonsRead(**KEY, ground=ReadingGround.HANDLING, persons=seen, read_by="director-1", read_at=NOON)

    case.when(read(), at=NOON).then(fact)
    assert case.when(read(), at=NOON).after().when(read(), at=NOON).after().facts[-2:] == (fact, fact)
    assert {path for path, _ in marks_of(KeyPersonListed)} == {"name", "reason"}
    assert marks_of(KeyPersonsRead) == ()


@pytest.mark.req("M-044")
@pytest.mark.parametrize(
    ("addressed", "is_skip_level"), [(TOWNSHIP, False), ("360730", False), ("3607", True), ("36", True), ("cn", True)]
)
def test_only_a_visit_above_the_next_higher_body_is_skip_level(addressed, is_skip_level):
    for how in Contact:
        [fact] = after(enlist()).when(contact(addressed, how), at=NOON).after().facts[1:]
        assert isinstance(fact, UpwardContactRecorded)
        assert fact.is_skip_level == (is_skip_level and how is Contact.VISIT)
    for elsewhere in ("360731", "360730102", "360730101201"):
        after(enlist()).when(contact(elsewhere), at=NOON).then_rejected("mediation.not-a-higher-body")
    after(enlist()).when(contact("360730", on=FIRST + DAY), at=NOON).then_rejected("mediation.date-in-future")


def test_a_person_is_listed_once_at_a_time_and_no_longer_than_the_days():
    after(enlist()).when(enlist(), at=NOON).then_rejected("mediation.key-person-listed-already")
    again = enlist(from_on=LAST + DAY, to_on=LAST + DAY)
    on_the_last_day, a_day_later = NOON + 10 * DAY, NOON + 11 * DAY
    after(enlist()).when(again, at=on_the_last_day).then_rejected("mediation.key-person-listed-already")
    assert len(after(enlist()).when(again, at=a_day_later).after().facts) == 2
    [_, seen] = after(enlist()).when(read(), at=on_the_last_day).after().facts
    assert len(seen.persons) == 1
    [_, nothing] = after(enlist()).when(read(), at=a_day_later).after().facts
    assert nothing.persons == ()


def test_what_is_no_listing_is_refused():
    after().when(enlist(to_on=FIRST - DAY), at=NOON).then_rejected("mediation.ends-before-it-begins")
    after().when(enlist(year=2024), at=NOON).then_rejected("mediation.wrong-year")
    after().when(enlist(), at=NOON + 11 * DAY).then_rejected("mediation.day-in-past")
    for command in (assist(), contact("360730")):
        after().when(command, at=NOON).then_rejected("mediation.no-such-key-person")
    for each in EVERY:
        given(STREAM, KeyPersonPolicy(())).when(each, at=NOON).then_rejected("mediation.no-key-persons")
    full = after(*(enlist(person=f"person-{number}") for number in range(MOST_PERSONS)))
    full.when(enlist(person="one-more"), at=NOON).then_rejected("mediation.key-persons-full")


def fields_of(command: Any) -> dict[str, Any]:
    return {name: getattr(command, name) for name in command.__dataclass_fields__}
