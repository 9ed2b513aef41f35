"""Words of several streams of the auditor, and of other services that hear of its findings."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range, Regexp

from contracts.vocabulary import Utf8

__all__ = ["Audit", "CheckCode", "Detail", "Place", "Position", "Whose"]

Whose = Annotated[
    str,
    Regexp(
        r"(cn|[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?(-[a-z0-9][a-z0-9-]{0,30})?)\Z",
        error="Neither a unit code nor cn.",
    ),
]
"""The unit whose record it is; `cn` for what belongs to the whole record: the log, its witnesses, a clock."""

CheckCode = Annotated[str, Regexp(r"[a-z]+(-[a-z]+)*\Z", error="Not a check's code.")]
"""The check that found something: `altered`, `not-decided`, `due-date`. The codes never change their meaning."""

Place = Annotated[str, Utf8(300)]
"""Where: a fact as `stream@revision`, a place of the log, a tile, a table of a view."""

Detail = Annotated[str, Utf8(1000)]
"""What is wrong there, for people."""

Position = Annotated[int, Range(min=-1)]
"""A position of the store; -1 before its first fact."""


class Audit(StrEnum):
    """What can be audited (审计): each looks for findings of its own."""

    VERIFY = "verify"
    """Bytes, chain, log and witnesses; what is missing."""
    REEXECUTE = "reexecute"
    """Every decision made again by its decider."""
    CHECKS = "checks"
    """Deadlines and majorities, reckoned anew by the auditor's own arithmetic."""
