"""The public vectors of RFC 6962 and of signed notes, and what must not pass."""

import base64
import hashlib

import pytest
from transparency.checkpoint import Checkpoint, read_checkpoint
from transparency.keys import FalseSignature, Signer, is_signed, read_signer
from transparency.merkle import (
    EMPTY_ROOT,
    Frontier,
    HeldNodes,
    Unproven,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from transparency.note import ED25519, NotANote, Note, Signature, VerifierKey, key_id, read_note, read_verifier_key
from transparency.tiles import TileMissing, Tiles, TileWriter, tile_path

LEAVES = [
    leaf_hash(bytes.fromhex(text))
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
NAMED = {
    "a": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "b": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "c": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "d": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "e": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "f": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "g": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "h": "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
    "k": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "m": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
}
INCLUSIONS = [((0, 8), "bce"), ((5, 8), "dfm"), ((2, 3), "k"), ((1, 5), "acd")]
CONSISTENCIES = [((1, 8), "bce"), ((6, 8), "gfm"), ((2, 5), "cd"), ((6, 7), "ghm")]
SIZES = range(1, 71)


def hashes(names):
    return [bytes.fromhex(NAMED[name]) for name in names]


def root(size):
    return root_of(HeldNodes(LEAVES[:size]), size)


def numbered(count):
    return [leaf_hash(str(number).encode()) for number in range(count)]


def changed(values):
    """Each of these hashes with each of its bits changed, and the list with one more, one less, or in another order."""
    for place, value in enumerate(values):
        for bit in range(8 * len(value)):
            flipped = bytearray(value)
            flipped[bit // 8] ^= 1 << bit % 8
            yield [*values[:place], bytes(flipped), *values[place + 1 :]]
        yield [*values[:place], *values[place + 1 :]]
        yield [*values[: place + 1], value, *values[place + 1 :]]
        yield [*values[:place], value[:-1], *values[place + 1 :]]
    yield [*values, bytes(32)]
    if len(values) > 1:
        yield values[::-1]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_of_the_published_trees(size):
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)

    assert ROOTS[size] == root(size).hex() == frontier.root().hex()


@pytest.mark.parametrize(("place", "names"), INCLUSIONS)
def test_the_published_inclusion_proofs(place, names):
    index, size = place

    assert hashes(names) == inclusion_proof(HeldNodes(LEAVES[:size]), index, size)
    check_inclusion(LEAVES[index], index, size, hashes(names), root(size))


@pytest.mark.parametrize(("sizes", "names"), CONSISTENCIES)
def test_the_published_consistency_proofs(sizes, names):
    old, new = sizes

    assert hashes(names) == consistency_proof(HeldNodes(LEAVES[:new]), old, new)
    check_consistency(old, root(old), new, root(new), hashes(names))


@pytest.mark.parametrize(("place", "names"), INCLUSIONS)
def test_an_inclusion_proof_with_any_bit_changed_fails(place, names):
    index, size = place
    for proof in changed(hashes(names)):
        with pytest.raises(Unproven):
            check_inclusion(LEAVES[index], index, size, proof, root(size))
    for leaf, shown in [*((one[0], root(size)) for one in changed([LEAVES[index]]) if one)][:256]:
        with pytest.raises(Unproven):
            check_inclusion(leaf, index, size, hashes(names), shown)
    for other in {*range(-1, size + 2)} - {index}:
        with pytest.raises(Unproven):
            check_inclusion(LEAVES[index], other, size, hashes(names), root(size))


@pytest.mark.parametrize(("sizes", "names"), CONSISTENCIES)
def test_a_consistency_proof_with_any_bit_changed_fails(sizes, names):
    old, new = sizes
    for proof in changed(hashes(names)):
        with pytest.raises(Unproven):
            check_consistency(old, root(old), new, root(new), proof)
    for [flipped] in list(changed([root(old)]))[:256]:
        with pytest.raises(Unproven):
            check_consistency(old, flipped, new, root(new), hashes(names))
    for [flipped] in list(changed([root(new)]))[:256]:
        with pytest.raises(Unproven):
            check_consistency(old, root(old), new, flipped, hashes(names))


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_tree_is_proven_and_every_prefix_is_one(size):
    leaves = numbered(size)
    nodes = HeldNodes(leaves)
    for index in range(size):
        check_inclusion(leaves[index], index, size, inclusion_proof(nodes, index, size), root_of(nodes, size))
    for old in range(1, size + 1):
        proof = consistency_proof(nodes, old, size)
        check_consistency(old, root_of(HeldNodes(leaves[:old]), old), size, root_of(nodes, size), proof)


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(0, 8, []), (0, 0, []), (9, 8, []), (8, 8, ["a"]), (4, 8, []), (3, 8, []), (-1, 8, [])],
)
def test_what_proves_nothing_is_refused(old, new, proof):
    roots = {0: EMPTY_ROOT, 3: root(3), 4: root(4), 8: root(8), 9: root(8), -1: EMPTY_ROOT}
    with pytest.raises(Unproven):
        check_consistency(old, roots[old], new, roots[new], hashes(proof))


def test_trees_of_equal_size_are_equal_or_refused():
    check_consistency(8, root(8), 8, root(8), [])

    with pytest.raises(Unproven):
        check_consistency(8, root(8), 8, root(7), [])


@pytest.mark.parametrize("roots", [[], [bytes(32)] * 3, [bytes(31), bytes(32)]])
def test_a_frontier_that_is_no_tree_is_refused(roots):
    with pytest.raises(ValueError, match="no tree of 3"):
        Frontier(3, roots)


# Tiles


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ((0, 0, 256), "tile/0/000"),
        ((0, 273, 112), "tile/0/273.p/112"),
        ((1, 1, 17), "tile/1/001.p/17"),
        ((2, 0, 1), "tile/2/000.p/1"),
        ((0, 1234067, 256), "tile/0/x001/x234/067"),
        ((0, 999, 256), "tile/0/999"),
        ((0, 1000, 256), "tile/0/x001/000"),
    ],
)
def test_where_a_tile_is(place, path):
    assert path == tile_path(*place)


def test_a_log_of_70000_has_the_tiles_of_the_specification(tmp_path):
    writer = TileWriter(tmp_path)
    for number in range(70_000):
        writer.add(number.to_bytes(32, "big"))
    writer.keep()
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}

    assert names == {
        *(tile_path(0, number) for number in range(273)),
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    }


@pytest.mark.parametrize("sizes", [(1, 255, 256, 257, 300), (511, 512, 70), (1000, 66_000)])
def test_tiles_give_the_roots_and_proofs_of_the_tree_wherever_the_writer_went_on(tmp_path, sizes):
    size, frontier, leaves = 0, Frontier(), []
    for more in sizes:
        writer = TileWriter(tmp_path, size)
        for _ in range(more):
            leaves.append(hashlib.sha256(str(writer.size).encode()).digest())
            frontier.add(leaves[-1])
            writer.add(leaves[-1])
        writer.keep()
        size += more
        tiles = Tiles(tmp_path, size)

        assert frontier.root() == root_of(tiles, size)
        assert tiles.damaged() is None
    old = size - sizes[-1]
    check_inclusion(leaves[-1], size - 1, size, inclusion_proof(tiles, size - 1, size), frontier.root())
    check_inclusion(leaves[0], 0, size, inclusion_proof(tiles, 0, size), frontier.root())
    proof = consistency_proof(tiles, old, size)
    check_consistency(old, root_of(Tiles(tmp_path, old), old), size, frontier.root(), proof)
    assert leaves[old:] == list(tiles.leaves(old))


def test_a_tile_that_is_missing_short_or_changed_is_named(tmp_path):
    writer = TileWriter(tmp_path)
    for leaf in numbered(600):
        writer.add(leaf)
    writer.keep()
    tile = tmp_path / "tile/0/001"
    content = tile.read_bytes()
    for damage in (content[:-1], bytes([content[0] ^ 1]) + content[1:], None):
        tile.write_bytes(damage) if damage is not None else tile.unlink()

        assert Tiles(tmp_path, 600).damaged() == "tile/0/001"
    with pytest.raises(TileMissing):
        Tiles(tmp_path, 600).node(0, 300)


# Notes

EXAMPLE_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
EXAMPLE = f"This is an example message.\n\n— example.com/foo {EXAMPLE_SIGNATURE}\n".encode()
# The Go project's published example key, no secret of anybody.
NEUMANN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NEUMANN_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NEUMANN_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
TREE_ORIGIN = "sigsum.org/v1/tree/e796172b92befd62d9dc67e41c2f5bc9d3100a3023b20b1ca40288dd1c679e69"
TREE_SIGNATURE = "gJ2ho0n8F8olcerUF1FFdv235A/5as/coWrpLrtE7ovMeP5whgwouYExowG/lTznxu6OUGjjt5yJQ6bXtTcf718MqAQ="


def test_the_example_of_the_specification_verifies():
    note = read_note(EXAMPLE)

    assert is_signed(note, read_verifier_key(EXAMPLE_VKEY))
    assert bytes(note) == EXAMPLE
    assert str(read_verifier_key(EXAMPLE_VKEY)) == EXAMPLE_VKEY


def test_go_s_example_is_signed_byte_for_byte():
    signer = read_signer(NEUMANN)

    assert str(signer.verifier) == NEUMANN_VKEY
    assert str(signer) == NEUMANN
    assert str(signer.sign(NEUMANN_TEXT)) == f"— PeterNeumann {NEUMANN_SIGNATURE}"


def test_the_published_checkpoint_is_signed_byte_for_byte():
    checkpoint = Checkpoint(TREE_ORIGIN, 10, base64.b64decode("HA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
    signer = Signer(TREE_ORIGIN, ED25519, bytes.fromhex("11" + "00" * 31))

    assert signer.verifier.public.hex() == "66e0b858e462a609e66fe71370c816d8846ff103d5499a22a7fec37fdbc424a7"
    assert signer.verifier.key_id.hex() == "809da1a3"
    assert str(signer.sign(checkpoint.text)) == f"— {TREE_ORIGIN} {TREE_SIGNATURE}"
    assert read_checkpoint(checkpoint.text) == checkpoint


def test_a_known_keys_false_signature_is_an_error_and_an_unknown_keys_is_nothing():
    key = read_verifier_key(EXAMPLE_VKEY)
    note = read_note(EXAMPLE.replace(b"example message", b"example messagE"))
    stranger = VerifierKey("example.com/foo", ED25519, bytes(32))

    with pytest.raises(FalseSignature):
        is_signed(note, key)
    assert not is_signed(note, stranger)


def test_a_note_with_many_signatures_verifies():
    strangers = [Signature(f"stranger-{number}", bytes(4), bytes(64)) for number in range(40)]
    note = Note(NEUMANN_TEXT).signed(*strangers, read_signer(NEUMANN).sign(NEUMANN_TEXT))

    assert is_signed(read_note(bytes(note)), read_verifier_key(NEUMANN_VKEY))


def test_every_bit_of_a_cosignature_counts():
    witness = Signer("witness", 0x04, bytes(range(32)))
    signature = witness.cosign("text\n", 1_700_000_000)
    note = Note("text\n").signed(signature)

    assert key_id("witness", 4, witness.verifier.public) == signature.key_id
    assert is_signed(note, witness.verifier)
    for [blob] in list(changed([signature.blob]))[: 8 * 72]:
        with pytest.raises(FalseSignature):
            is_signed(Note("text\n", (Signature("witness", signature.key_id, blob),)), witness.verifier)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\nno signature\n",
        "text\n\n— name !!!!\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "te\x00xt\n\n— name AAAAAAAA\n".encode(),
        b"\xff\n\n",
        b"x" * 65_000,
        EXAMPLE.removesuffix(b"\n"),
    ],
)
def test_what_is_no_note_is_refused(content):
    with pytest.raises(NotANote):
        read_note(content)


@pytest.mark.parametrize(
    "text", ["", "origin\n", "origin\n1\n", "origin\n01\nAAAA\n", "origin\n-1\n" + "A" * 43 + "=\n", "origin\n1\n!\n"]
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NotANote):
        read_checkpoint(text)


@pytest.mark.parametrize("text", ["", "name", "name+00000000+AAAA", NEUMANN_VKEY.replace("c74f20a3", "c74f20a4")])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(NotANote):
        read_verifier_key(text)
