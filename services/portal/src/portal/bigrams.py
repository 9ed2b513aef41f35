"""Chinese text for a full-text index: pairs of neighbouring characters, because nothing separates its words.

`公开栏` is indexed as `公开 开栏`, and a search for it is a search for that phrase. Words of other scripts stay whole.
"""

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST = 100
"""Characters of a query that count."""


def bigrams(text: str) -> str:
    """What the index keeps of a text: each run of Chinese characters as pairs, and its last character by itself."""
    return " ".join(token for run in _runs(text) for token in _tokens(run))


def query_of(text: str) -> str:
    """The full-text query that finds every run of `text` somewhere in a document; empty if there is nothing to find."""
    return " ".join(_phrase(run) for run in _runs(text[:_LONGEST]))


def _phrase(run: str) -> str:
    if len(run) == 1 and _HAN.match(run):
        return f'"{run}"*'
    tokens = _tokens(run)
    return '"{}"'.format(" ".join(tokens[:-1] if _HAN.match(run) else tokens))


def _tokens(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run]
    return [*(run[place : place + 2] for place in range(len(run) - 1)), run[-1]]


def _runs(text: str) -> list[str]:
    """Runs of Chinese characters and words; `[^\\W_]+` also takes Chinese, so a mixed word is cut at the border."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [piece for run in _RUN.findall(folded) for piece in _cut(run)]


def _cut(run: str) -> list[str]:
    return [piece for piece in re.split(f"({_HAN.pattern}+)", run) if piece]
