"""Who may not act because of whom a matter concerns, and nobody at two levels: recorded ties and their guard (回避).

Law: Regulation on Petition Work, art. 28 (信访工作条例 第二十八条): who has a direct interest in a matter steps back;
People's Mediation Law, arts 19 and 23 (人民调解法 第十九、二十三条): parties choose or accept the mediator; Civil Code,
art. 1045 (民法典 第一千零四十五条): near relatives. Requirements M-171, M-183, and "third party" of mining.

How a stream takes it up. Its state keeps `impartial: Impartiality = NOTHING_KNOWN`, and `decide` and `evolve` name the
commands and facts of ties beside its own; then

    case RecordTie() | LiftTie():                                     # in decide
        return decide_tie(command, unit, state.impartial, now)        # `unit` None while nothing is opened
    case TieRecorded() | TieLifted():                                 # in evolve
        return replace(state, impartial=state.impartial.after(fact))
    case MaterialsReviewed():                                         # in evolve, for every act at a level
        return replace(state, impartial=state.impartial.acting(fact.level, fact.reviewed_by))

and before each act, not only before an assignment, because a tie may come to light in between:

    state.impartial.refuse_partial("mining", (command.actor, evaluator), (mine, enterprise), rules.policy.barring)
    state.impartial.refuse_second_level("mining", command.actor, command.level)

`barring` is data (`barring_ties`, pack `cn-recusal-2022`). Refused: `<service>.recusal-required`,
`<service>.same-person-at-two-levels`. What is refused from now on does not undo what was done before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, assert_never

from marshmallow.validate import Regexp

from contracts.errors import Rejected, refuse_unless
from contracts.message import Json, command, fact, shape
from contracts.policies import ResolvedPolicy
from contracts.vocabulary import ActingRole, ActingUnit, Actor, Instant, StreamName, Text, UnitCode

GUARD_CODES = ("recusal-required", "same-person-at-two-levels")
"""What the guard refuses with; the service's name stands in front."""

OF_ONESELF = frozenset(
    {"CompetentUnit", "DutyLeader", "JudicialOffice", "MiningEnterprise", "Petitioner", "ThirdPartyEvaluator"}
)
"""Roles that hold no office over a record: they tell of ties of their own only."""

_BARRING = "recusal.ties"

Party = Annotated[str, Regexp(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,62}\Z", error="Neither a person's reference nor a unit.")]
"""A person by pseudonymous reference (an actor, a party of a dispute), or a unit by its code."""


class TieKind(StrEnum):
    """What binds two persons or units. The first six are near relatives (近亲属, Civil Code 1045)."""

    SPOUSE = "spouse"
    PARENT_OR_CHILD = "parent-or-child"
    SIBLING = "sibling"
    GRANDPARENT_OR_GRANDCHILD = "grandparent-or-grandchild"
    OTHER_RELATIVE = "other-relative"
    """其他亲属: not near, e.g. by marriage."""
    BELONGS = "belongs"
    """隶属: works for, owns, or is part of; holds over any number of removes."""
    INTEREST = "interest"
    """直接利害关系: gains or loses by the outcome."""
    OTHER = "other"
    """其他可能影响公正的关系."""


@shape
class Tie:
    """Two who are bound to each other. Of `belongs` the holder is who belongs to the other; the rest hold both ways."""

    holder: Party
    to: Party
    kind: TieKind


# Commands


@command(version=2)
class RecordTie:
    """Record that two are bound to each other. Twice has no effect.

    Who holds an office over the record says it of anybody; parties, and units that are handed a matter, only of
    themselves. Version 1 did not say in which role it was said. Refused: `unknown-case`, `tie-to-itself`,
    `forbidden-unit`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    acting_unit: ActingUnit | None = None
    unit: UnitCode
    case: StreamName
    tie: Tie


@command
class LiftTie:
    """A recorded tie does not exist, or no longer: never said by one whom it binds.

    Refused: `unknown-case`, `no-such-tie`, `own-tie`.
    """

    actor: Actor
    unit: UnitCode
    case: StreamName
    tie: Tie
    reason: Text


# Facts


@fact
class TieRecorded:
    """Two are bound to each other (回避关系登记); from here on it bars who is to be impartial."""

    unit: UnitCode
    tie: Tie
    recorded_by: Actor
    recorded_at: Instant


@fact
class TieLifted:
    """A tie no longer stands, with the reason (回避关系解除)."""

    unit: UnitCode
    tie: Tie
    reason: Text
    lifted_by: Actor
    lifted_at: Instant


def _without_office(document: Json) -> Json:
    return {**document, "acting_role": None, "acting_unit": None}


UPCASTS = {".record-tie.v1": _without_office}

TieCommand = RecordTie | LiftTie
TieFact = TieRecorded | TieLifted
TIE_COMMANDS = (RecordTie, LiftTie)
TIE_FACTS = (TieRecorded, TieLifted)


@dataclass(frozen=True, slots=True)
class Impartiality:
    """What a stream knows of who is bound to whom, and of who has acted: level to those who acted at it."""

    ties: frozenset[Tie] = frozenset()
    acted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def after(self, fact: TieFact) -> "Impartiality":
        match fact:
            case TieRecorded():
                return replace(self, ties=self.ties | {fact.tie})
            case TieLifted():
                return replace(self, ties=self.ties - {fact.tie})
            case _:
                assert_never(fact)

    def acting(self, level: str, actor: str) -> "Impartiality":
        return replace(self, acted={**self.acted, level: self.acted.get(level, frozenset()) | {actor}})

    def bars(self, acting: str, concerned: Collection[str], barring: Collection[TieKind]) -> bool:
        """Whether one of those concerned is the acting one, or is bound to it by a tie that bars."""
        bound = {acting} | self._bound_to(acting, barring)
        if TieKind.BELONGS in barring:
            bound |= self._belonging(acting, upwards=True) | self._belonging(acting, upwards=False)
        return not bound.isdisjoint(concerned)

    def refuse_partial(
        self, service: str, acting: Collection[str], concerned: Collection[str], barring: Collection[TieKind]
    ) -> None:
        """Raise `Rejected` if one who is to act, by itself or for a unit, is bound to one whom the matter concerns."""
        partial = [party for party in acting if self.bars(party, concerned, barring)]
        refuse_unless(not partial, f"{service}.recusal-required", ", ".join(partial))

    def refuse_second_level(self, service: str, actor: str, level: str) -> None:
        """Raise `Rejected` if the person has acted at another level. Twice at one level is not barred here."""
        others = sorted(other for other, actors in self.acted.items() if actor in actors and other != level)
        refuse_unless(not others, f"{service}.same-person-at-two-levels", f"{actor}: {', '.join((*others, level))}")

    def _bound_to(self, party: str, kinds: Collection[TieKind]) -> set[str]:
        barring = [tie for tie in self.ties if tie.kind in kinds]
        return {tie.to for tie in barring if tie.holder == party} | {tie.holder for tie in barring if tie.to == party}

    def _belonging(self, party: str, *, upwards: bool) -> set[str]:
        """All that it belongs to at any remove, or all that belongs to it."""
        pairs = [(tie.holder, tie.to) for tie in self.ties if tie.kind is TieKind.BELONGS]
        steps = pairs if upwards else [(to, holder) for holder, to in pairs]
        found, latest = set[str](), {party}
        while latest:
            latest = {to for holder, to in steps if holder in latest} - found
            found |= latest
        return found


NOTHING_KNOWN = Impartiality()


def decide_tie(command: TieCommand, unit: str | None, impartial: Impartiality, now: datetime) -> list[TieFact]:
    """`unit`: whose record the stream is; None if nothing was opened under its name."""
    if unit is None or unit != command.unit:
        raise Rejected("unknown-case", f"{command.unit} has no case {command.case}.")
    match command:
        case RecordTie():
            refuse_unless(command.tie.holder != command.tie.to, "tie-to-itself", command.tie.holder)
            _refuse_stranger(command)
            if command.tie in impartial.ties:
                return []
            return [TieRecorded(unit=unit, tie=command.tie, recorded_by=command.actor, recorded_at=now)]
        case LiftTie():
            return [_lifted(command, unit, impartial, now)]
        case _:
            assert_never(command)


def _refuse_stranger(command: RecordTie) -> None:
    """Else anybody could keep an official from a matter that is none of theirs."""
    if command.acting_role not in OF_ONESELF:
        return
    is_own = not {command.actor, command.acting_unit}.isdisjoint((command.tie.holder, command.tie.to))
    refuse_unless(is_own, "forbidden-unit", f"{command.actor} of {command.acting_unit} is bound by no such tie.")


def _lifted(command: LiftTie, unit: str, impartial: Impartiality, now: datetime) -> TieLifted:
    tie = command.tie
    refuse_unless(tie in impartial.ties, "no-such-tie", f"{tie.holder}, {tie.to}: {tie.kind}")
    refuse_unless(command.actor not in (tie.holder, tie.to), "own-tie", command.actor)
    return TieLifted(unit=unit, tie=tie, reason=command.reason, lifted_by=command.actor, lifted_at=now)


def barring_ties(resolved: ResolvedPolicy) -> frozenset[TieKind]:
    """The kinds of ties that bar who must be impartial; none where no active pack names them."""
    parameter = resolved.parameters.get(_BARRING)
    if parameter is None or parameter.silent:
        return frozenset()
    return frozenset(TieKind(kind) for kind in parameter.value)
