"""The lists of the opinion on green mines by their identifiers, for whoever shows them.

Law: opinion on green mines (document 3), each list at the place that `lists.toml` names.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contracts.bilingual import Bilingual


@cache
def lists() -> Mapping[str, Mapping[str, Bilingual]]:
    """Name of the list to its items: identifier to name, in the order of the text."""
    document = tomllib.loads((files("contracts") / "mining" / "lists.toml").read_text("utf-8"))
    return {
        name: {identifier: Bilingual(zh=item["zh"], en=item["en"]) for identifier, item in items.items()}
        for name, items in document.items()
    }
