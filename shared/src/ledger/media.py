"""What bytes are, seen from the bytes: a strict list, no guess and no file name.

What is not on the list has no type and is not kept; a new type is a new line here.
"""

import zipfile
from pathlib import Path

_HEAD_BYTES = 512
_MARKS = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"#!AMR\n", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
}
_PAGES = ("<!doctype html", "<html")
_SPACES = "\t\n\r\f"


def media_type_of(file: Path) -> str | None:
    """None if the list does not know the content."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    for offset, mark, media_type in _MARKS:
        if head[offset : offset + len(mark)] == mark:
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return _office_document(file)
    return _text(file)


def _office_document(file: Path) -> str | None:
    """By the one part that makes it a text or a table; the parts are listed, never unpacked."""
    try:
        with zipfile.ZipFile(file) as opened:
            names = frozenset(opened.namelist())
    except zipfile.BadZipFile:
        return None
    return next((media_type for name, media_type in _INSIDE.items() if name in names), None)


def _text(file: Path) -> str | None:
    """A page or plain text in UTF-8, without control characters."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(character < " " and character not in _SPACES for character in text) or not text.strip():
        return None
    return "text/html" if text.lstrip()[:16].lower().startswith(_PAGES) else "text/plain"
