"""The log's files over HTTP, read-only: what strangers need to check a proof, and nothing else.

The C2SP tlog-tiles paths: `/checkpoint`, `/tile/…`; beside them `/witnessed` and `/keys/…`. Neither the log's positions
nor anything of the store is served.
"""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

SERVED = re.compile(
    r"/(checkpoint|witnessed|keys/[A-Za-z0-9.-]{1,80}\.vkey|tile/[0-9]{1,2}(/x[0-9]{3}){0,6}/[0-9]{3}(\.p/[0-9]{1,3})?)",
    re.ASCII,
)
SLOW_S = 10.0
"""A caller that says nothing for so long is left."""

MOST_AT_ONCE = 32
LOOKS_EVERY_S = 1.0

_log = logging.getLogger(__name__)


class Serving:
    """One loop of the auditor's follow process. `address` is `host:port`; nothing is served where there is none."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address
        self._served = 0

    def run(self, stop: Event) -> None:
        if not self._address:
            stop.wait()
            return
        host, _, port = self._address.rpartition(":")
        with _Server((host, int(port)), _handler(self._folder, self._count)) as server:
            thread = Thread(target=server.serve_forever, args=(LOOKS_EVERY_S,), daemon=True)
            thread.start()
            stop.wait()
            server.shutdown()
            thread.join(SLOW_S)

    def status(self) -> dict[str, Any]:
        return {"served": self._served}

    def _count(self) -> None:
        self._served += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = MOST_AT_ONCE


def _handler(folder: Path, count: Callable[[], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SLOW_S
        server_version = "sunledger"
        sys_version = ""

        def do_GET(self) -> None:
            match = SERVED.fullmatch(self.path)
            try:
                content = (folder / match[1]).read_bytes() if match else None
            except OSError:
                content = None
            if match is None or content is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", _type_of(match[1]))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", _caching(match[1]))
            self.end_headers()
            self.wfile.write(content)
            count()

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the library's name
            _log.debug(format, *arguments)

    return Handler


def _type_of(name: str) -> str:
    return "application/octet-stream" if name.startswith("tile/") else "text/plain; charset=utf-8"


def _caching(name: str) -> str:
    """A full tile never changes."""
    return "public, max-age=31536000, immutable" if name.startswith("tile/") and ".p/" not in name else "no-cache"
