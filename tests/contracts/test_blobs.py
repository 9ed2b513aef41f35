"""Contents come in parts, are what their digest says or are not kept, and are verified whenever they are relied on."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from contracts.blobs import MOST_PART_BYTES, Blob, PutBlobPart, blobs_in
from contracts.bytes64 import bytes_of, text_of
from contracts.disclosure.words import Attachment, Entry, EntryKind, Evidence
from contracts.errors import Malformed, Rejected
from contracts.message import dump, load
from ledger.blobs import MOST_UNFINISHED, Blobs
from ledger.media import media_type_of

PDF = b"%PDF-1.7 " + b"x" * 2000
MOST = 1_000_000


def office(part: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(part, "<x/>")
    return held.getvalue()


SHEET = office("xl/workbook.xml")
BYTES = {
    "application/pdf": PDF,
    "image/png": b"\x89PNG\r\n\x1a\n..",
    "image/jpeg": b"\xff\xd8\xff\xe0..",
    "audio/mpeg": b"ID3..",
    "audio/ogg": b"OggS..",
    "audio/amr": b"#!AMR\n..",
    "audio/wav": b"RIFF1234WAVEfmt ",
    "video/mp4": b"\x00\x00\x00\x18ftypmp42",
    "text/html": "\ufeff\n<!DOCTYPE html><p>公开</p>".encode(),
    "text/plain": "日期,金额\n1,2\n".encode(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": SHEET,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": office("word/document.xml"),
}
STRANGE = (
    b"MZ\x90\x00\x03",
    b"\x7fELF\x02",
    b"PK\x03\x04broken",
    office("evil.exe"),
    b"\xff\xfe\x00\x01",
    b" \n",
    b"a\x00b",
)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def part(content: bytes, /, *, offset: int = 0, length: int = MOST_PART_BYTES, **other: object) -> PutBlobPart:
    chunk = text_of(content[offset : offset + length])
    given = {"unit": "360730101", "digest": digest(content), "size": len(content), "offset": offset, "content": chunk}
    return load(PutBlobPart, {**given, **other})


def put(blobs: Blobs, content: bytes) -> Blob:
    kept = blobs.put(part(content)).blob

    assert kept is not None
    return kept


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", MOST)


@pytest.mark.parametrize("media_type", BYTES)
def test_the_type_is_seen_in_the_bytes(blobs: Blobs, media_type: str):
    content = BYTES[media_type]

    assert Blob(digest=digest(content), size=len(content), media_type=media_type) == put(blobs, content)


@pytest.mark.parametrize("content", STRANGE)
def test_bytes_that_are_of_no_listed_type_are_not_kept(blobs: Blobs, content: bytes):
    with pytest.raises(Rejected, match="blob-type-unknown"):
        blobs.put(part(content))
    with pytest.raises(Rejected, match="blob-missing"):
        blobs.named(digest(content))


def test_a_file_name_says_nothing(tmp_path: Path):
    named = tmp_path / "report.pdf"
    named.write_bytes(b"MZ\x90\x00")

    assert media_type_of(named) is None


def test_a_content_comes_in_parts_and_has_its_name_only_when_it_is_whole(blobs: Blobs):
    first = blobs.put(part(PDF, length=1500))

    assert (1500, None) == (first.received, first.blob)
    with pytest.raises(Rejected, match="blob-missing"):
        blobs.named(digest(PDF))
    last = blobs.put(part(PDF, offset=1500))
    assert (len(PDF), blobs.named(digest(PDF))) == (last.received, last.blob)


def test_a_part_that_came_before_or_does_not_follow_on_changes_nothing_and_says_how_far_it_is(blobs: Blobs):
    blobs.put(part(PDF, length=100))

    assert [100, 100, 200] == [
        blobs.put(each).received
        for each in (part(PDF, length=100), part(PDF, offset=500, length=100), part(PDF, offset=100, length=100))
    ]


def test_bringing_a_content_again_is_harmless(blobs: Blobs):
    assert put(blobs, PDF) == put(blobs, PDF)


def test_bytes_with_another_digest_are_thrown_away_and_the_upload_may_begin_again(blobs: Blobs):
    with pytest.raises(Rejected, match="blob-digest-differs"):
        blobs.put(part(PDF, content=text_of(PDF[:-1] + b"!")))

    assert digest(PDF) == put(blobs, PDF).digest


@pytest.mark.parametrize("size", [MOST - 1, MOST])
def test_the_largest_size_may_begin(blobs: Blobs, size: int):
    assert len(PDF) == blobs.put(part(PDF, size=size, digest="0" * 64)).received


def test_one_byte_more_is_refused_at_the_first_part(blobs: Blobs):
    with pytest.raises(Rejected, match="blob-too-large"):
        blobs.put(part(PDF, size=MOST + 1))


@pytest.mark.parametrize("other", [{"content": ""}, {"content": "%%"}, {"size": 10}])
def test_a_part_that_is_empty_not_base64_or_beyond_the_size_is_malformed(blobs: Blobs, other: dict[str, Any]):
    with pytest.raises(Malformed):
        blobs.put(part(PDF, **other))


def test_uploads_under_way_are_bounded(blobs: Blobs, tmp_path: Path):
    for number in range(MOST_UNFINISHED + 5):
        blobs.put(part(PDF, digest=f"{number:064}", length=10))

    assert len(list((tmp_path / "blobs" / "incoming").glob("0*"))) <= MOST_UNFINISHED


@pytest.mark.parametrize("change", [{"size": 5}, {"media_type": "image/png"}])
def test_a_claim_that_is_not_true_of_the_bytes_is_refused(blobs: Blobs, change: dict[str, object]):
    claimed = load(Blob, {**dump(put(blobs, PDF)), **change})

    with pytest.raises(Rejected, match="blob-differs"):
        blobs.attest(claimed)


def test_what_vanished_is_missing_and_what_was_changed_is_damaged(blobs: Blobs, tmp_path: Path):
    kept = put(blobs, PDF)
    file = tmp_path / "blobs" / kept.digest[:2] / kept.digest
    file.write_bytes(PDF + b"!")
    with pytest.raises(Rejected, match="blob-damaged"):
        blobs.attest(kept)
    file.unlink()
    with pytest.raises(Rejected, match="blob-missing"):
        blobs.attest(kept)


def test_a_content_is_read_in_parts_to_its_end(blobs: Blobs):
    long = b"%PDF-" + b"y" * (MOST_PART_BYTES + 10)
    put_first = part(long)
    blobs.put(put_first)
    blobs.put(part(long, offset=MOST_PART_BYTES))

    first = blobs.part(digest(long), 0)
    assert first.next == MOST_PART_BYTES
    last = blobs.part(digest(long), MOST_PART_BYTES)
    assert last.next is None
    assert long == bytes_of(first.content, "content") + bytes_of(last.content, "content")
    with pytest.raises(Malformed):
        blobs.part(digest(long), len(long))


def test_every_blob_of_a_message_is_found_wherever_it_stands():
    one, other = (Blob(digest=letter * 64, size=1, media_type="image/png") for letter in "ab")
    entry = Entry(item="CA-4", kind=EntryKind.CONTENT, attachments=(Attachment(name="甲", blob=one),))

    assert [one, other] == list(blobs_in((entry, (Evidence(channel="board", blob=other),), None, "text")))
