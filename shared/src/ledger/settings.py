"""Where a process finds its store, broker, keys and files; read from the environment once, at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class MissingSetting(Exception):
    """A setting without default is not in the environment."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` holds the service's own files: views, inbox, bookmarks, status. `keys` holds the issuers' public keys."""

    store_uri: str
    broker_uri: str
    data: Path
    keys: Path

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "Settings":
        return Settings(
            store_uri=_required(environment, "SUNLEDGER_STORE_URI"),
            broker_uri=_required(environment, "SUNLEDGER_BROKER_URI"),
            data=Path(_required(environment, "SUNLEDGER_DATA")),
            keys=Path(_required(environment, "SUNLEDGER_KEYS")),
        )


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name)
    if not value:
        raise MissingSetting(f"{name} is not set")
    return value
