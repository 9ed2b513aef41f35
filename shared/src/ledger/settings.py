"""Where a process finds its store, broker, keys and files; read from the environment once, at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ledger.authority import LONGEST_TOKEN
from ledger.environment import MissingSetting, log_folder, required, whole
from ledger.sealing import MasterKeys

MOST_BLOB_BYTES = 20_000_000
"""The largest content that is kept, unless the operator sets `SUNLEDGER_MOST_BLOB_BYTES`."""

_HOUR = timedelta(hours=1)
_MOST_TOKEN_HOURS = 366 * 24


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` holds the service's own files: views, inbox, bookmarks, keys. `keys` holds the issuers' public keys.

    `masters` is None where no master key is set; a service that seals nothing needs none. `blobs` holds the contents
    that facts name by digest; all services of a place share it, and `log`, the folder of the audit log. No token that
    was issued for longer than `longest_token` is accepted.
    """

    store_uri: str
    broker_uri: str
    data: Path
    keys: Path
    longest_token: timedelta
    masters: MasterKeys | None
    blobs: Path
    most_blob_bytes: int
    log: Path

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "Settings":
        data = Path(required(environment, "SUNLEDGER_DATA"))
        return Settings(
            store_uri=required(environment, "SUNLEDGER_STORE_URI"),
            broker_uri=required(environment, "SUNLEDGER_BROKER_URI"),
            data=data,
            keys=Path(required(environment, "SUNLEDGER_KEYS")),
            longest_token=_longest_token(environment),
            masters=_masters(environment),
            blobs=Path(environment.get("SUNLEDGER_BLOBS") or data / "blobs"),
            most_blob_bytes=whole(environment, "SUNLEDGER_MOST_BLOB_BYTES", MOST_BLOB_BYTES),
            log=log_folder(environment),
        )


def _longest_token(environment: Mapping[str, str]) -> timedelta:
    """`MissingSetting` if it is no number of hours, or of more than a year's."""
    name, default = "SUNLEDGER_LONGEST_TOKEN_HOURS", LONGEST_TOKEN // _HOUR
    hours = whole(environment, name, default)
    if not 1 <= hours <= _MOST_TOKEN_HOURS:
        raise MissingSetting(f"{name} is not between 1 and {_MOST_TOKEN_HOURS}: {hours}")
    return hours * _HOUR


def _masters(environment: Mapping[str, str]) -> MasterKeys | None:
    """A file, readable by the service alone; or the key itself, where an environment is all a deployment has."""
    file, text = environment.get("SUNLEDGER_MASTER_KEY_FILE"), environment.get("SUNLEDGER_MASTER_KEY")
    if file:
        return MasterKeys(file=Path(file))
    return MasterKeys(text=text) if text else None
