"""What was decided by the rules holds by the auditor's own arithmetic; what was not is found where it stands."""

import json
from pathlib import Path

import pytest
from audit.checking import Checked, check
from audit.checks import CHECKS
from golden_records import begins_at, cases, facts_of
from ledger.memory import MemoryStore
from ledger.store import Draft, Recorded
from ledger.testing.golden import decider_of, decision_files, message_files
from planted_assessment import PLANTED_ASSESSMENT
from planted_faults import PLANTED, Planted

ALL_PLANTED = {**PLANTED, **PLANTED_ASSESSMENT}


def checked(facts: list[Recorded]) -> Checked:
    store = MemoryStore()
    for fact in facts:
        draft = Draft(fact.id, fact.type, fact.data, fact.metadata)
        store.append(fact.stream, [draft], expected=fact.revision - 1)
    return check(store)


RESTS_ON_OTHERS = (
    *("assessment.centre", "assessment.community", "assessment.round", "assessment.township"),
    *("elections.community-matter", "elections.directory", "elections.funding", "elections.meeting-year"),
    "elections.subcommittees",
)
"""Results rest on a sheet, a matter on its consultation, a directory on elections, funding on an approval, a year on
its meetings, sub-committees on offices, streams of their own: the tests of their bounds look at both.
"""


@pytest.mark.parametrize("service", ["assessment", "disclosure", "elections", "mediation", "mining"])
def test_what_was_decided_by_the_rules_gives_no_findings(service):
    """Of a history it is not said by which rules it was decided; of what the golden case decides it is.

    By the deciders as they are: an older one may have left out what the rules ask. Evidence rests on facts of another
    service, which no golden case has: `test_checks` looks at it.
    """
    alone = [case for case in newest(cases(service)) if decider_of(case) != "assessment.evidence"]
    results = {case: checked(facts_of(case)) for case in alone}
    found = [
        f"{decider_of(case)}/{case.stem}: {finding}"
        for case, result in results.items()
        for finding in result.findings
        if int(finding.place.rpartition("@")[2]) >= begins_at(case)
        and not (finding.check == "cause" and decider_of(case) in RESTS_ON_OTHERS)
    ]

    assert sum(result.looked_at[service] for result in results.values()) > 50
    assert found == []


def newest(golden: list[Path]) -> list[Path]:
    versions = {case: json.loads(case.read_text("utf-8"))["decider"]["version"] for case in golden}
    last = {case.parent: 0 for case in golden}
    for case, version in versions.items():
        last[case.parent] = max(last[case.parent], version)
    return [case for case, version in versions.items() if version == last[case.parent]]


def test_every_type_that_is_looked_at_exists():
    known = message_files().keys()

    assert [] == [name for make in CHECKS.values() for rule in make() for name in rule.reads if name not in known]


@pytest.mark.parametrize("planted", ALL_PLANTED.values(), ids=ALL_PLANTED)
def test_what_was_decided_otherwise_is_found_at_its_fact(planted: Planted):
    case = decision_files()[f"{planted.decider}/{planted.case}"]

    facts = facts_of(case, {(planted.fact, planted.number): planted.changes})

    kind = f"{planted.decider.partition('.')[0]}.{planted.at or planted.fact}.v1"
    at = [fact for fact in facts if fact.type == kind][0 if planted.at else planted.number - 1]
    assert (planted.found, f"{at.stream}@{at.revision}") in {(one.check, one.place) for one in checked(facts).findings}
