"""The lists of the five schemes by their identifiers, for whoever shows them and for who ticks them off.

Law: documents 1 to 5, each list at the place that `lists.toml` names.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contracts.bilingual import Bilingual


@cache
def lists() -> Mapping[str, Mapping[str, Bilingual]]:
    """Name of the list to its items: identifier to name, in the order of the text."""
    document = tomllib.loads((files("contracts") / "assessment" / "lists.toml").read_text("utf-8"))
    return {
        name: {identifier: Bilingual(zh=item["zh"], en=item["en"]) for identifier, item in items.items()}
        for name, items in document.items()
    }
