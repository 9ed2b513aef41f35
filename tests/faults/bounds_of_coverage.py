"""The register of the areas that need a residents' committee, by the auditor's own reading of its rules."""

from typing import Any

from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT = "360730100009"


def area(kind: str = "urban_village", **other: Any) -> Made:
    name = {"zh": "梅江新村", "en": "Meijiang New Village"}
    return Made("elections.area-registered", {"name": name, "kind": kind, "community": UNIT, **other})


CAUSE = {("cause", "area-registered")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    "an urban village": ([area()], set()),
    "a new residential area": ([area("new_residential")], set()),
    "the fringe of a town": ([area("urban_rural_fringe")], set()),
    "of no kind that the rules name": ([area("other")], CAUSE),
    "again as it was": ([area(), area()], CAUSE),
    "again with another community": ([area(), area(community=None)], set()),
    "again as it was before that": ([area(), area(community=None), area()], set()),
}
