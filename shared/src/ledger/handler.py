"""One decision: read the stream, fold, decide, append with the expected revision, answer from what is recorded."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import Any, Generic, Protocol

from contracts.blobs import Blob, blobs_in
from contracts.calendar import Calendar, calendar_as_known, china_day
from contracts.canonical import digest_of
from contracts.cases import RebindPolicy
from contracts.errors import Busy, Malformed, Moved, Rejected, Unavailable, refuse_unless
from contracts.message import Json
from contracts.overlay import rebound
from contracts.policies import ResolvedPolicy
from contracts.rules import Rules
from contracts.sealed import without_sealed

from ledger import RELEASE
from ledger.clock import Clock, monotonic, sleep
from ledger.decider import C, Decider, E, P, RulesOf, S
from ledger.folded import Folded, FoldedStates, fold_on, fold_own
from ledger.killpoints import reach
from ledger.recorded import PolicyNote, Provenance, drafts, metadata_of
from ledger.request import Reply as Reply
from ledger.request import Request as Request
from ledger.store import Draft, Meanwhile, OutcomeUnknown, Recorded, Store, StoreUnavailable, WrongRevision

ATTEMPTS = 5
"""How often a lost race is decided again before the caller is told `Busy`."""

MOST_POLICIES = 1024
"""How many resolved policies a process keeps in typed form: one per area, set of packs and kind of rules."""

PATIENCE_S = 15.0
"""How long the same bytes are sent again after an unknown outcome."""


class DefectiveFact(Exception):
    """A fact that the service's own contract refuses: our defect, whatever the caller sent."""


class Policies(Protocol):
    """Where a decision's rules come from."""

    def active(self, unit: str, moment: datetime) -> ResolvedPolicy:
        """What holds for a unit now; `Rejected` if nothing has been activated for it."""
        ...

    def pinned(self, note: PolicyNote) -> ResolvedPolicy:
        """The very packs that an earlier decision followed."""
        ...

    def above(self, area: str) -> ResolvedPolicy | None:
        """Everything that is activated for the areas above this one; None if that is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class _Written:
    """A command as it is recorded."""

    type: str
    document: Json


class Handler(Generic[C, E, S, P]):
    """Handles the commands of one decider. Threads may share it."""

    def __init__(
        self,
        decider: Decider[C, E, S, P],
        *,
        store: Store,
        clock: Clock,
        policies: Policies,
        calendar: Callable[[datetime], Calendar] = lambda now: calendar_as_known(china_day(now)),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.decider = decider
        self._store = store
        self._clock = clock
        self._policies = policies
        self._calendar = calendar
        self._patience_s = patience_s
        self._states: FoldedStates[S] = FoldedStates()
        calendar(clock.now())  # package data is read here, not in whatever native thread decides first

    def handle(self, command: C, request: Request) -> Reply:
        """Answer with what is recorded under the command id, or raise a refusal of `contracts.errors`."""
        written = _Written(*self.decider.commands.write(command))
        try:
            with answering():
                return self._handle(command, written, request)
        except Malformed as error:
            raise DefectiveFact(f"{self.decider.name}, {written.type}: {error}") from error

    def contents(self, command: C) -> tuple[Blob, ...]:
        """Every content that the command names, and what it rests on by what is recorded."""
        named, resting = tuple(blobs_in(command)), self.decider.contents.get(type(command))
        if resting is None:
            return named
        with answering():
            return (*named, *resting(command, self._known(command).state))

    def repeated(self, command: C, request: Request) -> Reply | None:
        """What is recorded under the command id, if anything is; nothing is decided."""
        written = _Written(*self.decider.commands.write(command))
        with answering():
            return self._recorded_before(self._known(command), written, request)

    def _known(self, command: C) -> Folded[S]:
        """The command's stream up to its newest fact."""
        stream = self.decider.stream(command)
        return self._newest(self._states.get(stream) or Folded(stream, self.decider.initial))

    def _handle(self, command: C, written: _Written, request: Request) -> Reply:
        stream = self.decider.stream(command)
        kept = self._states.get(stream)
        if kept is not None:
            try:
                reply = self._attempt(kept, command, written, request)
            except (Rejected, Moved, WrongRevision):
                reply = None  # what is kept may be old: only a success is answered from it
            if reply is not None and reply.facts:
                return reply
        folded = kept or Folded(stream, self.decider.initial)
        for _ in range(ATTEMPTS):
            folded = self._newest(folded)
            try:
                return self._attempt(folded, command, written, request)
            except WrongRevision:
                continue
        raise Busy(f"{stream} was written by others {ATTEMPTS} times in a row.")

    def _attempt(self, folded: Folded[S], command: C, written: _Written, request: Request) -> Reply:
        """Decide once on this state and append. Raises `WrongRevision` if the race is lost."""
        repeated = self._recorded_before(folded, written, request)
        if repeated is not None:
            return repeated
        if request.if_revision not in (None, folded.tip.revision):
            raise Moved(folded.tip.revision)
        now = max(self._clock.now(), folded.decided_at or self._clock.now())
        policy = self._policy(folded, command, now)
        typed, note = _typed(self.decider.policy, policy), _note(policy)
        rules = Rules(typed, self._calendar(now), _digests(note), _digests(folded.follows))
        facts = self.decider.decide(command, folded.state, rules, now)
        if not facts:
            return Reply(folded.stream, folded.tip.revision, folded.position, ())
        provenance = self._provenance(command, written, request, now, note, rules.calendar)
        return self._append(folded, provenance, [self.decider.facts.write(fact) for fact in facts])

    def _append(self, folded: Folded[S], provenance: Provenance, facts: Sequence[tuple[str, Json]]) -> Reply:
        batch, tip = drafts(folded.stream, folded.tip, provenance, facts)
        fold = cache(partial(fold_own, self.decider, folded, facts, provenance, tip))  # once, whoever asks first
        reach("handler.decided")
        position = self._append_until_definite(folded, batch, fold)
        reach("handler.appended")
        recorded = tuple(
            Recorded(
                folded.stream,
                folded.tip.revision + 1 + part,
                position,
                draft.id,
                draft.type,
                draft.data,
                draft.metadata,
            )
            for part, draft in enumerate(batch)
        )
        self._states.keep(replace(fold(), position=position))
        return Reply(folded.stream, tip.revision, position, recorded)

    def _append_until_definite(self, folded: Folded[S], batch: Sequence[Draft], fold: Meanwhile) -> int:
        """After an unknown outcome nothing may be decided again: the same bytes are sent until the answer is known.

        What follows from the facts is folded while the store writes them; it counts only if they are recorded.
        """
        deadline, pause_s = monotonic() + self._patience_s, 0.05
        while True:
            try:
                return self._store.append(folded.stream, batch, expected=folded.tip.revision, meanwhile=fold)
            except OutcomeUnknown as error:
                if monotonic() + pause_s > deadline:
                    raise Unavailable("The outcome is unknown; send the same command id again.") from error
                sleep(pause_s)
                pause_s = min(2 * pause_s, 1.0)

    def _newest(self, folded: Folded[S]) -> Folded[S]:
        newest = fold_on(self.decider, folded, self._store.read(folded.stream, after=folded.tip.revision))
        if newest.tip.revision >= 0:
            self._states.keep(newest)
        return newest

    def _recorded_before(self, folded: Folded[S], written: _Written, request: Request) -> Reply | None:
        outcome = folded.outcomes.get(request.command_id)
        if outcome is None:
            return None
        read = self._store.read(folded.stream, after=outcome.first_revision - 1)
        facts = tuple(fact for fact in read if fact.revision <= outcome.last_revision)
        before = metadata_of(facts[0])["command"]
        newest, lifted = self.decider.commands.lift(before["type"], before["document"])
        if (newest, _digest(lifted)) != (written.type, _digest(written.document)):
            raise Rejected("command-id-reused", "The id was used for another command on this record.")
        return Reply(folded.stream, facts[-1].revision, facts[-1].position, facts)

    def _policy(self, folded: Folded[S], command: C, now: datetime) -> ResolvedPolicy | None:
        match self.decider.rules:
            case RulesOf.NONE:
                return None
            case RulesOf.ABOVE:
                return self._policies.above(self.decider.unit(command))
            case RulesOf.CASE if folded.follows is not None:
                followed = self._policies.pinned(folded.follows)
                return self._rebound(followed, command, now) if isinstance(command, RebindPolicy) else followed
            case _:
                return self._policies.active(self.decider.unit(command), now)

    def _rebound(self, followed: ResolvedPolicy, command: RebindPolicy, now: datetime) -> ResolvedPolicy:
        """Only what is in force for the unit can reach its running cases."""
        active = {pack.digest: pack for pack in self._policies.active(command.unit, now).packs}
        refuse_unless(command.pack in active, "policy-not-active", f"{command.pack} is not active for {command.unit}.")
        return rebound(followed, active[command.pack])

    def _provenance(
        self,
        command: C,
        written: _Written,
        request: Request,
        now: datetime,
        policy: PolicyNote | None,
        calendar: Calendar,
    ) -> Provenance:
        return Provenance(
            command_id=request.command_id,
            command_type=written.type,
            command=written.document,
            correlation_id=request.correlation_id,
            causation_id=request.causation_id,
            actor=request.actor,
            role=request.role,
            actor_unit=request.actor_unit,
            unit=self.decider.unit(command),
            decided_at=now,
            policy=policy,
            calendar=calendar.digest,
            decider=self.decider.name,
            decider_version=self.decider.version,
            release=RELEASE,
        )


@contextmanager
def answering() -> Iterator[None]:
    """A store that does not answer is `Unavailable` to the caller."""
    try:
        yield
    except StoreUnavailable as error:
        raise Unavailable("The store does not answer.") from error


_made: dict[tuple[Callable[[ResolvedPolicy], Any], str], tuple[ResolvedPolicy, Any]] = {}


def _typed(make: Callable[[ResolvedPolicy], P], policy: ResolvedPolicy | None) -> Any:
    """The rules of the policy, as deciders read them; made once for all handlers that follow it."""
    if policy is None:
        return None
    kept = _made.get((make, policy.digest))
    if kept is not None and kept[0] is policy:
        return kept[1]
    if len(_made) >= MOST_POLICIES:
        _made.clear()
    typed = make(policy)
    _made[make, policy.digest] = (policy, typed)
    return typed


def _digest(document: Json) -> str:
    """Two sealings of one text differ, so that what is sealed is left out."""
    return digest_of(without_sealed(document))


def _digests(note: PolicyNote | None) -> tuple[str, ...]:
    return () if note is None else note.packs


def _note(policy: ResolvedPolicy | None) -> PolicyNote | None:
    if policy is None:
        return None
    return PolicyNote(policy.area, policy.digest, tuple(pack.digest for pack in policy.packs))
