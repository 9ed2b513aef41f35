"""Who may do what: method x role x unit relation, as data. What is not listed is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from contracts.declared import merged
from contracts.errors import Forbidden
from contracts.units import NO_SUCCESSORS, Relation, holds

PUBLIC = "Public"
"""The role of a caller who needs no office: anyone with a token."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """`methods`: method to role to the relation its unit must have to the record's unit."""

    methods: Mapping[str, Mapping[str, Relation]]

    def refuse_role(self, method: str, role: str) -> None:
        """Raise `Forbidden` if no unit would let this role call the method."""
        if role not in self.methods[method]:
            raise Forbidden("forbidden-role", f"{role} may not call {method}.")

    def refuse_unit(
        self,
        method: str,
        role: str,
        *,
        actor_unit: str,
        record_unit: str,
        successors: Mapping[str, str] = NO_SUCCESSORS,
    ) -> None:
        """Raise `Forbidden` if the role may call the method, but not for this unit's records.

        `successors`: unit to the unit that stands for it since it was merged.
        """
        relation = self.methods[method][role]
        if not holds(relation, actor_unit=actor_unit, record_unit=record_unit, successors=successors):
            raise Forbidden("forbidden-unit", f"{role} of {actor_unit} may not call {method} for {record_unit}.")


@cache
def permissions_of(service: str) -> Permissions:
    """What the `stream.toml` files of the service list."""
    return Permissions(
        {
            method: {role: Relation(relation) for role, relation in roles.items()}
            for method, roles in merged(service, "who").items()
        }
    )
