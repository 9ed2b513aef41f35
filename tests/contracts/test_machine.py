"""A state machine is read from its table as it stands, and whatever departs from it is said."""

from pathlib import Path

import pytest
from ledger.testing.machine import departures, read_machine

PAGE = """
### S1 A lamp
States: off · on · dimmed · broken

| From | To | Guard |
|---|---|---|
| off | on / dimmed | a switch (or two) |
| on or dimmed (at night) | off | — |
| off..dimmed | broken | it falls |

### S11 Another
States: a_step1 · a_step2 · b

| From | To |
|---|---|
| any step | b |
| any | a_step1 |
"""
LAMP = frozenset(
    {
        ("off", "on"),
        ("off", "dimmed"),
        ("on", "off"),
        ("dimmed", "off"),
        ("off", "broken"),
        ("on", "broken"),
        ("dimmed", "broken"),
    }
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "machines.md"
    path.write_text(PAGE, "utf-8")
    return path


def test_rows_are_read_with_their_lists_and_ranges(page: Path):
    lamp = read_machine(page, "S1")

    assert (("off", "on", "dimmed", "broken"), LAMP) == (lamp.states, lamp.transitions)
    other = frozenset({("a_step1", "b"), ("a_step2", "b"), ("a_step2", "a_step1"), ("b", "a_step1")})
    assert other == read_machine(page, "S11").transitions
    with pytest.raises(LookupError):
        read_machine(page, "S2")


def test_each_departure_is_said_and_a_reason_for_none_as_well(page: Path):
    lamp = read_machine(page, "S1")
    mended, falls = ("broken", "on"), ("on", "broken")

    assert "" == departures(lamp, LAMP, never={}, beyond={})
    assert "happens and is not listed: ('broken', 'on')" == departures(lamp, LAMP | {mended}, never={}, beyond={})
    assert "is listed and never happens: ('on', 'broken')" == departures(lamp, LAMP - {falls}, never={}, beyond={})
    assert "" == departures(lamp, (LAMP | {mended}) - {falls}, never={falls: "it hangs"}, beyond={mended: "repair"})
    said = departures(lamp, LAMP, never={falls: "it hangs"}, beyond={mended: "repair"}).splitlines()
    assert [
        "is said never to happen and does: ('on', 'broken')",
        "is said to go beyond the list and does not: ('broken', 'on')",
    ] == said
