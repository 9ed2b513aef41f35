"""Views follow the record while it grows, also where everything that is recorded belongs to other services."""

from threading import Event, Thread
from uuid import UUID

from disclosure.service import SERVICE
from ledger.clock import monotonic, sleep
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.store import START, Draft
from ledger.views import Views
from ledger.window import Window

WITHIN_S = 10.0


def test_the_bookmark_passes_over_what_only_others_recorded(tmp_path):
    store, views, stop = MemoryStore(), Views(tmp_path, SERVICE.schema), Event()
    views.prepare()
    window = Window(store, ("disclosure_", "mining_"), rest_s=0.02)
    following = Projector(store, views, SERVICE.facts, window=window)
    thread = Thread(target=following.run, args=(stop,))
    thread.start()
    store.append("mining_case-1", [Draft(UUID(int=1), "mining.case-opened.v1", b"{}", b"{}")], expected=-1)
    deadline = monotonic() + WITHIN_S
    while views.live().bookmark() == START and monotonic() < deadline:
        sleep(0.01)
    stop.set()
    thread.join(WITHIN_S)

    assert views.live().bookmark() == following.status()["bookmark"] == store.last_position()
    assert not any(views.live().rows().values())
