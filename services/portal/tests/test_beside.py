"""What stands beside a text: tables, attachments, the notice boards, and that somebody has objected."""

import hashlib
from datetime import date

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob, PutBlobPart
from contracts.bytes64 import text_of
from contracts.disclosure.boards.messages import BoardKind, OpenBoardRegister, RegisterBoard, RetireBoard, UpdateBoard
from contracts.disclosure.duty.messages import AddItems, Basis, BasisKind, WithdrawItems
from contracts.disclosure.objection.messages import AnswerObjection, ObjectionKind, Outcome, SubmitObjection
from contracts.disclosure.words import Attachment, Entry, EntryKind, Table
from contracts.sealed import Blank, Sealed
from contracts.units import UnitKind

VILLAGE = "360730101201"
PDF = b"%PDF-1.7\n" + b"public money\n" * 40
HTML = b"<!doctype html><script>alert(1)</script>"


def put(county, content: bytes, media_type: str) -> Blob:
    digest = hashlib.sha256(content).hexdigest()
    part = PutBlobPart(unit=VILLAGE, digest=digest, size=len(content), offset=0, content=text_of(content))
    blob: Blob = county.blobs.put(part).blob
    assert blob == Blob(digest=digest, size=len(content), media_type=media_type)
    return blob


def with_attachments(*blobs: Blob, table: Table | None = None) -> Entry:
    attachments = tuple(Attachment(name=f"收支明细{place}", blob=blob) for place, blob in enumerate(blobs))
    return Entry(item="VA-1b", kind=EntryKind.CONTENT, table=table, attachments=attachments)


def test_an_attachment_can_be_had_once_it_is_public_as_a_download(county, duty):
    blob = put(county, PDF, "application/pdf")
    duty.draft(with_attachments(blob))
    county.look()
    before = county.get(f"/attachments/{blob.digest}")
    duty.check()
    duty.publish()
    county.look()

    page, after = county.html(f"{duty.path}/1b"), county.get(f"/attachments/{blob.digest}")

    assert 404 == before.status_code
    assert (200, PDF) == (after.status_code, after.data)
    assert "application/pdf" == after.headers["Content-Type"]
    assert after.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%E6%94%B6%E6%94%AF" in after.headers["Content-Disposition"]
    assert "sandbox" in after.headers["Content-Security-Policy"]
    assert f'href="/attachments/{blob.digest}" download' in page
    assert "收支明细0" in page


def test_what_could_run_in_a_browser_is_given_out_as_bytes(county, duty):
    blob = put(county, HTML, "text/html")
    duty.all_public(with_attachments(blob))
    county.look()

    response = county.get(f"/attachments/{blob.digest}")

    assert "application/octet-stream" == response.headers["Content-Type"]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "nosniff" == response.headers["X-Content-Type-Options"]


def test_an_attachment_whose_bytes_were_changed_is_not_given_out(county, duty):
    blob = put(county, PDF, "application/pdf")
    duty.all_public(with_attachments(blob))
    county.look()
    (county.folder / "blobs" / blob.digest[:2] / blob.digest).write_bytes(PDF + b"x")

    assert 404 == county.get(f"/attachments/{blob.digest}").status_code


def test_a_content_that_no_publication_names_is_not_given_out(county):
    blob = put(county, PDF, "application/pdf")
    county.look()

    assert 404 == county.get(f"/attachments/{blob.digest}").status_code


def test_a_table_is_shown_and_found(county, duty):
    table = Table(columns=("项目", "金额"), rows=(("道路硬化<b>", "31800"),))
    duty.all_public(with_attachments(table=table))
    county.look()

    page = county.html(duty.path)

    assert '<th scope="col">金额</th>' in page
    assert "<td>道路硬化&lt;b&gt;</td>" in page
    assert ["VA-1b"] == [line["item"] for line in county.json_of("/search.json?q=硬化")["lines"]]


def test_an_item_that_was_added_has_its_own_name_once_it_is_public(county, duty):
    added = Bilingual(zh="水库承包", en="Reservoir lease")
    basis = Basis(kind=BasisKind.OFFICE, text="群众关心")
    county.send(AddItems(actor="clerk", names=(added,), basis=basis, **duty.key))
    county.look()
    before = (county.json(duty.path)["items"], county.html(duty.path), county.html(f"{duty.path}/x1"))
    duty.items = (*duty.items, "VA-x1")
    duty.all_public()
    county.look()

    items = county.json(duty.path)["items"]

    assert ("VA-x1", "水库承包") == (items[-1]["item"], items[-1]["name"]["zh"])
    assert len(duty.items) == county.json(duty.path)["duty"]["items"]
    assert "水库承包" in county.html(f"{duty.path}/x1")
    assert "VA-x1" == before[0][-1]["item"]
    assert not any("水库承包" in str(each) for each in before)


def test_boards_are_listed_with_their_place_and_last_renewal(county):
    today = date(2025, 4, 1)
    county.send(OpenBoardRegister(actor="clock", unit=VILLAGE, kind=UnitKind.VILLAGE))
    for place in ("村委会门口", "晒谷场"):
        county.send(
            RegisterBoard(actor="clerk", unit=VILLAGE, kind=BoardKind.DISCLOSURE, place=place, valid_from=today)
        )
    county.send(UpdateBoard(actor="clerk", unit=VILLAGE, number=1, updated_on=today))
    county.send(RetireBoard(actor="clerk", unit=VILLAGE, number=2, valid_to=today, reason="拆除"))
    county.look()

    boards = county.json("/boards")["lines"]

    assert [("村委会门口", "2025-04-01"), ("晒谷场", None)] == [(each["place"], each["updated_on"]) for each in boards]
    assert all("村委会门口" in county.html(path) for path in ("/boards", f"/units/{VILLAGE}"))


@pytest.mark.req("P-025")
def test_an_objection_shows_what_became_of_it_and_never_what_was_said_or_by_whom(county, duty):
    duty.all_public()
    receipt, answered = "6f1c2a54-9b7e-4c1d-8a55-0c6f6a1d7f3a", "已向本人说明"
    said = Sealed(**{**Blank().seal("case:objection", "statement", ""), "ciphertext": "c" * 64})
    county.send(
        SubmitObjection(
            actor="citizen-9",
            unit=VILLAGE,
            objection=receipt,
            kind=ObjectionKind.OBJECTION,
            catalogue="VA",
            period="2025Q1",
            item="VA-1b",
            version=1,
            text=said,
        ),
        role="Public",
    )
    county.look()
    pending = county.html(f"{duty.path}/1b")
    county.send(
        AnswerObjection(
            actor="clerk", unit=VILLAGE, objection=receipt, outcome=Outcome.EXPLAINED, text=answered, correction=None
        )
    )
    county.look()

    settled = county.html(f"{duty.path}/1b")
    everything = "".join(county.get(f"{duty.path}/1b{form}").text for form in ("", ".json", ".csv"))
    private = [str(fact.id) for fact in county.facts() if "objection" in fact.stream]

    assert "异议" in pending
    assert "办理中" in pending
    assert "已说明" in settled
    assert not any(word in everything for word in (said.ciphertext, answered, receipt, "citizen-9"))
    assert private
    assert {404} == {county.get(f"/facts/{each}").status_code for each in private}


def test_of_what_was_withdrawn_the_reason_is_shown_and_nothing_is_found_or_given_out(county, duty):
    blob = put(county, PDF, "application/pdf")
    table = Table(columns=("姓名", "金额"), rows=(("张某某家庭住址", "300"),))
    duty.all_public(with_attachments(blob, table=table))
    county.look()
    assert "张某某家庭住址" in county.html(f"{duty.path}/1b")

    county.send(
        WithdrawItems(
            **duty.key, actor="clerk", items=("VA-1b",), ground="state_secret", reason="误公开了不宜公开的内容"
        )
    )
    county.look()
    page = county.html(f"{duty.path}/1b")

    assert "误公开了不宜公开的内容" in page
    assert "张某某" not in page
    assert blob.digest not in page
    assert 404 == county.get(f"/attachments/{blob.digest}").status_code
    assert [] == county.json_of("/search.json?q=张某某家庭住址")["lines"]
    assert ["VA-1b"] == [line["item"] for line in county.json_of("/search.json?q=误公开了不宜公开")["lines"]]
    assert "张某某" not in county.html(duty.path)
