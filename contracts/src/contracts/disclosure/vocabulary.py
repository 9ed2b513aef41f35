"""Words of disclosure."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Regexp

from contracts.message import shape
from contracts.vocabulary import Count, Day, Instant, Name, Text

CatalogueCode = Annotated[str, Regexp(r"[A-Z]{2}\Z", error="Not a catalogue code such as TP.")]
"""A catalogue (目录): TP, TG township Party and government affairs, VP, VA village, CA residents' affairs."""

ItemCode = Annotated[str, Regexp(r"[A-Z]{2}-[1-9][0-9]?[a-z]?\Z", error="Not an item code such as TP-1a.")]
"""A catalogue item, catalogue and number as in the source: TP-1a."""

PeriodCode = Annotated[
    str,
    Regexp(
        r"(19|20|21)[0-9]{2}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))\Z", error="Not a period such as 2025H1, 2025Q3 or 2025-09."
    ),
]
"""A half-year, quarter or month: 2025H1, 2025Q3, 2025-09."""

Channel = Annotated[str, Length(min=1, max=40)]
"""Where something is made public: one of the policy's channels (`online`, `one_call`, `board`, `e_display`)."""

Ground = Annotated[str, Length(min=1, max=40)]
"""Why an item is withheld: one of the policy's grounds."""

MOST_ITEMS = 200
"""How many items one command may hold; the longest catalogue of the sources has fewer than 50."""

AtMostAll = Length(min=1, max=MOST_ITEMS)

FewChannels = Length(max=20)


class EntryKind(StrEnum):
    """What an entry says about its item."""

    CONTENT = "content"
    NOTHING_TO_REPORT = "nothing-to-report"
    UNCHANGED = "unchanged"


@shape
class Bilingual:
    """A name in Chinese and English."""

    zh: Name
    en: Name


@shape
class Entry:
    """One item as its author writes it.

    `content` needs `text`, `nothing-to-report` needs `reason`, `unchanged` needs `since`, the period last changed.
    `secret` says that the content touches Party or state secrets: it can then only be withheld.
    """

    item: ItemCode
    kind: EntryKind
    text: Text | None = None
    reason: Text | None = None
    since: PeriodCode | None = None
    secret: bool = False


@shape
class NumberedEntry:
    """An entry as recorded; `version` counts the versions of the item in this duty from 1."""

    version: Count
    entry: Entry


@shape
class Verdict:
    """The secrecy check (保密审查) of one item: passed, or withheld on a ground."""

    item: ItemCode
    passed: bool
    ground: Ground | None = None
    reason: Text | None = None


@shape
class Publication:
    """Which version of an item was made public."""

    item: ItemCode
    version: Count


@shape
class Opening:
    """The duty of `period` opens at `opens_at`."""

    catalogue: CatalogueCode
    period: PeriodCode
    opens_at: Instant


__all__ = [
    "MOST_ITEMS",
    "AtMostAll",
    "Bilingual",
    "CatalogueCode",
    "Channel",
    "Day",
    "Entry",
    "EntryKind",
    "FewChannels",
    "Ground",
    "ItemCode",
    "NumberedEntry",
    "Opening",
    "PeriodCode",
    "Publication",
    "Verdict",
]
