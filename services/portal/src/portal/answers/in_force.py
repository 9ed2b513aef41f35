"""What the texts that a service goes by say: a parameter with the pack it stands in."""

from dataclasses import dataclass

from contracts.packs import Pack, Parameter
from contracts.policies import known_packs
from sqlalchemy import bindparam, select

from portal.answers.question import Question
from portal.projections.tables import POLICY_TEXT

_ACTIVE = (
    select(POLICY_TEXT.c.pack)
    .where(POLICY_TEXT.c.service == bindparam("service"))
    .order_by(POLICY_TEXT.c.activated_at.desc(), POLICY_TEXT.c.pack)
)


@dataclass(frozen=True, slots=True)
class Said:
    """A parameter that has a value, and where it stands."""

    parameter: Parameter
    pack: Pack


def said_by(question: Question, service: str, begins: str, *, with_silent: bool = False) -> tuple[Said, ...]:
    """The parameters whose names begin so, of every text that was activated, the newest activation first."""
    active = [known_packs().get(row.pack) for row in question.ask(_ACTIVE, service=service)]
    return tuple(
        Said(parameter, pack)
        for pack in active
        if pack is not None
        for name, parameter in pack.parameters.items()
        if name.startswith(begins) and (with_silent or not parameter.silent)
    )
