"""Bytes as text in a document, and back."""

import base64
import binascii

from contracts.errors import Malformed


def text_of(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def bytes_of(text: str, field: str) -> bytes:
    """`Malformed`, naming the field, if the text is not base64."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Malformed({field: ["Not base64."]}) from error
