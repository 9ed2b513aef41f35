"""Checks a bundle of Sunledger facts: `python verify_bundle.py FILE [--key VKEY ...] [--quorum N]`.

Nothing but this file and Python's standard library is needed, no network and nothing of Sunledger. The format is
docs/bundle.md, the facts' form docs/recorded-form.md. Every problem is named with its line of the bundle.

Exit codes: 0 every fact is proven, 1 something is wrong, 2 it could not be read.
"""

import argparse
import base64
import binascii
import hashlib
import json
import sys
import uuid
from pathlib import Path

# --- Ed25519 (RFC 8032), verification only

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add_points(a, b):
    c, d = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    e, f = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    g, h, i, j = d - c, f - e, f + e, d + c
    return g * h % P, i * j % P, h * i % P, g * j % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add_points(result, point)
        point, number = add_points(point, point), number >> 1
    return result


def point_of(encoded):
    """None if the bytes are no point of the curve."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signature(public, text, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % ORDER
    left, right = times(s, BASE), add_points(r, times(k, a))
    return all((left[n] * right[2] - right[n] * left[2]) % P == 0 for n in (0, 1))


# --- what is wrong, and where


class Wrong(Exception):
    """One line does not hold."""


def require(holds, complaint):
    if not holds:
        raise Wrong(complaint)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def canonical(value):
    """Canonical JSON of the profile: keys by UTF-16 code units, integers within 2^53, no other numbers."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return b"{" + b",".join(canonical(key) + b":" + canonical(value[key]) for key in keys) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    whole = isinstance(value, int) and (isinstance(value, bool) or abs(value) < 2**53)
    require(value is None or isinstance(value, str) or whole, "a value without canonical form")
    return json.dumps(value, ensure_ascii=False).encode()


def parse(content):
    """Raise `Wrong` unless the bytes are canonical JSON."""
    try:
        document = json.loads(content.decode())
        require(canonical(document) == content, "not in canonical form")
    except (ValueError, RecursionError) as error:
        raise Wrong(f"not JSON: {error}") from error
    return document


def fields(document, *names):
    require(isinstance(document, dict) and set(document) == set(names), f"has not the fields {', '.join(names)}")
    return tuple(document[name] for name in names)


def unbase64(text):
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise Wrong("not base64") from error
    require(base64.b64encode(content).decode() == text, "not in canonical base64")
    return content


# --- the signed checkpoint


def read_key(text):
    name, _, rest = str(text).partition("+")
    identifier, _, encoded = rest.partition("+")
    content = unbase64(encoded)
    expected = hashlib.sha256(name.encode() + b"\n" + content).hexdigest()[:8]
    require(len(content) == 33 and identifier == expected, f"not a public key: {text}")
    return name, bytes.fromhex(identifier), content[0], content[1:]


def check_checkpoint(note, keys, quorum):
    """Size and root of the log, and who signed them. Every signature must be by a key that is named, and hold."""
    text, separator, below = note.rpartition("\n\n")
    text += "\n"
    require(separator and below.endswith("\n"), "the checkpoint is no signed note")
    known = {(name, identifier): (kind, public) for name, identifier, kind, public in keys}
    by_log, by_witness = [], []
    for line in below[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        content = unbase64(encoded)
        require(dash == "—" and (name, content[:4]) in known, f"a signature by an unknown key: {line[:60]}")
        kind, public = known[name, content[:4]]
        signed, signature = text.encode(), content[4:]
        if kind == 4:
            moment = int.from_bytes(signature[:8], "big")
            signed, signature = f"cosignature/v1\ntime {moment}\n{text}".encode(), signature[8:]
        require(is_signature(public, signed, signature), f"the signature of {name} does not hold")
        (by_witness if kind == 4 else by_log).append(name)
    lines = text.split("\n")
    require(len(lines) == 4 and lines[1].isdigit() and str(int(lines[1])) == lines[1], "not a checkpoint")
    require(len(by_log) == 1, "the checkpoint is not signed by the log")
    require(len(set(by_witness)) >= quorum, f"{len(set(by_witness))} of {quorum} witnesses that are needed")
    return int(lines[1]), unbase64(lines[2]), by_witness


def root_by(leaf, index, size, proof):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    require(isinstance(index, int) and 0 <= index < size, f"there is no index {index} in a log of {size}")
    number, last, computed = index, size - 1, leaf
    for text in proof:
        require(last > 0, "the proof is too long")
        other = bytes.fromhex(text)
        require(len(other) == 32 and other.hex() == text, "a hash of the proof is misshapen")
        if number & 1 or number == last:
            computed = hashlib.sha256(b"\x01" + other + computed).digest()
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            computed = hashlib.sha256(b"\x01" + computed + other).digest()
        number, last = number >> 1, last >> 1
    require(last == 0, "the proof is too short")
    return computed


def section_of(stream):
    """The section of an inventory that a stream stands in."""
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:2], "big") >> 4


# --- facts


class Bundle:
    """What the lines so far have shown."""

    def __init__(self, keys, quorum):
        self.keys, self.quorum = keys, quorum
        self.size = self.root = self.what = None
        self.witnesses, self.tips, self.packs, self.calendars = [], {}, set(), set()
        self.documents, self.mentioned, self.facts = set(), "", 0
        self.needed_packs, self.needed_calendars = {}, {}
        self.indexes, self.digests, self.complete = [], {}, ""

    def header(self, document):
        version, self.what, keys, note = fields(document, "bundle", "what", "keys", "checkpoint")
        require(version == 1, f"a bundle of form {version}")
        own = [read_key(text) for text in keys]
        believed = [read_key(text) for text in self.keys] or own
        strangers = [name for name, identifier, _, _ in own if identifier not in {key[1] for key in believed}]
        require(not strangers, f"signed by keys that are not believed: {', '.join(strangers)}")
        self.size, self.root, self.witnesses = check_checkpoint(note, own, self.quorum)

    def logged(self, part):
        """The fields of a fact that is in the log, and the bytes its digest is taken of."""
        names = ("index", "stream", "revision", "id", "type", "data", "metadata", "proof")
        index, stream, revision, identity, kind, data, metadata, proof = found = fields(part, *names)
        texts = (stream, str(revision), identity, kind, data, metadata)
        leaf = b"".join(len(text.encode()).to_bytes(8, "big") + text.encode() for text in texts)
        root = root_by(hashlib.sha256(b"\x00" + leaf).digest(), index, self.size, proof)
        require(root == self.root, f"{stream}@{revision} is not proven to be in the log")
        return found, leaf

    def fact(self, document):
        (part,) = fields(document, "fact")
        (index, stream, revision, identity, _, data, metadata, _), leaf = self.logged(part)
        require(not self.complete, "a fact behind the inventory")
        parse(data.encode())
        self.check_metadata(stream, revision, identity, data, parse(metadata.encode()), sha256(leaf))
        self.check_belongs(stream, json.loads(metadata)["decided_at"])
        self.indexes.append(index)
        self.digests[revision] = sha256(leaf)
        self.facts += 1

    def inventory(self, document):
        """The stream is whole as of a size of the log, or was not there (docs/inventory.md)."""
        (said,) = fields(document, "inventory")
        fact, section, proof = fields(said, "fact", "section", "proof")
        require("stream" in self.what and not self.complete, "an inventory of what the bundle is not about")
        (_, home, _, _, kind, data, metadata, _), _ = self.logged(fact)
        require(kind == "auditor.inventory-made.v1" and home.startswith("auditor_inventory-"), "not an inventory")
        parse(metadata.encode())
        made, name = parse(data.encode()), self.what["stream"]
        number = section_of(name)
        root = root_by(hashlib.sha256(b"\x00" + section.encode()).digest(), number, 4096, proof)
        require(root.hex() == made["root"], "the section is not that of the inventory")
        ends = {}
        for stream, revision, digest in parse(section.encode()):
            require(section_of(stream) == number and stream not in ends, f"{stream} does not belong into this section")
            ends[stream] = (revision, digest)
        if name in ends:
            revision, digest = ends[name]
            require(self.digests.get(revision) == digest, f"the inventory knows of {name}@{revision}")
            self.complete = f"{name} is whole as of a log of {made['size']}: it ended at revision {revision}."
        else:
            require(all(index >= made["size"] for index in self.indexes), f"the inventory knows of no {name}")
            self.complete = f"There was no {name} in a log of {made['size']}."

    def check_metadata(self, stream, revision, identity, data, metadata, digest):
        require(metadata["form"] == 1, "not recorded form 1")
        content = sha256(data.encode() + metadata["decided_at"].encode())
        derived = uuid.uuid5(uuid.UUID(metadata["command_id"]), f"{stream}/{metadata['part']}/{content}")
        require(str(derived) == identity, "the id does not follow from the content")
        before = self.tips.get(stream)
        if before is None and (revision == 0 or "stream" in self.what):
            before = (-1, "0" * 64, "", 0, 1)
        if before is not None:
            require(revision == before[0] + 1, f"revision {revision} follows {before[0]}")
            require(metadata["previous"] == before[1], "the digest of the fact before is another one")
            require(metadata["decided_at"] >= before[2], "decided before the fact it follows")
            follows = metadata["part"] == (0 if before[3] + 1 == before[4] else before[3] + 1)
            require(follows, f"part {metadata['part']} after {before[3]} of {before[4]}")
        require(("command" in metadata) == (metadata["part"] == 0), "the command stands on part 0 alone")
        self.tips[stream] = (revision, digest, metadata["decided_at"], metadata["part"], metadata["parts"])
        place = f"{stream}@{revision}"
        self.needed_calendars.setdefault(metadata["calendar"], place)
        if metadata["policy"] is not None:
            area, said, packs = fields(metadata["policy"], "area", "digest", "packs")
            own = sha256(canonical({"area": area, "packs": packs}))
            require(said == own, "the digest of the rules is not that of their packs")
            for pack in packs:
                self.needed_packs.setdefault(pack, place)

    def check_belongs(self, stream, decided_at):
        """Nothing is in the bundle that it does not speak of."""
        if "stream" in self.what:
            require(stream == self.what["stream"], f"{stream} is not what the bundle is about")
        else:
            begins, ends = fields(self.what, "from", "to")
            require(begins <= decided_at < ends, f"decided at {decided_at}, outside the period")

    def pack(self, document):
        (text,) = fields(document, "pack")
        parse(text.encode())
        require(sha256(text.encode()) in self.needed_packs, "no fact follows this pack, or it is not what it was")
        self.packs.add(sha256(text.encode()))

    def calendar(self, document):
        (text,) = fields(document, "calendar")
        require(sha256(text.encode()) in self.needed_calendars, "no fact names this calendar, or it is another one")
        self.calendars.add(sha256(text.encode()))

    def document(self, document):
        (content,) = fields(document, "document")
        digest = sha256(unbase64(content))
        require(digest in self.mentioned, "no fact names a document of this digest")
        self.documents.add(digest)

    def end(self):
        """What facts rest on must be there. Raises `Wrong`."""
        require(self.facts > 0 or self.complete, "no fact is in the bundle")
        for needed, there, what in (
            (self.needed_packs, self.packs, "pack"),
            (self.needed_calendars, self.calendars, "calendar"),
        ):
            for digest, place in needed.items():
                require(digest in there, f"the {what} {digest[:16]} of {place} is missing")
        torn = [stream for stream, tip in self.tips.items() if tip[3] + 1 != tip[4]]
        require(not torn or "from" in self.what, f"the last append of {', '.join(torn)} is not whole")


def check(content, keys=(), quorum=0):
    """(problems as (line, text), the bundle as far as it was understood)."""
    bundle, problems, lines = Bundle(list(keys), quorum), [], content.split(b"\n")
    bundle.mentioned = content.decode("utf-8", "replace")
    kinds = {name: getattr(bundle, name) for name in ("fact", "inventory", "pack", "calendar", "document")}
    if len(lines) < 3 or lines[-1]:
        problems.append((len(lines), "the last line is cut off"))
    for number, line in enumerate(lines[:-2], 1):
        try:
            document = parse(line)
            name = next(iter(document)) if isinstance(document, dict) and len(document) == 1 else ""
            require(number == 1 or name in kinds, "a line of an unknown kind")
            bundle.header(document) if number == 1 else kinds[name](document)
        except (Wrong, KeyError, TypeError, ValueError, AttributeError) as error:
            problems.append((number, str(error) or type(error).__name__))
        if number == 1 and problems:
            break
    try:
        expected = {"end": {"lines": len(lines) - 2, "sha256": sha256(b"\n".join(lines[:-2]) + b"\n")}}
        said = parse(lines[-2]) if len(lines) > 1 else None
        if not problems:
            require(said == expected, "the end of the bundle does not agree with what comes before it")
            bundle.end()
    except Wrong as error:
        problems.append((len(lines) - 1, str(error)))
    return problems, bundle


def main():
    parser = argparse.ArgumentParser(description="Check a bundle of Sunledger facts, offline.")
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[], help="a public key that is believed (name+id+base64)")
    parser.add_argument("--quorum", type=int, default=0, help="how many witnesses must have cosigned")
    arguments = parser.parse_args()
    try:
        content = Path(arguments.file).read_bytes()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    problems, bundle = check(content, arguments.key, arguments.quorum)
    for line, text in problems:
        print(f"line {line}: {text}")
    if problems:
        return 1
    seen = ", ".join(bundle.witnesses) or "no witness"
    print(f"{bundle.facts} facts are proven to be in a log of {bundle.size}, cosigned by {seen}.")
    if bundle.complete:
        print(bundle.complete)
    if not arguments.key:
        print("The keys were the bundle's own: compare them with those that were published, or give them by --key.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
