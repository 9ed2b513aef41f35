"""Which events of `$all` a reader wants."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from localnode.limits import CACHED_VERDICTS, MAX_FILTER_PREFIXES, MAX_REGEX_CHARS
from localnode.patterns import TooCostly, refuse_costly


class BadFilter(Exception):
    """The filter cannot be used."""


@dataclass(slots=True)
class Filter:
    """Judges a stream name or an event type, and remembers its verdicts."""

    by_stream: bool
    matches: Callable[[str], bool]
    window: int
    """Events looked at between two checkpoints."""
    prefixes: tuple[str, ...] = ()
    """Of a filter by stream: what the names begin with that it keeps; empty if that is not known."""
    wants_few: bool = False
    """So it was of the last page: the next one is sifted."""
    _verdicts: dict[str, bool] = field(default_factory=dict)

    def keeps(self, *, name: str, event_type: str) -> bool:
        word = name if self.by_stream else event_type
        verdict = self._verdicts.get(word)
        if verdict is None:
            verdict = self.matches(word)
            if len(self._verdicts) >= CACHED_VERDICTS:
                self._verdicts.clear()
            self._verdicts[word] = verdict
        return verdict


def prefix_matcher(prefixes: Sequence[str]) -> Callable[[str], bool]:
    if len(prefixes) > MAX_FILTER_PREFIXES:
        raise BadFilter(f"more than {MAX_FILTER_PREFIXES} prefixes")
    wanted = tuple(prefixes)
    return lambda word: word.startswith(wanted)


def regex_matcher(regex: str) -> Callable[[str], bool]:
    """The expression may match anywhere in the word, as on the server."""
    if len(regex) > MAX_REGEX_CHARS:
        raise BadFilter(f"the expression is longer than {MAX_REGEX_CHARS} characters")
    try:
        refuse_costly(regex)
        compiled = re.compile(regex)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadFilter(f"not a regular expression: {error}") from error
    except TooCostly as error:
        raise BadFilter(str(error)) from error
    search = compiled.search
    return lambda word: search(word) is not None
