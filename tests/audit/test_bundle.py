"""A bundle proves its facts to a stranger with one program and no network; no byte of it can be changed unseen."""

import hashlib
import importlib.util
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from audit.export import About, export
from audit.prover import NotProvable
from ledger.audit_log import AuditLog, read_keys
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft
from transparency.keys import Signer, log_key, witness_key
from transparency.note import ED25519, Note

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "shared" / "verify_bundle.py"
WITHOUT_SOCKETS = """
import runpy, socket, sys
def refuse(*_, **__): raise SystemExit("a socket was opened")
socket.socket.__init__ = refuse
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def _program():
    spec = importlib.util.spec_from_file_location("verify_bundle", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PROGRAM_MODULE = _program()


@pytest.fixture(scope="module")
def log(history, tmp_path_factory) -> AuditLog:
    """The record's log, cosigned by two of three witnesses."""
    folder = tmp_path_factory.mktemp("bundle")
    builder = LogBuilder(history, folder / "log", log_key(folder / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()
    signed = builder.log.newest()
    assert signed is not None
    for name in ("witness-a", "witness-b", "witness-c"):
        witness = witness_key(folder / f"{name}.key", name)
        builder.log.publish_key(witness.verifier)
        if name != "witness-c":
            builder.log.leave_cosignature(name, Note(signed.note.text).signed(witness.cosign(signed.note.text, 1)))
    builder.collect()
    return builder.log


@pytest.fixture(scope="module")
def stream(history) -> str:
    """A duty with several appends."""
    streams = [fact.stream for fact in history.read_all(("disclosure_duty-",), limit=10**6)]
    return str(max(sorted(set(streams)), key=streams.count))


@pytest.fixture
def bundle(history, log):
    def make(about: About, documents: Path | None = None) -> bytes:
        lines: list[bytes] = []
        export(history, log, about, lines.append, documents)
        return b"".join(lines)

    return make


def problems(content: bytes, **options):
    return PROGRAM_MODULE.check(content, **options)[0]


def run(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-I", "-S", "-c", WITHOUT_SOCKETS, str(PROGRAM), str(file), *arguments)
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_program_is_short_and_knows_the_standard_library_alone():
    source = PROGRAM.read_text("utf-8")
    imported = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}

    assert len(source.splitlines()) < 500
    assert imported <= set(sys.stdlib_module_names)


def test_a_stranger_without_network_checks_a_stream(bundle, stream, tmp_path, history, log):
    file = tmp_path / "stream.bundle"
    file.write_bytes(bundle(About(stream)))

    said = run(file, "--quorum", "2", *(word for key in read_keys(log.folder / "keys") for word in ("--key", str(key))))

    assert (said.returncode, said.stderr) == (0, "")
    assert f"{len(history.read(stream))} facts are proven" in said.stdout
    assert "witness-a, witness-b" in said.stdout


def test_without_believed_keys_the_reader_is_told_so(bundle, stream, tmp_path):
    file = tmp_path / "stream.bundle"
    file.write_bytes(bundle(About(stream)))

    assert "compare them with those that were published" in run(file).stdout


def test_more_witnesses_than_cosigned_are_missed(bundle, stream):
    assert problems(bundle(About(stream)), quorum=3) == [(1, "2 of 3 witnesses that are needed")]


def test_keys_that_are_not_believed_prove_nothing(bundle, stream):
    stranger = Signer("sunledger-log", ED25519, bytes(range(32))).verifier

    [(line, text)] = problems(bundle(About(stream)), keys=[str(stranger)])
    assert line == 1
    assert "not believed" in text


def test_a_period_holds_everything_that_was_decided_in_it(bundle, history):
    begins = datetime(2025, 1, 1, tzinfo=UTC)
    ends = begins + timedelta(days=20)
    content = bundle(About(begins=begins, ends=ends))

    facts = [json.loads(line)["fact"] for line in content.splitlines() if line.startswith(b'{"fact"')]
    decided = [json.loads(fact["metadata"])["decided_at"] for fact in facts]
    assert problems(content) == []
    assert len(facts) == sum(
        begins <= datetime.fromisoformat(json.loads(fact.metadata)["decided_at"]) < ends
        for fact in history.read_all(("",), limit=10**6)
    )
    assert min(decided) >= "2025-01-01T00:00:00"


def test_a_decision_ends_with_its_whole_append(bundle, history, stream):
    torn = next(fact for fact in history.read(stream) if json.loads(fact.metadata)["parts"] > 1)
    content = bundle(About(stream, through=torn.revision))

    assert problems(content) == []
    held = [json.loads(line)["fact"]["revision"] for line in content.splitlines() if line.startswith(b'{"fact"')]
    assert held == list(range(torn.revision + json.loads(torn.metadata)["parts"]))


def test_a_changed_byte_anywhere_is_found_on_its_line(bundle, stream):
    content = bundle(About(stream, through=0))
    step = max(1, len(content) // 260)
    for place in [*range(0, len(content), step), len(content) - 1]:
        changed = bytearray(content)
        changed[place] ^= 1
        line = content[:place].count(b"\n") + 1

        found = problems(bytes(changed))

        assert found, f"byte {place} of line {line}"
        assert found[0][0] in (line, line + 1), f"byte {place} of line {line}: {found[0]}"


def test_every_single_byte_of_a_small_bundle_counts(bundle, monkeypatch):
    """Signatures over the same text are checked once: what is flipped elsewhere leaves the first line as it was."""
    content = bundle(About("disclosure_clock-history"))
    monkeypatch.setattr(PROGRAM_MODULE, "is_signature", cache(PROGRAM_MODULE.is_signature))
    ends = [place for place, byte in enumerate(content) if byte == ord("\n")]
    unseen = []
    for place, byte in enumerate(content):
        line = 1 + sum(end < place for end in ends)
        found = problems(content[:place] + bytes([byte ^ 1 << place % 8]) + content[place + 1 :])
        if not found or found[0][0] not in (line, line + 1):
            unseen.append((place, line, found[:1]))

    assert len(content) > 4000
    assert unseen == []


@pytest.mark.parametrize("kind", ["fact", "pack", "calendar", "end"])
def test_a_line_that_is_left_out_repeated_or_exchanged_is_found(bundle, stream, kind):
    lines = bundle(About(stream)).splitlines(keepends=True)
    at = max(place for place, line in enumerate(lines) if line.startswith(f'{{"{kind}"'.encode()))
    without = b"".join([*lines[:at], *lines[at + 1 :]])
    twice = b"".join([*lines[:at], lines[at], *lines[at:]])
    exchanged = b"".join([*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]])

    assert all(map(problems, (without, twice, exchanged)))


def test_even_with_an_end_that_agrees_a_fact_of_another_history_is_found(bundle, stream):
    """Whoever changes a fact and repairs the last line is left with the proof."""
    lines = bundle(About(stream)).splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"revision":1', b'"revision":7')
    body = b"".join(lines[:-1])
    end = {"end": {"lines": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()}}
    repaired = body + json.dumps(end, separators=(",", ":")).encode() + b"\n"

    assert (3, f"{stream}@7 is not proven to be in the log") in problems(repaired)


def test_what_is_not_in_the_log_is_not_exported(log, tmp_path, history, stream):
    store = MemoryStore()
    fact = history.read(stream)[0]
    store.append(stream, [Draft(fact.id, fact.type, b"{}", fact.metadata)], expected=-1)

    for other in (stream, "disclosure_duty-none"):
        with pytest.raises(NotProvable):
            export(store, log, About(other), lambda _: None, None)


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"{}\n{}\n", b"\xff\xfe\n\n\n", b'{"bundle":2}\n{}\n{}\n'])
def test_what_is_no_bundle_is_refused(content):
    assert problems(content) != []


def test_its_ed25519_agrees_with_the_librarys(log):
    signed = log.witnessed()
    assert signed is not None
    key = next(key for key in read_keys(log.folder / "keys") if key.kind == ED25519)
    text = signed.note.text.encode()
    [signature] = [one.blob for one in signed.note.signatures if one.name == key.name]

    assert PROGRAM_MODULE.is_signature(key.public, text, signature)
    for place in range(0, 64, 5):
        changed = bytearray(signature)
        changed[place] ^= 1
        assert not PROGRAM_MODULE.is_signature(key.public, text, bytes(changed))
    order = int.from_bytes(signature[32:], "little") + PROGRAM_MODULE.ORDER
    assert not PROGRAM_MODULE.is_signature(key.public, text, signature[:32] + order.to_bytes(32, "little"))
