"""The node against a model of its rules, over many short histories."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from esdbclient import EventStoreDBClient, NewEvent, StreamState
from esdbclient.exceptions import NotFound, StreamIsDeleted, WrongCurrentVersion
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from localnode.testing import NodeAddress, event, running_node

ANY, NO_STREAM, EXISTS = StreamState.ANY, StreamState.NO_STREAM, StreamState.EXISTS
FOR_EVER = 2**63 - 1
EXPECTED = st.sampled_from([ANY, NO_STREAM, EXISTS, 0, 1, 2, 3, 5])
NAMES = st.sampled_from(["a", "b"])
BATCHES = st.lists(st.integers(0, 5), max_size=3)
POOL = [event(f"pooled {number}") for number in range(6)]


@dataclass
class Model:
    """One stream as the rules describe it."""

    held: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    first: int = 0
    is_tombstoned: bool = False

    @property
    def last(self) -> int:
        return len(self.held) - 1

    def visible(self) -> list[int]:
        return self.held[self.first :] if self.first != FOR_EVER else []

    def expect(self, expected: StreamState | int, batch: list[int]) -> str | int:
        """'write', 'wrong', 'gone', or the revision of the last of the repeated events."""
        if self.is_tombstoned or (self.held and expected == EXISTS and self.first == FOR_EVER):
            return "gone"
        if not self.held:
            return "write" if expected in (ANY, NO_STREAM) else "wrong"
        if expected in (ANY, EXISTS):
            return self._expect_by_id(batch)
        number = expected if isinstance(expected, int) else -1
        if number >= self.last:
            return "write" if number == self.last else "wrong"
        return self._expect_by_place(number, batch)

    def _expect_by_id(self, batch: list[int]) -> str | int:
        places = [self._place(one) for one in batch]
        found = [place for place in places if place is not None]
        if not places or places[0] is None:
            return "write"
        return found[-1] if len(found) == len(places) else "wrong"

    def _place(self, one: int) -> int | None:
        places = [place for place, held in enumerate(self.held) if held == one]
        return places[-1] if places and places[-1] >= self.first else None

    def _expect_by_place(self, number: int, batch: list[int]) -> str | int:
        if number + 1 >= self.first and batch:
            there = self.held[number + 1 : number + 1 + len(batch)]
            if there == batch:
                return number + len(batch)
        is_hidden = self.first == FOR_EVER
        return "write" if batch and number == -1 and is_hidden else "wrong"


class Histories(RuleBasedStateMachine):
    client: EventStoreDBClient
    run = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).run += 1
        self.streams = {name: Model() for name in "ab"}

    def name(self, stream: str) -> str:
        return f"{stream}-{self.run}"

    @rule(stream=NAMES, expected=EXPECTED, batch=BATCHES)
    def append(self, stream: str, expected, batch: list[int]) -> None:
        model = self.streams[stream]
        outcome = model.expect(expected, batch)
        proposed: list[NewEvent] = [POOL[number] for number in batch]

        def append() -> int:
            return self.client.append_to_stream(self.name(stream), current_version=expected, events=proposed)

        if outcome == "write":
            self._write(model, batch, append())
        elif isinstance(outcome, int):
            assert model.positions[outcome] == append()
        else:
            with pytest.raises(WrongCurrentVersion if outcome == "wrong" else StreamIsDeleted):
                append()

    def _write(self, model: Model, batch: list[int], position: int) -> None:
        if not batch:
            return
        if model.first == FOR_EVER:
            model.first = len(model.held)
        model.positions += range(position - len(batch) + 1, position + 1)
        model.held += batch

    @rule(stream=NAMES, expected=EXPECTED)
    def delete(self, stream: str, expected) -> None:
        model = self.streams[stream]
        outcome = model.expect(expected, [])
        if not model.held and outcome == "write":
            outcome = "wrong"
        self._remove(self.client.delete_stream, stream, expected, outcome)
        if outcome == "write":
            model.first = FOR_EVER

    @rule(stream=NAMES, expected=EXPECTED)
    def tombstone(self, stream: str, expected) -> None:
        model = self.streams[stream]
        outcome = model.expect(expected, [])
        self._remove(self.client.tombstone_stream, stream, expected, outcome)
        model.is_tombstoned = model.is_tombstoned or outcome == "write"

    def _remove(self, call, stream: str, expected, outcome: object) -> None:
        if outcome == "write":
            call(self.name(stream), current_version=expected)
            return
        missing = NotFound if not self.streams[stream].held else WrongCurrentVersion
        with pytest.raises(StreamIsDeleted if outcome == "gone" else missing):
            call(self.name(stream), current_version=expected)

    @invariant()
    def the_node_holds_what_the_model_holds(self) -> None:
        for stream, model in self.streams.items():
            if model.is_tombstoned:
                with pytest.raises(StreamIsDeleted):
                    self.client.get_stream(self.name(stream))
            elif not model.held or model.first == FOR_EVER:
                with pytest.raises(NotFound):
                    self.client.get_stream(self.name(stream))
            else:
                found = [one.id for one in self.client.get_stream(self.name(stream))]
                assert [POOL[number].id for number in model.visible()] == found


@pytest.fixture(scope="module")
def node() -> Iterator[NodeAddress]:
    with TemporaryDirectory() as folder, running_node(Path(folder)) as address:
        yield address


def test_every_history_ends_as_the_model_says(node):
    with EventStoreDBClient(node.uri) as client:
        Histories.client = client
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=60,
                stateful_step_count=20,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    command = [sys.executable, "-m", "localnode", str(node.file), "--check"]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "no problems found\n"
