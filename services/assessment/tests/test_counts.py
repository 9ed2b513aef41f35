"""What other services recorded is counted by the table, entry by entry; what comes late or corrected counts anew."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from assessment.performance import STREAM as PERFORMANCE
from assessment.service import SERVICE
from contracts.assessment.measure.messages import MeasureOfUnit
from contracts.assessment.measure.rules import CountRule, count_rules
from contracts.assessment.performance.messages import (
    Performance,
    PerformanceOfUnit,
    PerformanceRecorded,
    RecordPerformance,
)
from contracts.assessment.sheet.rules import scheme_policy
from contracts.assessment.words import Cause, SchemeCode
from contracts.calendar import CHINA
from contracts.catalogue import facts_of
from contracts.consumers import reads
from contracts.elections.residents_meeting.messages import MeetingForm
from contracts.mediation.month.messages import (
    OpenMonth,
    PeriodicDuty,
    RecordIncident,
    RecordMeeting,
    RecordScreening,
    RecordTreatment,
    ReportSection,
    Section,
    SendMonthlyReport,
    Target,
)
from contracts.message import dump, load
from contracts.policies import pack_named, resolve
from ledger.door import Page, Source
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.store import Recorded
from ledger.testing.given import given
from ledger.testing.golden import document_of, message_files
from ledger.testing.playing import Played
from ledger.testing.recording import append, example
from ledger.views import Views
from mediation.service import SERVICE as MEDIATION

PRODUCERS = ("elections", "mediation", "mining")
CASE = ("2025H1", "visit-2025-0103")
COUNTED: dict[str, dict[str, tuple[str, str, int, int]]] = {
    "elections/deputy-evaluated": {"D4.4": ("2025", "deputy-20-1", 1, 1)},
    "elections/department-appraised": {"D2.3": ("2025", "360730100-water", 1, 1)},
    "elections/departments-not-appraised": {"D2.3": ("2025", "360730100-roads", 0, 1)},
    "elections/residents-committee-elected": {
        "C6.2": ("2025", "committee-2025", 1, 1),
        "C3.1": ("2025", "members", 3, 1),
    },
    "elections/community-filed": {"C1.4": ("2025", "filing", 1, 1)},
    "elections/community-formed": {"C1.4": ("2025", "formation", 1, 1)},
    "elections/filing-overdue": {"C1.4": ("2025", "filing", 0, 1)},
    "elections/formation-overdue": {"C1.4": ("2025", "formation", 0, 1)},
    "elections/residents-meeting-held": {},
    "elections/suggestion-replied": {"D2.5": ("2025", "18-s-7", 1, 1)},
    "elections/suggestion-overdue": {"D2.5": ("2025", "18-s-7", 0, 1)},
    "mediation/case-closed": {"Z3.1": (*CASE, 1, 1), "Z5.5": (*CASE, 1, 1)},
    "mediation/attempt-failed": {"Z3.1": (*CASE, 0, 1), "Z5.5": (*CASE, 0, 1)},
    "mediation/case-referred-external": {"Z5.5": (*CASE, 0, 1)},
    "mediation/mediation-terminated": {"Z3.1": (*CASE, 0, 0), "Z5.5": (*CASE, 0, 0)},
    "mediation/case-withdrawn": {"Z3.1": (*CASE, 0, 0), "Z5.5": (*CASE, 0, 0)},
    "mediation/meeting-held": {"Z2.1": ("2025H1", "2025-03", 1, 1)},
    "mediation/meeting-overdue": {"Z2.1": ("2025H1", "2025-03", 0, 1)},
    "mediation/screening-done": {"Z2.5": ("2025H1", "2025-03-first-half", 1, 1)},
    "mediation/screening-overdue": {"Z2.5": ("2025H1", "2025-03-first-half", 0, 1)},
    "mediation/treatment-screened": {"Z3.5": ("2025H1", "2025-03", 1, 1)},
    "mediation/monthly-report-sent": {"Z2.4": ("2025H1", "2025-03", 1, 1)},
    "mediation/monthly-report-overdue": {"Z2.4": ("2025H1", "2025-03", 0, 1)},
    "mediation/duty-entered": {"Z2.2": ("2025H1", "2025-05-06", 1, 1)},
    "mediation/duty-leader-missing": {"Z2.2": ("2025H1", "2025-05-06", 0, 1)},
    "mediation/incident-recorded": {"Z2.3": ("2025H1", "incident-1", 0, 1), "Z5.1": ("2025H1", "incident-1", 1, 1)},
    "mediation/order-issued": {"Z2.8": ("2025H1", "order-2025-3", 0, 1)},
    "mediation/order-met": {"Z2.8": ("2025H1", "order-2025-3", 1, 1)},
    "mediation/order-overdue": {"Z2.8": ("2025H1", "order-2025-3", 0, 1)},
    "mediation/petition-overdue": {
        "Z2.8": ("2025H1", "visit-2025-0103-tell", 0, 1),
        "Z3.1": ("2025H1", "visit-2025-0103-tell", 0, 1),
    },
    "mining/falsification-found": {"GU4": ("2018", "concealment-2018-12-28", 1, 1)},
}
"""A recorded fact of another service, and what it has to count for: indicator to term, entry, hits and of."""


def recorded(name: str) -> Any:
    """A fact as its producer recorded it."""
    producer, _, fact = name.partition("/")
    return facts_of(producer).read(f"{producer}.{fact}.v1", document_of(f"{producer}.{fact}.v1"))


def rules(name: str) -> list[CountRule]:
    return [rule for rule in count_rules() if rule.fact == f"{name.replace('/', '.')}.v1"]


def counts(name: str, **other: Any) -> dict[str, tuple[str, str, int, int]]:
    fact = replace(recorded(name), **other)
    found = [counted for rule in rules(name) for counted in rule.counts(fact)]
    return {each.indicator: (each.term, each.entry, each.hits, each.of) for each in found}


@pytest.mark.parametrize("name", COUNTED)
def test_a_fact_counts_for_its_indicators_and_for_no_others(name: str):
    assert COUNTED[name] == counts(name)


@pytest.mark.req("A-212")
def test_a_new_community_has_its_committee_and_is_filed_in_time_or_not():
    """What comes late counts as it did when it was overdue."""
    assert counts("elections/community-filed", is_late=True) == counts("elections/filing-overdue")
    assert counts("elections/community-formed", is_late=True) == counts("elections/formation-overdue")


@pytest.mark.req("A-151")
def test_a_suggestion_is_answered_within_its_limit_or_is_not():
    """One entry each, whatever becomes of it: answered late it counts as it did when it was overdue."""
    due_at = recorded("elections/suggestion-replied").due_at

    assert counts("elections/suggestion-replied", replied_at=due_at - datetime.resolution)["D2.5"][2:] == (1, 1)
    assert counts("elections/suggestion-replied", replied_at=due_at) == counts("elections/suggestion-overdue")
    assert set(counts("elections/suggestion-overdue")) == {"D2.5"}


def test_every_line_of_the_table_is_of_a_known_fact_and_a_known_indicator_and_is_tried_here():
    packs = ("district-congress-2020-scheme", "city-green-mines-2018-scheme", "community-draft-scheme")
    known = scheme_policy(resolve("360730", [*map(pack_named, packs), pack_named("township-centre-2012-scheme")]))
    types = {rule.fact for rule in count_rules()}

    assert {f"{name.replace('/', '.')}.v1" for name in COUNTED} == types
    assert {indicator for counted in COUNTED.values() for indicator in counted} | {"C7.2", "Z3.3"} == {
        indicator for rule in count_rules() for indicator in rule.of_indicators
    }
    for rule in count_rules():
        for indicator in rule.of_indicators:
            assert known.scheme(SchemeCode(indicator[0])).rule(indicator)


def test_every_fact_that_is_counted_is_entered_as_read_and_no_other():
    performance = {"annual-assessment-completed", "annual-assessment-overdue", "underperformance-circular"}
    named = {rule.fact for rule in count_rules()} | {f"mining.{name}.v1" for name in performance}

    assert named == {fact for producer in PRODUCERS for fact in reads("assessment", producer)}


def test_only_the_facts_that_a_line_means_are_counted_by_it():
    security = {"meeting": PeriodicDuty.SECURITY_MEETING}
    assert counts("mediation/meeting-held", **security) == {"Z3.3": ("2025H1", "2025-03", 1, 1)}
    assert counts("mediation/meeting-overdue", **security) == {"Z3.3": ("2025H1", "2025-03", 0, 1)}
    assert counts("mediation/screening-overdue", screening=PeriodicDuty.TREATMENT) == {
        "Z3.5": ("2025H1", "2025-03", 0, 1)
    }
    assert counts("mediation/attempt-failed", is_last=False) == {"Z3.1": (*CASE, 0, 1)}
    assert set(counts("mediation/incident-recorded", kind="sudden")) == {"Z2.3"}


@pytest.mark.parametrize(
    ("held_on", "entry"),
    [
        (date(2025, 1, 1), "year-start"),
        (date(2025, 3, 31), "year-start"),
        (date(2025, 4, 1), None),
        (date(2025, 9, 30), None),
        (date(2025, 10, 1), "year-end"),
        (date(2025, 12, 31), "year-end"),
    ],
)
def test_a_residents_meeting_counts_at_the_start_and_at_the_end_of_its_year(held_on: date, entry: str | None):
    """Its month is that of its day; who is only consulted is no meeting of the residents."""
    counted = {} if entry is None else {"C7.2": ("2025", entry, 1, 1)}

    assert counted == counts("elections/residents-meeting-held", held_on=held_on)
    assert {} == counts("elections/residents-meeting-held", held_on=held_on, form=MeetingForm.CONSULTATION)


def test_the_meetings_of_a_year_are_counted_when_assessment_comes_back(tmp_path):
    """Whoever was away reads what was recorded, once: two at the start are one, one in summer is none."""
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    held = ("elections.residents-meeting-held.v1", "360730101301")
    for number, day in enumerate(("2025-01-20", "2025-02-20", "2025-07-01", "2025-12-20")):
        document = example(held[0], unit=held[1], meeting=f"m-{number}", held_on=day)
        stream = f"elections_residents-{held[1]}-m-{number}"
        append(played.store, facts_of("elections"), stream, held[0], document, at=played.clock.now())
    reader = Reader(played, tmp_path)
    for inbox in ("inbox", "one that has forgotten everything"):
        reader.receive(inbox)
        answer = reader.ask(MeasureOfUnit(unit=held[1], indicator="C7.2", term="2025"))

        assert (2, 2) == (answer.hits, answer.total)
        assert {"year-start", "year-end"} == {entry.entry for entry in answer.entries}


def test_a_report_is_in_time_before_its_due_moment_and_late_at_it():
    due = recorded("mediation/monthly-report-sent").due_at

    assert counts("mediation/monthly-report-sent", sent_at=due - datetime.resolution)["Z2.4"][2] == 1
    assert counts("mediation/monthly-report-sent", sent_at=due)["Z2.4"][2] == 0


def test_what_ends_with_june_belongs_to_the_first_half_and_what_begins_with_july_to_the_second():
    midnight = datetime(2025, 7, 1, tzinfo=CHINA)

    assert counts("mediation/order-issued", due_at=midnight)["Z2.8"][0] == "2025H1"
    assert counts("mediation/case-closed", closed_at=midnight)["Z3.1"][0] == "2025H2"
    assert counts("mediation/case-closed", closed_at=midnight - datetime.resolution)["Z3.1"][0] == "2025H1"
    assert counts("mediation/duty-entered", day=date(2025, 6, 30))["Z2.2"][0] == "2025H1"
    assert counts("mediation/meeting-held", month="2025-07")["Z2.1"][0] == "2025H2"


def test_an_incident_was_met_if_there_was_a_plan_and_it_is_stabilised():
    stabilised = {"stabilised_at": datetime(2025, 3, 9, tzinfo=CHINA)}

    assert counts("mediation/incident-recorded", **stabilised)["Z2.3"][2] == 1
    assert counts("mediation/incident-recorded", **stabilised, plan=None)["Z2.3"][2] == 0


# Mediation plays a half-year, and assessment reads it

TOWNSHIP = "360730101"
PACKS = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)


def say(kind: type, month: str, /, **said: Any) -> Any:
    return kind(**{"actor": "deputy-1", "unit": TOWNSHIP, "month": month, **said})


def meeting(day: date, duty: PeriodicDuty = PeriodicDuty.MEETING) -> Any:
    who = {"acting_role": "CentreDirector", "actor": "director-1", "meeting": duty, "held_on": day}
    said = {"attended": (f"{TOWNSHIP}-judicial",), "analysis": "形势平稳", "proposals": "加强巡防"}
    return say(RecordMeeting, f"{day:%Y-%m}", **who, **said)


def screening(day: date, *, covers_factors: bool) -> Any:
    said = {"screened_on": day, "covers_factors": covers_factors, "text": "逐村排查"}
    return say(RecordScreening, f"{day:%Y-%m}", **said)


def report(month: str) -> Any:
    sections = tuple(Section(section=each, text="情况如下。") for each in ReportSection)
    return say(SendMonthlyReport, month, sections=sections, to=("party_committee", "governance_office"))


def treatment(day: date) -> Any:
    target = Target(kind="road", name="市场路段", department=f"{TOWNSHIP}-police", responsible="ref-7")
    return say(RecordTreatment, f"{day:%Y-%m}", screened_on=day, targets=(target,), text="占道经营")


class Reader:
    """Assessment on the store of another service: its inbox and its views."""

    def __init__(self, played: Played, folder: Path) -> None:
        self._store: MemoryStore = played.store
        self._folder = folder
        self._handlers = Handlers(SERVICE, played.store, played.clock)
        self._clock = played.clock
        self.views = Views(folder / "assessment", SERVICE.schema)
        self.views.prepare()
        self.projector = Projector(played.store, self.views, SERVICE.facts)

    def receive(self, inbox: str = "inbox") -> None:
        reactions = Reactions("assessment", SERVICE.reactions(self._handlers))
        database = self._folder / f"{inbox}.sqlite"
        with closing(Inbox("assessment", self._store, None, database, reactions, clock=self._clock)) as box:
            while box.catch_up():
                pass
            assert box.parked() == []
        self.projector.catch_up()

    def ask(self, question: Any) -> Any:
        with self.views.live().reading() as connection:
            answer = SERVICE.answers[type(question)](Source(connection, self._store.read), question, Page(100, None))
        return load(type(answer), dump(answer))

    def measure(self, indicator: str, term: str = "2025H1") -> tuple[int, int]:
        answer = self.ask(MeasureOfUnit(unit=TOWNSHIP, indicator=indicator, term=term))
        return answer.hits, answer.total


@pytest.fixture
def spring(tmp_path) -> tuple[Played, Reader]:
    """March is kept whole; in April nothing is done."""
    begins = datetime(2025, 1, 2, tzinfo=CHINA)
    played = Played(MEDIATION, MEDIATION.answers, begins=begins, unit="360730", folder=tmp_path / "mediation")
    played.activate(*PACKS)
    played.at(datetime(2025, 3, 1, 9, tzinfo=CHINA), say(OpenMonth, "2025-03"))
    played.at(
        datetime(2025, 3, 10, 9, tzinfo=CHINA),
        meeting(date(2025, 3, 10)),
        meeting(date(2025, 3, 10), PeriodicDuty.SECURITY_MEETING),
        screening(date(2025, 3, 10), covers_factors=True),
        treatment(date(2025, 3, 10)),
    )
    mass = {"incident": "incident-1", "kind": "mass", "plan": "应急预案", "actions": "劝导", "units": ()}
    happened = datetime(2025, 3, 8, 15, tzinfo=CHINA)
    times = {"happened_at": happened, "arrived_at": happened, "stabilised_at": happened}
    played.at(
        datetime(2025, 3, 28, 9, tzinfo=CHINA),
        screening(date(2025, 3, 28), covers_factors=False),
        report("2025-03"),
        say(RecordIncident, "2025-03", **mass, **times),
    )
    played.at(datetime(2025, 5, 2, 9, tzinfo=CHINA))
    return played, Reader(played, tmp_path)


@pytest.mark.req("A-003")
def test_the_months_of_a_centre_are_counted_from_what_mediation_recorded(spring):
    _, reader = spring
    reader.receive()

    found = {code: reader.measure(code) for code in ("Z2.1", "Z2.3", "Z2.4", "Z2.5", "Z3.3", "Z3.5", "Z5.1")}
    assert found == {
        "Z2.1": (1, 2),
        "Z2.3": (1, 1),
        "Z2.4": (1, 2),
        "Z2.5": (3, 6),
        "Z3.3": (1, 2),
        "Z3.5": (1, 2),
        "Z5.1": (1, 1),
    }


def test_a_meeting_of_april_that_is_entered_late_is_counted_anew(spring):
    played, reader = spring
    reader.receive()
    played.at(datetime(2025, 5, 3, 9, tzinfo=CHINA), meeting(date(2025, 4, 29)))
    reader.receive()
    entries = reader.ask(MeasureOfUnit(unit=TOWNSHIP, indicator="Z2.1", term="2025H1")).entries
    [april] = [entry for entry in entries if entry.entry == "2025-04"]
    [cause] = [fact for fact in played.store.read(april.cause.stream) if str(fact.id) == april.cause.fact]

    assert reader.measure("Z2.1") == (2, 2)
    assert cause.type == "mediation.meeting-held.v1"


@pytest.mark.req("X-031")
def test_reading_everything_twice_counts_it_once(spring):
    played, reader = spring
    reader.receive()
    facts = played.store.read_all(("assessment_",), limit=10_000)
    reader.receive("another")

    assert facts == played.store.read_all(("assessment_",), limit=10_000)
    assert len(facts) > 10


# What bears on the performance evaluation of a unit

NOON = datetime(2018, 12, 20, 12, tzinfo=CHINA)
CAUSE = Cause(stream="mining_annual-360730-2018", fact="00000000-0000-5000-8000-000000000001")
SAID: dict[str, Any] = {
    "unit": "360730",
    "year": 2018,
    "kind": Performance.RESULT,
    "grade": "good",
    "clause": "3 §附9",
    "happened_at": NOON,
    "cause": CAUSE,
}


def test_what_bears_on_a_performance_evaluation_is_kept_once():
    command, fact = RecordPerformance(actor="service:assessment", **SAID), PerformanceRecorded(**SAID)

    given(PERFORMANCE, None).when(command, at=NOON).then(fact)
    given(PERFORMANCE, None, fact).when(command, at=NOON).then()


@pytest.mark.req("A-179")
def test_a_units_result_is_linked_marked_when_circulated_and_void_when_false(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    react = SERVICE.reactions(played.handlers)
    names = (
        "annual-assessment-completed",
        "annual-assessment-overdue",
        "underperformance-circular",
        "falsification-found",
    )
    for number, name in enumerate(names):
        react[f"mining.{name}.v1"](of_mining(name, number))
    lines = played.ask(PerformanceOfUnit(unit="36")).lines
    page = played.ask(PerformanceOfUnit(unit="36"), limit=2)

    assert [(line.unit, line.kind.value, line.grade, line.is_void) for line in lines] == [
        ("36-resources", "overdue", None, False),
        ("360730", "result", "good", True),
        ("360730", "circulated", None, False),
        ("360730", "void", None, False),
    ]
    assert (*page.lines, *played.ask(PerformanceOfUnit(unit="36"), after=page.next).lines) == lines
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()


def of_mining(name: str, number: int) -> Recorded:
    """A fact of mining as the inbox hands it on."""
    return Recorded(
        stream="mining_annual-360730-2018",
        revision=number,
        position=number,
        id=uuid5(NAMESPACE, f"annual/{number}"),
        type=f"mining.{name}.v1",
        data=message_files()[f"mining.{name}.v1"].read_bytes(),
        metadata=b'{"$correlationId":"00000000-0000-5000-8000-000000000009"}',
    )
