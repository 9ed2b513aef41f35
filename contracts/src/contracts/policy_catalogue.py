"""What the linter knows beside the packs: every parameter with its unit, and what the sources get wrong.

The knowledge itself is data: `parameters.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PolicyCatalogue:
    """`units`: unit to the form of its values; `names`: parameter, or a pattern with `*`, to its unit.

    `duties` and `rules`: one duty or rule to the parameters that time or settle it. `wholes`: a time limit to the steps
    that must fit into it. `damaged`: wording of a source to its reading. `lost`: places whose text is missing.
    """

    units: Mapping[str, str]
    names: Mapping[str, str]
    duties: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, tuple[str, ...]]
    damaged: Mapping[str, str]
    lost: tuple[str, ...]

    def unit_of(self, name: str) -> str | None:
        """None if no pack may carry a parameter of this name."""
        if name in self.names:
            return self.names[name]
        return next(
            (unit for pattern, unit in self.names.items() if "*" in pattern and fnmatchcase(name, pattern)), None
        )


@cache
def policy_catalogue() -> PolicyCatalogue:
    document = tomllib.loads((files("contracts") / "parameters.toml").read_text("utf-8"))
    return PolicyCatalogue(
        units=document["units"],
        names=document["names"],
        duties=_groups(document["duties"]),
        rules=_groups(document["rules"]),
        wholes=_groups(document["wholes"]),
        damaged=document["damaged"],
        lost=tuple(document["lost"]["places"]),
    )


def _groups(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(members) for name, members in table.items()}
