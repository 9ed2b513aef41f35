"""Content that is too long for a fact: a document, a photo, a recording, known by the digest of its bytes (附件).

A fact names a blob; whoever decides was shown that the blob is there and is what the name says.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Annotated, Any

from marshmallow.validate import Length, Range, Regexp

from contracts.message import act, answer, shape
from contracts.vocabulary import Count, Digest, UnitCode

MOST_PART_BYTES = 256 * 1024
"""The most one part of an upload or a download carries, so that a request stays far below the broker's limit."""

_MOST_CHARACTERS = 4 * (MOST_PART_BYTES // 3 + 1)

MediaType = Annotated[str, Regexp(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}\Z", error="Not a media type.")]
"""What the bytes themselves show to be: `application/pdf`, `image/jpeg`. Never taken from a name."""

BlobSize = Annotated[int, Range(min=1, max=1 << 40)]
"""Bytes."""

Base64 = Annotated[str, Length(max=_MOST_CHARACTERS)]
"""Bytes in base64 with padding, at most `MOST_PART_BYTES` of them."""


@shape
class Blob:
    """One content by its digest; size in bytes and type are those of the bytes."""

    digest: Digest
    size: BlobSize
    media_type: MediaType


@act
class PutBlobPart:
    """Bring the bytes from `offset` on of a content of `size` bytes. `unit` is the unit that will name it.

    Parts come in order; one that was brought before is not kept twice.
    """

    unit: UnitCode
    digest: Digest
    size: BlobSize
    offset: Count
    content: Base64


@answer
class BlobPartKept:
    """So many bytes are there, from the first on; `blob` is how to name the content once it is whole."""

    received: Count
    blob: Blob | None


@answer
class BlobPart:
    """Bytes from `offset` on of a content; `next` is the offset of those after them."""

    blob: Blob
    offset: Count
    content: Base64
    next: Count | None


def blobs_in(part: Any) -> Iterator[Blob]:
    """Every blob that a message names, in the order of its fields."""
    if isinstance(part, Blob):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from blobs_in(item)
    elif is_dataclass(part):
        for item in fields(part):
            yield from blobs_in(getattr(part, item.name))
