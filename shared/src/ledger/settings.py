"""Where a process finds its store, broker, keys and files; read from the environment once, at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger.sealing import MasterKeys


class MissingSetting(Exception):
    """A setting without default is not in the environment."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` holds the service's own files: views, inbox, bookmarks, keys. `keys` holds the issuers' public keys.

    `masters` is None where no master key is set; a service that seals nothing needs none.
    """

    store_uri: str
    broker_uri: str
    data: Path
    keys: Path
    masters: MasterKeys | None

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "Settings":
        return Settings(
            store_uri=_required(environment, "SUNLEDGER_STORE_URI"),
            broker_uri=_required(environment, "SUNLEDGER_BROKER_URI"),
            data=Path(_required(environment, "SUNLEDGER_DATA")),
            keys=Path(_required(environment, "SUNLEDGER_KEYS")),
            masters=_masters(environment),
        )


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name)
    if not value:
        raise MissingSetting(f"{name} is not set")
    return value


def _masters(environment: Mapping[str, str]) -> MasterKeys | None:
    """A file, readable by the service alone; or the key itself, where an environment is all a deployment has."""
    file, text = environment.get("SUNLEDGER_MASTER_KEY_FILE"), environment.get("SUNLEDGER_MASTER_KEY")
    if file:
        return MasterKeys(file=Path(file))
    return MasterKeys(text=text) if text else None
