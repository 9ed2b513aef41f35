"""What is known of one elected office of a unit, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from contracts.elections.office.messages import (
    DefenceGiven,
    DutyAppraisalReported,
    OathMissing,
    OathTaken,
    OfficeFact,
    OfficeTermEnded,
    OfficeVacated,
    OfficialAppraised,
    OfficialElected,
    OfficialRecalled,
    OfficialTransferredOut,
    OtherPostRecorded,
    RecallFact,
    RecallMoved,
    RecallRefused,
    ResignationAccepted,
    ResignationFiled,
    ResignationRefused,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the office, by the fact that says so; `recall` is one that was moved and not voted on yet.

    `resigns_from`: the day on which the resignation was filed that waits for the congress.
    """

    elected: OfficialElected
    is_sworn: bool = False
    is_resigning: bool = False
    resigns_from: date | None = None
    is_gone: bool = False
    recall: RecallMoved | None = None
    is_defence_offered: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """The holders by person, in the order in which they were elected. `reported`: the numbers of appraisals that the
    Party committee was told of.
    """

    holders: Mapping[str, Holder] = field(default_factory=dict)
    appraisals: tuple[OfficialAppraised, ...] = ()
    reported: frozenset[int] = frozenset()


def evolve(office: Office, fact: OfficeFact) -> Office:
    if isinstance(fact, RecallFact):
        return _evolve_recall(office, fact)
    if isinstance(fact, OfficialAppraised):
        return replace(office, appraisals=(*office.appraisals, fact))
    if isinstance(fact, DutyAppraisalReported):
        return replace(office, reported=office.reported | {fact.number})
    if isinstance(fact, OfficialElected):
        owed = Holder(fact, is_sworn=not fact.owes_oath)
        return replace(office, holders={**office.holders, fact.person: owed})
    return _evolve_holding(office, fact)


_Held = (
    OfficeTermEnded
    | OathTaken
    | OathMissing
    | ResignationFiled
    | ResignationAccepted
    | ResignationRefused
    | OfficialTransferredOut
    | OtherPostRecorded
    | OfficeVacated
)


def _evolve_holding(office: Office, fact: _Held) -> Office:
    match fact:
        case OfficeTermEnded() | OfficeVacated():
            left = {person: each for person, each in office.holders.items() if person != fact.person}
            return replace(office, holders=left)
        case OathTaken():
            return _with(office, fact.person, is_sworn=True)
        case ResignationFiled():
            return _with(office, fact.person, is_resigning=True, resigns_from=fact.filed_on)
        case ResignationRefused() | ResignationAccepted():
            return _with(office, fact.person, is_resigning=False, resigns_from=None)
        case OfficialTransferredOut():
            return _with(office, fact.person, is_gone=True)
        case OathMissing() | OtherPostRecorded():
            return office
        case _:
            assert_never(fact)


def _evolve_recall(office: Office, fact: RecallFact) -> Office:
    match fact:
        case RecallMoved():
            return _with(office, fact.person, recall=fact, is_defence_offered=False)
        case DefenceGiven():
            return _with(office, fact.person, is_defence_offered=True)
        case RecallRefused() | OfficialRecalled():
            return _with(office, fact.person, recall=None)
        case _:
            assert_never(fact)


def _with(office: Office, person: str, **news: object) -> Office:
    holder = replace(office.holders[person], **news)  # type: ignore[arg-type]
    return replace(office, holders={**office.holders, person: holder})
