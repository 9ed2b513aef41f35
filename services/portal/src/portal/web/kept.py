"""The pages that were made last, for all who look at the same: the first page above all."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class KeptPages:
    """At most so many texts, each under what it was made of; the ones longest not asked for go first.

    `most` 0 keeps none, so that every page is made anew.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def text(self, made_of: Hashable, make: Callable[[], str]) -> str:
        """Two who ask at once may both make it; what they make is the same."""
        with self._lock:
            if made_of in self._texts:
                self._texts.move_to_end(made_of)
                return self._texts[made_of]
        text = make()
        with self._lock:
            self._texts[made_of] = text
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)
        return text

    def __len__(self) -> int:
        return len(self._texts)
