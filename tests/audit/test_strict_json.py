"""What an audit reads at sight is never read otherwise than slowly, and only what is canonical is taken for it."""

import json
import random
from datetime import UTC, datetime
from uuid import UUID

import pytest
from audit.form import KEYS, Head, _head_at_sight, read_form
from audit.leaves import Leaf, framed, leaves_in
from audit.strict_json import NotJson, read_canonical
from contracts.canonical import NotCanonical, canonical
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger.leaf import leaf_bytes
from ledger.recorded import GENESIS, PolicyNote, Provenance, Tip, drafts
from ledger.store import Recorded

NOTE = PolicyNote("360730", "a" * 64, ("county-2011", "cn-villagers-2018"))
COMMAND = {"text": "公开 \x7f\u2028", "count": 3, "nested": {"li": [1, {"z": None, "a": True}], "𠮷": "\U0001f600"}}


def metadata(*, policy: PolicyNote | None = NOTE, part: int = 0, parts: int = 2) -> bytes:
    provenance = Provenance(
        command_id=UUID(int=7),
        command_type="disclosure.draft-items.v1",
        command=COMMAND,
        correlation_id=UUID(int=8),
        causation_id=None,
        actor="ref-1",
        role="DisclosureOfficerTownship",
        actor_unit="360730101",
        unit="360730101",
        decided_at=datetime(2026, 1, 2, tzinfo=UTC),
        policy=policy,
        calendar="0" * 64,
        decider="disclosure.duty",
        decider_version=1,
        release="0.1.0",
    )
    made, _ = drafts("disclosure_duty-1", Tip(-1, GENESIS), provenance, [("disclosure.items-drafted.v1", {})] * parts)
    return made[part].metadata


SOUND = [metadata(), metadata(policy=None), metadata(part=1), metadata(policy=PolicyNote("", "", ()))]


def is_canonical(content: bytes) -> bool:
    """By the services' own writer."""
    try:
        return canonical(json.loads(content)) == content
    except (ValueError, RecursionError, NotCanonical):
        return False


def is_read(content: bytes) -> bool:
    try:
        read_canonical(content)
    except NotJson:
        return False
    return True


def leaf(content: bytes, data: bytes = b"{}") -> Leaf:
    return Leaf("disclosure_duty-1", 0, 0, str(UUID(int=1)), "disclosure.items-drafted.v1", data, content, b"")


def check(content: bytes) -> bool:
    """Whether it is read at sight; if it is, it is what the slow way takes too, and says the same."""
    assert is_read(content) == is_canonical(content), content
    try:
        text = content.decode()
        head = _head_at_sight(text)
    except (UnicodeError, NotJson):
        assert not is_canonical(content), content
        return False
    if head is None:
        return False
    assert is_canonical(content), content
    document = json.loads(content)
    assert document.keys() == KEYS | ({"command"} if document["part"] == 0 else set())
    assert head == Head(*(document[name] for name in Head._fields))
    assert [type(value) for value in head] == [str, str, int, int, str]
    return True


@pytest.mark.parametrize("content", SOUND)
def test_sound_metadata_are_read_at_sight(content):
    assert check(content)


SNIPPETS = [
    *(
        b" ",
        b"\n",
        b"\t",
        b'"',
        b"\\",
        b"\\u0041",
        b"\\/",
        b"\\u00e9",
        b"\\n",
        b"\x00",
        b"\x1f",
        b"\x7f",
        b"\xff",
        b"\xc0",
    ),
    *(b"\xed\xa0\x80", "é".encode(), "\U0001f600".encode(), "\ue000".encode(), b"0", b"-", b"-0", b"1.0", b"1e3"),
    *(b"9007199254740991", b"9007199254740992", b"NaN", b"Infinity", b"true", b"null", b"[]", b"{}", b",", b":"),
    *(b'"form":1,', b'"part":1,', b'"a":1', b'"command":{},', b"}", b"]", b"{"),
]


def test_whatever_is_changed_both_readers_agree():
    chance = random.Random(9)
    at_sight = 0
    for _ in range(20_000):
        content = bytearray(chance.choice(SOUND))
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(content))
            match chance.randrange(5):
                case 0:
                    content[at] ^= 1 << chance.randrange(8)
                case 1:
                    del content[at : at + chance.randint(1, 40)]
                case 2:
                    content[at:at] = chance.choice(SNIPPETS)
                case 3:
                    content[at : at + chance.randint(1, 8)] = chance.choice(SNIPPETS)
                case _:
                    end = at + chance.randint(1, 60)
                    content[at:at] = content[at:end]
        at_sight += check(bytes(content))
    assert at_sight > 1_000  # texts with another letter are sound as well


@pytest.mark.parametrize(
    "content",
    [
        b'{"\xee\x80\x80":1,"\xf0\x9f\x98\x80":2}',  # ordered by code points
        b'{"\xf0\x9f\x98\x80":2,"\xee\x80\x80":1}',  # by code units, as is canonical
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b"9007199254740991",
        b"-9007199254740991",
        b"9007199254740992",
        b"-9007199254740992",
        b"12345678901234567890",
        *(b"-0", b"00", b"01", b"1.0", b"1e2", b"NaN", b"-Infinity", b"", b" 1", b"1 ", b"1,", b"\xef\xbb\xbf1"),
        *(b'"\\u0000"', b'"\\u001F"', b'"\\u001f"', b'"\x7f"', b'"\\b\\t\\n\\f\\r"', b'"\\u000a"', b'"\\/"'),
        *(b'"\\ud83d\\ude00"', b'"\\ud800"', b"[1,2]", b"[1, 2]", b"[1,]", b"[" * 100_000),
    ],
)
def test_boundaries_of_the_profile(content):
    assert is_read(content) == is_canonical(content)


def test_only_the_canonical_order_of_two_keys_is_read():
    assert is_read(b'{"\xf0\x9f\x98\x80":2,"\xee\x80\x80":1}')
    assert not is_read(b'{"\xee\x80\x80":1,"\xf0\x9f\x98\x80":2}')


DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**54), 2**54) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.booleans(), st.booleans())
def test_any_document_however_it_is_printed(document, is_ascii, is_sorted):
    try:
        content = json.dumps(document, ensure_ascii=is_ascii, sort_keys=is_sorted, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return
    assert is_read(content) == is_canonical(content)


@pytest.mark.parametrize(
    ("was", "said"),
    [
        (b'"part":0,"parts":2', b'"part":2,"parts":2'),
        (b'"part":0,"parts":2', b'"part":1,"parts":2'),  # but with a command
        (b'"form":1', b'"form":2'),
        (b'"part":0', b'"part":false'),
        (b'"release":"0.1.0",', b""),
        (b'"role":"DisclosureOfficerTownship"', b'"role":1'),
        (b'"actor":"ref-1"', b'"actor":null'),
        (b'"actor":"ref-1"', b'"actor":"ref-1","actor2":"x"'),
    ],
)
def test_metadata_of_another_form_are_refused(was, said):
    content = metadata()
    assert was in content
    read_form(leaf(content))

    with pytest.raises(NotJson):
        read_form(leaf(content.replace(was, said)))


@pytest.mark.parametrize(
    ("was", "said"),
    [
        (b'"actor":"ref-1"', b'"actor":"ref-\\"1"'),
        (b'"version":1', b'"version":-1'),
        (b'"area":"360730",', b""),
        (b'"$causationId":"', b'"$causationId":"\\n'),
    ],
)
def test_what_is_right_but_unusual_is_read_slowly(was, said):
    content = metadata()
    assert was in content
    unusual = content.replace(was, said)

    assert not check(unusual)
    assert read_form(leaf(unusual))[1] == read_form(leaf(content))[1]


def test_leaves_come_out_of_a_frame_as_they_went_in():
    facts = [
        Recorded("公开-1", 12, 2**40, UUID(int=3), "a.b.v1", b'{"a":1}', SOUND[0]),
        Recorded("", 0, 0, UUID(int=2**128 - 1), "", b"", b""),
    ]
    leaves = [(fact.position, leaf_bytes(fact.stream, fact.revision, fact)) for fact in facts]

    found = leaves_in(framed(leaves))

    assert [(one.position, one.content) for one in found] == leaves
    for one, fact in zip(found, facts, strict=True):
        assert (one.stream, one.revision, one.type) == (fact.stream, fact.revision, fact.type)
        assert (UUID(one.id), one.data, one.metadata) == (fact.id, fact.data, fact.metadata)
