"""Opens what a service's rpc process needs: store, bridge, views, authority."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from contracts.errors import Unavailable
from contracts.permissions import permissions_of
from contracts.sealed import is_sealed

from ledger.authority import Authority
from ledger.blobs import Blobs
from ledger.bridge import Bridge
from ledger.clock import Clock, sleep
from ledger.door import NOTHING_PREPARED, Answer, Door, Prepare
from ledger.environment import MissingSetting
from ledger.esdb import EsdbStore
from ledger.esdb_appends import Appends
from ledger.esdb_clients import connected
from ledger.history import clock_of_history
from ledger.hub_store import LIMIT_S, HubStore
from ledger.keys import FILE, KeyFile
from ledger.parts import Handlers, ServiceParts
from ledger.refusals import Spool
from ledger.sealing import KeyedSealer
from ledger.service import Service
from ledger.settings import Settings
from ledger.store import StoreUnavailable
from ledger.views import Views

APPEND_S = 1.5
"""What an append may take before it is asked again in a native thread."""

REST_S = 20.0
"""How long nobody calls before a process lets go of its connections to the store (`Clients.let_go`)."""

_RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """An open door and what has to be closed behind it."""

    door: Door
    store: EsdbStore
    appends: Appends
    bridge: Bridge
    end_resting: Callable[[], None]

    def close(self) -> None:
        self.end_resting()
        self.appends.close()
        self.bridge.close()
        self.store.close()


def open_door(
    parts: ServiceParts,
    answers: Mapping[type, Answer],
    settings: Settings,
    prepares: Mapping[type, Prepare] = NOTHING_PREPARED,
) -> OpenDoor:
    """What waits for the store in a thread of its own runs on the bridge's native threads; the rest on green ones."""
    store, bridge = EsdbStore(settings.store_uri), Bridge()
    appends = Appends(partial(connected, settings.store_uri), timeout_s=APPEND_S)
    clock = _clock_when_there(parts, store, bridge)
    sealer = sealer_of(parts, settings, clock)
    door = Door(
        Handlers(parts, HubStore(store, appends, bridge), clock),
        answers,
        views=Views(settings.data / parts.name, parts.schema),
        authority=Authority(settings.keys, settings.longest_token),
        permissions=permissions_of(parts.name),
        read=store.read,
        spool=Spool(settings.data / parts.name),
        blobs=Blobs(settings.blobs, settings.most_blob_bytes),
        run=partial(bridge.call, limit_s=LIMIT_S),
        sealer=sealer,
        prepares=prepares,
    )

    def rest() -> None:
        appends.let_go(REST_S)
        store.let_go(REST_S)

    return OpenDoor(door, store, appends, bridge, bridge.repeat(rest, every_s=REST_S / 2, limit_s=LIMIT_S))


def door_of(service: Service, settings: Settings) -> OpenDoor:
    return open_door(service, service.answers_in(settings.data / service.name), settings, service.prepares)


def _clock_when_there(parts: ServiceParts, store: EsdbStore, bridge: Bridge) -> Clock:
    """A service that starts before its store waits for it."""
    while True:
        try:
            return bridge.call(clock_of_history, parts, store, limit_s=LIMIT_S)
        except (StoreUnavailable, Unavailable):
            bridge.call(sleep, _RETRY_S, limit_s=LIMIT_S)


def sealer_of(parts: ServiceParts, settings: Settings, clock: Clock) -> KeyedSealer | None:
    """None where no master key is set. A service that seals particulars is not started without a readable one."""
    sealing = [kind.__name__ for kind in parts.commands if is_sealed(kind)]
    if settings.masters is None:
        if sealing:
            raise MissingSetting(f"SUNLEDGER_MASTER_KEY_FILE is not set, and {parts.name} seals {', '.join(sealing)}.")
        return None
    settings.masters.read()
    return KeyedSealer(KeyFile(settings.data / parts.name / FILE), settings.masters, clock)
