"""A page for machines: JSON, CSV and an Atom feed."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from contracts.fields import instant_text

from portal.answers.question import Answer, Document, Line
from portal.answers.standing import Standing
from portal.words import Language, Words

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

BOM = "\ufeff"
"""Without it the spreadsheet programs of most offices read Chinese text as something else."""

Absolute = Callable[[Document], str]
"""The full address of a publication."""


def json_text(answer: Answer, standing: Standing) -> str:
    """The page's document with how the record stands; instants are UTC, days are days in China."""
    complete_at = None if standing.complete_at is None else instant_text(standing.complete_at)
    head = {"complete_at": complete_at, "is_simulated": standing.is_simulated}
    return json.dumps({**head, "page": answer.document}, ensure_ascii=False, separators=(",", ":"))


def csv_text(lines: Iterable[Line], words: Words) -> str:
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    for number, line in enumerate(lines):
        if number == 0:
            writer.writerow([words.say(f"column.{key}") for key in line])
        writer.writerow([_cell(value, words) for value in line.values()])
    return out.getvalue()


def _cell(value: Any, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = words.name(value)
    if isinstance(value, list):
        value = " ".join(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def atom_text(document: Document, words: Words, *, own: str, page: str, title: str, link: Absolute) -> str:
    """The newest publications; the feed's own time is that of the newest entry."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": Language.ZH.tag})
    lines = document["lines"]
    updated = lines[0]["published_at"] if lines else "1970-01-01T00:00:00.000000Z"
    _texts(feed, id=page, title=title, updated=updated)
    ET.SubElement(feed, "link", {"rel": "self", "href": own, "type": "application/atom+xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": page, "type": "text/html"})
    for line in lines:
        _entry(feed, line, words, link(line))
    return ET.tostring(feed, encoding="unicode", xml_declaration=True)


def _entry(feed: ET.Element, line: Document, words: Words, address: str) -> None:
    entry = ET.SubElement(feed, "entry")
    name, item = words.name(line["unit_name"]), words.name(line["item_name"])
    title = f"{name} {words.period(line['period'])} {item}"
    _texts(entry, id=f"{address}#v{line['version']}", title=title, updated=line["published_at"])
    ET.SubElement(entry, "link", {"rel": "alternate", "href": address, "type": "text/html"})
    author = ET.SubElement(entry, "author")
    _texts(author, name=name)
    summary = ET.SubElement(entry, "summary", {"type": "text"})
    summary.text = _clean(line["text"] or line["reason"] or line["since"] or "")


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(
        char for char in text if char in "\t\n\r" or (ord(char) >= 0x20 and ord(char) not in (0xFFFE, 0xFFFF))
    )


def sitemap_text(addresses: Sequence[tuple[str, datetime | None]]) -> str:
    """Each address with the moment of its last change, if it is known."""
    urls = ET.Element("urlset", {"xmlns": _SITEMAP})
    for address, changed_at in addresses:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = address
        if changed_at is not None:
            ET.SubElement(url, "lastmod").text = changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return ET.tostring(urls, encoding="unicode", xml_declaration=True)
