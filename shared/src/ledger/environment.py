"""Settings come from the environment, read once at start."""

from collections.abc import Mapping
from pathlib import Path


class MissingSetting(Exception):
    """A setting without default is not in the environment, or cannot be read."""


def required(environment: Mapping[str, str], name: str) -> str:
    """`MissingSetting` if the environment does not hold it."""
    value = environment.get(name)
    if not value:
        raise MissingSetting(f"{name} is not set")
    return value


def log_folder(environment: Mapping[str, str]) -> Path:
    """Where the audit log is; beside the services' own files unless said otherwise."""
    return Path(environment.get("SUNLEDGER_LOG") or Path(required(environment, "SUNLEDGER_DATA")) / "audit-log")


def whole(environment: Mapping[str, str], name: str, default: int) -> int:
    """`MissingSetting` if the environment holds something else than a whole number."""
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit()):
        raise MissingSetting(f"{name} is not a whole number: {text}")
    return int(text)
