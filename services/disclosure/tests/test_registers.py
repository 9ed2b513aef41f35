"""The registers: uses of seals, documents, regulations and their volume, link and support units."""

from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.disclosure.documents.messages import (
    CorrectDocument,
    DocumentAttachment,
    DocumentCorrected,
    DocumentRegistered,
    DocumentsOfUnit,
    DocumentStatus,
    RegisterDocument,
    RegisteredDocument,
)
from contracts.disclosure.regulations.messages import (
    CompileVolume,
    RecordRegulation,
    RegulationRecorded,
    RegulationRepealed,
    RegulationReviewed,
    RegulationsOfUnit,
    RegulationStatus,
    RepealRegulation,
    ReviewIntervalSet,
    ReviewRegulation,
    SetReviewInterval,
    VolumeCompiled,
    VolumeOfUnit,
    VolumeRule,
)
from contracts.disclosure.regulations.rules import regulation_policy
from contracts.disclosure.seal_book.messages import (
    CorrectSealUse,
    EnterSealUse,
    SealBook,
    SealUse,
    SealUseCorrected,
    SealUseEntered,
)
from contracts.disclosure.supporters.messages import (
    EndSupport,
    NameSupporter,
    SupportEnded,
    SupporterNamed,
    SupportersOfUnit,
    SupportKind,
)
from contracts.errors import Malformed, Rejected
from contracts.message import dump, load
from contracts.policies import pack_named, resolve
from disclosure.documents import STREAM as DOCUMENTS
from disclosure.regulations import STREAM as REGULATIONS
from disclosure.seal_book import STREAM as SEAL_BOOK
from disclosure.service import SERVICE
from disclosure.supporters import STREAM as SUPPORTERS
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("county-2011", "county-2011-rules")
POLICY = regulation_policy(resolve("360730", [pack_named(name) for name in PACKS]))
TOWNSHIP = "360730101"
NOON = datetime(2025, 9, 10, 12, tzinfo=CHINA)
TODAY, TOMORROW = date(2025, 9, 10), date(2025, 9, 11)


def case(decider: Any, policy: Any, *commands: Any) -> Case[Any, Any, Any, Any]:
    told = given(decider, policy)
    for command in commands:
        told = told.when(command, at=NOON).after()
    return told


# Seals

USE = SealUse(document="关于秋季防汛的通知", copies=12, used_by="ref-clerk-2", approved_by="ref-chair-1", used_on=TODAY)
BOOK: dict[str, Any] = {"unit": TOWNSHIP, "seal": "government", "month": "2025-09"}


def enter(use: SealUse = USE, **other: Any) -> EnterSealUse:
    return EnterSealUse(**{"actor": "clerk", **BOOK, "use": use, **other})


def correct_use(entry: int, use: SealUse) -> CorrectSealUse:
    return CorrectSealUse(actor="clerk", **BOOK, entry=entry, use=use, reason="份数有误")


def entered(entry: int) -> SealUseEntered:
    return SealUseEntered(**BOOK, entry=entry, use=USE, entered_by="clerk", entered_at=NOON)


@pytest.mark.req("X-006")
def test_uses_of_a_seal_are_numbered_without_gaps():
    case(SEAL_BOOK, None).when(enter(), at=NOON).then(entered(1))
    case(SEAL_BOOK, None, enter(), enter()).when(enter(), at=NOON).then(entered(3))


@pytest.mark.req("X-006")
@pytest.mark.parametrize("field", ["document", "used_by", "approved_by", "used_on"])
def test_document_user_approver_and_date_are_needed(field: str):
    document = dump(enter())
    del document["use"][field]

    with pytest.raises(Malformed) as refusal:
        load(EnterSealUse, document)

    assert list(refusal.value.problems) == [f"use.{field}"]


@pytest.mark.req("X-006")
def test_a_correction_is_a_version_with_its_reason_and_the_entry_keeps_its_number():
    corrected = replace(USE, copies=13)
    once = case(SEAL_BOOK, None, enter(), enter()).when(correct_use(1, corrected), at=NOON)
    once.then(
        SealUseCorrected(
            **BOOK, entry=1, version=2, use=corrected, reason="份数有误", corrected_by="clerk", corrected_at=NOON
        )
    )

    once.after().when(correct_use(1, corrected), at=NOON).then_rejected("disclosure.nothing-changed")
    once.after().when(enter(), at=NOON).then(entered(3))
    [*_, again] = once.after().when(correct_use(1, USE), at=NOON).after().facts
    assert again.version == 3


def test_a_use_belongs_to_its_month_and_is_past():
    yesterday = replace(USE, used_on=date(2025, 8, 31))

    case(SEAL_BOOK, None).when(enter(yesterday), at=NOON).then_rejected("disclosure.wrong-period")
    case(SEAL_BOOK, None).when(enter(replace(USE, used_on=TOMORROW)), at=NOON).then_rejected(
        "disclosure.date-in-future"
    )
    case(SEAL_BOOK, None, enter()).when(correct_use(2, USE), at=NOON).then_rejected("disclosure.no-such-entry")


# Documents

OPINION = RegisteredDocument(
    title="关于综治维稳中心规范化建设的意见",
    number="青党发〔2025〕40号",
    numbered=True,
    issuer="青溪镇党委",
    issued_on=TODAY,
    addressees=("各村党支部", "镇直各单位"),
    copies_to=("县委政法委", "党委委员"),
    copies=50,
    subject_words=("综治", "意见"),
    attachments=(DocumentAttachment(title="考核办法", digest="ab" * 32),),
    status=DocumentStatus.IN_FORCE,
)


def register(**other: Any) -> RegisterDocument:
    return RegisterDocument(actor="desk", unit=TOWNSHIP, year=2025, document=replace(OPINION, **other))


def correct_document(entry: int, **other: Any) -> CorrectDocument:
    document = replace(OPINION, **other)
    return CorrectDocument(actor="desk", unit=TOWNSHIP, year=2025, entry=entry, document=document, reason="已废止")


@pytest.mark.req("X-007", "X-029")
def test_a_document_is_registered_with_its_colophon_and_who_is_sent_a_copy():
    case(DOCUMENTS, None).when(register(), at=NOON).then(
        DocumentRegistered(
            unit=TOWNSHIP, year=2025, entry=1, document=OPINION, registered_by="desk", registered_at=NOON
        )
    )


@pytest.mark.req("X-007")
def test_the_register_has_the_ten_fields_of_the_source_beside_the_copy_recipients():
    pack = pack_named("county-2011-services")
    beside = {"numbered", "copies_to"}

    assert (
        len({field.name for field in fields(RegisteredDocument)} - beside) == pack.parameters["documents.fields"].value
    )


@pytest.mark.req("X-007")
def test_a_body_that_numbers_its_documents_numbers_each():
    unnumbered = register(number=None, numbered=False)
    other = register(number=None, numbered=False, issuer="河东村")

    case(DOCUMENTS, None).when(register(number=None), at=NOON).then_rejected("disclosure.document-number-required")
    case(DOCUMENTS, None, register()).when(unnumbered, at=NOON).then_rejected("disclosure.document-number-required")
    case(DOCUMENTS, None, register()).when(register(), at=NOON).then_rejected("disclosure.document-number-taken")
    assert len(case(DOCUMENTS, None, unnumbered, register(), other).facts) == 3


@pytest.mark.req("X-007")
def test_a_correction_keeps_number_and_versions_and_says_why():
    repealed = correct_document(1, status=DocumentStatus.REPEALED)

    case(DOCUMENTS, None, register()).when(repealed, at=NOON).then(
        DocumentCorrected(
            unit=TOWNSHIP,
            year=2025,
            entry=1,
            version=2,
            document=replace(OPINION, status=DocumentStatus.REPEALED),
            reason="已废止",
            corrected_by="desk",
            corrected_at=NOON,
        )
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (register(issued_on=date(2024, 9, 10)), "disclosure.wrong-period"),
        (register(issued_on=TOMORROW), "disclosure.date-in-future"),
        (register(valid_to=date(2025, 9, 9)), "disclosure.ends-before-it-begins"),
        (correct_document(1), "disclosure.nothing-changed"),
        (correct_document(2, number="青党发〔2025〕41号"), "disclosure.no-such-entry"),
    ],
)
def test_what_a_register_of_documents_refuses(command: Any, code: str):
    case(DOCUMENTS, None, register()).when(command, at=NOON).then_rejected(code)


def test_a_document_without_addressees_is_malformed():
    with pytest.raises(Malformed) as refusal:
        load(RegisterDocument, {**dump(register()), "document": {**dump(OPINION), "addressees": []}})

    assert list(refusal.value.problems) == ["document.addressees"]


# Regulations


def adopt(code: str, adopted_on: date | None = date(2025, 3, 1), **other: Any) -> RecordRegulation:
    said: dict[str, Any] = {"title": f"制度{code}", "scope": "镇机关", "owner": "党政办", "is_draft": False}
    adopted = {"adopted_by": "党委会", "adopted_on": adopted_on}
    return RecordRegulation(**{"actor": "clerk", "unit": TOWNSHIP, "code": code, **said, **adopted, **other})


def draft(code: str) -> RecordRegulation:
    return adopt(code, is_draft=True, adopted_by=None, adopted_on=None)


def repeal(code: str, on: date = TODAY) -> RepealRegulation:
    return RepealRegulation(actor="clerk", unit=TOWNSHIP, code=code, repealed_on=on, reason="不再适应")


def review(code: str, on: date) -> ReviewRegulation:
    return ReviewRegulation(actor="clerk", unit=TOWNSHIP, code=code, reviewed_on=on)


INTERVAL = SetReviewInterval(actor="clerk", unit=TOWNSHIP, months=6)
COMPILE = CompileVolume(actor="clerk", unit=TOWNSHIP, set="township")
TEN = tuple(rule.code for rule in POLICY.required["township"])


def volume(*commands: Any, at: datetime = NOON) -> VolumeCompiled:
    compiled = case(REGULATIONS, POLICY, *commands).when(COMPILE, at=at).after().facts[-1]
    assert isinstance(compiled, VolumeCompiled)
    return compiled


@pytest.mark.req("X-015")
def test_a_rule_is_recorded_with_scope_owner_version_status_and_adoption():
    case(REGULATIONS, POLICY, draft("training")).when(adopt("training"), at=NOON).then(
        RegulationRecorded(
            unit=TOWNSHIP,
            code="training",
            version=2,
            title="制度training",
            scope="镇机关",
            owner="党政办",
            status=RegulationStatus.IN_FORCE,
            adopted_by="党委会",
            adopted_on=date(2025, 3, 1),
            text=None,
            recorded_by="clerk",
            recorded_at=NOON,
        )
    )


@pytest.mark.req("X-015")
def test_the_lists_of_the_documents_have_ten_seven_eight_and_eleven_rules():
    packs = ("county-2011-rules", "district-congress-2020-rules", "township-centre-2012-rules", "community-draft-rules")

    assert [len(pack_named(pack).parameters) for pack in packs] == [10, 7, 8, 11]


@pytest.mark.req("M-046")
def test_the_eight_systems_of_a_centre_are_in_force_or_missing_from_its_volume():
    """All eight are recorded as documents; one that was never adopted is named when the volume is compiled."""
    policy = regulation_policy(resolve("360730", [pack_named("township-centre-2012-rules")]))
    codes = [rule.code for rule in policy.required["centre"]]
    compile_eight = replace(COMPILE, set="centre")

    assert len(codes) == pack_named("township-centre-2012").parameters["centre.systems"].value
    for adopted in (0, 7, 8):
        history = case(REGULATIONS, policy, *map(adopt, codes[:adopted]))
        compiled = history.when(compile_eight, at=NOON).after().facts[-1]
        assert [rule.code for rule in compiled.missing] == codes[adopted:]


@pytest.mark.parametrize(
    "command",
    [
        adopt("training", adopted_by=None),
        replace(adopt("training"), adopted_on=None),
        adopt("training", is_draft=True),
        replace(draft("training"), adopted_by="党委会"),
    ],
)
def test_a_rule_in_force_names_its_adoption_and_a_draft_does_not(command: RecordRegulation):
    case(REGULATIONS, POLICY).when(command, at=NOON).then_rejected("disclosure.adoption-required")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (adopt("training", TOMORROW), "disclosure.date-in-future"),
        (repeal("training"), "disclosure.no-such-regulation"),
        (repeal("opinion"), "disclosure.no-such-regulation"),
        (repeal("charter", date(2025, 2, 28)), "disclosure.ends-before-it-begins"),
        (review("charter", TOMORROW), "disclosure.date-in-future"),
        (review("charter", date(2025, 2, 28)), "disclosure.ends-before-it-begins"),
        (review("opinion", TODAY), "disclosure.no-such-regulation"),
        (CompileVolume(actor="clerk", unit=TOWNSHIP, set="congress"), "disclosure.unknown-rule-set"),
    ],
)
def test_what_a_register_of_regulations_refuses(command: Any, code: str):
    case(REGULATIONS, POLICY, adopt("charter"), draft("opinion")).when(command, at=NOON).then_rejected(code)


@pytest.mark.req("X-016")
def test_a_volume_holds_the_rules_in_force_and_names_what_is_missing():
    compiled = volume(*map(adopt, TEN[1:]), draft(TEN[0]), adopt("own_rule"))

    assert [rule.code for rule in compiled.rules] == sorted((*TEN[1:], "own_rule"))
    assert [rule.code for rule in compiled.missing] == [TEN[0]]
    assert compiled.on == TODAY


@pytest.mark.req("X-016")
def test_a_volume_is_the_same_in_whatever_order_the_rules_came():
    assert volume(adopt("a"), adopt("b")) == volume(adopt("b"), adopt("a"))
    assert volume(*map(adopt, TEN)).missing == ()


@pytest.mark.req("X-016")
def test_a_rule_binds_until_the_day_before_its_repeal_and_a_draft_leaves_what_is_in_force():
    rule = VolumeRule(code="charter", title="制度charter", version=1, adopted_on=date(2025, 3, 1))

    assert volume(adopt("charter"), repeal("charter", TOMORROW)).rules == (rule,)
    assert volume(adopt("charter"), repeal("charter", TODAY)).rules == ()
    assert volume(adopt("charter"), draft("charter")).rules == (rule,)
    assert [each.version for each in volume(adopt("charter"), repeal("charter"), adopt("charter")).rules] == [2]


@pytest.mark.req("X-017")
@pytest.mark.parametrize(("adopted_on", "is_flagged"), [(date(2025, 3, 9), True), (date(2025, 3, 10), False)])
def test_a_rule_not_gone_through_within_the_units_interval_is_flagged(adopted_on: date, is_flagged: bool):
    assert (volume(adopt("charter", adopted_on), INTERVAL).unreviewed == ("charter",)) is is_flagged


@pytest.mark.req("X-017")
def test_a_review_starts_the_interval_anew_and_without_an_interval_nothing_is_flagged():
    old = adopt("charter", date(2011, 3, 9))

    assert volume(old, INTERVAL, review("charter", date(2025, 3, 10))).unreviewed == ()
    assert volume(old, INTERVAL, review("charter", date(2025, 3, 9))).unreviewed == ("charter",)
    assert volume(old).unreviewed == ()
    assert pack_named("county-2011-services").parameters["rules.review_interval"].silent


def test_review_repeal_and_interval_are_facts():
    known = case(REGULATIONS, POLICY, adopt("charter"))
    by: dict[str, Any] = {"unit": TOWNSHIP, "recorded_by": "clerk", "recorded_at": NOON}

    known.when(review("charter", TODAY), at=NOON).then(RegulationReviewed(code="charter", reviewed_on=TODAY, **by))
    known.when(repeal("charter"), at=NOON).then(
        RegulationRepealed(code="charter", repealed_on=TODAY, reason="不再适应", **by)
    )
    known.when(INTERVAL, at=NOON).then(ReviewIntervalSet(unit=TOWNSHIP, months=6, set_by="clerk", set_at=NOON))


# Link and support units


def name(kind: SupportKind = SupportKind.LINK) -> NameSupporter:
    return NameSupporter(actor="desk", unit=TOWNSHIP, supporter="县水利局", kind=kind, valid_from=TODAY)


def end(entry: int, valid_to: date = TODAY) -> EndSupport:
    return EndSupport(actor="desk", unit=TOWNSHIP, entry=entry, valid_to=valid_to)


@pytest.mark.req("X-030")
def test_a_link_or_support_unit_is_named_once_and_again_after_its_end():
    named = SupporterNamed(
        unit=TOWNSHIP,
        entry=2,
        supporter="县水利局",
        kind=SupportKind.LINK,
        valid_from=TODAY,
        named_by="desk",
        named_at=NOON,
    )
    ended = SupportEnded(unit=TOWNSHIP, entry=1, valid_to=TODAY, ended_by="desk", ended_at=NOON)
    once = case(SUPPORTERS, None, name())

    once.when(name(), at=NOON).then_rejected("disclosure.supporter-already-named")
    once.when(end(1), at=NOON).then(ended)
    once.when(end(1), at=NOON).after().when(name(), at=NOON).then(named)
    assert len(once.when(name(SupportKind.SUPPORT), at=NOON).after().facts) == 2


def test_only_what_lasts_can_end_and_not_before_it_began():
    case(SUPPORTERS, None, name()).when(end(2), at=NOON).then_rejected("disclosure.no-such-entry")
    case(SUPPORTERS, None, name(), end(1)).when(end(1), at=NOON).then_rejected("disclosure.no-such-entry")
    case(SUPPORTERS, None, name()).when(end(1, date(2025, 9, 9)), at=NOON).then_rejected(
        "disclosure.ends-before-it-begins"
    )


# What is answered


def play(folder: Path) -> Played:
    played = Played(
        SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, 9, tzinfo=CHINA), unit="360730", folder=folder
    )
    played.activate(*PACKS)
    seals = (enter(), enter(), correct_use(1, replace(USE, copies=13)))
    documents = (register(), register(number="青党发〔2025〕41号"), correct_document(1, status=DocumentStatus.REPEALED))
    rules = (adopt("charter"), draft("charter"), adopt("training"), repeal("training"), INTERVAL, COMPILE)
    links = (name(), name(SupportKind.SUPPORT), end(1))
    played.at(NOON, *seals, *documents, *rules, review("charter", TODAY), *links)
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Played:
    return play(tmp_path_factory.mktemp("registers"))


@pytest.mark.req("X-006")
def test_the_book_of_a_seal_shows_each_entry_as_it_stands(played):
    entries = played.ask(SealBook(**BOOK)).entries

    assert [(line.entry, line.version, line.use.copies) for line in entries] == [(1, 2, 13), (2, 1, 12)]
    assert played.ask(SealBook(unit=TOWNSHIP, seal="party", month="2025-09")).entries == ()


@pytest.mark.req("X-007", "X-029")
def test_the_register_of_a_year_shows_each_document_as_it_stands(played):
    first, second = played.ask(DocumentsOfUnit(unit=TOWNSHIP, year=2025)).documents

    assert (first.version, first.document.status, first.reason) == (2, DocumentStatus.REPEALED, "已废止")
    assert (second.document.number, second.document.copies_to) == ("青党发〔2025〕41号", ("县委政法委", "党委委员"))
    page = played.ask(DocumentsOfUnit(unit=TOWNSHIP, year=2025), limit=1)
    assert played.ask(DocumentsOfUnit(unit=TOWNSHIP, year=2025), limit=1, after=page.next).documents == (second,)


@pytest.mark.req("X-015", "X-016")
def test_the_rules_of_a_unit_and_its_volume_are_shown(played):
    answer = played.ask(RegulationsOfUnit(unit=TOWNSHIP))
    charter, training = answer.regulations
    compiled = played.ask(VolumeOfUnit(unit=TOWNSHIP, set="township"))

    assert (charter.version, charter.status, charter.adopted_on) == (2, RegulationStatus.DRAFT, date(2025, 3, 1))
    assert (charter.reviewed_on, training.status, answer.review_months) == (TODAY, RegulationStatus.REPEALED, 6)
    assert [rule.code for rule in compiled.rules] == ["charter"]
    assert len(compiled.missing) == 10
    assert played.ask(RegulationsOfUnit(unit=TOWNSHIP), limit=1).next == "charter"


def test_a_volume_that_was_not_compiled_is_not_there(played):
    with pytest.raises(Rejected) as refusal:
        played.ask(VolumeOfUnit(unit=TOWNSHIP, set="congress"))

    assert refusal.value.code == "disclosure.no-such-volume"


@pytest.mark.req("X-030")
def test_the_link_and_support_units_of_a_township_are_shown(played):
    link, support = played.ask(SupportersOfUnit(unit=TOWNSHIP)).supporters

    assert (link.kind, link.valid_to) == (SupportKind.LINK, TODAY)
    assert (support.kind, support.valid_to, support.supporter) == (SupportKind.SUPPORT, None, "县水利局")


def test_views_of_registers_that_are_built_anew_have_equal_rows(tmp_path):
    again = play(tmp_path)
    live = again.rows()
    again.projector.rebuild()

    assert again.views.live().rows() == live
    assert all(live[table] for table in ("register_entry", "regulation", "review_interval", "volume", "supporter"))
