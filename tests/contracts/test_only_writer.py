"""Who knows what it has written answers as the store itself does, and asks it less."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from ledger.memory import MemoryStore
from ledger.store import NO_STREAM, START, Draft
from sunledger.only_writer import OnlyWriter

PREFIXES = (("a_",), ("a_", "b_"), ("b_x",), ("c_",))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(("a_x", "a_y", "b_x", "b_y"))),
        st.tuples(st.just("read"), st.sampled_from(PREFIXES), st.integers(-1, 12), st.integers(1, 4)),
    ),
    max_size=40,
)


class Counting(MemoryStore):
    asked = 0

    def read_all(self, prefixes, *, after=START, limit):
        self.asked += 1
        return super().read_all(prefixes, after=after, limit=limit)


def write(store, stream, number):
    expected = len(store.read(stream)) - 1 if store.read(stream) else NO_STREAM
    return store.append(stream, [Draft(UUID(int=number), "t", b"{}", b"{}")], expected=expected)


@given(STEPS)
def test_it_answers_as_the_store_does(steps):
    store = MemoryStore()
    writer = OnlyWriter(store)
    for number, step in enumerate(steps):
        if step[0] == "write":
            write(writer, step[1], number)
        else:
            _, prefixes, after, limit = step
            assert writer.read_all(prefixes, after=after, limit=limit) == store.read_all(
                prefixes, after=after, limit=limit
            )


def test_it_does_not_ask_again_for_what_cannot_be_there():
    store = Counting()
    writer = OnlyWriter(store)
    write(writer, "a_x", 1)
    first = writer.read_all(("a_",), limit=10)
    again = [writer.read_all(("a_",), after=first[-1].position, limit=10) for _ in range(3)]
    write(writer, "b_x", 2)

    assert (again, store.asked) == ([[], [], []], 1)
    assert writer.read_all(("a_",), after=first[-1].position, limit=10) == []
    assert store.asked == 1

    write(writer, "a_y", 3)

    assert [fact.stream for fact in writer.read_all(("a_",), after=first[-1].position, limit=10)] == ["a_y"]
    assert store.asked == 2
