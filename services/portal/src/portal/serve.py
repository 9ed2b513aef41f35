"""The door to waitress: serves the site with native threads until the process is told to end."""

import gc
import logging
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import waitress
from ledger import log
from ledger.audit_log import AuditLog
from ledger.blobs import Blobs
from ledger.clock import monotonic
from ledger.environment import log_folder, required, whole
from ledger.views import Views

from portal.parts import PARTS
from portal.web.kept import KeptPages
from portal.web.limits import Limiter
from portal.web.site import Site

DEFAULT_ADDRESS = "127.0.0.1:8080"
THREADS = 4
PER_SECOND, BURST_S = 20, 6
"""One visitor may ask so often, and what they have not asked for so many seconds all at once."""

KEPT = 64
"""Pages that are kept as they were made, until anything is recorded; the largest has some 300 kB."""

LARGEST_HEADER, LARGEST_BODY = 16_384, 1_024


@dataclass(frozen=True, slots=True)
class WebSettings:
    """`data` is the folder that `portal follow` writes to. `proxy` names a reverse proxy whose word about visitors'
    addresses is believed; nobody's is if it is empty. `per_second` is what one visitor may ask; `kept` is how many
    pages are kept as they were made, 0 for none."""

    data: Path
    address: str
    public_url: str
    proxy: str
    per_second: int
    kept: int
    blobs: Path
    log: Path

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "WebSettings":
        address = environment.get("SUNLEDGER_PORTAL_ADDRESS") or DEFAULT_ADDRESS
        data = Path(required(environment, "SUNLEDGER_DATA"))
        return WebSettings(
            data=data,
            address=address,
            public_url=environment.get("SUNLEDGER_PORTAL_URL") or f"http://{address}",
            proxy=environment.get("SUNLEDGER_PORTAL_PROXY", ""),
            per_second=whole(environment, "SUNLEDGER_PORTAL_PER_SECOND", PER_SECOND),
            kept=whole(environment, "SUNLEDGER_PORTAL_KEPT", KEPT),
            blobs=Path(environment.get("SUNLEDGER_BLOBS") or data / "blobs"),
            log=log_folder(environment),
        )


def site_of(settings: WebSettings) -> Site:
    folder = settings.data / PARTS.name
    limiter = Limiter(burst=settings.per_second * BURST_S, per_second=settings.per_second, clock=monotonic)
    blobs = Blobs(settings.blobs, most_bytes=0)  # nothing is put here
    views, log = Views(folder, PARTS.schema), AuditLog(settings.log)
    kept = KeptPages(settings.kept)
    return Site(views, folder, public_url=settings.public_url, limiter=limiter, blobs=blobs, log=log, kept=kept)


def main() -> None:
    settings = WebSettings.read()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _end)
    site = site_of(settings)
    gc.collect()
    gc.freeze()  # the collector would look through all that is loaded, for longer than a page takes
    server = waitress.create_server(
        site,
        listen=settings.address,
        threads=THREADS,
        ident="Sunledger",
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=LARGEST_BODY,
        channel_timeout=30,
        trusted_proxy=settings.proxy or None,
        trusted_proxy_headers={"x-forwarded-for"} if settings.proxy else set(),
        clear_untrusted_proxy_headers=True,
    )
    log.ready(settings.public_url)
    server.run()


def _end(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)
