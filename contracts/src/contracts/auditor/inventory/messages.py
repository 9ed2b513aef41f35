"""Inventories of all streams (目录), each made after an audit that found nothing.

The auditor gives the command itself; `actor` is set by the door, never sent.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up
(跟踪记录).
"""

from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Digest


@command
class RecordInventory:
    """An inventory was made after an audit that found nothing. Sent by the auditor itself; `day` is the day in China.

    As of a log of `size` facts there are `streams`; `root` is that of the tree over the sections (docs/inventory.md).
    """

    actor: Actor
    day: Day
    size: Count
    streams: Count
    root: Digest


@fact
class InventoryMade:
    """An inventory (目录): where each of `streams` ended as of a log of `size` facts, under one `root`."""

    day: Day
    size: Count
    streams: Count
    root: Digest
