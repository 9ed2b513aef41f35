"""What auditors read: the past as it was, cause and effect with their places, packs by digest, views made anew."""

import json
import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from audit.live_views import view_findings
from audit.main import app
from audit.past_views import past_rows
from audit.proving import Proof, Prover
from audit.reading import RefusedKind, as_of, packs_used, refused, replayed, trail_of
from contracts.canonical import canonical
from contracts.fields import instant_text
from contracts.policies import pack_named
from contracts.refusals import MOST_SINGLE, Refusal
from ledger.clock import ManualClock
from ledger.log_builder import LogBuilder, leaf_of
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.projector import Projector
from ledger.recorded import metadata_of
from ledger.refusals import Recorder, Spool
from ledger.store import Draft
from ledger.views import Views
from sunledger.home import installed_services
from transparency.keys import log_key
from transparency.merkle import check_inclusion
from typer.testing import CliRunner

SERVICES = {parts.name: parts for parts in installed_services()}


@pytest.fixture
def overdue(history):
    """A fact of disclosure that assessment reacted to."""
    return next(fact for fact in history.read_all(("",), limit=10**6) if "disclosure-overdue" in fact.type)


def test_a_stream_is_replayed_as_it_was_at_a_moment_or_a_position(history, overdue):
    facts = history.read(overdue.stream)
    moment = metadata_of(overdue)["decided_at"]

    assert list(replayed(history, overdue.stream, as_of(""))) == facts
    assert list(replayed(history, overdue.stream, as_of(str(overdue.position)))) == facts[: overdue.revision + 1]
    shown = list(replayed(history, overdue.stream, as_of(moment)))
    assert shown == [fact for fact in facts if metadata_of(fact)["decided_at"] <= moment]
    before = moment.replace("T15:59:59.999999", "T15:59:59.999998").replace("T16:00:00.000000", "T15:59:59.999999")
    assert overdue not in replayed(history, overdue.stream, as_of(before))


def test_a_service_is_replayed_whole(history):
    assert list(replayed(history, "assessment", as_of(""))) == history.read_all(("assessment_",), limit=10**6)


@pytest.mark.parametrize("text", ["yesterday", "2025-01-01T00:00:00"])
def test_a_moment_without_a_zone_is_refused(text):
    with pytest.raises(ValueError, match=r"zone|isoformat"):
        as_of(text)


def test_a_trail_leads_from_a_fact_to_what_another_service_recorded_because_of_it(history, overdue):
    trail = trail_of(history, overdue.id)
    lines = list(trail.lines())

    effects = [fact for depth, fact in lines if metadata_of(fact)["$causationId"] == str(overdue.id)]
    assert [fact.stream.partition("_")[0] for fact in effects] == ["assessment"]
    depths = {str(fact.id): depth for depth, fact in lines}
    assert depths[str(effects[0].id)] == depths[str(overdue.id)] + 1
    assert trail.orphans() == []


def test_a_trail_goes_through_all_services_and_back_with_a_proof_for_each_fact(history, tmp_path):
    """One request, and what six services record because of each other."""
    services = ("elections", "disclosure", "assessment", "mediation", "mining", "auditor", "elections")
    first = next(fact for fact in history.read_all(("elections_",), limit=10**6) if fact.revision == 0)
    store, cause = MemoryStore(), metadata_of(first)["command_id"]
    for number, service in enumerate(services):
        chain = {"command_id": str(UUID(int=number)), "$causationId": cause, "$correlationId": str(UUID(int=99))}
        if number == 0:
            chain["$causationId"] = chain["command_id"]
        cause = str(UUID(int=1000 + number))
        content = canonical({**metadata_of(first), **chain})
        draft = Draft(UUID(cause), f"{service}.told.v1", first.data, content)
        store.append(f"{service}_case-{number}", [draft], expected=-1)
    builder = LogBuilder(store, tmp_path, log_key(tmp_path / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()

    trail, prover = trail_of(store, UUID(cause)), Prover(builder.log)

    told = [(depth, fact.stream.partition("_")[0]) for depth, fact in trail.lines()]
    newest = builder.log.newest()
    assert list(enumerate(services)) == told
    assert trail.orphans() == []
    assert newest is not None
    for _, fact in trail.lines():
        proof = prover.proof_of(fact)
        assert isinstance(proof, Proof)
        hashes = [bytes.fromhex(one) for one in proof.hashes]
        check_inclusion(leaf_of(fact), proof.index, proof.size, hashes, newest.checkpoint.root)


def test_every_fact_of_the_record_is_on_its_trail(history):
    for fact in history.read_all(("",), limit=10**6)[::17]:
        trail = trail_of(history, fact.id)

        assert fact in [one for _, one in trail.lines()]
        assert trail.orphans() == []


def changed(history, victim, **metadata):
    store = MemoryStore()
    for fact in history.read_all(("",), limit=10**6):
        content = canonical({**metadata_of(fact), **metadata}) if fact is victim else fact.metadata
        draft = Draft(fact.id, fact.type, fact.data, content)
        store.append(fact.stream, [draft], expected=fact.revision - 1)
    return store


def test_a_fact_whose_cause_is_not_in_the_record_is_an_orphan(history, overdue):
    strange = "00000000-0000-5000-8000-000000000001"
    trail = trail_of(changed(history, overdue, **{"$causationId": strange}), overdue.id)

    assert overdue.id in {fact.id for fact in trail.orphans()}


def test_a_fact_that_is_its_own_cause_is_an_orphan_and_told_once(history, overdue):
    trail = trail_of(changed(history, overdue, **{"$causationId": str(overdue.id)}), overdue.id)

    assert overdue.id in {fact.id for fact in trail.orphans()}


def test_an_id_that_nothing_has_is_not_found(history):
    with pytest.raises(LookupError):
        trail_of(history, UUID(int=1))


@pytest.mark.req("X-013")
def test_every_pack_that_was_used_is_named_by_digest(history):
    used = packs_used(history)

    assert used[pack_named("county-2011").digest]["disclosure"] > 10
    assert set(used[pack_named("county-2011-assessment").digest]) == {"assessment"}


# Refusals


def refusal(unit: str, at: datetime) -> Refusal:
    return Refusal(
        code="forbidden-unit",
        method="disclosure.draft_items",
        actor="town-07",
        role="DisclosureOfficerTownship",
        actor_unit=unit,
        stream=None,
        command_id=None,
        refused_at=at,
    )


@pytest.mark.req("X-001")
def test_refusals_are_counted_by_code_actor_and_unit_whatever_was_a_fact_of_its_own(tmp_path: Path):
    noon = datetime(2025, 7, 10, 4, tzinfo=UTC)
    store, spool = MemoryStore(), Spool(tmp_path)
    for number in range(MOST_SINGLE + 5):
        spool.note(refusal("360730101" if number % 5 else "360730102", noon))
    spool.note(refusal("360730101", noon + timedelta(days=1)))
    Recorder(Handlers(SERVICES["disclosure"], store, ManualClock(noon)), tmp_path).step()
    facts = {"disclosure": SERVICES["disclosure"].facts}

    def kind(unit: str) -> RefusedKind:
        return RefusedKind("disclosure", "forbidden-unit", "town-07", unit)

    assert refused(store, facts).counts == {kind("360730101"): 53, kind("360730102"): 13}
    assert refused(store, facts, since="2025-07-11").counts == {kind("360730101"): 1}
    assert refused(store, {"mining": SERVICES["mining"].facts}).counts == {}


# Views


@pytest.fixture
def data(history, tmp_path: Path) -> Path:
    """Views of both services, as their follow processes leave them."""
    for parts in SERVICES.values():
        views = Views(tmp_path / parts.name, parts.schema)
        views.prepare()
        Projector(history, views, parts.facts).catch_up()
        views.live().close()
    return tmp_path


def test_views_that_are_what_the_facts_give_have_no_findings(history, data):
    assert [found for parts in SERVICES.values() for found in view_findings(history, parts, data)] == []


def test_a_view_that_is_only_behind_is_no_finding(history, data, tmp_path):
    shorter = MemoryStore()
    for fact in history.read_all(("",), limit=150):
        shorter.append(fact.stream, [Draft(fact.id, fact.type, fact.data, fact.metadata)], expected=fact.revision - 1)
    parts = SERVICES["disclosure"]
    views = Views(tmp_path / "behind" / "disclosure", parts.schema)
    views.prepare()
    Projector(shorter, views, parts.facts).catch_up()

    assert view_findings(history, parts, tmp_path / "behind") == []


def test_a_view_edited_by_hand_is_found_with_its_rows(history, data):
    import sqlite3

    with sqlite3.connect(data / "assessment" / "views-1.sqlite") as connection:
        connection.execute("UPDATE summary SET late = late + 1 WHERE unit = (SELECT max(unit) FROM summary)")

    found = view_findings(history, SERVICES["assessment"], data)

    assert {finding.place for finding in found} == {"assessment.summary"}
    assert {finding.detail.partition(":")[0] for finding in found} == {"missing", "not from facts"}


def test_views_that_were_never_made_are_said_to_be_missing(history, tmp_path):
    [finding] = view_findings(history, SERVICES["disclosure"], tmp_path)

    assert finding.detail == "no views have been made"


def test_a_trail_has_proofs_that_hold_and_name_what_was_changed(history, sound, overdue, record):
    prover = Prover(sound.log)
    with sound.store() as store:
        facts = [fact for _, fact in trail_of(store, overdue.id).lines()]
        proofs: list[Any] = [prover.proof_of(fact) for fact in facts]
    changed = replace(facts[0], data=facts[0].data + b" ")

    newest: Any = sound.log.newest()
    root = newest.checkpoint.root
    for fact, proof in zip(facts, proofs, strict=True):
        hashes = [bytes.fromhex(one) for one in proof.hashes]
        check_inclusion(leaf_of(fact), proof.index, proof.size, hashes, root)
    found: Any = prover.proof_of(changed)
    place = f"{changed.stream}@{changed.revision}"
    assert (found.check, found.place, found.index) == ("altered", place, proofs[0].index)
    assert prover.proof_of(replace(facts[0], position=10**9)) is None
    shutil.rmtree(record.log.folder / "tile")
    damaged: Any = Prover(record.log).proof_of(facts[0])
    assert damaged.check == "tile-damaged"


@pytest.mark.parametrize("service", ["disclosure", "assessment"])
def test_views_of_the_past_are_those_that_a_service_had_then(history, tmp_path, service):
    """As of a position, the rows are those of a store that ended there; as of now, those of the live view."""
    parts = SERVICES[service]
    facts = history.read_all(("",), limit=10**6)
    for end in (len(facts) // 3, len(facts) - 1):
        then = MemoryStore()
        for fact in facts[: end + 1]:
            then.append(fact.stream, [Draft(fact.id, fact.type, fact.data, fact.metadata)], expected=fact.revision - 1)
        views = Views(tmp_path / f"{end}", parts.schema)
        views.prepare()
        Projector(then, views, parts.facts).catch_up()
        expected = {name: [tuple(row) for row in rows] for name, rows in views.live().rows().items() if rows}

        made: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for name, row in past_rows(history, parts, as_of(str(end))):
            made[name].append(tuple(row.values()))
        assert dict(made) == expected
        assert expected


def test_views_of_a_moment_hold_nothing_that_was_decided_later(history, overdue):
    moment = metadata_of(overdue)["decided_at"]
    before = instant_text(datetime.fromisoformat(moment) - timedelta(microseconds=1))
    at = [row["outcome"] for _, row in past_rows(history, SERVICES["assessment"], as_of(moment), table="duty")]
    earlier = [row["outcome"] for _, row in past_rows(history, SERVICES["assessment"], as_of(before), table="duty")]

    assert at.count("overdue") > earlier.count("overdue")
    assert earlier


def test_a_table_that_a_service_does_not_have_is_refused(history):
    with pytest.raises(LookupError, match="no table nothing"):
        list(past_rows(history, SERVICES["assessment"], as_of(""), table="nothing"))


# Commands


@pytest.fixture
def run(served, sound):
    """A command of `sunledger audit` on the sound record: its exit code and what it said."""

    def invoke(*words: str) -> tuple[int, str]:
        log = ("--log", str(sound.log.folder)) if words[0] in ("verify", "export", "trail") else ()
        result = CliRunner().invoke(app, [*words, "--store", served, *log])
        return result.exit_code, result.stdout

    return invoke


def test_commands_end_with_0_where_nothing_is_found(run, overdue, tmp_path):
    for words in (
        ("verify",),
        ("reexecute",),
        ("trail", str(overdue.id)),
        ("policies",),
        ("refusals",),
        ("replay", overdue.stream),
    ):
        code, said = run(*words)

        assert code == 0, said
    assert run("check")[0] == run("findings")[0] == 0
    assert "outcome=overdue" in run("view", "assessment", "--table", "step")[1]
    assert "proven in a log of" in run("trail", str(overdue.id))[1]
    code, _ = run("export", "--stream", overdue.stream, "--out", str(tmp_path / "one.bundle"))
    assert code == 0
    assert (tmp_path / "one.bundle").stat().st_size > 1000


def test_a_report_is_a_document(run):
    code, said = run("verify", "--json")

    document = json.loads(said)
    assert code == 0
    assert document["facts"] == document["logged"]


def test_what_cannot_be_done_ends_with_2(run, tmp_path):
    assert run("verify", "--keys", str(tmp_path), "--memory", str(tmp_path))[0] == 2
    assert run("replay", "disclosure_x-1", "--as-of", "yesterday")[0] == 2
    assert run("export", "--out", str(tmp_path / "none"))[0] == 2
    assert run("trail", str(UUID(int=1)))[0] == 2
    assert run("view", "nothing")[0] == 2


def test_something_found_ends_with_1(run, tmp_path):
    assert run("verify", "--keys", str(tmp_path))[0] == 1
