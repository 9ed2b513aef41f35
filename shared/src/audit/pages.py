"""Everything in pages, the next one read while the last one is looked at."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from ledger.store import Recorded, Store

PAGE = 1000
EVERYTHING = ("",)


def read_ahead(store: Store, after: int) -> Iterator[list[Recorded]]:
    """Pages after a position; one is held, one is being read. Raises `StoreUnavailable`."""
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        page = store.read_all(EVERYTHING, after=after, limit=PAGE)
        while page:
            following = reader.submit(store.read_all, EVERYTHING, after=page[-1].position, limit=PAGE)
            yield page
            page = following.result()
