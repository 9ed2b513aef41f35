"""How many are enough: majorities and shares in whole numbers, shared with no service.

More than a half of 72 is 37, of 71 is 36; at least two thirds of 72 is 48. Of nobody, no number is enough.
"""

from typing import Any

from audit.checks.seen import Json


def least_of(threshold: Json | str, whole: int) -> int:
    """As a pack writes it (`more_than`, `at_least`, or the share alone), or as a fact does (`share`, `is_strict`)."""
    share, is_strict = _read(threshold)
    numerator, _, denominator = share.partition("/")
    part = int(numerator) * whole
    if is_strict:
        return part // int(denominator or 1) + 1
    return -(-part // int(denominator or 1))


def is_enough(threshold: Json | str, number: int, whole: int) -> bool:
    return whole > 0 and number >= least_of(threshold, whole)


def base_of(threshold: Any) -> str:
    """What it is a part of; empty where it does not say."""
    return str(threshold.get("of", "")) if isinstance(threshold, dict) else ""


def is_same(one: Json | None, other: Json | None) -> bool:
    """Whether a pack and a fact say the same threshold."""
    if one is None or other is None:
        return one is other
    return (*_read(one), base_of(one)) == (*_read(other), base_of(other))


def _read(threshold: Json | str) -> tuple[str, bool]:
    if isinstance(threshold, str):
        return threshold, False
    if "share" in threshold:
        return str(threshold["share"]), bool(threshold["is_strict"])
    is_strict = "more_than" in threshold
    return str(threshold["more_than" if is_strict else "at_least"]), is_strict
