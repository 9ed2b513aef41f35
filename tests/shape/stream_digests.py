"""One line for each stream of the example county, to compare two versions of the platform by what they record.

    stream_digests.py > before          with the environment of the version before
    stream_digests.py --compare before  with that of this one; ends with 1 if any stream differs

A line is the stream's name, the number of its facts, and a digest of everything that is recorded of them but the
release and the chain, which names the releases before. Clocks are left out: they say when it was played.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger.memory import MemoryStore
from ledger.store import START, Recorded
from sunledger.example import Player, read_example
from sunledger.home import installed_services

EXAMPLE = Path(__file__).parents[2] / "deploy" / "examples" / "ningdu"
PAGE = 500
OF_THE_RELEASE = frozenset({"release", "previous"})


def played(example: Path) -> Iterator[Recorded]:
    """Every fact of the county, in the order of the log."""
    services, store, position = installed_services(), MemoryStore(), START
    with tempfile.TemporaryDirectory() as folder:
        Player(read_example(example), services, store, Path(folder), lambda *_: None).play()
    while page := store.read_all(tuple(f"{parts.name}_" for parts in services), after=position, limit=PAGE):
        yield from page
        position = page[-1].position


def digests(facts: Iterator[Recorded]) -> Mapping[str, str]:
    """Stream to the number of its facts and their digest."""
    streams: dict[str, tuple[int, Any]] = {}
    for fact in facts:
        if "_clock-" in fact.stream:
            continue
        number, digest = streams.get(fact.stream, (0, hashlib.sha256()))
        metadata = {name: value for name, value in json.loads(fact.metadata).items() if name not in OF_THE_RELEASE}
        digest.update(json.dumps([str(fact.id), fact.type, fact.data.decode(), metadata], sort_keys=True).encode())
        streams[fact.stream] = (number + 1, digest)
    return {name: f"{number} {digest.hexdigest()}" for name, (number, digest) in sorted(streams.items())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", type=Path, help="what the version before printed")
    parser.add_argument("--example", type=Path, default=EXAMPLE)
    given = parser.parse_args()
    found = digests(played(given.example))
    if given.compare is None:
        print("\n".join(f"{name} {digest}" for name, digest in found.items()))
        return 0
    before = dict(line.split(" ", 1) for line in given.compare.read_text("utf-8").splitlines())
    differing = sorted(name for name in before.keys() | found.keys() if before.get(name) != found.get(name))
    print("\n".join(differing), f"{len(found)} streams, {len(differing)} differ", sep="\n" if differing else "")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
