"""What catalogues and their items are called: in the pack that lists them, in Chinese and in English.

Packs are kept for ever, with a release or in the record, so every recorded catalogue and item has a name.
"""

from functools import cache

from contracts.bilingual import Bilingual
from contracts.packs import Parameter
from contracts.policies import known_packs, shipped_packs


@cache
def item_name(code: str) -> Bilingual:
    """LookupError if no pack lists the item."""
    return _bilingual(item_parameter(code))


def entered_name(code: str) -> Bilingual | None:
    """The name of an item that only an entered pack lists; None if the release names it, or nobody does."""
    catalogue, _, number = code.partition("-")
    name = f"disclosure.item.{catalogue}.{number}"
    if name in _named_by_the_release():
        return None
    return next((_bilingual(pack.parameters[name]) for pack in known_packs().values() if name in pack.parameters), None)


@cache
def _named_by_the_release() -> frozenset[str]:
    return frozenset(name for pack in shipped_packs().values() for name in pack.parameters)


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
    """A release's own packs say it before those that a county has entered."""
    for pack in (*shipped_packs().values(), *known_packs().values()):
        if name in pack.parameters:
            return pack.parameters[name]
    raise LookupError(f"No pack has {name}.")


def _bilingual(parameter: Parameter) -> Bilingual:
    return Bilingual(zh=parameter.value["zh"], en=parameter.value["en"])
