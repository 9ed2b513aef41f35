"""Of a person the record keeps a reference, and in the open no more than a rule needs: all of it is named here.

Law: Personal Information Protection Law, art. 6 (个人信息保护法 第六条): limited to the smallest scope that the
purpose needs. Requirement X-023: no list of residents is kept or shown, so that nobody sees one who should not.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from contracts.elections.election.messages import RecordKinship
from contracts.errors import Malformed
from contracts.message import load
from contracts.sealed import Sealed, is_sealed, marks_of
from sunledger.home import installed_services

import contracts

PERSONAL = re.compile(
    r"(^|_)(age|birth|born|sex|gender|women|phone|telephone|contact|address|identity|ethnic|education|illness|religion|"
    r"rights|resident|household|households|kin|spouse|profile|nationality|party_member)(_|$)"
)
"""Names of fields that say something of a person. A new one is entered below with the rule that needs it."""

SERVICES = ("assessment", "auditor", "disclosure", "elections", "mediation", "mining")
IN_THE_OPEN = {
    "elections.Eligibility.age_on_election_day": "who is eighteen may be elected (选举法4); no day of birth is kept",
    "elections.Eligibility.has_political_rights": "whoever is deprived of them may not (选举法4)",
    "elections.Eligibility.resident_since": "a local text asks for a year of residence (5 §二(三)1(4))",
    "elections.ResidenceRequirement.resident_since": "the same, where it was too short",
    "elections.KinshipRecorded.kin": "of two near relatives one is elected (浙江村委会选举办法31); references",
    "elections.RecordKinship.kin": "the same",
    "elections.RecordWomen.women": "a committee has women among its members (村组法6); references",
    "elections.WomenRecorded.women": "the same",
    "elections.EnterRepresentatives.women": "a third of the representatives (村组法25); a number",
    "elections.RepresentativesEntered.women": "the same",
    "elections.RepresentativesLine.women": "the same",
    "elections.EnterRepresentatives.households": "one for five to fifteen households (村组法25); a number",
    "elections.RepresentativesEntered.households": "the same",
    "elections.HoldGroupMeeting.households": "two thirds of a group's households (村组法28); numbers",
    "elections.GroupDecided.households": "the same",
    "elections.AdoptResolution.households": "the households of two thirds (村组法22); numbers",
    "elections.RevokeResolution.households": "the same",
    "elections.OpenDeputyFile.profile": "what a deputy is publicly (代表法58)",
    "elections.ChangeDeputyProfile.profile": "the same",
    "elections.DeputyProfileChanged.profile": "the same",
    "elections.HandbookAnswer.profile": "the same",
    "assessment.Assignment.households": "which households a cadre is linked to (1 §四6); references",
    "assessment.RecordDiary.households": "which of them the cadre reached (1 §四6); references",
    "assessment.DiaryEntered.households": "the same",
    "assessment.CommunityFigures.households": "the size of a community (5 §二(一)1); a number",
    "elections.ProposeCommunity.households": "the size of an area (5 §二(一)1(3)); a number",
    "elections.CommunityProposed.households": "the same",
    "elections.CommunityEstablished.households": "the same",
    "elections.CommunityLine.households": "the same",
    "elections.CommunityFiling.households": "of a new community (5 §二(一)1(4)); a number",
    "elections.ChangeCommunity.households": "the size of a community that remains (5 §二(一)1(1)); a number",
    "elections.CommunityChanged.households": "the same",
    "elections.CommunityBelowMinHouseholds.households": "the same",
    "elections.CommunityChangeLine.households": "the same",
    "elections.SetCommunityFunding.households": "the size of a community (5 §二(一)1(5)); a number",
    "elections.CommunityFundingSet.households": "the same",
    "elections.FundingLine.households": "the same",
    "elections.CommunityFiling.address": "of the committee's office (驻地)",
    "elections.CommunityFiling.telephone": "of the committee's office (办公联系电话)",
    "mediation.RecordUpwardContact.contact": "how a key person turned to those above (4 §三(八)); a word",
    "mediation.UpwardContactRecorded.contact": "the same",
    "mediation.RecordVisit.household": "which household was visited (4 §四); a reference",
    "mediation.VisitRecorded.household": "the same",
}
SEALED_KINDS = {"person-name", "contact", "statement"}


def modules(service: str) -> Iterator[ModuleType]:
    package = import_module(f"{contracts.__name__}.{service}")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def shapes() -> Iterator[tuple[str, type]]:
    """Every message, and every shape within one, that a service's contracts define."""
    for service in SERVICES:
        for module in modules(service):
            for name, kind in vars(module).items():
                is_own = isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
                if is_own and not module.__name__.endswith(("policy", ".rules")) and not name.endswith("Rules"):
                    yield f"{service}.{name}", kind


def said_of_persons() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in shapes():
        hints = get_type_hints(kind)
        found |= {f"{name}.{one.name}": hints[one.name] for one in fields(kind) if PERSONAL.search(one.name)}
    return found


def holds_sealed(hint: Any) -> bool:
    return hint is Sealed or any(holds_sealed(inner) for inner in get_args(hint))


@pytest.mark.req("X-023")
def test_what_is_said_of_a_person_in_the_open_is_named_with_the_rule_that_needs_it():
    in_the_open = {name for name, hint in said_of_persons().items() if not holds_sealed(hint)}

    assert in_the_open == set(IN_THE_OPEN)
    assert all(len(reason) > 7 for reason in IN_THE_OPEN.values())


@pytest.mark.req("X-023")
def test_names_contacts_and_what_somebody_said_are_sealed_and_nothing_else_of_a_person_is_kept():
    sealed = [kind for parts in installed_services() for kind in _messages(parts.facts) if is_sealed(kind)]
    kinds = {mark.kind for kind in sealed for _, mark in marks_of(kind)}

    assert len(sealed) > 5
    assert kinds == SEALED_KINDS
    contacts = {
        name: hint for name, hint in said_of_persons().items() if name.startswith("disclosure.") and "contact" in name
    }
    assert contacts
    assert all(map(holds_sealed, contacts.values()))


@pytest.mark.req("X-023")
@pytest.mark.parametrize(("one", "is_reference"), [("ref-a", True), ("某甲", False), ("Zhang San", False)])
def test_a_person_is_named_by_a_reference_that_can_hold_no_name(one: str, is_reference: bool):
    document = {
        "actor": "clerk",
        "acting_role": None,
        "unit": "360730101201",
        "election": "village-2025",
        "kin": [{"one": one, "other": "ref-b"}],
        "attested_on": "2025-03-03",
    }

    if is_reference:
        assert load(RecordKinship, document).kin[0].one == one
    else:
        with pytest.raises(Malformed):
            load(RecordKinship, document)


@pytest.mark.req("X-023")
def test_no_answer_lists_residents_and_a_name_is_shown_sealed_and_of_officials_alone():
    answers = {name: kind for name, kind in shapes() if name.endswith(("Answer", "Line"))}
    listing = [
        f"{name}.{field}"
        for name, kind in answers.items()
        for field, hint in get_type_hints(kind).items()
        if holds_sealed(hint) or (re.search(r"household|residents|voters", field) and get_origin(hint) is tuple)
    ]

    assert len(answers) > 100
    assert listing == ["elections.OfficeLine.name"]


def _messages(catalogue: Any) -> Iterator[type]:
    for name in catalogue:
        kind = name if isinstance(name, type) else catalogue.type_named(name)
        if isinstance(kind, type):
            yield kind
