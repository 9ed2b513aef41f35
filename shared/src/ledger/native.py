"""Loads what runs in native threads, with the standard library as it was before eventlet changed it.

gRPC waits on locks and conditions of the `threading` module; those of eventlet end up waiting for the hub of a native
thread, which nobody runs. Imported in the ordinary way a call never returns; imported half (gRPC imports part of
itself only when first used) each call takes 0.2 s and nothing says why.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from eventlet import patcher

_CHANGED = ("_thread", "threading", "queue", "time", "select", "socket")
"""What `eventlet.monkey_patch` changes and native code calls."""

_BUILT_ON_THEM = ("selectors", "ssl", "subprocess", "logging", "concurrent", "asyncio", "contextvars")
"""Packages that took locks from the changed modules; native threads get a second copy of each.

Of `logging` too: it is a copy without handlers, so what native threads say there reaches nobody.
"""

_FOREIGN = ("grpc", "esdbclient")

_PRELOADED: tuple[str, ...] = (
    "asyncio",
    "concurrent.futures.thread",
    "grpc",
    "grpc._auth",
    "grpc._channel",
    "grpc._common",
    "grpc._compression",
    "grpc._interceptor",
    "grpc._observability",
    "grpc._plugin_wrapping",
    "grpc._runtime_protos",
    "grpc._server",
    "grpc._simple_stubs",
    "grpc._utilities",
    "grpc.aio",
    "grpc.experimental",
    "esdbclient",
)
"""gRPC imports most of these inside its functions; by then the changed modules would be back in place."""

_copies: dict[str, ModuleType] = {}
_loaded: set[str] = set()


def load(*names: str) -> None:
    """Import gRPC, esdbclient and these modules for native threads, before or after `eventlet.monkey_patch()`.

    They stay in `sys.modules` for everybody, and so does whatever they import first: name nothing that belongs to the
    green side. Raises `RuntimeError` if one of them has been imported already, by whoever did not wait for this.
    """
    wanted = [name for name in (*_PRELOADED, *names) if name not in _loaded]
    with _pristine_library():
        before = set(sys.modules)
        too_late = before.intersection(wanted)
        if too_late:
            raise RuntimeError(f"Imported before ledger.native could load them: {', '.join(sorted(too_late))}.")
        for name in wanted:
            importlib.import_module(name)
        _loaded.update(set(sys.modules) - before, wanted)


def is_pristine() -> bool:
    """No loaded module holds a changed one in its hands, and gRPC is loaded as far as it ever will be."""
    if "grpc._channel" not in sys.modules:
        return False
    originals = {name: patcher.original(name) for name in _CHANGED}
    held = (vars(module).get(name) for module in _native_modules() for name in _CHANGED)
    return all(one in originals.values() for one in held if isinstance(one, ModuleType))


def _native_modules() -> list[ModuleType]:
    return [
        module
        for name, module in sys.modules.items()
        if (name in _loaded or _package(name) in _FOREIGN) and not _is_copied(name)
    ]


@contextmanager
def _pristine_library() -> Iterator[None]:
    originals = {name: patcher.original(name) for name in _CHANGED}
    aside = _take(sys.modules)
    sys.modules.update(originals | _copies)
    try:
        yield
    finally:
        _copies.update({name: copy for name, copy in _take(sys.modules).items() if name not in _CHANGED})
        sys.modules.update(aside)


def _take(modules: dict[str, ModuleType]) -> dict[str, ModuleType]:
    """Remove, and return, what native threads have their own of."""
    return {name: modules.pop(name) for name in list(modules) if _is_copied(name)}


def _is_copied(name: str) -> bool:
    return name in _CHANGED or _package(name) in _BUILT_ON_THEM


def _package(name: str) -> str:
    return name.partition(".")[0]
