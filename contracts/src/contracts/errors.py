"""What a caller can be told. Nothing else crosses a process boundary.

Every argument is text, because the RPC library turns all others into text on the way.
"""

import json
from collections.abc import Mapping, Sequence


class Rejected(Exception):
    """The command was understood and refused by a rule; sending it again changes nothing.

    `code` is stable and part of the contract; `detail` is for people.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Forbidden(Exception):
    """The caller may not do this: no valid token, or the wrong role or unit."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Malformed(Exception):
    """The document breaks its schema; `problems` maps the path of a field to complaints."""

    def __init__(self, problems: Mapping[str, Sequence[str]] | str) -> None:
        text = problems if isinstance(problems, str) else _as_text(problems)
        super().__init__(text)
        self.problems: dict[str, list[str]] = json.loads(text)


class Moved(Exception):
    """The stream has moved on from the revision the caller named."""

    def __init__(self, revision: str | int) -> None:
        super().__init__(str(revision))
        self.revision = int(revision)


class Busy(Exception):
    """Others kept winning the race; nothing was recorded; the same command may be sent again."""


class Behind(Exception):
    """The view has not reached the position the caller asked for; ask again."""


class Unavailable(Exception):
    """The store cannot be reached, so the outcome is unknown; send the same command id again."""


class InternalError(Exception):
    """A defect or a broken machine; the log has more under this correlation id."""


REFUSALS = (Rejected, Forbidden, Malformed, Moved, Busy, Behind, Unavailable)


def refuse_unless(holds: bool, code: str, detail: str = "") -> None:
    """Raise `Rejected` with this code unless the condition holds."""
    if not holds:
        raise Rejected(code, detail)


def _as_text(problems: Mapping[str, Sequence[str]]) -> str:
    plain = {field: list(complaints) for field, complaints in problems.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
