"""Every decision, made again elsewhere, gives what is recorded; what was decided otherwise, or not at all, is found."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from audit.reexecute import STRANGE, ReexecutionFailed, reexecute
from contracts.canonical import canonical
from contracts.policies import pack_named, resolve, shipped_packs
from ledger.memory import MemoryStore
from ledger.recorded import metadata_of
from ledger.store import Draft, Recorded

ROOT = Path(__file__).parents[2]
OTHERS = [path.parents[3] for path in ROOT.glob("build/py3.*/lib/python3.*/site-packages/_sunledger_audit.pth")]
INTERPRETERS = {folder: folder / "bin/python" for folder in (*OTHERS, Path(sys.prefix))}
"""This one, and the others for which an environment has been made."""

Change = Callable[[Recorded], Mapping[str, Any] | None]
PLANTED = {
    "clock": "import time\ntime.time()",
    "today": "import datetime\ndatetime.date.today()",
    "random source": "import random\nrandom.random()",
    "system's random source": "import uuid\nuuid.uuid4()",
    "socket": "import socket\nsocket.socket()",
    "file": "open('/etc/hostname').read()",
    "process": "import subprocess\nsubprocess.run(['true'])",
    "clock, and the refusal swallowed": "import time\ntry: time.time()\nexcept BaseException: pass",
}


def copied(history: MemoryStore, change: Change = lambda _: None) -> MemoryStore:
    """The record with some facts' data or metadata changed; the chain is left as it is, which is not looked at here."""
    store = MemoryStore()
    for fact in history.read_all(("",), limit=10**6):
        put(store, fact, **(change(fact) or {}))
    return store


def put(store: MemoryStore, fact: Recorded, **changed: Any) -> None:
    part = replace(fact, **changed)
    draft = Draft(part.id, part.type, part.data, part.metadata)
    store.append(part.stream, [draft], expected=len(store.read(part.stream)) - 1)


def document(fact: Recorded) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(fact.data)
    return content


def first_of(history: MemoryStore, name: str) -> Recorded:
    return next(fact for fact in history.read_all(("",), limit=10**6) if fact.type.startswith(name))


def only(victim: Recorded, **changed: Any) -> Change:
    return lambda fact: changed if fact is victim else None


def with_metadata(victim: Recorded, **changed: Any) -> Change:
    return only(victim, metadata=canonical({**metadata_of(victim), **changed}))


def found(store: MemoryStore) -> set[tuple[str, str]]:
    return {(finding.check, finding.place) for finding in reexecute(store).findings}


def place(fact: Recorded) -> str:
    return f"{fact.stream}@{fact.revision}"


OTHER = {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}
CHINA = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "POSIX", "PYTHONUTF8": "1"}
OWN = INTERPRETERS[Path(sys.prefix)]


@pytest.mark.parametrize(
    ("python", "surroundings", "shares"),
    [*((python, STRANGE, 2) for python in INTERPRETERS.values()), (OWN, OTHER, 1), (OWN, CHINA, 3)],
    ids=[*(folder.name for folder in INTERPRETERS), "elsewhere", "china"],
)
def test_every_decision_is_made_again_on_any_python_hash_seed_time_zone_and_locale(
    history, python, surroundings, shares
):
    facts = history.read_all(("",), limit=10**6)

    result = reexecute(history, python=str(python), surroundings=surroundings, shares=shares)

    assert result.findings == ()
    assert result.facts == len(facts)
    assert result.decisions == sum(metadata_of(fact)["part"] == 0 for fact in facts)
    assert (dict(result.explained), dict(result.left_out)) == ({}, {})


def test_a_forged_fact_without_a_decision_behind_it_is_found(history):
    """Its command is one that was decided, its form is whole: only the decision does not give it."""
    victim = first_of(history, "disclosure.duty-opened")
    forged = canonical({**document(victim), "due_at": "2099-01-01T00:00:00.000000Z"})

    assert ("not-decided", place(victim)) in found(copied(history, only(victim, data=forged)))


def test_a_forged_fact_under_a_command_that_would_be_refused_is_found(history):
    """A duty that is opened a second time, appended behind the first."""
    victim = first_of(history, "disclosure.unit-enrolled")
    store = copied(history)
    put(store, victim, id=first_of(history, "disclosure.duty-opened").id)

    again = f"{victim.stream}@1"
    assert {place for check, place in found(store) if check in ("refused", "not-decided")} == {again}


def test_a_fact_under_another_units_name_is_found(history):
    victim = first_of(history, "disclosure.duty-opened")

    assert found(copied(history, with_metadata(victim, unit="360730109"))) == {("wrong-record", place(victim))}


def test_a_fact_under_another_actors_name_is_found(history):
    victim = first_of(history, "disclosure.items-drafted")

    assert found(copied(history, with_metadata(victim, actor="ref-other"))) == {("wrong-record", place(victim))}


@pytest.mark.req("X-013")
def test_a_decision_by_rules_that_were_not_in_force_is_found(history):
    victim = first_of(history, "disclosure.unit-enrolled")
    policy = metadata_of(victim)["policy"]
    fewer = policy["packs"][:-1]
    resolved = resolve(policy["area"], [shipped_packs()[digest] for digest in fewer])
    changed = {"area": policy["area"], "packs": fewer, "digest": resolved.digest}

    assert ("rules-inactive", place(victim)) in found(copied(history, with_metadata(victim, policy=changed)))


@pytest.mark.req("X-013")
def test_a_case_goes_on_by_the_rules_it_was_opened_under(history):
    opened = first_of(history, "disclosure.items-drafted")
    policy = metadata_of(opened)["policy"]
    changed = {**policy, "packs": policy["packs"][::-1]}

    checks = {
        check for check, at in found(copied(history, with_metadata(opened, policy=changed))) if at == place(opened)
    }

    assert {"rules-inactive", "rules-unknown"} <= checks


def test_a_pack_that_was_edited_after_use_is_found_at_every_decision_that_rests_on_it(history, tmp_path):
    """In the release at hand: the pack's file is another one, so that its recorded digest is no longer known."""
    edited = packages(tmp_path)
    pack = edited / "contracts" / "policies" / "county-2011.toml"
    pack.write_text(pack.read_text("utf-8").replace('en = "Village affairs"', 'en = "Affairs of villages"', 1), "utf-8")
    digest = pack_named("county-2011").digest
    resting = {
        place(fact)
        for fact in history.read_all(("",), limit=10**6)
        if metadata_of(fact)["part"] == 0 and digest in (metadata_of(fact)["policy"] or {"packs": ()})["packs"]
    }

    result = reexecute(history, surroundings={**STRANGE, "PYTHONPATH": str(edited)})

    unknown = {finding.place for finding in result.findings if finding.check == "rules-unknown"}
    assert resting
    assert resting == unknown


def test_a_decider_that_asks_the_world_is_caught(history, tmp_path):
    """Even where the answer makes no difference to what is decided: each way is planted for one unit's enrolment."""
    edited = packages(tmp_path)
    unit = edited / "disclosure" / "unit" / "rule.py"
    enrolled = history.read_all(("disclosure_unit-",), limit=len(PLANTED))
    begins = "".join(
        f"    if command.unit == {document(fact)['unit']!r}:\n" + "".join(f"        {line}\n" for line in lines)
        for fact, lines in zip(enrolled, map(str.splitlines, PLANTED.values()), strict=True)
    )
    unit.write_text(into_decide(unit.read_text("utf-8"), begins), "utf-8")

    result = reexecute(history, surroundings={**STRANGE, "PYTHONPATH": str(edited)})

    assert {finding.place for finding in result.findings if finding.check == "reached-out"} == set(map(place, enrolled))


def test_a_decider_that_follows_the_order_of_a_set_is_caught(history, tmp_path):
    edited = packages(tmp_path)
    unit = edited / "disclosure" / "unit" / "rule.py"
    ordered = "opens=tuple(first_opening(command.valid_from, item) for item in owed)"
    source = unit.read_text("utf-8")
    assert ordered in source
    unit.write_text(source.replace(ordered, f"opens=tuple(set({ordered.removeprefix('opens=tuple')[1:-1]}))"), "utf-8")

    result = reexecute(history, surroundings={**STRANGE, "PYTHONPATH": str(edited)})

    assert "not-decided" in {finding.check for finding in result.findings}


def test_decisions_of_an_older_version_that_differ_are_explained_where_a_reason_is_given(history, tmp_path):
    edited = packages(tmp_path)
    declared = edited / "disclosure" / "unit" / "__init__.py"
    text = declared.read_text("utf-8")
    assert "evolve=evolve)" in text
    declared.write_text(text.replace("evolve=evolve)", "evolve=evolve, version=2)"), "utf-8")
    unit = edited / "disclosure" / "unit" / "rule.py"
    unit.write_text(into_decide(unit.read_text("utf-8"), "    return []"), "utf-8")
    surroundings = {**STRANGE, "PYTHONPATH": str(edited)}
    enrolments = len(history.read_all(("disclosure_unit-",), limit=1000))

    unexplained = reexecute(history, surroundings=surroundings)
    reasons = edited / "contracts" / "disclosure" / "unit" / "stream.toml"
    entry = '\n[[otherwise.unit]]\nfrom = 1\nto = 2\nreason = "Enrolments are kept elsewhere."\nrows = ["X-022"]\n'
    reasons.write_text(reasons.read_text("utf-8") + entry, "utf-8")
    explained = reexecute(history, surroundings=surroundings)

    assert sum(finding.check == "not-decided" for finding in unexplained.findings) == enrolments
    assert "not-decided" not in {finding.check for finding in explained.findings}
    assert dict(explained.explained) == {"disclosure.unit 1 to 2": enrolments}


def test_facts_of_a_service_that_is_not_installed_are_said_to_be_left_out(history):
    store = copied(history)
    put(store, replace(first_of(history, "disclosure.clock-set"), stream="archive_clock-history", type="archive.x.v1"))

    result = reexecute(store)

    assert dict(result.left_out) == {"archive": 1}
    assert result.findings == ()


def test_a_fact_of_a_version_that_is_not_known_here_is_an_error_and_never_passed_over(history):
    victim = first_of(history, "disclosure.items-drafted")
    newer = victim.type.replace(".v1", ".v99")

    assert ("unreadable", place(victim)) in found(copied(history, only(victim, type=newer)))


@pytest.mark.parametrize("python", ["/bin/false", "/bin/true"])
def test_a_process_that_does_not_decide_is_an_error_and_no_clean_record(history, python):
    with pytest.raises(ReexecutionFailed):
        reexecute(history, python=python, shares=2)


def test_what_is_found_is_the_same_in_any_number_of_shares(history):
    victim = first_of(history, "disclosure.policy-activated")
    later = with_metadata(victim, decided_at="2099-01-01T00:00:00.000000Z")
    store = copied(history, later)

    in_one, in_three = reexecute(store, shares=1, page=200), reexecute(store, shares=3, page=150)

    assert len(in_one.findings) > 1
    assert in_one == in_three


def test_streams_that_are_not_in_memory_any_more_are_read_again(history, tmp_path):
    edited = packages(tmp_path, "audit")
    module = edited / "audit" / "recomputing.py"
    module.write_text(module.read_text("utf-8").replace("MOST_STREAMS = 4_000", "MOST_STREAMS = 5"), "utf-8")

    result = reexecute(history, surroundings={**STRANGE, "PYTHONPATH": str(edited)}, page=20)

    assert result.findings == ()
    assert result.decisions == sum(metadata_of(fact)["part"] == 0 for fact in history.read_all(("",), limit=10**6))


def test_one_service_is_decided_again_alone(history):
    result = reexecute(history, services=("assessment",))

    assert result.facts == len(history.read_all(("assessment_",), limit=10**6))
    assert result.findings == ()


def packages(folder: Path, *more: str) -> Path:
    """Copies of the packages that a test changes, to be found before the installed ones."""
    sources = {"contracts": ROOT / "contracts/src/contracts", "disclosure": ROOT / "services/disclosure/src/disclosure"}
    sources |= {name: ROOT / "shared/src" / name for name in more}
    for name, source in sources.items():
        subprocess.run(["cp", "-r", str(source), str(folder / name)], check=True)
    return folder


def into_decide(source: str, begins: str) -> str:
    """These lines at the beginning of `decide`, behind its docstring if it has one."""
    head, _, body = source.partition("\ndef decide(")
    signature, _, rest = body.partition(":\n    ")
    return f"{head}\ndef decide({signature}:\n{begins}\n    {rest}"
