"""What the tests of a case share: the real rules, and commands of one case without repeating whose they are."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, calendar_as_known
from contracts.mediation.case.messages import (
    CaseKind,
    DisputeType,
    FailAttempt,
    Form,
    HostKind,
    Party,
    ReachAgreement,
    Receiver,
    RegisterCase,
    Route,
    SignCase,
    StartAttempt,
    TriageCase,
)
from contracts.mediation.case.rules import MediationPolicy, mediation_policy
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from ledger.testing.given import Case, given
from mediation.case import STREAM

PACKS = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)
TOWNSHIP, VILLAGE, JUDICIAL, LAND_OFFICE = "360730101", "360730101201", "360730101-judicial", "360730101-land"
MONDAY = date(2025, 3, 3)
STEP = timedelta(minutes=1)
KEY_ID = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
CALENDAR = calendar_as_known(date(2025, 12, 1))
ROUTES = (Route.ARBITRATION, Route.ADMINISTRATIVE, Route.COURT)
STAFF, DEPUTY, DIRECTOR = "CentreStaff", "CentreDeputyDirector", "CentreDirector"
ONE, OTHER = "person-7", "person-8"
BOTH = (ONE, OTHER)
CaseCase = Case[Any, Any, Any, Any]


def sealed(kind: str) -> Sealed:
    return Sealed(key_id=KEY_ID, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


class Book:
    """One case's commands. Each has the actor, role and unit of who would send it, unless it is said otherwise."""

    unit, submission = TOWNSHIP, "visit-2025-0103"

    def __init__(self, policy: MediationPolicy, unit: str = TOWNSHIP) -> None:
        self.policy = policy
        self.unit = unit

    def say(self, kind: type, /, **said: Any) -> Any:
        known = {"actor": "staff-1", "acting_role": STAFF, "acting_unit": self.unit}
        named = {"unit": self.unit, "submission": self.submission}
        defaults = {name: value for name, value in {**known, **named}.items() if name in {f.name for f in fields(kind)}}
        return kind(**{**defaults, **said})

    def party(self, reference: str, **other: Any) -> Party:
        return Party(**{"party": reference, "name": sealed("person-name"), "contact": sealed("contact"), **other})

    def register(self, **other: Any) -> RegisterCase:
        came = {"kind": CaseKind.DISPUTE, "channel": "in_person", "received_by": Receiver.CENTRE, "received_on": MONDAY}
        said = {"subject": "相邻排水纠纷", "parties": tuple(map(self.party, BOTH)), "matter": sealed("statement")}
        about = {"dispute": DisputeType.NEIGHBOURS, "place": "塘背村三组"}
        registered: RegisterCase = self.say(RegisterCase, **{**came, **said, **about, **other})
        return registered

    def sign(self, **other: Any) -> SignCase:
        signed: SignCase = self.say(
            SignCase, **{"acting_role": DEPUTY, "actor": "deputy-1", "text": "同意分流", **other}
        )
        return signed

    def triage(self, case_class: str = "people_mediation", handler: str = JUDICIAL, **other: Any) -> TriageCase:
        office = {"acting_role": DEPUTY, "actor": "deputy-1", "transfer_form": "移送〔2025〕7号"}
        handed = {"case_class": case_class, "handler": handler, "due_on": date(2025, 5, 30)}
        triaged: TriageCase = self.say(TriageCase, **{**office, **handed, **other})
        return triaged

    def start(self, rung: str = "judicial_office", **other: Any) -> StartAttempt:
        roles = {
            "on_spot": (STAFF, "staff-1", self.unit),
            "judicial_office": ("JudicialOffice", "judicial-1", JUDICIAL),
            "competent_unit": ("CompetentUnit", "land-1", LAND_OFFICE),
            "centre_deputy_director": (DEPUTY, "deputy-1", TOWNSHIP),
            "deputy_director+departments": (DEPUTY, "deputy-1", TOWNSHIP),
        }
        role, actor, unit = roles.get(rung, (DIRECTOR, "director-1", TOWNSHIP))
        who = {"acting_role": role, "actor": actor, "acting_unit": unit, "rung": rung, "mediator": "mediator-1"}
        how = {"method": "people", "host": "青塘镇人民调解委员会", "host_kind": HostKind.MEDIATION_COMMITTEE}
        terms = {"consents": BOTH, "accepted_by": BOTH}
        with_departments = {"departments": (LAND_OFFICE,)} if rung.endswith("departments") else {}
        started: StartAttempt = self.say(StartAttempt, **{**who, **how, **terms, **with_departments, **other})
        return started

    def fail(self, unit: str | None = None, **other: Any) -> FailAttempt:
        failed: FailAttempt = self.say(
            FailAttempt, **{"acting_unit": unit or self.unit, "reason": "双方对界址意见不一", **other}
        )
        return failed

    def fail_last(self, **other: Any) -> FailAttempt:
        return self.fail(TOWNSHIP, **{"routes_told": ROUTES, "told": BOTH, **other})

    def reach(self, unit: str | None = None, **other: Any) -> ReachAgreement:
        what = {"form": Form.WRITTEN, "text": "双方同意共用排水沟，费用各半。"}
        reached: ReachAgreement = self.say(ReachAgreement, **{"acting_unit": unit or self.unit, **what, **other})
        return reached

    # Histories: each step a minute after the one before, on the Monday

    def after(self, *commands: Any) -> CaseCase:
        """A case with these commands, from its registration on."""
        case = given(STREAM, self.policy, calendar=CALENDAR)
        for number, command in enumerate((self.register(), *commands)):
            case = case.when(command, at=noon(MONDAY) + number * STEP).after()
        return case

    def triaged(self, case_class: str = "people_mediation", handler: str = JUDICIAL, **other: Any) -> CaseCase:
        return self.after(self.sign(), self.triage(case_class, handler, **other))

    def at_rung(self, number: int, ladder: tuple[str, ...] = ()) -> CaseCase:
        """An attempt runs on this rung of the ladder of people's mediation, counted from 1."""
        rungs = ladder or ("judicial_office", "centre_deputy_director", "centre_director")
        units = (JUDICIAL if not ladder else LAND_OFFICE, TOWNSHIP, TOWNSHIP)
        steps: list[Any] = []
        for rung, unit in list(zip(rungs, units, strict=True))[: number - 1]:
            steps += [self.start(rung), self.fail(unit)]
        handed = self.triage() if not ladder else self.triage("administrative_mediation", LAND_OFFICE)
        return self.after(self.sign(), handed, *steps, self.start(rungs[number - 1]))


@pytest.fixture(scope="session")
def policy() -> MediationPolicy:
    return mediation_policy(resolve("360730", [pack_named(name) for name in PACKS]))


@pytest.fixture
def book(policy: MediationPolicy) -> Book:
    return Book(policy)


@pytest.fixture
def station(policy: MediationPolicy) -> Book:
    """A case of a village's station."""
    return Book(policy, VILLAGE)


@pytest.fixture
def new(policy: MediationPolicy) -> CaseCase:
    """Nothing has come in yet."""
    return given(STREAM, policy, calendar=CALENDAR)


@pytest.fixture(scope="session")
def books(policy: MediationPolicy) -> tuple[Book, CaseCase]:
    """The same for a whole module: a book, and a case that nothing has come in of."""
    return Book(policy), given(STREAM, policy, calendar=CALENDAR)
