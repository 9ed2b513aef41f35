"""One line in Chinese and one in English for every fact and every refusal code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contracts.declared import merged


@cache
def texts_of(service: str) -> Mapping[str, Mapping[str, str]]:
    """Fact name (without version) or code to `zh` and `en`; the service's own and the common ones."""
    common = tomllib.loads((files("contracts") / "texts.toml").read_text("utf-8"))
    return {**common, **merged(service, "texts")}


def line_of(type_name: str, language: str) -> str:
    """What a recorded type says to people: `disclosure.duty-opened.v1` to "duty opened"."""
    service, _, fact = type_name.rpartition(".v")[0].partition(".")
    return texts_of(service)[fact][language]
