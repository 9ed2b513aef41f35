"""A register of persons: the smallest service that seals particulars, for tests of sealing, opening and erasing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.errors import refuse_unless
from contracts.message import command, fact, shape
from contracts.particulars import PARTICULARS_COMMANDS, PARTICULARS_FACTS
from contracts.permissions import Permissions
from contracts.rules import Rules
from contracts.sealed import Fingerprint, Particular, Sealed
from contracts.units import Relation
from contracts.vocabulary import Actor, Count, Length, Ref, UnitCode
from sqlalchemy import MetaData

from ledger.activation import clock_decider, policy_decider
from ledger.decider import Decider, RulesOf
from ledger.erasure import erasure_decider
from ledger.particulars import opening_decider
from ledger.parts import ServiceParts
from ledger.refusals import refusal_decider
from ledger.succession import succession_decider
from ledger.views import Schema, agenda_table, bookmark_table

SealedName = Annotated[Sealed, Particular("person-name", person="person", most=200)]
SealedNote = Annotated[Sealed, Particular("statement", case="register", most=2000)]


@shape
class Person:
    """A person by reference; what a rule needs (the age) stands beside what nobody needs to read."""

    person: Ref
    age: Count
    name: SealedName
    number: Annotated[str, Fingerprint("identity-number", most=18)]


@command(name="register.enter-persons")
class EnterPersons:
    """Enter persons in a register, with a note on the whole entry."""

    actor: Actor
    unit: UnitCode
    register: Ref
    persons: Annotated[tuple[Person, ...], Length(min=1, max=20)]
    note: SealedNote | None = None


@fact(name="register.persons-entered")
class PersonsEntered:
    """Persons were entered; each name is sealed under its person's key, the note under the register's."""

    register: Ref
    persons: tuple[Person, ...]
    note: SealedNote | None


@dataclass(frozen=True, slots=True)
class Entered:
    """Whose numbers are in the register already, by fingerprint."""

    numbers: frozenset[str] = frozenset()


def _decide(command: EnterPersons, entered: Entered, rules: Rules[None], now: datetime) -> list[PersonsEntered]:
    refuse_unless(all(person.age >= 18 for person in command.persons), "register.under-age")
    numbers = [person.number for person in command.persons]
    refuse_unless(not entered.numbers & set(numbers), "register.entered-before")
    return [PersonsEntered(register=command.register, persons=command.persons, note=command.note)]


def _evolve(entered: Entered, fact: PersonsEntered) -> Entered:
    return Entered(entered.numbers | {person.number for person in fact.persons})


COMMANDS = Catalogue("register", EnterPersons, *COMMON_COMMANDS, *PARTICULARS_COMMANDS)
FACTS = Catalogue("register", PersonsEntered, *COMMON_FACTS, *PARTICULARS_FACTS)

REGISTER: Decider[EnterPersons, PersonsEntered, Entered, Any] = Decider(
    name="register.register",
    version=1,
    takes=(EnterPersons,),
    commands=COMMANDS,
    facts=FACTS,
    initial=Entered(),
    decide=_decide,
    evolve=_evolve,
    stream=lambda command: f"register_register-{command.register}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

_METADATA = MetaData()

PARTS = ServiceParts(
    name="register",
    commands=COMMANDS,
    facts=FACTS,
    deciders=(
        REGISTER,
        policy_decider("register", COMMANDS, FACTS),
        clock_decider("register", COMMANDS, FACTS),
        succession_decider("register", COMMANDS, FACTS),
        refusal_decider("register", COMMANDS, FACTS),
        opening_decider("register", COMMANDS, FACTS),
        erasure_decider("register", COMMANDS, FACTS),
    ),
    schema=Schema(_METADATA, bookmark_table(_METADATA), agenda_table(_METADATA), ()),
)

PERMISSIONS = Permissions(
    {
        "enter_persons": {"Registrar": Relation.OWN},
        "open_sealed": {"Registrar": Relation.OWN, "Inspector": Relation.AREA},
        "erase_subject": {"Registrar": Relation.OWN, "Inspector": Relation.AREA},
    }
)
