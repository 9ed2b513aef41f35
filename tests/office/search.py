"""A search for what must be nowhere: over all files and processes of a running platform, in every spelling."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sunledger.procfs import PROC


def in_base64(content: bytes) -> Iterator[bytes]:
    """As it looks inside the base64 of something longer, wherever in it it begins."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + content + bytes(2 - (before + len(content) + 2) % 3))
        whole = text[-(-before * 8 // 6) : (before + len(content)) * 8 // 6]
        yield from {whole, whole.translate(bytes.maketrans(b"+/", b"-_"))}


def of_text(text: str) -> frozenset[bytes]:
    escaped = json.dumps(text)[1:-1]
    plain = (text.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
    return frozenset((*plain, escaped.encode(), escaped.upper().replace("\\U", "\\u").encode(), *of_key(text.encode())))


def of_key(key: bytes) -> frozenset[bytes]:
    return frozenset((key, key.hex().encode(), key.hex().upper().encode(), *in_base64(key)))


def files_of(county: Any) -> Iterator[tuple[str, bytes]]:
    """Every file of the platform and every process, with its content."""
    folder: Path = county.folder
    for file in (*folder.rglob("*"), county.out, county.err):
        with suppress(FileNotFoundError):
            if file.is_file():
                yield str(file.relative_to(folder.parent)).removeprefix(f"{folder.name}/"), file.read_bytes()
    for pid in county.relatives():
        with suppress(OSError):
            for part in ("cmdline", "environ"):
                yield f"process {pid} {part}", (PROC / str(pid) / part).read_bytes()


def places_of(county: Any, secrets: Mapping[str, frozenset[bytes]]) -> set[tuple[str, str]]:
    """Where each secret is found, in whatever spelling."""
    return {
        (place, name)
        for place, content in files_of(county)
        for name, spellings in secrets.items()
        if any(spelling in content for spelling in spellings)
    }


def names_of(places: set[tuple[str, str]]) -> set[str]:
    return {place.partition("-wal")[0] for place, _ in places}
