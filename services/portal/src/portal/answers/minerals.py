"""Facts on mineral resources as the opinion states them, each with its clause and its text (矿产资源)."""

from fractions import Fraction
from typing import Any

from portal.answers.in_force import Said, said_by
from portal.answers.question import Answer, Document, Question

STATED = "stat."
ORDER = (
    *("kinds_found", "kinds_with_reserves", "sites", "dominant", "dominant_threshold"),
    *("output_2015", "output_2015_share"),
)
"""The facts that a page knows a name for, in the order of the text."""


def minerals(question: Question) -> Answer:
    """None while mining goes by no text that states any."""
    stated = {each.parameter.name.removeprefix(STATED): each for each in said_by(question, "mining", STATED)}
    lines = [_line(name, stated[name]) for name in ORDER if name in stated]
    return Answer(document={"lines": lines}, lines=lines)


def _line(name: str, said: Said) -> Document:
    parameter, pack = said.parameter, said.pack
    return {
        "stated": name,
        "value": _value(parameter.value, parameter.unit),
        "measure": parameter.unit,
        "source": parameter.source,
        "confidence": parameter.confidence,
        "text_title": dict(pack.title),
        "in_force_from": pack.in_force_from.isoformat(),
    }


def _value(value: Any, unit: str) -> Any:
    """A share in per cent, a list as it is; numbers with their thousands apart."""
    if unit == "share":
        return f"{decimal_text(Fraction(value) * 100)}%"
    return list(value) if isinstance(value, list | tuple) else f"{value:,}"


def decimal_text(number: Fraction) -> str:
    """With two decimals at most, cut and not rounded."""
    hundredths = number * 100 // 1
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")
