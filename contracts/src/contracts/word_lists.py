"""The lists of the sources by their identifiers, as one service's `lists.toml` carries them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contracts.bilingual import Bilingual

Lists = Mapping[str, Mapping[str, Bilingual]]
"""Name of the list to its items: identifier to name, in the order of the text."""


@cache
def lists_of(service: str) -> Lists:
    document = tomllib.loads((files("contracts") / service / "lists.toml").read_text("utf-8"))
    return {
        name: {identifier: Bilingual(zh=item["zh"], en=item["en"]) for identifier, item in items.items()}
        for name, items in document.items()
    }
