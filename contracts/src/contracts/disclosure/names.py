"""What catalogues and their items are called: in the pack that lists them, in Chinese and in English.

Packs are kept for ever, so every recorded catalogue and item has a name.
"""

from functools import cache

from contracts.bilingual import Bilingual
from contracts.packs import Parameter
from contracts.policies import shipped_packs


@cache
def item_name(code: str) -> Bilingual:
    """LookupError if no pack lists the item."""
    return _bilingual(item_parameter(code))


@cache
def catalogue_name(code: str) -> Bilingual:
    """LookupError if no pack knows the catalogue."""
    return _bilingual(_parameter(f"disclosure.catalogs.{code}"))


def item_parameter(code: str) -> Parameter:
    """The parameter that lists the item, with its source clause."""
    catalogue, _, number = code.partition("-")
    return _parameter(f"disclosure.item.{catalogue}.{number}")


@cache
def _parameter(name: str) -> Parameter:
    for pack in shipped_packs().values():
        if name in pack.parameters:
            return pack.parameters[name]
    raise LookupError(f"No pack has {name}.")


def _bilingual(parameter: Parameter) -> Bilingual:
    return Bilingual(zh=parameter.value["zh"], en=parameter.value["en"])
