"""Where the auditor finds store and files, and how often it audits; read from the environment once, at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger.environment import MissingSetting, log_folder, required

from auditor.places import Place, place_named

VERIFIES_EVERY_S = 600
DECIDES_AGAIN_EVERY_S = 86_400
LEAVES_EVERY_S = 3600


@dataclass(frozen=True, slots=True)
class Settings:
    """`log` is the folder of the audit log, `data` that of the services' own files.

    `serves_at` is `host:port`, where the log is read by anybody; empty: nowhere. `checkpoints_to` are places outside
    that take a checkpoint every `leaves_every_s`: folders, addresses, others' witnesses.
    """

    store_uri: str
    data: Path
    log: Path
    verifies_every_s: int
    decides_again_every_s: int
    serves_at: str
    checkpoints_to: Mapping[str, Place]
    leaves_every_s: int

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "Settings":
        return Settings(
            store_uri=required(environment, "SUNLEDGER_STORE_URI"),
            data=Path(required(environment, "SUNLEDGER_DATA")),
            log=log_folder(environment),
            verifies_every_s=_seconds(environment, "SUNLEDGER_AUDIT_VERIFY_S", VERIFIES_EVERY_S),
            decides_again_every_s=_seconds(environment, "SUNLEDGER_AUDIT_REEXECUTE_S", DECIDES_AGAIN_EVERY_S),
            serves_at=_address(environment.get("SUNLEDGER_LOG_SERVES_AT") or ""),
            checkpoints_to=_places(environment.get("SUNLEDGER_CHECKPOINTS_TO") or ""),
            leaves_every_s=_seconds(environment, "SUNLEDGER_CHECKPOINTS_EVERY_S", LEAVES_EVERY_S),
        )


def _seconds(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise MissingSetting(f"{name} is not a number of seconds: {text}")
    return int(text)


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if text and not (host and port.isascii() and port.isdigit() and int(port) < 65_536):
        raise MissingSetting(f"SUNLEDGER_LOG_SERVES_AT is not host:port: {text}")
    return text


def _places(text: str) -> Mapping[str, Place]:
    try:
        return {name: place_named(name) for name in text.split()}
    except ValueError as error:
        raise MissingSetting(f"SUNLEDGER_CHECKPOINTS_TO: {error}") from error
