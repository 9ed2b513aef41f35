"""A unit's register of key persons in one year: listed for a sensitive period, helped in it, and read on record only.

Law: township opinion on the centre (document 4 §三(八)); Regulation on Petition Work (信访工作条例), art. 20.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.key_persons.messages import (
    MOST_PERSONS,
    Contact,
    KeyHelpRecorded,
    KeyPersonCommand,
    KeyPersonFact,
    KeyPersonLine,
    KeyPersonListed,
    KeyPersonsRead,
    ListKeyPerson,
    ReadKeyPersons,
    RecordKeyHelp,
    RecordUpwardContact,
    UpwardContactRecorded,
)
from contracts.mediation.key_persons.rules import KeyPersonPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import levels_above

key_persons_stream = key_of(__name__, "unit", "year")


@dataclass(frozen=True, slots=True)
class KeyPersons:
    """`lines`: the newest listing of each person; `facts`: how many the register has."""

    lines: Mapping[str, KeyPersonLine] = field(default_factory=dict)
    facts: int = 0

    def listed(self, person: str) -> KeyPersonLine:
        line = self.lines.get(person)
        refuse_unless(line is not None, "mediation.no-such-key-person", person)
        assert line is not None
        return line

    def on(self, day: date) -> tuple[KeyPersonLine, ...]:
        """Whose days are not over, by their references."""
        return tuple(self.lines[person] for person in sorted(self.lines) if day <= self.lines[person].to_on)


def decide(
    command: KeyPersonCommand, persons: KeyPersons, rules: Rules[KeyPersonPolicy], now: datetime
) -> Sequence[KeyPersonFact]:
    roles = rules.policy.roles
    refuse_unless(bool(roles), "mediation.no-key-persons", command.unit)
    refuse_unless(command.acting_role in roles, "forbidden-role", ", ".join(roles))
    match command:
        case ListKeyPerson():
            return [_list(command, persons, now)]
        case RecordKeyHelp():
            return [_help(command, persons.listed(command.person), now)]
        case RecordUpwardContact():
            persons.listed(command.person)
            return [_contact(command, now)]
        case ReadKeyPersons():
            return [_read(command, persons, now)]
        case _:
            assert_never(command)


def _list(command: ListKeyPerson, persons: KeyPersons, now: datetime) -> KeyPersonListed:
    today = china_day(now)
    refuse_unless(command.from_on <= command.to_on, "mediation.ends-before-it-begins", str(command.to_on))
    refuse_unless(command.from_on.year == command.year, "mediation.wrong-year", str(command.from_on))
    refuse_unless(command.to_on >= today, "mediation.day-in-past", str(command.to_on))
    listed = persons.on(today)
    is_listed = any(line.person == command.person for line in listed)
    refuse_unless(not is_listed, "mediation.key-person-listed-already", command.person)
    refuse_unless(len(listed) < MOST_PERSONS, "mediation.key-persons-full", str(len(listed)))
    return KeyPersonListed(
        unit=command.unit,
        year=command.year,
        person=command.person,
        name=command.name,
        reason=command.reason,
        helper=command.helper,
        from_on=command.from_on,
        to_on=command.to_on,
        listed_by=command.actor,
        listed_at=now,
    )


def _help(command: RecordKeyHelp, line: KeyPersonLine, now: datetime) -> KeyHelpRecorded:
    within = line.from_on <= command.done_on <= line.to_on
    refuse_unless(within, "mediation.outside-special-period", str(command.done_on))
    refuse_unless(command.done_on <= china_day(now), "mediation.date-in-future", str(command.done_on))
    return KeyHelpRecorded(
        unit=command.unit,
        year=command.year,
        person=command.person,
        help=command.help,
        done_on=command.done_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _contact(command: RecordUpwardContact, now: datetime) -> UpwardContactRecorded:
    refuse_unless(command.on <= china_day(now), "mediation.date-in-future", str(command.on))
    above = levels_above(command.competent)
    addressed = levels_above(command.addressed)
    is_above = above[: len(addressed)] == addressed
    refuse_unless(is_above, "mediation.not-a-higher-body", command.addressed)
    beyond_the_next = len(addressed) < len(above) - 1
    return UpwardContactRecorded(
        unit=command.unit,
        year=command.year,
        person=command.person,
        contact=command.contact,
        competent=command.competent,
        addressed=command.addressed,
        on=command.on,
        is_skip_level=command.contact is Contact.VISIT and beyond_the_next,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _read(command: ReadKeyPersons, persons: KeyPersons, now: datetime) -> KeyPersonsRead:
    return KeyPersonsRead(
        unit=command.unit,
        year=command.year,
        ground=command.ground,
        persons=persons.on(china_day(now)),
        read_by=command.actor,
        read_at=now,
    )


def evolve(persons: KeyPersons, fact: KeyPersonFact) -> KeyPersons:
    lines = dict(persons.lines)
    match fact:
        case KeyPersonListed():
            lines[fact.person] = KeyPersonLine(
                person=fact.person,
                revision=persons.facts,
                helper=fact.helper,
                from_on=fact.from_on,
                to_on=fact.to_on,
                helps=0,
                skip_levels=0,
            )
        case KeyHelpRecorded():
            lines[fact.person] = replace(lines[fact.person], helps=lines[fact.person].helps + 1)
        case UpwardContactRecorded():
            met = lines[fact.person].skip_levels + int(fact.is_skip_level)
            lines[fact.person] = replace(lines[fact.person], skip_levels=met)
        case KeyPersonsRead():
            pass
        case _:
            assert_never(fact)
    return KeyPersons(lines, persons.facts + 1)
