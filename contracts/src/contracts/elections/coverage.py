"""The register of areas that need a residents' committee (全覆盖): each with its kind and the community it belongs to.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)).
"""

from contracts.bilingual import Bilingual
from contracts.elections.communities import AreaKind
from contracts.message import command, fact
from contracts.vocabulary import Actor, AreaCode, Instant, Ref, UnitCode

# Commands


@command
class RegisterArea:
    """Enter an area, or change what is said of it: the newest counts, and the same again decides nothing.

    `unit`: the street, township or district that keeps the register; `area`: its key there. `community`: whose
    residents' committee is the area's, or that by whose size it is attached to a neighbour; None where nobody is named.
    Refused: `unknown-kind`.
    """

    actor: Actor
    unit: AreaCode
    area: Ref
    name: Bilingual
    kind: AreaKind
    community: UnitCode | None = None


AREA_COMMANDS: tuple[type, ...] = (RegisterArea,)


# Facts


@fact
class AreaRegistered:
    """An area as the register has it from now on."""

    unit: AreaCode
    area: Ref
    name: Bilingual
    kind: AreaKind
    community: UnitCode | None
    registered_by: Actor
    registered_at: Instant


AREA_FACTS: tuple[type, ...] = (AreaRegistered,)
