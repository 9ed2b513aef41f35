"""What a corrected text says otherwise than the version before it, so that nobody has to compare letter by letter."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 1_500
"""Of a longer text nothing is marked: comparing takes time that grows with its square."""

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|.", re.DOTALL)
"""A number, a Latin word, or one character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_new` if the version before did not have it there."""

    text: str
    is_new: bool


def pieces(text: str, before: str | None) -> tuple[Piece, ...]:
    """The text in order; in one piece if there is nothing to compare it with."""
    words, old = _WORD.findall(text), _WORD.findall(before or "")
    if before is None or max(len(words), len(old)) > MOST_WORDS:
        return (Piece(text, is_new=False),)
    steps = SequenceMatcher(None, old, words, autojunk=False).get_opcodes()
    return tuple(Piece("".join(words[begin:end]), kind != "equal") for kind, _, _, begin, end in steps if begin < end)
