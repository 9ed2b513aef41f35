"""Settings come from the environment, read once at start."""

from collections.abc import Mapping


class MissingSetting(Exception):
    """A setting without default is not in the environment, or cannot be read."""


def required(environment: Mapping[str, str], name: str) -> str:
    """`MissingSetting` if the environment does not hold it."""
    value = environment.get(name)
    if not value:
        raise MissingSetting(f"{name} is not set")
    return value
